use soroban_sdk::contracterror;

/// 2210–2299. 2200–2203 are left out: they are the codes of OpenZeppelin's role transfer, which other contracts of ours
/// pass through.
#[contracterror]
#[derive(Copy, Clone, Debug, Eq, PartialEq, PartialOrd, Ord)]
#[repr(u32)]
pub enum Error {
    /// A batch has at least one order.
    NoOrders = 2210,
    /// A batch has at most 6 orders.
    TooManyOrders = 2211,
    /// The vault filled none of the orders.
    NothingFilled = 2212,
    /// What was called as the vault answered something else than a receipt.
    NoReceipt = 2213,
}
