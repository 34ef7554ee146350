use soroban_sdk::contracterror;
use venue_adapter::Fault;

/// Block 2440–2459.
#[contracterror]
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum AquariusError {
    /// `data` is not a path with one pool for each step.
    BadData = 2440,
    /// The two tokens are not the ends of the path.
    PathMismatch = 2441,
    /// An amount is zero or negative.
    InvalidAmount = 2442,
    /// The caller did not transfer the input before the call.
    NotPaid = 2443,
    /// The output is below `min_out`.
    OutputTooSmall = 2444,
    /// The input is above `max_in`.
    InputTooLarge = 2445,
    /// The input bought nothing.
    ZeroOutput = 2446,
    /// Exactly what was asked for did not arrive.
    WrongOutput = 2447,
}

impl From<Fault> for AquariusError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::BadData => Self::BadData,
            Fault::PathMismatch => Self::PathMismatch,
            Fault::InvalidAmount => Self::InvalidAmount,
            Fault::NotPaid => Self::NotPaid,
            Fault::OutputTooSmall => Self::OutputTooSmall,
            Fault::InputTooLarge => Self::InputTooLarge,
            Fault::ZeroOutput => Self::ZeroOutput,
            Fault::WrongOutput => Self::WrongOutput,
        }
    }
}
