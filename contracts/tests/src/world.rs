//! Everything at once: assets, oracle, a pool of either kind, markets, registry and vault, an operator with a session,
//! and liquidity in all of them. Nothing is authorised by default: each helper mocks the signatures of its own call.
use keeper_registry::{KeeperRegistry, KeeperRegistryClient};
use mock_oracle::{MockOracle, MockOracleClient};
use nectar_interfaces::{
    blend::{AuctionData, PoolClient, Positions, request},
    oracle::Asset,
    registry::{Limits, RegistryConfig},
    vault::{FillReceipt, Order, Params, Route, Swap, VaultConfig},
};
use nectar_vault::{NectarVault, NectarVaultClient};
use soroban_sdk::{
    Address, Bytes, Env, Vec,
    testutils::Address as _,
    xdr::{self, Limits as XdrLimits, WriteXdr},
};

use crate::{
    blend,
    code::Code,
    lab, ledger,
    market::Market,
    pool::{self, DeployedPool, PoolKind, PoolSettings},
    tokens::{Tokens, UNIT, mint, symbol, text},
};

/// Opening oracle prices of `Tokens::reserves`, 7 decimals.
pub const PRICES: [i128; 4] = [10_000_000, 1_000_000, 11_500_000, 100_000];
const SESSION_SECS: u64 = 29 * 86_400;
/// Events of one `lab-amm` leg: two transfers of the asset contract.
const LEG_EVENT_BYTES: u32 = 472;

/// How a world differs from the default one.
#[derive(Clone, Debug)]
pub struct Setup {
    pub code: Code,
    pub pool: PoolKind,
    pub settings: PoolSettings,
    pub params: Params,
    /// USDC on each side of every market.
    pub depth: i128,
    /// USDC an LP deposits on top of the seed.
    pub deposit: i128,
    /// Lent to the pool by its admin, of each reserve, in whole USDC at the opening prices.
    pub lent: i128,
}

impl Setup {
    pub fn of(pool: PoolKind) -> Setup {
        Setup {
            pool,
            ..Setup::default()
        }
    }
}

impl Default for Setup {
    fn default() -> Setup {
        Setup {
            code: Code::Native,
            pool: PoolKind::Lab,
            settings: PoolSettings::default(),
            params: sandbox_params(),
            depth: 50_000 * UNIT,
            deposit: 10_000 * UNIT,
            lent: 100_000,
        }
    }
}

/// The sandbox column of the parameter table.
pub fn sandbox_params() -> Params {
    Params {
        cooldown_secs: 60,
        deposit_cap: i128::MAX,
        edge_share_bps: 7_500,
        fee_bps: 1_000,
        fill_cap_bps: 10_000,
        max_price_age_secs: 900,
        max_slippage_bps: 200,
        min_margin_bps: 200,
        min_profit: UNIT / 10,
        profit_unlock_secs: 60,
    }
}

pub struct World {
    pub e: Env,
    pub code: Code,
    pub admin: Address,
    pub lp: Address,
    /// Owner of what the pool lends.
    pub lender: Address,
    pub markets: std::vec::Vec<Market>,
    pub native: Address,
    pub operator: Address,
    pub oracle: Address,
    pub pool: DeployedPool,
    pub registry: Address,
    pub session: Address,
    pub tokens: Tokens,
    pub vault: Address,
}

impl World {
    pub fn new(setup: &Setup) -> World {
        World::prepared(setup, |_| ())
    }

    /// `prepare` comes last before the vault opens: it may still configure it.
    pub fn prepared(setup: &Setup, prepare: impl FnOnce(&World)) -> World {
        let world = World::found(setup);
        if setup.lent > 0 {
            world.lend(setup.lent);
        }
        world.open_markets(setup.depth);
        world.configure_vault();
        prepare(&world);
        world.open_vault(setup.deposit);
        world.open_session(&world.operator, &world.session);
        world
    }

