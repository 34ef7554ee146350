use soroban_sdk::contracterror;
use venue_adapter::Fault;

/// Block 2420–2439.
#[contracterror]
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum SoroswapError {
    /// `data` is not a path with one pool for each step.
    BadData = 2420,
    /// The two tokens are not the ends of the path.
    PathMismatch = 2421,
    /// An amount is zero or negative.
    InvalidAmount = 2422,
    /// The caller did not transfer the input before the call.
    NotPaid = 2423,
    /// The output is below `min_out`.
    OutputTooSmall = 2424,
    /// The input is above `max_in`.
    InputTooLarge = 2425,
    /// The input bought nothing.
    ZeroOutput = 2426,
    /// Exactly what was asked for did not arrive.
    WrongOutput = 2427,
    /// The router trades a step over another pair than the route's.
    PairChanged = 2428,
}

impl From<Fault> for SoroswapError {
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
