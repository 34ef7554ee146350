//! Who plays, and where.
use liquidation_lab::LiquidationLabClient;
use nectar_interfaces::{blend::Positions, vault::Params};
use nectar_tests::{
    ledger,
    prng::SplitMix64,
    tokens::UNIT,
    underwater::{self, PERCENTS},
    world::{Setup, World, sandbox_params},
};
use soroban_sdk::{Address, Map, testutils::Address as _};

const LPS: usize = 4;
const OPERATORS: usize = 2;
/// Borrowers, each of whom can have one auction at a time.
const SLOTS: usize = underwater::KINDS;
const DEPTH: i128 = 250_000 * UNIT;
/// Stroops that buy something at every price here.
const WORTH_A_TRADE: i128 = 100_000;
pub struct Stage {
    pub world: World,
    pub lps: Vec<Address>,
    /// (operator, session)
    pub keepers: Vec<(Address, Address)>,
    pub borrowers: Vec<Address>,
    pub trader: Address,
    /// By reserve, 7 decimals.
    pub prices: [i128; 4],
    /// Start ledger by borrower while an auction is open.
    pub auctions: [Option<u32>; SLOTS],
}

impl Stage {
    pub fn new(number: u32, rng: &mut SplitMix64) -> Stage {
        let world = World::new(&Setup {
            params: params(number, rng),
            depth: DEPTH,
            lent: 20_000_000,
            ..Setup::default()
        });
        world.e.mock_all_auths();
        ledger::travel_light(&world.e);
        let account = |_| Address::generate(&world.e);
        let mut lps: Vec<Address> = (0..LPS).map(account).collect();
        if number.is_multiple_of(8) {
            // Here everybody but the seed may leave.
            lps[0] = world.lp.clone();
        }
        let mut keepers = vec![(world.operator.clone(), world.session.clone())];
        for _ in 1..OPERATORS {
            let [operator, session] = [0; 2].map(account);
            world.open_session(&operator, &session);
            keepers.push((operator, session));
        }
        let borrowers = (0..SLOTS).map(account).collect();
        let trader = account(0);
        Stage {
            lps,
            keepers,
            borrowers,
            trader,
            prices: nectar_tests::world::PRICES,
            auctions: [None; SLOTS],
            world,
        }
    }

    pub fn token(&self, reserve: usize) -> &Address {
        self.world.tokens.reserves()[reserve].1
    }

    pub fn set_price(&mut self, reserve: usize, price: i128) {
        self.prices[reserve] = price;
        self.world.set_price(self.token(reserve), price);
    }

    /// Somebody trades the market to the oracle's price, as a real market's arbitrageurs would.
    pub fn arbitrage(&self, reserve: usize) {
        let market = self.world.market(self.token(reserve));
        let pair = market.client(&self.world.e).pair();
        let product = pair.reserve_a * pair.reserve_b;
        let target = (product / UNIT * self.prices[reserve]).unsigned_abs().isqrt();
        let target = i128::try_from(target).expect("a root is smaller than its square");
        let spend = target - pair.reserve_a;
        let sell = product / target - pair.reserve_b;
        if spend > WORTH_A_TRADE {
            self.trade(reserve, true, spend);
        } else if sell > WORTH_A_TRADE {
            self.trade(reserve, false, sell);
        }
    }

    /// The trader buys with `amount` USDC, or sells `amount` of the token.
    pub fn trade(&self, reserve: usize, buys: bool, amount: i128) {
        let market = self.world.market(self.token(reserve));
        let token_in = if buys { &market.usdc } else { &market.token };
        self.world.mint(token_in, &self.trader, amount);
        market.sell(&self.world.e, &self.trader, token_in, amount);
    }

    /// Puts the borrower under water and opens the auction of it. `scale`: value of the collateral in USDC.
    pub fn open_auction(&mut self, slot: usize, scale: i128) -> bool {
        let (collateral, liabilities) = underwater::positions(slot, scale, &self.prices);
        let e = &self.world.e;
        let map = |amounts: &[(usize, i128)]| {
            let mut map = Map::new(e);
            for (reserve, amount) in amounts {
                map.set(u32::try_from(*reserve).expect("four reserves"), *amount);
            }
            map
        };
        let positions = Positions {
            collateral: map(&collateral),
            liabilities: map(&liabilities),
            supply: Map::new(e),
        };
        let user = self.borrowers[slot].clone();
        LiquidationLabClient::new(e, &self.world.pool.address).set_position(&user, &positions);
        let assets = |amounts: &[(usize, i128)]| {
            let assets: Vec<&Address> = amounts.iter().map(|(reserve, _)| self.token(*reserve)).collect();
            self.world.addresses(&assets)
        };
        let (bid, lot) = (assets(&liabilities), assets(&collateral));
        let pool = self.world.pool();
        let opened = PERCENTS
            .iter()
            .find_map(|percent| pool.try_new_auction(&0, &user, &bid, &lot, percent).ok());
        let Some(Ok(auction)) = opened else {
            return false;
        };
        self.auctions[slot] = Some(auction.block);
        true
    }
}

/// Other clocks and fees in every world.
fn params(number: u32, rng: &mut SplitMix64) -> Params {
    let clock = *rng.pick(&[60, 97, 600, 3_600]);
    Params {
        cooldown_secs: clock,
        profit_unlock_secs: *rng.pick(&[60, 131, 600, 3_600]),
        fee_bps: if number.is_multiple_of(5) { 333 } else { 1_000 },
        min_profit: 1 + i128::from(number % 3) * UNIT / 10,
        ..sandbox_params()
    }
}
