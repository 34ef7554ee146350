//! Auctions of bad debt (type 1) and of interest (type 2), filled by the vault from the unmodified Blend v2 and its
//! Comet: both sides, every age, every refusal, and what nobody can take.

mod allowances;
mod bad_debt;
mod caps;
mod events;
mod interest;
mod refused;
mod sandwich;
