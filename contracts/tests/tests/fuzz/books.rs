//! What must hold after every step, whoever did it and whatever came of it.
use nectar_interfaces::vault::{FillReceipt, VaultState};
use nectar_tests::{
    peek::{Place, classic},
    world::World,
};
use soroban_sdk::{
    Address, Env,
    xdr::{Asset, LedgerEntryData, LedgerKey, ScAddress, ScSymbol, ScVal},
};

use crate::{
    stage::{OPERATORS, SESSIONS, Stage},
    table::{Row, WORLD},
};

/// What a step did to the vault's USDC, as far as the vault's own entry points go.
#[derive(Clone, Debug, PartialEq)]
pub enum Booked {
    In(i128),
    Out {
        assets: i128,
        to_vault: bool,
    },
    Fills(Vec<FillReceipt>),
    Claimed(i128),
    Skimmed(i128),
    Sold {
        token: Address,
        proceeds: i128,
    },
    Drawn(Address, i128),
    Returned {
        amount: i128,
        principal: i128,
    },
    Slashed {
        outstanding: i128,
        recovered: i128,
        bounty_to_vault: i128,
        due: bool,
    },
    Cured(i128),
}

/// Somebody's locked shares.
struct Lock {
    who: Address,
    place: Place,
    shares: Place,
    /// As `LOCK` names them.
    locked: [i128; 2],
}

const LOCK: [&str; 2] = ["locked_shares", "unlock_at"];

/// Stake on its way back to an operator.
struct Refund {
    who: Address,
    keeper: Place,
    asked: Place,
    available_at: i128,
}

/// What an operator has in custody.
struct OpenDraw {
    place: Place,
    backing: Place,
    keeper: Place,
    /// When it began and when it is due; 0 when there is none.
    clock: [i128; 2],
}

const LONGEST_DRAW_SECS: i128 = 86_400;
/// Hard bound of the terms: the stake is worth at least this much more than what it covers.
const LEAST_BOUNTY_PERCENT: i128 = 1;

pub struct Books {
    booked: i128,
    owed: i128,
    /// USDC in the vault that it has not booked.
    donated: i128,
    /// In the custody of operators.
    drawn: i128,
    /// Booked for good beyond what depositors paid in, and how much of it operators were paid.
    profits: i128,
    claimed: i128,
    last: VaultState,
    vault_usdc: Place,
    shares: Vec<Place>,
    rewards: Vec<Place>,
    locks: Vec<Lock>,
    refunds: Vec<Refund>,
    draws: Vec<OpenDraw>,
    registry_usdc: Place,
    /// Other tokens of the vault, and how much of each there is.
    others: Vec<(Address, Place, i128)>,
    sessions: Vec<Place>,
    sessions_held: i128,
    position: Place,
}

impl Books {
    pub fn open(stage: &Stage) -> Books {
        let world = &stage.world;
        let (vault, registry) = (&world.vault, &world.registry);
        let last = world.vault().get_state();
        let everyone = stage.everyone();
        let assets = stage
            .tokens()
            .into_iter()
            .map(|token| (classic(stage.e(), &token), token));
        let assets: Vec<(Asset, Address)> = assets.collect();
        let mut others = stage.tokens()[1..].to_vec();
        others.extend([world.native.clone(), stage.comet.clone(), vault.clone()]);
        let sessions = SESSIONS.map(|player| stage.address(player));
        let e = stage.e();
        Books {
            booked: last.booked,
            owed: last.owed,
            donated: 0,
            drawn: 0,
            profits: 0,
            claimed: 0,
            last,
            vault_usdc: Place::balance(&world.tokens.usdc, vault),
            shares: everyone.iter().map(|who| Place::balance(vault, who)).collect(),
            rewards: everyone.iter().map(|who| Place::reward(vault, who)).collect(),
            locks: stage
                .cast
                .iter()
                .map(|holder| Lock::of(e, vault, &holder.address))
                .collect(),
            refunds: stage
                .cast
                .iter()
                .map(|holder| Refund::of(registry, &holder.address))
                .collect(),
            draws: stage
                .cast
                .iter()
                .map(|holder| OpenDraw::of(world, &holder.address))
                .collect(),
            registry_usdc: Place::balance(&world.tokens.usdc, registry),
            others: others
                .into_iter()
                .map(|token| {
                    let place = Place::balance(&token, vault);
                    let held = place.amount(e);
                    (token, place, held)
                })
                .collect(),
            sessions: sessions.flat_map(|who| held_by(&who, &assets)).collect(),
            sessions_held: 0,
            position: Place::positions(&world.pool.address, vault),
        }
    }

