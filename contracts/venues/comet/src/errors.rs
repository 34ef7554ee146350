use soroban_sdk::contracterror;
use venue_adapter::Fault;

/// Block 2460–2479.
#[contracterror]
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum CometError {
    /// `data` is not a path with one pool for each step.
    BadData = 2460,
    /// The two tokens are not the ends of the path.
    PathMismatch = 2461,
    /// An amount is zero or negative.
    InvalidAmount = 2462,
    /// The caller did not transfer the input before the call.
    NotPaid = 2463,
    /// The output is below `min_out`.
    OutputTooSmall = 2464,
    /// The input is above `max_in`.
    InputTooLarge = 2465,
    /// The input bought nothing.
    ZeroOutput = 2466,
    /// Exactly what was asked for did not arrive.
    WrongOutput = 2467,
    /// More than a third of a side, or than there is: the pool would refuse it.
    NoLiquidity = 2468,
}

impl From<Fault> for CometError {
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
