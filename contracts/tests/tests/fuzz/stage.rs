//! Who plays, and where. Everybody who signs has a key; from the first step on nothing is authorised but by it.
use std::collections::BTreeMap;

use nectar_interfaces::{
    blend::auction::{BAD_DEBT, INTEREST},
    oracle::Asset,
    vault::{FillReceipt, Params, Route, TypeParams},
    venue::{IndexPath, PoolPath},
};
use nectar_tests::{
    aquarius::Aquarius,
    blend::deploy_comet,
    debts::add_lp_route,
    keys::{Holder, Tree},
    ledger,
    pool::PoolKind,
    soroswap::Soroswap,
    tokens::UNIT,
    underwater::{EURC, XLM},
    world::{PRICES, Setup, World, sandbox_params},
};
use soroban_sdk::{
    Address, Bytes, BytesN, Env, IntoVal, TryFromVal, Val, Vec as HostVec, testutils::Address as _,
    xdr::ToXdr as _,
};

use crate::{
    books::Booked,
    entries::{bonded::opening_terms, transfer},
    step::{Dice, Signed},
    table::Effect,
};

/// Where in `Stage::cast` who stands.
pub const ADMINS: std::ops::Range<usize> = 0..2;
pub const ISSUER: usize = 2;
pub const LPS: std::ops::Range<usize> = 3..11;
pub const OPERATORS: std::ops::Range<usize> = 11..15;
pub const SESSIONS: std::ops::Range<usize> = 15..21;
pub const BORROWERS: std::ops::Range<usize> = 21..27;
pub const STRANGERS: std::ops::Range<usize> = 27..31;
pub const TRADER: usize = 31;
pub const LENDER: usize = 32;
const PLAYERS: usize = 33;

const DEPTH: i128 = 250_000 * UNIT;
/// Of each token, to each player.
const FUNDS: i128 = 1_000_000 * UNIT;
/// For whoever moves the markets.
const DEEP_FUNDS: i128 = 1_000_000_000 * UNIT;
/// Stroops that buy something at every price here.
const WORTH_A_TRADE: i128 = 100_000;
const LEG_EVENT_BYTES: u32 = 2_500;

/// A place where a token is traded, and who holds its reserves.
pub struct Exchange {
    pub route: u32,
    pub venue: Address,
    pub reserves: Address,
    pub reserve: usize,
    pub data: Bytes,
}

pub struct Auction {
    pub kind: u32,
    pub user: Address,
    pub block: u32,
}

pub struct Stage {
    pub number: u32,
    pub world: World,
    pub cast: Vec<Holder>,
    pub exchanges: Vec<Exchange>,
    pub batcher: Address,
    pub faucet: Address,
    pub releases: Address,
    pub comet_venue: Address,
    pub soroswap: Address,
    pub aquarius: Address,
    /// BLND and USDC, and its LP token; the backstop's in a world of the real Blend.
    pub comet: Address,
    /// Path of BLND over it.
    pub comet_data: Bytes,
    /// Whether the pool is the real Blend.
    pub blend: bool,
    /// Who is admin of what, in `cast`.
    pub admins: BTreeMap<&'static str, usize>,
    pub auctions: Vec<Auction>,
    /// By reserve, 7 decimals: what scenes last set.
    pub prices: [i128; 4],
    pub params: Params,
    /// Delegations that should be alive: (operator, session) in `cast`.
    pub alive: Vec<(usize, usize)>,
    /// By whom a call was rightly signed in this step.
    pub signers: Vec<Address>,
    /// Changes announced and not executed, as far as known.
    pub announced: Vec<u32>,
    /// What this step did to the vault's books so far.
    pub booked: Vec<Booked>,
    /// Whether draws are on.
    pub bonded: bool,
    nonce: i64,
}

