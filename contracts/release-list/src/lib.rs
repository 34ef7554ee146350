//! Which builds of the site are genuine: a mirror shows its CID, and anybody can look it up here.
//!
//! The list only grows. A release is never changed or removed; the admin can mark it revoked, for good.
#![no_std]

#[cfg(test)]
extern crate std;

mod constants;
mod contract;
mod errors;
mod events;
mod storage;
mod text;

pub use contract::{ReleaseList, ReleaseListClient};
pub use errors::Error;
pub use events::{Published, Revoked};
pub use storage::{DataKey, Release};

#[cfg(test)]
mod test;
