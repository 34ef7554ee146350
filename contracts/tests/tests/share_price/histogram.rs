//! How often each operation was tried, and what came of it.
use std::{collections::BTreeMap, fmt};

#[derive(Default)]
pub struct Histogram {
    counts: BTreeMap<(&'static str, String), u64>,
    sequences: u64,
}

pub const OK: &str = "ok";

impl Histogram {
    pub fn count(&mut self, operation: &'static str, outcome: String) {
        *self.counts.entry((operation, outcome)).or_default() += 1;
    }

    pub fn count_sequence(&mut self) {
        self.sequences += 1;
    }

    pub fn sequences(&self) -> u64 {
        self.sequences
    }

    pub fn add(&mut self, other: &Histogram) {
        for (key, count) in &other.counts {
            *self.counts.entry(key.clone()).or_default() += count;
        }
        self.sequences += other.sequences;
    }

    pub fn percent_ok(&self, operation: &'static str) -> u64 {
        let ok = self.counts.get(&(operation, OK.to_owned())).copied().unwrap_or(0);
        100 * ok / self.total(operation).max(1)
    }

    fn total(&self, operation: &str) -> u64 {
        let of = self.counts.iter().filter(|((name, _), _)| *name == operation);
        of.map(|(_, count)| count).sum()
    }
}

impl fmt::Display for Histogram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: u64 = self.counts.values().sum();
        writeln!(f, "{} sequences, {all} operations", self.sequences)?;
        let mut names: Vec<&str> = self.counts.keys().map(|(name, _)| *name).collect();
        names.dedup();
        for name in names {
            let of = self
                .counts
                .iter()
                .filter(|((operation, _), _)| *operation == name);
            let outcomes: Vec<String> = of.map(|((_, outcome), n)| format!("{outcome} {n}")).collect();
            writeln!(f, "{name:>14} {:>7}   {}", self.total(name), outcomes.join(", "))?;
        }
        Ok(())
    }
}
