use soroban_sdk::contracterror;

/// Blend v2's own codes, so that a keeper reads both pools alike.
#[contracterror]
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum PoolError {
    /// An amount is negative.
    NegativeAmount = 8,
    /// Malformed: fill percent outside 1..=100, the pool as a party, an early `del_auction`, duplicates, a kind of
    /// auction this pool has not, nothing to do.
    BadRequest = 1200,
    /// Take rate, position limit or least collateral outside its bounds.
    InvalidPoolConfigArgs = 1201,
    /// Reserve configuration outside its bounds.
    InvalidReserveMetadata = 1202,
    /// The caller would be left with too much debt for its collateral.
    InvalidHf = 1205,
    /// The pool's status forbids the action.
    InvalidPoolStatus = 1206,
    /// The reserve would be lent out beyond its bound.
    InvalidUtilRate = 1207,
    /// More collateral and debt entries than the pool allows.
    MaxPositionsExceeded = 1208,
    /// No reserve has this index.
    InternalReserveNotFound = 1209,
    /// A price is older than 24 hours or not positive.
    InvalidPrice = 1210,
    /// Not liquidatable, self-filled, percent outside 1..=100, or a part of the collateral that cannot pay.
    InvalidLiquidation = 1211,
    /// The user is being liquidated.
    AuctionInProgress = 1212,
    /// The auction would leave the user healthier than 1.15: take less.
    InvalidLiqTooLarge = 1213,
    /// The auction would leave the user less healthy than 1.03: take more.
    InvalidLiqTooSmall = 1214,
    /// The supply would mint no bTokens.
    InvalidBTokenMintAmount = 1216,
    /// The withdrawal would burn no bTokens.
    InvalidBTokenBurnAmount = 1217,
    /// The loan would mint no dTokens.
    InvalidDTokenMintAmount = 1218,
    /// The repayment would burn no dTokens.
    InvalidDTokenBurnAmount = 1219,
    /// The reserve's supply cap is exceeded.
    ExceededSupplyCap = 1220,
    /// A bid asset is not among the user's debts, or there is none.
    InvalidBid = 1221,
    /// A lot asset is not among the user's collateral, or there is none.
    InvalidLot = 1222,
    /// The reserve takes no new supply or debt.
    ReserveDisabled = 1223,
    /// The caller has debt on less collateral than the pool's least.
    MinCollateralNotMet = 1224,
}
