//! The wasm surface. One network lives in a thread-local; answers wait in `OUT` until the caller has read them.
//! A panic aborts, that is, traps: the caller drops the instance and restores its last snapshot elsewhere.

use crate::{config::Config, network::Network, rpc, snapshot};
use serde_json::json;
use std::cell::RefCell;

thread_local! {
    static NETWORK: RefCell<Option<Network>> = const { RefCell::new(None) };
    static OUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

fn put(bytes: Vec<u8>) -> usize {
    OUT.with(|out| {
        *out.borrow_mut() = bytes;
        out.borrow().len()
    })
}

fn put_outcome(outcome: Result<Network, String>) -> usize {
    let text = match outcome {
        Ok(network) => {
            NETWORK.with(|slot| *slot.borrow_mut() = Some(network));
            json!({ "ok": true })
        }
        Err(error) => json!({ "error": error }),
    };
    put(text.to_string().into_bytes())
}

/// # Safety
/// `ptr` comes from `alloc(n)` with the same `n` and is not used again.
unsafe fn taken(ptr: *mut u8, n: usize) -> Vec<u8> {
    unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(ptr, n)) }.into_vec()
}

#[unsafe(no_mangle)]
pub extern "C" fn alloc(n: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; n].into_boxed_slice()).cast()
}

#[unsafe(no_mangle)]
pub extern "C" fn out_ptr() -> *const u8 {
    OUT.with(|out| out.borrow().as_ptr())
}

/// # Safety
/// See `taken`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn init(ptr: *mut u8, n: usize) -> usize {
    let text = unsafe { taken(ptr, n) };
    put_outcome(Config::parse(&text).and_then(Network::genesis))
}

/// # Safety
/// See `taken`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dispatch(ptr: *mut u8, n: usize) -> usize {
    let text = unsafe { taken(ptr, n) };
    NETWORK.with(|slot| match slot.borrow_mut().as_mut() {
        Some(network) => {
            if network.faults.trap {
                // The test switch: a real trap, so that callers exercise their recovery.
                std::process::abort();
            }
            put(rpc::handle(network, &text))
        }
        None => put(rpc::not_initialised()),
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn snapshot() -> usize {
    NETWORK.with(|slot| put(slot.borrow().as_ref().map(snapshot::save).unwrap_or_default()))
}

/// # Safety
/// See `taken`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn restore(ptr: *mut u8, n: usize) -> usize {
    let bytes = unsafe { taken(ptr, n) };
    put_outcome(snapshot::load(&bytes))
}

#[unsafe(no_mangle)]
pub extern "C" fn tick(now_ms: f64) -> u32 {
    NETWORK.with(|slot| slot.borrow_mut().as_mut().map_or(0, |network| network.tick(now_ms)))
}
