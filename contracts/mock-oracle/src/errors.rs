use soroban_sdk::contracterror;

/// Block 2600–2699.
#[contracterror]
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum OracleError {
    /// The asset has no price to remove.
    NoPrice = 2600,
    /// Nobody was proposed as the next admin.
    NoProposedAdmin = 2601,
    /// More than 18 decimals, or a resolution of 0 seconds.
    InvalidConfig = 2602,
    /// The list of assets is full (100).
    TooManyAssets = 2603,
}
