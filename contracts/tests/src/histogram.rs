//! How often each operation was tried, and what came of it.
use std::{collections::BTreeMap, fmt};

#[derive(Default)]
pub struct Histogram {
    counts: BTreeMap<(String, String), u64>,
    sequences: u64,
}

pub const OK: &str = "ok";

impl Histogram {
    pub fn count(&mut self, operation: &str, outcome: String) {
        *self.counts.entry((operation.to_owned(), outcome)).or_default() += 1;
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

    pub fn percent_ok(&self, operation: &str) -> u64 {
        100 * self.ok(operation) / self.total(operation).max(1)
    }

    /// Outcomes that begin with `OK`.
    pub fn ok(&self, operation: &str) -> u64 {
        self.matching(operation, |outcome| outcome.starts_with(OK))
    }

    pub fn of(&self, operation: &str, outcome: &str) -> u64 {
        self.matching(operation, |other| other == outcome)
    }

    fn matching(&self, operation: &str, is_meant: impl Fn(&str) -> bool) -> u64 {
        let all = self.counts.iter();
        let meant = all.filter(|((name, outcome), _)| name == operation && is_meant(outcome));
        meant.map(|(_, count)| count).sum()
    }

    pub fn operations(&self) -> u64 {
        self.counts.values().sum()
    }

    fn total(&self, operation: &str) -> u64 {
        self.matching(operation, |_| true)
    }
}

impl fmt::Display for Histogram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} sequences, {} operations",
            self.sequences,
            self.operations()
        )?;
        let mut names: Vec<&str> = self.counts.keys().map(|(name, _)| name.as_str()).collect();
        names.dedup();
        let width = names.iter().map(|name| name.len()).max().unwrap_or(0);
        for name in names {
            let of = self.counts.iter().filter(|((operation, _), _)| operation == name);
            let outcomes: Vec<String> = of.map(|((_, outcome), n)| format!("{outcome} {n}")).collect();
            writeln!(
                f,
                "{name:>width$} {:>7}   {}",
                self.total(name),
                outcomes.join(", ")
            )?;
        }
        Ok(())
    }
}
