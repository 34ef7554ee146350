//! What suites of random worlds share: how many of them run, and on which cores.
use std::{
    panic::resume_unwind,
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

use crate::histogram::Histogram;

/// The number that an environment variable sets, if it does.
pub fn number(variable: &str) -> Option<u32> {
    let text = std::env::var(variable).ok()?;
    let parsed = text.parse();
    Some(parsed.unwrap_or_else(|_| panic!("{variable} is a number, not {text}")))
}

/// Every core takes the next of `worlds`; a world depends on nothing but its number.
pub fn play_worlds(worlds: u32, play_world: impl Fn(u32) -> Histogram + Sync) -> Histogram {
    let next = AtomicU32::new(0);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let play = || {
            let mut mine = Histogram::default();
            while let Some(world) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|n| *n < worlds) {
                mine.add(&play_world(world));
            }
            mine
        };
        let players: Vec<_> = (0..cores).map(|_| scope.spawn(play)).collect();
        let mut all = Histogram::default();
        for player in players {
            match player.join() {
                Ok(histogram) => all.add(&histogram),
                Err(panic) => resume_unwind(panic),
            }
        }
        all
    })
}