impl Stage {
    pub fn new(number: u32) -> Stage {
        let blend = is_blend(number);
        let params = params(number);
        let mut built = None;
        let setup = Setup {
            pool: if blend { PoolKind::Blend } else { PoolKind::Lab },
            params: params.clone(),
            depth: DEPTH,
            deposit: 100_000 * UNIT,
            lent: 2_000_000,
            ..Setup::default()
        };
        let world = World::prepared(&setup, |world| {
            built = Some(build(world, blend));
            if is_bonded(number) {
                let terms = opening_terms(number);
                world.vault().mock_all_auths().set_bond(&terms);
            }
        });
        let built = built.expect("the world was prepared");
        ledger::travel_light(&world.e);
        let mut stage = Stage {
            number,
            cast: cast(&world),
            admins: ADMIN_OF
                .iter()
                .map(|contract| (*contract, ADMINS.start))
                .collect(),
            auctions: vec![],
            prices: PRICES,
            params,
            alive: vec![(OPERATORS.start, SESSIONS.start)],
            signers: vec![],
            announced: vec![],
            booked: vec![],
            bonded: is_bonded(number),
            nonce: 0,
            world,
            exchanges: built.exchanges,
            batcher: built.batcher,
            faucet: built.faucet,
            releases: built.releases,
            comet_venue: built.comet_venue,
            soroswap: built.soroswap,
            aquarius: built.aquarius,
            comet: built.comet,
            comet_data: built.comet_data,
            blend,
        };
        stage.endow();
        stage
    }

    /// Trustlines and money for everybody, a delegation for each operator.
    fn endow(&mut self) {
        for player in 0..PLAYERS {
            let address = self.address(player);
            for token in self.tokens() {
                self.sure(
                    player,
                    &token,
                    "trust",
                    (address.clone(),).into_val(self.e()),
                    vec![],
                );
                let amount = if [TRADER, LENDER].contains(&player) {
                    DEEP_FUNDS
                } else {
                    FUNDS
                };
                self.world.mint(&token, &address, amount);
            }
            let native = self.world.native.clone();
            if player != TRADER && player != STRANGERS.start {
                let args = (self.address(STRANGERS.start), address, UNIT * 10_000).into_val(self.e());
                self.sure(STRANGERS.start, &native, "transfer", args, vec![]);
            }
        }
        self.e().set_auths(&[]);
        for (operator, session) in OPERATORS.zip(SESSIONS).skip(1) {
            let (who, key) = (self.address(operator), self.address(session));
            self.world.open_session(&who, &key);
            self.alive.push((operator, session));
        }
        self.e().set_auths(&[]);
        if self.bonded {
            OPERATORS.for_each(|operator| self.stake(operator, 5_000 * UNIT));
        }
    }

    pub fn stake(&mut self, operator: usize, amount: i128) {
        let (who, registry) = (self.address(operator), self.world.registry.clone());
        let below = transfer(self, &self.usdc(), operator, &registry, amount);
        self.sure(
            operator,
            &registry,
            "add_stake",
            (who, amount).into_val(self.e()),
            vec![below],
        );
    }

    /// What can leave the vault now.
    pub fn at_hand(&self) -> i128 {
        let vault = self.world.vault();
        self.world.balance(&self.usdc(), &vault.address) - vault.get_state().owed
    }

    pub fn e(&self) -> &Env {
        &self.world.e
    }

    pub fn now(&self) -> u64 {
        self.e().ledger().timestamp()
    }

    pub fn address(&self, player: usize) -> Address {
        self.cast[player].address.clone()
    }

    pub fn token(&self, reserve: usize) -> Address {
        self.world.tokens.reserves()[reserve].1.clone()
    }

    pub fn usdc(&self) -> Address {
        self.world.tokens.usdc.clone()
    }

    /// All asset contracts but XLM's own.
    pub fn tokens(&self) -> Vec<Address> {
        let t = &self.world.tokens;
        [&t.usdc, &t.xlm, &t.eurc, &t.aqua, &t.blnd]
            .map(Clone::clone)
            .into()
    }

