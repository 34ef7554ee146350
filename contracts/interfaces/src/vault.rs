//! `nectar-vault` as keepers and sites see it.

use soroban_sdk::{Address, Bytes, Env, Vec, contractclient, contracttype};

/// An allowlisted way to trade `token` against USDC, in both directions.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Path and pool ids for the venue; opaque to the vault.
    pub data: Bytes,
    /// Upper bound of the bytes of events of one leg over this route.
    pub event_bytes: u32,
    pub token: Address,
    pub venue: Address,
}

/// Names a route for (part of) what must be bought or sold of `token`. Weights of one token sum to 10,000.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Swap {
    pub route: u32,
    pub token: Address,
    pub weight_bps: u32,
}

/// What a keeper sends: an auction and routes, never amounts.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    pub auction_type: u32,
    /// Least acceptable profit, USDC 7 decimals; the vault's own floors come on top.
    pub min_profit: i128,
    /// 1..=100, of what remains of the auction.
    pub percent: u32,
    pub pool: Address,
    pub swaps: Vec<Swap>,
    pub user: Address,
}

/// What a fill did, in USDC (7 decimals).
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct FillReceipt {
    /// Ledgers since the auction's start ledger.
    pub age: u32,
    /// Oracle value of the lot minus that of the bid.
    pub edge: i128,
    /// The operator's share of `profit`.
    pub fee: i128,
    /// USDC after minus USDC before the call.
    pub profit: i128,
    /// USDC spent on buying bid assets plus USDC repaid.
    pub spent: i128,
}

/// Tunables of the vault. Bounds stand beside `Params::validate` in nectar-vault.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Params {
    pub cooldown_secs: u64,
    /// Most USDC the vault may owe its depositors after a deposit; `i128::MAX` = no cap.
    pub deposit_cap: i128,
    pub edge_share_bps: u32,
    /// The operator's share of a profit.
    pub fee_bps: u32,
    /// Most USDC one fill may spend, in bps of total assets; 10,000 = all of it.
    pub fill_cap_bps: u32,
    pub max_price_age_secs: u64,
    pub max_slippage_bps: u32,
    pub min_margin_bps: u32,
    pub min_profit: i128,
    pub profit_unlock_secs: u64,
}

/// Fixed at construction.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct VaultConfig {
    pub registry: Address,
    pub timelock_secs: u64,
    pub usdc: Address,
}

/// Shares an account cannot transfer or redeem before `unlock_at` (unix seconds).
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Tranche {
    pub locked_shares: i128,
    pub unlock_at: u64,
}

/// The vault's books, accrued to the ledger time of the call. USDC 7 decimals, shares 7 decimals.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct VaultState {
    /// USDC the vault knows of, bonded draws included: moved by deposit, exit, fill, `skim`, `sell_leftover`, claim, and
    /// what draws pay beyond their principal.
    pub booked: i128,
    /// Rewards owed to operators.
    pub owed: i128,
    pub total_assets: i128,
    pub total_shares: i128,
    /// Profit not vested yet.
    pub unvested: i128,
}

/// What a fill of auction type 1 or 2 must bring and may spend, on top of the rules for all fills.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct TypeParams {
    /// The only one such a fill may pay.
    pub backstop: Address,
    /// Most USDC one fill may spend.
    pub cap: i128,
    /// The profit is at least this share of the USDC spent.
    pub margin_bps: u32,
}

/// Terms of bonded draws. A draw keeps those in force when it was made.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct BondParams {
    /// Reward of who slashes, in bps of the USDC not returned. The stake behind a draw exceeds it by as much.
    pub bounty_bps: u32,
    /// Most USDC that all draws together may have out, in bps of total assets.
    pub cap_bps: u32,
    /// What a draw pays for a day, in bps of the USDC not returned.
    pub daily_fee_bps: u32,
    /// From the first draw of a window to the deadline of all draws in it.
    pub slash_timeout_secs: u64,
}

/// USDC of the vault in an operator's custody, backed by the operator's stake.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// Unix seconds up to which `fee` is counted.
    pub accrued_at: u64,
    /// Unix seconds: from then on anyone may slash. Nothing ever moves it.
    pub deadline: u64,
    /// USDC due on top of `outstanding`.
    pub fee: i128,
    /// USDC not returned.
    pub outstanding: i128,
    /// Unix seconds of the oldest draw that is not returned whole.
    pub since: u64,
    pub terms: BondParams,
}

/// The time in which all operators together may draw, in unix seconds. It is followed by a rest of the same length.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct DrawWindow {
    /// No draw from then on, and no draw's deadline is later.
    pub closes_at: u64,
    /// The window's first draw.
    pub opened_at: u64,
    /// From then on a draw opens the next window.
    pub reopens_at: u64,
}

/// What a slash left behind.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct DrawDefault {
    /// Unix seconds: no draw of the operator before.
    pub barred_until: u64,
    /// USDC the bond did not cover and nobody has paid since.
    pub missing: i128,
}

/// A change of the vault's configuration. After the seed those that raise a risk wait out the timelock.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    AddRoute(Route),
    AllowAsset(Address),
    AllowPool(Address),
    /// Draws of USDC against a bond, and their terms.
    EnableBond(BondParams),
    /// Auction type (1 or 2) and its terms.
    EnableType(u32, TypeParams),
    /// Most USDC a fill may spend whose bid or lot has the asset; `i128::MAX` = no cap.
    SetAssetCap(Address, i128),
    SetParams(Params),
    /// Most USDC a fill in the pool may spend; `i128::MAX` = no cap.
    SetPoolCap(Address, i128),
}

/// A change that waits.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Announced {
    pub change: Change,
    /// Unix seconds: executable from then on, for 7 days.
    pub eta: u64,
}

/// What a pause stops.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub enum Scope {
    All,
    /// Fills whose bid or lot has the asset.
    Asset(Address),
    /// Fills in the pool.
    Pool(Address),
}

/// What the batcher calls.
#[contractclient(name = "VaultClient")]
pub trait Vault {
    /// Fills (part of) an auction with the vault's money, or fails as a whole. `session` signs; `operator` earns.
    fn fill(e: Env, operator: Address, session: Address, order: Order) -> FillReceipt;
}
