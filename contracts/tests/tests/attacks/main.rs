//! Attacks, played for real: somebody with money of his own, the real contracts, real signatures. Each prints what it
//! brings him, in USDC, and what it does to the depositors; and each ends with a bound for both.

mod dust;
mod exits;
mod gifts;
mod leftovers;
mod lots;
mod profits;
mod race;
mod sandwich;
mod self_liquidation;
mod usdc;
mod wash;
