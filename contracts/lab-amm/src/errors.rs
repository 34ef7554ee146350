use soroban_sdk::contracterror;

/// Block 2400–2499.
#[contracterror]
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum AmmError {
    /// The two tokens are not this pair's, or are the same.
    UnknownToken = 2400,
    /// `data` is not empty: a pair has no path to choose.
    DataNotEmpty = 2401,
    /// An amount is zero or negative.
    InvalidAmount = 2402,
    /// The caller did not transfer the input before the call.
    NotPaid = 2403,
    /// The output would be below `min_out`.
    OutputTooSmall = 2404,
    /// The input would be above `max_in`.
    InputTooLarge = 2405,
    /// The output asked for is the whole reserve or more.
    NoLiquidity = 2406,
    /// The input buys nothing.
    ZeroOutput = 2407,
    /// Nobody was proposed as the next admin.
    NoProposedAdmin = 2408,
}
