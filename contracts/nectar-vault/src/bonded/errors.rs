use soroban_sdk::contracterror;

/// 2350–2379: bonded draws. They are a block of their own because the vault works without them.
#[contracterror]
#[derive(Copy, Clone, Debug, Eq, PartialEq, PartialOrd, Ord)]
#[repr(u32)]
pub enum BondError {
    /// Nobody can draw: draws are off.
    BondDisabled = 2350,
    /// The terms of draws are outside their bounds.
    InvalidBond = 2351,
    /// The operator was slashed less than 7 days ago.
    RecentlySlashed = 2352,
    /// The window for draws has closed, and its rest is not over.
    WindowClosed = 2353,
    /// An open draw grows only under the terms it was made under: return it first.
    TermsChanged = 2354,
    /// The deadline of the operator's open draw is over.
    DrawOverdue = 2355,
    /// More USDC than the vault has at hand while draws are out. All of it can be home after their deadline.
    NotAtHand = 2356,
    /// All draws together would be more than their share of total assets.
    DrawCapExceeded = 2357,
    /// A cure pays at most what slashes of the operator left unpaid.
    NothingToCure = 2358,
    /// The operator has no open draw.
    NoDraw = 2359,
    /// The deadline of the draw is not over.
    DrawNotDue = 2360,
}