    pub fn contract(&self, name: &str) -> Address {
        let w = &self.world;
        match name {
            "nectar-vault" => &w.vault,
            "keeper-registry" => &w.registry,
            "fill-batcher" => &self.batcher,
            "release-list" => &self.releases,
            "liquidation-lab" => &w.pool.address,
            "mock-oracle" => &w.oracle,
            "lab-amm" => &w.markets[0].venue,
            "faucet" => &self.faucet,
            "comet-venue" => &self.comet_venue,
            "soroswap-venue" => &self.soroswap,
            "aquarius-venue" => &self.aquarius,
            _ => panic!("{name} is no contract of ours"),
        }
        .clone()
    }

    pub fn admin_of(&self, contract: &str) -> usize {
        self.admins.get(contract).copied().unwrap_or(ADMINS.start)
    }

    /// Everybody and everything that can hold something.
    pub fn everyone(&self) -> Vec<Address> {
        let w = &self.world;
        let mut all: Vec<Address> = self.cast.iter().map(|holder| holder.address.clone()).collect();
        all.extend([&w.vault, &w.registry, &w.pool.address, &w.oracle, &w.native].map(Clone::clone));
        all.extend([&self.batcher, &self.releases, &self.faucet].map(Clone::clone));
        all.extend(
            self.exchanges
                .iter()
                .flat_map(|at| [at.venue.clone(), at.reserves.clone()]),
        );
        all.extend([&w.tokens.usdc, &w.pool.backstop, &self.comet_venue].map(Clone::clone));
        all.push(self.comet.clone());
        all.sort();
        all.dedup();
        all
    }

    /// Any player, or now and then a contract.
    pub fn anybody(&self, dice: &mut Dice) -> Address {
        let n = dice.below(PLAYERS + 6);
        match n {
            33 => self.world.vault.clone(),
            34 => self.world.registry.clone(),
            35 => self.world.pool.address.clone(),
            36 => self.batcher.clone(),
            37 => self.exchanges[0].venue.clone(),
            38 => self.usdc(),
            player => self.address(player),
        }
    }

    /// Somebody of `group`; now and then any player.
    pub fn one_of(&self, group: std::ops::Range<usize>, dice: &mut Dice) -> usize {
        let n = dice.next();
        let (range, n) = if n % 12 == 11 {
            (0..PLAYERS, n / 12)
        } else {
            (group, n / 12)
        };
        range.start + usize::try_from(n % range.len() as u64).expect("an index")
    }

    pub fn any_token(&self, dice: &mut Dice) -> Address {
        let mut tokens = self.tokens();
        tokens.push(self.comet.clone());
        tokens[dice.below(tokens.len())].clone()
    }

    /// A call that needs `player`'s consent and gets it. What it answers is mostly of no interest.
    pub fn sure(
        &mut self,
        player: usize,
        contract: &Address,
        function: &'static str,
        args: HostVec<Val>,
        below: Vec<Tree>,
    ) -> bool {
        let tree = Tree {
            contract: contract.clone(),
            function,
            args: args.clone(),
            below,
        };
        let entry = self.cast[player].sign(&self.world.e, &tree, self.nonce);
        self.nonce += 1;
        self.signers.push(self.address(player));
        self.e().set_auths(&[entry]);
        let done = self.invoke(contract, function, args);
        self.e().set_auths(&[]);
        done.is_ok()
    }

    pub fn invoke(
        &self,
        contract: &Address,
        function: &str,
        args: HostVec<Val>,
    ) -> nectar_tests::signed::Outcome<Val> {
        let function = soroban_sdk::Symbol::new(self.e(), function);
        let tried = self
            .e()
            .try_invoke_contract::<Val, soroban_sdk::Error>(contract, &function, args);
        nectar_tests::signed::outcome(tried)
    }

