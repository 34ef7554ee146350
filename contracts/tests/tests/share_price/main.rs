//! The price of a share never falls: ten thousand random sequences of whatever depositors, keepers, traders, borrowers
//! and strangers can do, with every book checked after every operation.
//!
//! `NECTAR_SEQUENCES` sets how many sequences run (default 10,000), `NECTAR_WORLD` runs one world alone: a failure names
//! the one to run.

mod books;
mod operations;
mod stage;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use nectar_tests::{
    histogram::Histogram,
    prng::SplitMix64,
    rounds::{number, play_worlds},
};

use crate::{books::Books, stage::Stage};

const SEQUENCES: u32 = 10_000;
/// Sequences played in one world, one after the other: vesting, leftovers and shares of one are there in the next.
const PER_WORLD: u32 = 20;
const LEAST_OPERATIONS: u32 = 12;
const MOST_OPERATIONS: u32 = 16;
const SEED: u64 = 0x6e65_6374_6172_2026;
/// Of the fills tried, in percent.
const LEAST_FILLED: u64 = 30;

#[test]
fn the_share_price_never_falls_over_ten_thousand_random_sequences() {
    let worlds = sequences().div_ceil(PER_WORLD);
    let histogram = match number("NECTAR_WORLD") {
        Some(world) => play_world(world),
        None => play_worlds(worlds, play_world),
    };
    println!("{histogram}");
    let filled = histogram.percent_ok("fill");
    assert!(
        filled >= LEAST_FILLED,
        "only {filled} percent of the fills succeeded"
    );
    assert!(histogram.sequences() >= u64::from(PER_WORLD));
}

fn sequences() -> u32 {
    number("NECTAR_SEQUENCES").unwrap_or(SEQUENCES)
}

fn play_world(number: u32) -> Histogram {
    let mut histogram = Histogram::default();
    let mut diary = Vec::new();
    let played = catch_unwind(AssertUnwindSafe(|| {
        let mut rng = SplitMix64::new(SEED.wrapping_add(number.into()));
        let mut stage = Stage::new(number, &mut rng);
        let mut books = Books::open(&stage);
        for _ in 0..PER_WORLD {
            diary.clear();
            play_sequence(&mut stage, &mut books, &mut rng, &mut histogram, &mut diary);
        }
    }));
    if let Err(panic) = played {
        let sequence = histogram.sequences();
        eprintln!("world {number}, sequence {sequence}: {diary:#?}");
        eprintln!("again: NECTAR_WORLD={number} cargo test -p nectar-tests --test share_price");
        resume_unwind(panic)
    }
    histogram
}

fn play_sequence(
    stage: &mut Stage,
    books: &mut Books,
    rng: &mut SplitMix64,
    histogram: &mut Histogram,
    diary: &mut Vec<String>,
) {
    let length = rng.small(LEAST_OPERATIONS, MOST_OPERATIONS);
    for _ in 0..length {
        let operation = operations::draw(stage, rng);
        diary.push(format!("{operation:?}"));
        let outcome = stage.play(&operation);
        histogram.count(operation.name(), outcome.label());
        books.check(stage, &outcome);
    }
    histogram.count_sequence();
}
