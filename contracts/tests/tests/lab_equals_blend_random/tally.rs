//! What the scenarios went through. A set of them that proves little must fail, so the counts are asserted.
use std::collections::BTreeMap;

use soroban_sdk::xdr::{ContractEventBody, ScVal};

use crate::{
    allowed::UNREACHED,
    op::{Op, Signed},
    side::{Outcome, Seen},
};

/// Each case below must come up once in so many scenarios.
const PER_CASE: u32 = 200;

/// Every code of the pool that both can answer with, two of the assets (9 allowance, 10 balance), and failures without
/// a code.
const ENDS: [&str; 25] = [
    "ok", "8", "9", "10", "1200", "1202", "1205", "1206", "1207", "1208", "1210", "1211", "1212", "1213",
    "1214", "1216", "1217", "1218", "1219", "1220", "1221", "1222", "1223", "1224", "trap",
];

const EVENTS: [&str; 14] = [
    "bad_debt",
    "borrow",
    "defaulted_debt",
    "delete_auction",
    "fill_auction",
    "new_auction",
    "repay",
    "set_admin",
    "set_reserve",
    "set_status",
    "supply",
    "supply_collateral",
    "withdraw",
    "withdraw_collateral",
];

const TRAITS: [&str; 10] = [
    "call without a signature refused",
    "fill before the start",
    "fill at age 0",
    "fill while the lot grows",
    "fill at age 200",
    "fill while the bid shrinks",
    "fill from age 400",
    "fill of a stale auction",
    "filled in part",
    "filled to the end",
];

/// The oracle, the clock, and what the set-up does.
const NEVER_REFUSED: [&str; 4] = ["backstop leaves", "oracle", "price", "time"];

#[derive(Default)]
pub struct Tally {
    /// Step → (worked, was refused).
    pub steps: BTreeMap<&'static str, (u32, u32)>,
    /// Error codes and other ends, by name.
    pub ends: BTreeMap<String, u32>,
    /// Events by their first topic.
    pub events: BTreeMap<String, u32>,
    /// What starts and auctions were like.
    pub traits: BTreeMap<String, u32>,
    pub scenarios: u32,
}

impl Tally {
    pub fn count(&mut self, step: &'static str, op: &Op, seen: &Seen) {
        let (worked, refused) = self.steps.entry(step).or_default();
        match &seen.outcome {
            Outcome::Ok(_) => *worked += 1,
            _ => *refused += 1,
        }
        if op.is_a_call() {
            let end = match &seen.outcome {
                Outcome::Ok(_) => "ok".into(),
                Outcome::Error(code) => code.to_string(),
                Outcome::Trap => "trap".into(),
            };
            *self.ends.entry(end).or_default() += 1;
        }
        if matches!((op, &seen.outcome), (Op::Submit { signed, .. }, Outcome::Trap) if *signed != Signed::ByAll)
        {
            self.note("call without a signature refused");
        }
        for event in &seen.events {
            let ContractEventBody::V0(body) = &event.body;
            if let Some(ScVal::Symbol(name)) = body.topics.first() {
                *self.events.entry(name.to_string()).or_default() += 1;
            }
        }
    }

    pub fn note(&mut self, what: impl Into<String>) {
        *self.traits.entry(what.into()).or_default() += 1;
    }

    pub fn add(&mut self, other: Tally) {
        for (step, (worked, refused)) in other.steps {
            let sum = self.steps.entry(step).or_default();
            sum.0 += worked;
            sum.1 += refused;
        }
        for (sums, counts) in [
            (&mut self.ends, other.ends),
            (&mut self.events, other.events),
            (&mut self.traits, other.traits),
        ] {
            for (name, count) in counts {
                *sums.entry(name).or_default() += count;
            }
        }
        self.scenarios += other.scenarios;
    }

    /// Fails unless the scenarios have been everywhere, in proportion to their number.
    pub fn require_coverage(&self) {
        let least = self.scenarios / PER_CASE;
        for (titles, counts, names) in [
            ("end", &self.ends, &ENDS[..]),
            ("event", &self.events, &EVENTS[..]),
            ("trait", &self.traits, &TRAITS[..]),
        ] {
            for name in names {
                let count = counts.get(*name).copied().unwrap_or(0);
                assert!(
                    count >= least,
                    "{titles} {name}: only {count} times in {} scenarios",
                    self.scenarios
                );
            }
        }
        for (code, reason) in UNREACHED {
            let reached = self.ends.get(&code.to_string());
            assert_eq!(reached, None, "{code} is listed as unreached ({reason})");
        }
        for (step, (worked, refused)) in &self.steps {
            assert!(*worked >= least, "{step} worked only {worked} times");
            let is_refusable = !NEVER_REFUSED.contains(step);
            assert!(
                !is_refusable || *refused >= least,
                "{step} was refused only {refused} times"
            );
        }
    }

    pub fn print(&self) {
        for (step, (worked, refused)) in &self.steps {
            println!("{step:>22}: {worked:>6} worked, {refused:>6} were refused");
        }
        for (title, counts) in [
            ("ends", &self.ends),
            ("events", &self.events),
            ("traits", &self.traits),
        ] {
            let counts: Vec<String> = counts
                .iter()
                .map(|(name, count)| format!("{name} {count}"))
                .collect();
            println!("{title}: {}", counts.join(", "));
        }
    }
}