    /// Notes what a call that succeeded did to the vault's books.
    pub fn book(&mut self, effect: &Effect, value: &Val) {
        let answer = || -> i128 { self.read(value) };
        let booked = match effect {
            Effect::Nothing => return,
            Effect::In(assets) => Booked::In(assets.unwrap_or_else(answer)),
            Effect::Out(assets, to) => Booked::Out {
                assets: assets.unwrap_or_else(answer),
                to_vault: *to == self.world.vault,
            },
            Effect::Fill => Booked::Fills(vec![self.read(value)]),
            Effect::Fills => {
                let receipts: HostVec<Option<FillReceipt>> = self.read(value);
                Booked::Fills(receipts.iter().flatten().collect())
            }
            Effect::Claim => Booked::Claimed(answer()),
            Effect::Skim => Booked::Skimmed(answer()),
            Effect::Sale(token) => Booked::Sold {
                token: token.clone(),
                proceeds: answer(),
            },
            Effect::Draw(operator, amount) => Booked::Drawn(operator.clone(), *amount),
            Effect::Return { amount, principal } => Booked::Returned {
                amount: *amount,
                principal: *principal,
            },
            Effect::Slash {
                outstanding,
                recovered,
                to_vault,
                due,
            } => Booked::Slashed {
                outstanding: *outstanding,
                recovered: *recovered,
                bounty_to_vault: if *to_vault { answer() } else { 0 },
                due: *due,
            },
            Effect::Cure(amount) => Booked::Cured(*amount),
        };
        self.booked.push(booked);
    }

    pub fn read<T: TryFromVal<Env, Val>>(&self, value: &Val) -> T {
        let read = T::try_from_val(self.e(), value);
        read.unwrap_or_else(|_| panic!("an answer of another type"))
    }

    /// Entries for `trees`, each with the consent of its player, or what `signed` makes of it.
    pub fn entries(
        &mut self,
        trees: &[(usize, Tree)],
        signed: Signed,
        dice: &mut Dice,
    ) -> Vec<soroban_sdk::xdr::SorobanAuthorizationEntry> {
        let stranger = (0..STRANGERS.len())
            .map(|n| STRANGERS.start + n)
            .find(|stranger| trees.iter().all(|(player, _)| player != stranger))
            .expect("four strangers never sign together");
        let left_out = dice.below(trees.len().max(1));
        let mut entries = vec![];
        for (index, (player, tree)) in trees.iter().enumerate() {
            let (e, nonce) = (&self.world.e, self.nonce);
            let (right, wrong) = (&self.cast[*player], &self.cast[stranger]);
            let entry = match signed {
                Signed::Rightly | Signed::Twice => right.sign(e, tree, nonce),
                // Of several the others sign even then: one who is not asked is found only so.
                Signed::Not | Signed::ButOne if index == left_out => continue,
                Signed::Not | Signed::ButOne => right.sign(e, tree, nonce),
                Signed::Forged => wrong.sign_as(e, &right.address, tree, nonce),
                Signed::ByStranger => wrong.sign(e, tree, nonce),
                Signed::ForAnother => {
                    let function = if tree.function == "bump" {
                        "version"
                    } else {
                        "bump"
                    };
                    right.sign(
                        e,
                        &Tree {
                            function,
                            ..tree.clone()
                        },
                        nonce,
                    )
                }
            };
            if signed.suffices() {
                self.signers.push(self.address(*player));
            }
            self.nonce += 1;
            entries.push(entry);
        }
        entries
    }

    /// A price that never ages, and the markets beside it as real ones would be.
    pub fn set_price(&mut self, reserve: usize, price: i128) {
        self.prices[reserve] = price;
        let (admin, oracle) = (self.admin_of("mock-oracle"), self.world.oracle.clone());
        let args = (Asset::Stellar(self.token(reserve)), price).into_val(self.e());
        self.sure(admin, &oracle, "set_price_fresh", args, vec![]);
        for index in 0..self.exchanges.len() {
            if self.exchanges[index].reserve == reserve {
                self.arbitrage(index);
            }
        }
    }

    fn arbitrage(&mut self, index: usize) {
        let at = &self.exchanges[index];
        let (usdc, token) = (self.usdc(), self.token(at.reserve));
        let held = |token: &Address| self.world.balance(token, &at.reserves);
        let (reserve_usdc, reserve_token) = (held(&usdc), held(&token));
        let product = reserve_usdc * reserve_token;
        let root = (product / UNIT * self.prices[at.reserve]).unsigned_abs().isqrt();
        let target = i128::try_from(root)
            .expect("a root is smaller than its square")
            .max(1);
        let (spend, sell) = (target - reserve_usdc, product / target - reserve_token);
        if spend > WORTH_A_TRADE {
            self.trade(index, true, spend);
        } else if sell > WORTH_A_TRADE {
            self.trade(index, false, sell);
        }
    }

