//! Lab = Blend: thousands of short scenarios, each from its own start, run by the lab and by the unmodified wasm of
//! Blend v2 side by side. After every step results, error codes, events, signatures and every ledger entry with its
//! last ledger must be equal; `allowed.rs` lists what may differ.
//!
//! `NECTAR_SCENARIOS=10000` runs more of them, `NECTAR_SCENARIO=1234` runs one and prints its steps, `NECTAR_LAB=wasm`
//! takes the committed build of the lab.
mod allowed;
mod ground;
mod liquidations;
mod model;
mod op;
mod pair;
mod requests;
mod side;
mod start;
mod tally;
mod walk;

use std::{
    env,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::Instant,
};

use allowed::UNREACHED;
use ground::Ground;
use nectar_tests::twin::Target::User;
use tally::Tally;
use walk::Walk;

const SCENARIOS: u64 = 2_000;

fn scenario(ground: &Ground, number: u64) -> Walk<'_> {
    let mut walk = Walk::new(ground, number);
    for user in 0..2 {
        walk.open(user);
    }
    for _ in 0..walk.random.between(6, 12) {
        step(&mut walk);
    }
    walk
}

fn step(walk: &mut Walk) {
    let (user, auctioned) = (walk.borrower(), walk.auctioned());
    match walk.random.below(32) {
        0..=5 => walk.requests(),
        6..=9 => walk.edge(),
        10 => drop(walk.open(user)),
        11..=12 => walk.move_price(),
        13..=16 => walk.liquidation(),
        17..=18 => walk.bankruptcy(),
        19..=20 => walk.fill(auctioned),
        21 => walk.delete(auctioned),
        22..=23 => walk.withdraw_auction(auctioned),
        24 => walk.bad_debt(User(user)),
        25..=26 => walk.pass(),
        27..=28 => walk.odd(),
        29..=30 => walk.administration(),
        _ => walk.read(),
    }
}

fn number(name: &str) -> Option<u64> {
    let text = env::var(name).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is a number, not {text:?}")),
    )
}

/// Scenarios are handed out one by one to a thread per core.
fn play(first: u64, count: u64) -> Tally {
    let next = AtomicU64::new(first);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let work = || {
        let ground = Ground::new();
        let mut tally = Tally::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= first + count {
                return tally;
            }
            let walk = catch_unwind(AssertUnwindSafe(|| scenario(&ground, number)));
            match walk {
                Ok(walk) => tally.add(walk.pair.tally),
                Err(cause) => {
                    next.store(first + count, Ordering::Relaxed);
                    println!("scenario {number} failed: NECTAR_SCENARIO={number} runs it alone");
                    resume_unwind(cause)
                }
            }
        }
    };
    let mut total = Tally::default();
    thread::scope(|scope| {
        let runs: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for run in runs {
            total.add(run.join().unwrap_or_else(|cause| resume_unwind(cause)));
        }
    });
    total
}

#[test]
fn random_walks_never_tell_the_pools_apart() {
    if let Some(number) = number("NECTAR_SCENARIO") {
        let ground = Ground::new();
        return scenario(&ground, number).pair.print();
    }
    let started = Instant::now();
    let count = number("NECTAR_SCENARIOS").unwrap_or(SCENARIOS);
    let total = play(0, count);
    total.print();
    println!("{count} scenarios in {:.1} s", started.elapsed().as_secs_f64());
    for (code, reason) in UNREACHED {
        println!("not reached: {code}, {reason}");
    }
    if count >= SCENARIOS {
        total.require_coverage();
    }
}