    /// Deploys every contract and sets the opening prices.
    fn found(setup: &Setup) -> World {
        let e = ledger::env();
        let tokens = Tokens::issue(&e, setup.settings.reserves[3].decimals);
        let native = native_asset(&e);
        let admin = Address::generate(&e);
        let base = Asset::Other(symbol(&e, "USD"));
        let oracle_args = (&admin, base, 7u32, 300u32);
        let at = Address::generate(&e);
        let oracle = setup.code.deploy(&e, &at, "mock-oracle", MockOracle, oracle_args);
        let feed = MockOracleClient::new(&e, &oracle);
        for ((_, asset), price) in tokens.reserves().into_iter().zip(PRICES) {
            feed.mock_all_auths()
                .set_price_fresh(&Asset::Stellar(asset.clone()), &price);
        }
        let pool = match setup.pool {
            PoolKind::Blend => blend::deploy(&e, &admin, &tokens, &oracle, &setup.settings).pool,
            PoolKind::Lab => lab::deploy(&e, setup.code, &admin, &tokens, &oracle, &setup.settings),
        };
        let (vault, registry) = deploy_pair(&e, setup, &admin, &tokens, &native);
        let market = |token: &Address| Market::deploy(&e, setup.code, &admin, &tokens.usdc, token);
        let markets = [&tokens.xlm, &tokens.eurc, &tokens.aqua].map(market).into();
        let [lp, lender, operator, session] = [0; 4].map(|_| Address::generate(&e));
        World {
            e,
            code: setup.code,
            admin,
            lp,
            lender,
            markets,
            native,
            operator,
            oracle,
            pool,
            registry,
            session,
            tokens,
            vault,
        }
    }

    fn lend(&self, whole_usdc: i128) {
        for ((_, asset), price) in self.tokens.reserves().into_iter().zip(PRICES) {
            let amount = whole_usdc * UNIT * UNIT / price;
            mint(&self.e, asset, &self.lender, amount);
            self.submit(&self.lender, &[(request::SUPPLY, asset, amount)]);
        }
    }

    fn open_markets(&self, depth: i128) {
        for (market, price) in self.markets.iter().zip(&PRICES[1..]) {
            market.fund(&self.e, depth, *price);
        }
    }

    /// Route ids: 0 XLM, 1 EURC, 2 AQUA.
    fn configure_vault(&self) {
        let vault = self.vault();
        vault.mock_all_auths().allow_pool(&self.pool.address);
        for market in &self.markets {
            vault.mock_all_auths().allow_asset(&market.token);
            vault.mock_all_auths().add_route(&self.route(market));
        }
    }

    fn open_vault(&self, deposit: i128) {
        let seed = 10 * UNIT;
        mint(&self.e, &self.tokens.usdc, &self.admin, seed);
        self.vault().mock_all_auths().seed(&self.admin, &seed);
        if deposit > 0 {
            self.deposit(&self.lp, deposit);
        }
    }

    pub fn route(&self, market: &Market) -> Route {
        Route {
            data: Bytes::new(&self.e),
            event_bytes: LEG_EVENT_BYTES,
            token: market.token.clone(),
            venue: market.venue.clone(),
        }
    }

    /// Registers the operator with one session of the widest limits.
    pub fn open_session(&self, operator: &Address, session: &Address) {
        self.registry().mock_all_auths().register_with_session(
            operator,
            &text(&self.e, "operator"),
            &0,
            session,
            &0,
            &(self.e.ledger().timestamp() + SESSION_SECS),
            &self.wide_limits(),
        );
    }

    pub fn wide_limits(&self) -> Limits {
        Limits {
            fills_per_hour: 3_600,
            max_usdc_per_fill: 1_000_000_000 * UNIT,
            pools: Vec::new(&self.e),
        }
    }