    /// The trader buys with `amount` USDC, or sells `amount` of the token: transfer first, then the call.
    pub fn trade(&mut self, index: usize, buys: bool, amount: i128) {
        let at = &self.exchanges[index];
        let (venue, data) = (at.venue.clone(), at.data.clone());
        let (usdc, token) = (self.usdc(), self.token(at.reserve));
        let (token_in, token_out) = if buys { (usdc, token) } else { (token, usdc) };
        let trader = self.address(TRADER);
        let transfer = (trader.clone(), venue.clone(), amount).into_val(self.e());
        if self.sure(TRADER, &token_in, "transfer", transfer, vec![]) {
            let args = (token_in, token_out, amount, 0i128, trader, data).into_val(self.e());
            let _refused_when_too_small = self.invoke(&venue, "swap_exact_in", args);
        }
    }

    pub fn advance(&self, ledgers: u32) {
        ledger::advance(self.e(), ledgers);
    }

    /// Remembers an auction that was just opened.
    pub fn look_for_auction(&mut self, kind: u32, user: Address) {
        if let Ok(Ok(auction)) = self.world.pool().try_get_auction(&kind, &user) {
            self.auctions.push(Auction {
                kind,
                user,
                block: auction.block,
            });
        }
    }

    /// Forgets the auctions that are gone.
    pub fn look_at_auctions(&mut self) {
        let pool = self.world.pool();
        self.auctions
            .retain(|auction| matches!(pool.try_get_auction(&auction.kind, &auction.user), Ok(Ok(_))));
    }
}

/// In every fourth world operators may draw.
pub fn is_bonded(number: u32) -> bool {
    number % 4 == 1
}

/// Every sixteenth world is the real Blend's: calls into wasm are slow.
pub fn is_blend(number: u32) -> bool {
    number % 16 == 7
}

const ADMIN_OF: [&str; 6] = [
    "nectar-vault",
    "keeper-registry",
    "release-list",
    "liquidation-lab",
    "mock-oracle",
    "lab-amm",
];

struct Built {
    exchanges: Vec<Exchange>,
    batcher: Address,
    faucet: Address,
    releases: Address,
    comet_venue: Address,
    soroswap: Address,
    aquarius: Address,
    comet: Address,
    comet_data: Bytes,
}

/// Everything that a world has not by itself, and its routes.
fn build(world: &World, blend: bool) -> Built {
    let e = &world.e;
    let (comet, comet_venue) = if blend {
        for auction_type in [BAD_DEBT, INTEREST] {
            let terms = lp_terms(world);
            world.vault().mock_all_auths().set_type(&auction_type, &terms);
        }
        let route = add_lp_route(world);
        (route.token, route.venue)
    } else {
        let comet = deploy_comet(e, &world.admin, &world.tokens);
        (comet, e.register(comet_venue::CometVenue, ()))
    };
    let mut exchanges: Vec<Exchange> = (1u32..)
        .zip(&world.markets)
        .map(|(reserve, market)| Exchange {
            route: reserve - 1,
            reserve: reserve as usize,
            venue: market.venue.clone(),
            reserves: market.venue.clone(),
            data: Bytes::new(e),
        })
        .collect();
    exchanges.push(soroswap(world));
    exchanges.push(aquarius(world));
    for at in &mut exchanges[3..] {
        at.route = world.vault().mock_all_auths().add_route(&route(world, at));
    }
    let faucet = Address::generate(e);
    let token = e.register_stellar_asset_contract_v2(faucet.clone()).address();
    e.register_at(&faucet, faucet::Faucet, (token, 1_000 * UNIT));
    Built {
        batcher: e.register(fill_batcher::FillBatcher, ()),
        faucet,
        releases: e.register(release_list::ReleaseList, (&world.admin,)),
        comet_data: pool_path(e, &world.tokens.usdc, &world.tokens.blnd, &comet),
        comet_venue,
        soroswap: exchanges[3].venue.clone(),
        aquarius: exchanges[4].venue.clone(),
        exchanges,
        comet,
    }
}

