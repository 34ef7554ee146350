//! When draws are possible at all.
//!
//! Identities are free, so no clock of one operator could promise a depositor anything: a draw returned on its last second
//! could be drawn again by the next name, in the same call, for ever. The clock is therefore the vault's: its oldest draw
//! opens a window, every draw in it is due by the window's end, and then nobody draws for as long again. In that rest
//! all USDC can be home, and whoever found the vault short can leave.

use nectar_interfaces::vault::{BondParams, DrawWindow};
use soroban_sdk::{Env, panic_with_error};

use super::BondError;
use crate::storage;

/// The deadline of a draw made now. Opens a window when none runs and none rests.
pub fn deadline(e: &Env, terms: &BondParams) -> u64 {
    let now = e.ledger().timestamp();
    match storage::draw_window(e) {
        Some(window) if now < window.reopens_at => {
            // A timeout that was lowered since holds for new draws, one that was raised waits for the next window.
            let deadline = window.closes_at.min(window.opened_at + terms.slash_timeout_secs);
            if now >= deadline {
                panic_with_error!(e, BondError::WindowClosed);
            }
            deadline
        }
        _ => open(e, now, terms.slash_timeout_secs),
    }
}

fn open(e: &Env, now: u64, secs: u64) -> u64 {
    let closes_at = now + secs;
    storage::set_draw_window(
        e,
        &DrawWindow {
            closes_at,
            opened_at: now,
            reopens_at: closes_at + secs,
        },
    );
    closes_at
}