    pub fn before_fill(&mut self, stage: &Stage) {
        self.sessions_held = sum(&self.sessions, stage.e());
    }

    /// Who signs a fill gets nothing of it, and pays nothing for it.
    pub fn after_fill(&self, stage: &Stage) {
        let held = sum(&self.sessions, stage.e());
        assert_eq!(held, self.sessions_held, "a fill moved a session's tokens");
        assert_no_allowance(stage);
    }

    pub fn check(&mut self, stage: &Stage, row: &Row) {
        let e = stage.e();
        let state = stage.world.vault().get_state();
        let mut donated = self.donated;
        for booked in &stage.booked {
            donated += self.enter(stage, booked);
        }
        assert_eq!((state.booked, state.owed), (self.booked, self.owed), "the books");
        let held = self.vault_usdc.amount(e);
        let is_vaults = ["nectar-vault", "fill-batcher"].contains(&row.contract);
        let unbooked = held + self.drawn - state.booked;
        assert!(
            unbooked == donated || (unbooked > donated && !is_vaults),
            "USDC came or went unaccounted: {unbooked} unbooked, not {donated}"
        );
        self.donated = unbooked;
        assert!(state.owed <= held, "owed {} with {held} in the vault", state.owed);
        let promised = state.total_assets + state.owed + state.unvested;
        assert!(
            promised <= held + self.drawn,
            "promised more than there is: {state:?}, {held}"
        );
        self.check_price(&state);
        self.check_outflow();
        if is_vaults {
            self.check_shares(stage, &state);
        }
        let moves_stakes =
            row.contract == "keeper-registry" || row.contract == WORLD || !stage.booked.is_empty();
        if moves_stakes {
            self.check_stakes(stage, row);
        }
        if stage.bonded && moves_stakes {
            self.check_draws(stage, &state);
        }
        self.check_locks(stage, row);
        self.check_tokens(stage);
        assert!(
            self.position.is_empty_position(e),
            "a position of the vault was left"
        );
        self.last = state;
    }

    /// Answers by how much the vault's unbooked USDC has grown.
    fn enter(&mut self, stage: &Stage, booked: &Booked) -> i128 {
        let mut donated = 0;
        match booked {
            Booked::In(assets) => self.booked += assets,
            Booked::Out { assets, to_vault } => {
                self.booked -= assets;
                donated += if *to_vault { *assets } else { 0 };
            }
            Booked::Fills(receipts) => {
                for receipt in receipts {
                    self.booked += receipt.profit;
                    self.owed += receipt.fee;
                    self.profits += receipt.profit;
                }
            }
            Booked::Claimed(amount) => {
                self.booked -= amount;
                self.owed -= amount;
                self.claimed += amount;
            }
            Booked::Skimmed(amount) => {
                self.booked += amount;
                donated -= amount;
            }
            Booked::Sold { proceeds, .. } => self.booked += proceeds,
            Booked::Drawn(operator, amount) => {
                assert!(stage.bonded, "a draw where there are none");
                assert!(
                    stage.signers.contains(operator),
                    "a draw its operator did not sign"
                );
                self.drawn += amount;
            }
            Booked::Returned { amount, principal } => {
                self.booked += amount - principal;
                self.drawn -= principal;
            }
            Booked::Slashed {
                outstanding,
                recovered,
                bounty_to_vault,
                due,
            } => {
                assert!(due, "a slash before the deadline");
                self.booked += recovered - outstanding;
                self.drawn -= outstanding;
                donated += bounty_to_vault;
            }
            Booked::Cured(amount) => self.booked += amount,
        }
        donated
    }