/// Terms of auction types 1 and 2.
pub fn lp_terms(world: &World) -> TypeParams {
    TypeParams {
        backstop: world.pool.backstop.clone(),
        cap: i128::MAX,
        margin_bps: 1_000,
    }
}

pub fn route(world: &World, at: &Exchange) -> Route {
    Route {
        data: at.data.clone(),
        event_bytes: LEG_EVENT_BYTES,
        token: world.tokens.reserves()[at.reserve].1.clone(),
        venue: at.venue.clone(),
    }
}

fn pool_path(e: &Env, usdc: &Address, token: &Address, pool: &Address) -> Bytes {
    let path = PoolPath {
        path: HostVec::from_array(e, [usdc.clone(), token.clone()]),
        pools: HostVec::from_array(e, [pool.clone()]),
    };
    path.to_xdr(e)
}

fn soroswap(world: &World) -> Exchange {
    let (e, t) = (&world.e, &world.tokens);
    let dex = Soroswap::deploy(e);
    let sides = [(&t.usdc, DEPTH), (&t.xlm, DEPTH * UNIT / PRICES[XLM])];
    let pair = dex.pair(e, sides[0], sides[1]);
    Exchange {
        route: 0,
        venue: e.register(soroswap_venue::SoroswapVenue, (&dex.router,)),
        data: pool_path(e, &t.usdc, &t.xlm, &pair),
        reserves: pair,
        reserve: XLM,
    }
}

fn aquarius(world: &World) -> Exchange {
    let (e, t) = (&world.e, &world.tokens);
    let dex = Aquarius::deploy(e);
    let index = BytesN::from_array(e, &[1; 32]);
    let sides = [(&t.usdc, DEPTH), (&t.eurc, DEPTH * UNIT / PRICES[EURC])];
    let pool = dex.pool(e, &index, sides[0], sides[1]);
    let data = IndexPath {
        path: HostVec::from_array(e, [t.usdc.clone(), t.eurc.clone()]),
        pools: HostVec::from_array(e, [index]),
    };
    Exchange {
        route: 0,
        venue: e.register(aquarius_venue::AquariusVenue, (&dex.router,)),
        reserves: pool,
        reserve: EURC,
        data: data.to_xdr(e),
    }
}

/// Those whom the world knows already are wallets; of the others every second one is a classic account.
fn cast(world: &World) -> Vec<Holder> {
    let known = [
        (ADMINS.start, &world.admin),
        (ISSUER, &world.tokens.issuer),
        (LPS.start, &world.lp),
        (OPERATORS.start, &world.operator),
        (SESSIONS.start, &world.session),
        (LENDER, &world.lender),
    ];
    let e = &world.e;
    (0..PLAYERS)
        .map(|player| {
            let secret = [u8::try_from(player + 1).expect("few players"); 32];
            let known = known.iter().find(|(index, _)| *index == player);
            match known {
                Some((_, address)) => Holder::wallet(e, address, secret),
                None if player.is_multiple_of(2) => Holder::wallet(e, &Address::generate(e), secret),
                None => Holder::account(e, secret),
            }
        })
        .collect()
}

/// Other clocks and fees in every world.
fn params(number: u32) -> Params {
    let pick = |choices: [u64; 4], by: u32| choices[(number / by % 4) as usize];
    Params {
        cooldown_secs: pick([60, 97, 600, 3_600], 1),
        profit_unlock_secs: pick([131, 60, 3_600, 600], 4),
        fee_bps: if number % 5 == 4 { 333 } else { 1_000 },
        min_profit: 1 + i128::from(number % 3) * UNIT / 10,
        ..sandbox_params()
    }
}
