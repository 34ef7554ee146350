use soroban_sdk::contracterror;

/// 2110–2199, and 2350–2379 in `BondError`. 2100–2102 are left out: they are the codes of OpenZeppelin's ownable, which pass through unchanged, as do
/// its token's 100–104, its role transfer's 2200–2203 (admin calls only) and its fixed point's 1500.
#[contracterror]
#[derive(Copy, Clone, Debug, Eq, PartialEq, PartialOrd, Ord)]
#[repr(u32)]
pub enum Error {
    /// The constructor was given addresses, a timelock or names that cannot work, or a USDC without 7 decimals; or the
    /// seed found a registry that does not name this vault and its USDC.
    InvalidConfig = 2110,
    /// A parameter is outside its bounds.
    InvalidParams = 2111,
    /// A route needs an allowlisted token other than USDC, a venue that is not the vault, and sane sizes.
    InvalidRoute = 2112,
    /// USDC is always allowed, the vault's own share never is, and no asset has more than 18 decimals.
    InvalidAsset = 2113,
    /// The seed has not opened the vault yet.
    NotOpen = 2115,
    /// The vault is seeded already.
    AlreadyOpen = 2116,
    /// The seed is at least 10 USDC.
    SeedTooSmall = 2117,

    /// An amount is positive.
    InvalidAmount = 2120,
    /// The deposit is worth less than one share stroop.
    ZeroShares = 2121,
    /// The shares are worth less than one USDC stroop.
    ZeroAssets = 2122,
    /// The result is below the least the caller accepts.
    BelowMinimum = 2123,
    /// The vault would owe its depositors more than the deposit cap.
    DepositCapExceeded = 2124,
    /// Only unlocked shares move or redeem.
    SharesLocked = 2125,
    /// The operator is owed nothing.
    NothingToClaim = 2126,
    /// The surplus is below 1 USDC.
    NothingToSkim = 2127,
    /// The vault holds none of the token, or the part named is 0.
    NothingToSell = 2128,
    /// The sale brought less than oracle value minus the slippage allowed.
    LeftoverTooCheap = 2129,
    /// Shares exist and no assets stand behind them.
    NoAssets = 2130,

    /// The vault fills user liquidations (type 0), and bad debt (1) and interest (2) once they are enabled.
    AuctionTypeNotEnabled = 2140,
    /// A fill takes 1 to 100 percent of what remains.
    BadPercent = 2141,
    /// The pool is not allowlisted.
    PoolNotAllowed = 2142,
    /// An asset of the auction, or the token to sell, is not allowlisted.
    AssetNotAllowed = 2143,
    /// The route does not exist or is another token's.
    RouteNotAllowed = 2144,
    /// Weights are positive and sum to 10,000 for each token.
    BadWeights = 2145,
    /// The order names no route for a token that must be bought.
    RouteMissing = 2146,
    /// The call's events would not fit into one transaction.
    TooManyLegs = 2147,
    /// No such auction: filled, deleted or never there.
    AuctionGone = 2148,
    /// The auction starts in the next ledger.
    AuctionNotStarted = 2149,
    /// At this age and percent the lot is empty.
    EmptyLot = 2150,
    /// The pool did not answer a read the fill needs.
    PoolUnreadable = 2151,
    /// The oracle has no price for a token, or none above 0.
    PriceMissing = 2152,
    /// A price is too old, or from the future.
    PriceStale = 2153,
    /// The vault has a position in the pool, which a fill would touch.
    OwnPosition = 2154,
    /// A venue delivered another amount than the one bought.
    BoughtInexact = 2155,
    /// The fill spends more than its share of total assets.
    FillCapExceeded = 2156,
    /// The fill left a position in the pool.
    PositionLeft = 2157,
    /// The vault ended with less of a token than it began with.
    TokenFell = 2158,

    /// Profit below the order's own minimum.
    ProfitBelowOrder = 2160,
    /// Profit below the vault's minimum.
    ProfitBelowMinimum = 2161,
    /// Profit below the vault's margin on the USDC spent.
    ProfitBelowMargin = 2162,
    /// Profit below both the edge less the slippage allowed and the vault's share of the edge.
    ProfitBelowEdge = 2163,

    /// Numbers no honest pool or oracle reports.
    MathOverflow = 2170,

    /// After the seed a change that raises a risk must be announced.
    TimelockRequired = 2171,
    /// No such change: executed, cancelled or never announced.
    NoSuchChange = 2172,
    /// The timelock of the change still runs.
    ChangeTooEarly = 2173,
    /// The change was not executed within 7 days after its timelock.
    ChangeExpired = 2174,

    /// The fill spends more than its pool's cap.
    PoolCapExceeded = 2180,
    /// The fill spends more than the cap of an asset of the auction.
    AssetCapExceeded = 2181,
    /// A cap is not negative.
    InvalidCap = 2182,
    /// All fills and draws are paused.
    FillsPaused = 2183,
    /// Fills in the pool are paused.
    PoolPaused = 2184,
    /// Fills of the asset are paused.
    AssetPaused = 2185,
    /// A pause lasts 1 second to 72 hours.
    InvalidPause = 2186,
    /// At most 32 pauses run at once; the one that stops everything is always possible.
    TooManyPauses = 2187,
    /// Nothing is paused there.
    NotPaused = 2188,

    /// Only types 1 and 2 are switched, with a backstop, a cap above 0 and a margin of 5 to 50 percent.
    InvalidType = 2190,
    /// Auctions of bad debt and interest are the configured backstop's.
    NotBackstop = 2191,
    /// The backstop or its token did not answer a read the fill needs.
    BackstopUnreadable = 2192,
    /// LP tokens of the backstop stand alone on the auction's side for them, and not on the other.
    NotTheBackstopToken = 2193,
    /// The fill spends more than its auction type may: the type's own cap, or 1 % of total assets.
    TypeCapExceeded = 2194,
    /// More than a tenth of Comet's USDC would go through it.
    CometCapExceeded = 2195,
    /// A token would not take an allowance back.
    AllowanceLeft = 2196,
    /// Not every LP token that came in went out again, or more went.
    BackstopTokenLeft = 2197,
}
