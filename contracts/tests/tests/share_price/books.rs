//! What must hold after every operation, whoever did it and whether it was refused.
use nectar_interfaces::vault::VaultState;
use nectar_tests::peek::Place;
use soroban_sdk::Address;

use crate::{operations::Played, stage::Stage};

/// The vault's books as the operations say they must be, and where to look for everything else.
pub struct Books {
    /// USDC that came in through deposits, fills, skims and sales, less what went out.
    booked: i128,
    /// USDC given to the vault and not booked yet.
    donated: i128,
    owed: i128,
    last: VaultState,
    vault_usdc: Place,
    /// Share balances of all holders, the vault's own seed included.
    shares: Vec<Place>,
    /// What is owed to each operator.
    rewards: Vec<Place>,
    /// Balances of every session, of every token.
    sessions: Vec<Place>,
    allowances: Vec<Place>,
    position: Place,
}

impl Books {
    pub fn open(stage: &Stage) -> Books {
        let world = &stage.world;
        let last = world.vault().get_state();
        let tokens: Vec<&Address> = world.tokens.reserves().map(|(_, token)| token).into();
        let all_tokens = || tokens.iter().copied().chain([&world.native, &world.vault]);
        let mut holders: Vec<&Address> = stage.lps.iter().chain([&world.lp, &world.vault]).collect();
        holders.sort();
        holders.dedup();
        let sessions = || stage.keepers.iter().map(|(_, session)| session);
        let spenders: Vec<&Address> = world
            .markets
            .iter()
            .map(|market| &market.venue)
            .chain([&world.pool.address, &world.registry, &world.oracle])
            .chain(
                stage
                    .keepers
                    .iter()
                    .flat_map(|(operator, session)| [operator, session]),
            )
            .collect();
        Books {
            booked: last.booked,
            donated: 0,
            owed: last.owed,
            last,
            vault_usdc: Place::balance(&world.tokens.usdc, &world.vault),
            shares: holders
                .iter()
                .map(|who| Place::balance(&world.vault, who))
                .collect(),
            rewards: stage
                .keepers
                .iter()
                .map(|(operator, _)| Place::reward(&world.vault, operator))
                .collect(),
            sessions: sessions()
                .flat_map(|session| all_tokens().map(|token| Place::balance(token, session)))
                .collect(),
            allowances: tokens
                .iter()
                .flat_map(|token| {
                    spenders
                        .iter()
                        .map(|to| Place::allowance(token, &world.vault, to))
                })
                .collect(),
            position: Place::positions(&world.pool.address, &world.vault),
        }
    }

    pub fn check(&mut self, stage: &Stage, played: &Played) {
        self.enter(played);
        let e = &stage.world.e;
        let state = stage.world.vault().get_state();
        let held = self.vault_usdc.amount(e);
        assert_eq!((state.booked, state.owed), (self.booked, self.owed), "the books");
        assert_eq!(held, self.booked + self.donated, "the vault's USDC");
        assert!(
            state.total_assets + state.owed + state.unvested <= held,
            "promised more than there is: {state:?}, {held}"
        );
        self.check_price(&state);
        if matches!(played, Played::Refused(_)) {
            assert_eq!(state, self.last, "a refusal changed the books");
        }
        let shares: i128 = self.shares.iter().map(|place| place.amount(e)).sum();
        assert_eq!(
            shares, state.total_shares,
            "shares nobody or somebody twice holds"
        );
        assert_eq!(
            sum(&self.rewards, stage),
            state.owed,
            "owed to nobody or not booked"
        );
        assert_eq!(sum(&self.sessions, stage), 0, "a session was paid");
        assert_eq!(
            sum(&self.allowances, stage),
            0,
            "an allowance of the vault was left"
        );
        assert!(
            self.position.is_empty_position(e),
            "a position of the vault was left"
        );
        self.last = state;
    }

    fn enter(&mut self, played: &Played) {
        match *played {
            Played::Else | Played::Refused(_) => (),
            Played::In(assets) => self.booked += assets,
            Played::Out(assets) => self.booked -= assets,
            Played::Profit { booked, from_surplus } => {
                self.booked += booked;
                self.donated -= if from_surplus { booked } else { 0 };
            }
            Played::SharedProfit { profit, fee } => {
                self.booked += profit;
                self.owed += fee;
            }
            Played::Claimed(amount) => {
                self.booked -= amount;
                self.owed -= amount;
            }
            Played::Donated(amount) => self.donated += amount,
        }
    }

    /// As fractions, so that not even a stroop in a trillion shares is lost in rounding.
    fn check_price(&self, state: &VaultState) {
        let was = self.last.total_assets * state.total_shares;
        let is = state.total_assets * self.last.total_shares;
        assert!(is >= was, "the share price fell: {:?} → {state:?}", self.last);
    }
}

fn sum(places: &[Place], stage: &Stage) -> i128 {
    places.iter().map(|place| place.amount(&stage.world.e)).sum()
}