    /// As fractions, so that not even a stroop in a trillion shares is lost in rounding.
    fn check_price(&self, state: &VaultState) {
        let was = self.last.total_assets * state.total_shares;
        let is = state.total_assets * self.last.total_shares;
        assert!(is >= was, "the share price fell: {:?} → {state:?}", self.last);
    }

    /// All that ever left the vault but to depositors are claims: at most a tenth of the profits of fills.
    fn check_outflow(&self) {
        let gone = self.claimed + self.owed;
        assert!(
            gone * 10 <= self.profits,
            "paid or owed {gone} out of profits of {}",
            self.profits
        );
    }

    fn check_shares(&self, stage: &Stage, state: &VaultState) {
        let e = stage.e();
        assert_eq!(
            sum(&self.shares, e),
            state.total_shares,
            "shares nobody or somebody twice holds"
        );
        assert_eq!(sum(&self.rewards, e), state.owed, "owed to nobody or not booked");
    }

    /// A lock changes by a deposit for oneself alone, and for a cooldown at most.
    fn check_locks(&mut self, stage: &Stage, row: &Row) {
        let (e, now) = (stage.e(), i128::from(stage.now()));
        let deposits =
            row.contract == "nectar-vault" && ["deposit", "deposit_min", "mint"].contains(&row.function);
        for lock in &mut self.locks {
            let now_locked = lock.place.fields(e, LOCK);
            let [locked_shares, locked_until] = now_locked;
            assert!(
                locked_until <= now || lock.shares.amount(e) >= locked_shares,
                "locked shares left"
            );
            if now_locked == lock.locked {
                continue;
            }
            lock.locked = now_locked;
            assert!(
                deposits && stage.signers.contains(&lock.who),
                "{} moved the lock of somebody who did not deposit",
                row.label()
            );
            let cooldown = i128::from(stage.world.vault().get_params().cooldown_secs);
            assert!(locked_until <= now + cooldown, "a lock beyond the cooldown");
        }
    }

    /// The registry has every stake, and a refund's date moves by its owner's signature alone.
    fn check_stakes(&mut self, stage: &Stage, row: &Row) {
        let e = stage.e();
        let mut owed = 0;
        for refund in &mut self.refunds {
            let [stake] = refund.keeper.fields(e, ["stake"]);
            let [amount, available_at] = refund.asked.fields(e, ["amount", "available_at"]);
            owed += stake + amount;
            assert!(
                available_at <= refund.available_at || stage.signers.contains(&refund.who),
                "{} delayed a refund of somebody who did not ask",
                row.label()
            );
            refund.available_at = available_at;
        }
        let held = self.registry_usdc.amount(e);
        assert!(owed <= held, "stakes of {owed}, of which {held} is there");
    }

    /// A draw stands for what its operator has out and its stake covers, and its deadline never moves.
    fn check_draws(&mut self, stage: &Stage, state: &VaultState) {
        let e = stage.e();
        let mut drawn = 0;
        for draw in &mut self.draws {
            let [since, deadline, outstanding] = draw.place.fields(e, ["since", "deadline", "outstanding"]);
            let [before_since, before_deadline] = draw.clock;
            let same = before_since > 0 && since == before_since;
            assert!(
                !same || deadline == before_deadline,
                "the deadline of an open draw moved"
            );
            assert!(deadline <= since + LONGEST_DRAW_SECS, "a deadline after a day");
            let (backing, [stake]) = (draw.backing.amount(e), draw.keeper.fields(e, ["stake"]));
            assert!(
                outstanding * (100 + LEAST_BOUNTY_PERCENT) <= backing * 100 && backing <= stake,
                "a draw of {outstanding} behind which {backing} of {stake} stands"
            );
            drawn += outstanding;
            draw.clock = [since, deadline];
        }
        assert_eq!(drawn, self.drawn, "drawn by nobody or not booked");
        if let [Booked::Drawn(..)] = stage.booked[..] {
            assert!(
                drawn * 5 <= state.total_assets,
                "{drawn} drawn of {}",
                state.total_assets
            );
        }
    }

