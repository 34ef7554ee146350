use soroban_sdk::contracterror;

/// Block 2500–2599.
#[contracterror]
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum FaucetError {
    /// An amount is zero or negative.
    InvalidAmount = 2500,
    /// The account would have received more than its share of this UTC day.
    DailyCapReached = 2501,
}