    pub fn vault(&self) -> NectarVaultClient<'_> {
        NectarVaultClient::new(&self.e, &self.vault)
    }

    pub fn registry(&self) -> KeeperRegistryClient<'_> {
        KeeperRegistryClient::new(&self.e, &self.registry)
    }

    pub fn pool(&self) -> PoolClient<'_> {
        PoolClient::new(&self.e, &self.pool.address)
    }

    pub fn feed(&self) -> MockOracleClient<'_> {
        MockOracleClient::new(&self.e, &self.oracle)
    }

    pub fn market(&self, token: &Address) -> &Market {
        self.markets
            .iter()
            .find(|market| market.token == *token)
            .expect("a token with a market")
    }

    /// An oracle price that never ages, 7 decimals. The markets do not follow by themselves.
    pub fn set_price(&self, token: &Address, price: i128) {
        self.feed()
            .mock_all_auths()
            .set_price_fresh(&Asset::Stellar(token.clone()), &price);
    }

    pub fn mint(&self, token: &Address, to: &Address, amount: i128) {
        mint(&self.e, token, to, amount);
    }

    pub fn balance(&self, token: &Address, of: &Address) -> i128 {
        crate::tokens::balance(&self.e, token, of)
    }

    /// `who` gets `amount` USDC and deposits it. Returns the shares.
    pub fn deposit(&self, who: &Address, amount: i128) -> i128 {
        mint(&self.e, &self.tokens.usdc, who, amount);
        self.vault().mock_all_auths().deposit(&amount, who, who, who)
    }

    pub fn submit(&self, who: &Address, items: &[(u32, &Address, i128)]) -> Positions {
        pool::submit(&self.e, &self.pool.address, who, items)
    }

    /// A new account with this collateral and these loans.
    pub fn borrower(&self, collateral: &[(&Address, i128)], loans: &[(&Address, i128)]) -> Address {
        let who = Address::generate(&self.e);
        let mut items = std::vec::Vec::new();
        for (asset, amount) in collateral {
            mint(&self.e, asset, &who, *amount);
            items.push((request::SUPPLY_COLLATERAL, *asset, *amount));
        }
        items.extend(
            loans
                .iter()
                .map(|(asset, amount)| (request::BORROW, *asset, *amount)),
        );
        self.submit(&who, &items);
        who
    }

    /// The position of blend-v2.md §14.4, liquidatable: 5,000 XLM against 300 USDC, XLM at 0.075 (oracle and market).
    pub fn underwater_borrower(&self) -> Address {
        let xlm = self.tokens.xlm.clone();
        self.set_price(&xlm, 1_000_000);
        let who = self.borrower(&[(&xlm, 5_000 * UNIT)], &[(&self.tokens.usdc, 300 * UNIT)]);
        self.set_price(&xlm, 750_000);
        who
    }

    pub fn new_auction(
        &self,
        user: &Address,
        bid: &[&Address],
        lot: &[&Address],
        percent: u32,
    ) -> AuctionData {
        let (bid, lot) = (self.addresses(bid), self.addresses(lot));
        self.pool().new_auction(&0, user, &bid, &lot, &percent)
    }

    /// The auction of blend-v2.md §14.4: 207 USDC for 3,156.75 XLM. Returns the user.
    pub fn open_auction(&self) -> Address {
        let user = self.underwater_borrower();
        self.new_auction(&user, &[&self.tokens.usdc], &[&self.tokens.xlm], 69);
        user
    }

    /// Names route 0, 1 or 2 for all of each token.
    pub fn order(&self, user: &Address, percent: u32) -> Order {
        let mut swaps = Vec::new(&self.e);
        for (route, market) in self.markets.iter().enumerate() {
            let route = u32::try_from(route).expect("three markets");
            swaps.push_back(Swap {
                route,
                token: market.token.clone(),
                weight_bps: 10_000,
            });
        }
        Order {
            auction_type: 0,
            min_profit: 0,
            percent,
            pool: self.pool.address.clone(),
            swaps,
            user: user.clone(),
        }
    }

    /// Fills as the world's own operator and session.
    pub fn fill(&self, order: &Order) -> FillReceipt {
        self.vault()
            .mock_all_auths()
            .fill(&self.operator, &self.session, order)
    }

    pub fn addresses(&self, list: &[&Address]) -> Vec<Address> {
        let mut addresses = Vec::new(&self.e);
        for address in list {
            addresses.push_back((*address).clone());
        }
        addresses
    }
}

/// The contract of XLM itself, which registries pay session accounts in.
fn native_asset(e: &Env) -> Address {
    let asset = xdr::Asset::Native
        .to_xdr(XdrLimits::none())
        .expect("a constant encodes");
    e.deployer()
        .with_stellar_asset(Bytes::from_slice(e, &asset))
        .deploy()
}

/// Registry and vault know each other from construction on, so their addresses come first.
fn deploy_pair(
    e: &Env,
    setup: &Setup,
    admin: &Address,
    tokens: &Tokens,
    native: &Address,
) -> (Address, Address) {
    let (vault, registry) = (Address::generate(e), Address::generate(e));
    let registry_config = RegistryConfig {
        native: native.clone(),
        unstake_delay_secs: 86_400,
        usdc: tokens.usdc.clone(),
        vault: vault.clone(),
    };
    setup.code.deploy(
        e,
        &registry,
        "keeper-registry",
        KeeperRegistry,
        (admin, registry_config),
    );
    let vault_config = VaultConfig {
        registry: registry.clone(),
        timelock_secs: 60,
        usdc: tokens.usdc.clone(),
    };
    let (name, share) = (text(e, "Nectar USDC"), text(e, "nUSDC"));
    let vault_args = (admin, vault_config, setup.params.clone(), name, share);
    setup
        .code
        .deploy(e, &vault, "nectar-vault", NectarVault, vault_args);
    (vault, registry)
}