    fn check_tokens(&mut self, stage: &Stage) {
        for (token, place, before) in &mut self.others {
            let is_sale =
                |booked: &Booked| matches!(booked, Booked::Sold { token: sold, .. } if sold == token);
            let sold = stage.booked.iter().any(is_sale);
            let now = place.amount(stage.e());
            assert!(
                sold || now >= *before,
                "the vault lost {} of another token",
                *before - now
            );
            *before = now;
        }
    }

    /// Looks through the whole ledger, and asks everybody out.
    pub fn inspect(&self, stage: &Stage) {
        assert_no_allowance(stage);
        self.check_shares(stage, &stage.world.vault().get_state());
        let (vault, now) = (stage.world.vault(), stage.now());
        for who in OPERATORS
            .chain(crate::stage::LPS)
            .map(|player| stage.address(player))
        {
            let free = vault.unlocked_shares(&who);
            let whole = i128::from(now) >= i128::from(vault.get_tranche(&who).unlock_at);
            assert!(
                !whole || free == vault.balance(&who),
                "shares locked beyond their date"
            );
        }
    }
}

impl Lock {
    fn of(e: &Env, vault: &Address, who: &Address) -> Lock {
        let place = Place::tranche(vault, who);
        Lock {
            who: who.clone(),
            locked: place.fields(e, LOCK),
            shares: Place::balance(vault, who),
            place,
        }
    }
}

impl Refund {
    fn of(registry: &Address, who: &Address) -> Refund {
        Refund {
            who: who.clone(),
            keeper: Place::keeper(registry, who),
            asked: Place::unstake(registry, who),
            available_at: 0,
        }
    }
}

impl OpenDraw {
    fn of(world: &World, who: &Address) -> OpenDraw {
        OpenDraw {
            place: Place::draw(&world.vault, who),
            backing: Place::backing(&world.registry, who),
            keeper: Place::keeper(&world.registry, who),
            clock: [0; 2],
        }
    }
}

fn held_by(who: &Address, assets: &[(Asset, Address)]) -> Vec<Place> {
    let places = assets
        .iter()
        .map(|(asset, token)| Place::holding(token, asset, who));
    places.collect()
}

fn sum(places: &[Place], e: &Env) -> i128 {
    places.iter().map(|place| place.amount(e)).sum()
}

/// Nobody may take anything of the vault's: whichever token's and whoever's allowance it were, it would stand in the
/// ledger under the vault's name.
fn assert_no_allowance(stage: &Stage) {
    let vault = ScVal::Address(ScAddress::from(&stage.world.vault));
    let allowance = ScVal::Symbol(ScSymbol("Allowance".try_into().expect("a short name")));
    let from = ScVal::Symbol(ScSymbol("from".try_into().expect("a short name")));
    for (key, entry) in stage
        .e()
        .host()
        .get_stored_entries()
        .expect("the ledger can be read")
    {
        let LedgerKey::ContractData(data) = &*key else {
            continue;
        };
        let ScVal::Vec(Some(parts)) = &data.key else {
            continue;
        };
        let [name, ScVal::Map(Some(parties))] = parts.as_slice() else {
            continue;
        };
        let given = parties
            .iter()
            .any(|party| party.key == from && party.val == vault);
        let Some((entry, _)) = entry.filter(|_| *name == allowance && given) else {
            continue;
        };
        let LedgerEntryData::ContractData(data) = &entry.data else {
            continue;
        };
        let nothing = match &data.val {
            ScVal::Map(Some(fields)) => fields.iter().all(|field| match &field.val {
                ScVal::I128(parts) => (parts.hi, parts.lo) == (0, 0),
                _ => true,
            }),
            _ => false,
        };
        assert!(nothing, "an allowance of the vault was left: {data:?}");
    }
}
