//! The two pools, step by step. After each step result, events, signatures and ledgers must be equal.
use std::{collections::BTreeMap, fmt::Write as _, rc::Rc};

use nectar_tests::pool::PoolKind;
use serde::Serialize;
use soroban_sdk::xdr::{LedgerEntry, LedgerKey};

use crate::{
    allowed::{is_compared, said},
    ground::Ground,
    op::Op,
    side::{Outcome, Seen, Side, Stored},
    start::Start,
    tally::Tally,
};

pub struct Pair<'a> {
    ground: &'a Ground,
    pub blend: Side,
    pub lab: Side,
    log: Vec<(Op, Outcome)>,
    pub tally: Tally,
}

impl<'a> Pair<'a> {
    pub fn new(ground: &'a Ground, start: &Start) -> Pair<'a> {
        let [blend, lab] = [PoolKind::Blend, PoolKind::Lab].map(|kind| Side::new(ground, start, kind));
        let pair = Pair {
            ground,
            blend,
            lab,
            log: Vec::new(),
            tally: Tally::default(),
        };
        pair.require_same_ledger();
        pair
    }

    /// `kind` names the step in the tally.
    pub fn run(&mut self, kind: &'static str, op: Op) -> Outcome {
        let blend = self.blend.run(&op);
        let lab = self.lab.run(&op);
        self.tally.count(kind, &op, &blend);
        self.log.push((op, blend.outcome.clone()));
        if blend != lab {
            panic!("{}", self.report(&difference(&blend, &lab)));
        }
        self.require_same_ledger();
        blend.outcome
    }

    pub fn print(&self) {
        print!("{}", self.steps());
    }

    fn steps(&self) -> String {
        let lines = self
            .log
            .iter()
            .map(|(op, outcome)| format!("  {op:?} -> {}\n", json(outcome)));
        lines.collect()
    }

    fn require_same_ledger(&self) {
        let (blend, lab) = (self.blend.stored(), self.lab.stored());
        if self.all_equal(&blend, &lab) {
            return;
        }
        let differences = self.differences(&blend, &lab);
        if !differences.is_empty() {
            panic!("{}", self.report(&differences));
        }
    }

    /// Both ledgers list their entries in one order, so one pass will do unless one of them read more.
    fn all_equal(&self, blend: &Stored, lab: &Stored) -> bool {
        let cast = &self.ground.cast;
        let there =
            |(key, value): &&(Rc<LedgerKey>, Option<Value>)| value.is_some() && is_compared(key, cast);
        let (theirs, ours) = (blend.iter().filter(there), lab.iter().filter(there));
        let same_entry = |((key, value), (other_key, other)): (&(_, _), &(_, _))| {
            key == other_key && same(Option::as_ref(value), Option::as_ref(other))
        };
        theirs.clone().count() == ours.clone().count() && theirs.zip(ours).all(same_entry)
    }

    /// Entry by entry; what a pool has not read yet is as it was in the beginning.
    fn differences(&self, blend: &Stored, lab: &Stored) -> String {
        let read =
            |stored: &Stored| -> BTreeMap<Rc<LedgerKey>, Option<_>> { stored.iter().cloned().collect() };
        let (blend, lab) = (read(blend), read(lab));
        let now = |ledger: &BTreeMap<Rc<LedgerKey>, Option<_>>, key: &Rc<LedgerKey>| {
            ledger
                .get(key)
                .cloned()
                .unwrap_or_else(|| self.ground.entries.value(key).cloned())
        };
        let mut report = String::new();
        for key in blend
            .keys()
            .chain(lab.keys().filter(|key| !blend.contains_key(*key)))
        {
            let (theirs, ours) = (now(&blend, key), now(&lab, key));
            if is_compared(key, &self.ground.cast) && !same(theirs.as_ref(), ours.as_ref()) {
                writeln!(
                    report,
                    "{}\nBlend: {}\nlab:   {}",
                    json(&**key),
                    told(theirs.as_ref()),
                    told(ours.as_ref())
                )
                .expect("a String grows");
            }
        }
        report
    }

    fn report(&self, differences: &str) -> String {
        format!("the pools differ after\n{}{differences}", self.steps())
    }
}

/// And its last ledger.
type Value = (Rc<LedgerEntry>, Option<u32>);

fn same(theirs: Option<&Value>, ours: Option<&Value>) -> bool {
    match (theirs, ours) {
        (Some((theirs, until)), Some((ours, our_until))) => {
            until == our_until && said(&theirs.data) == said(&ours.data)
        }
        (theirs, ours) => theirs.is_none() && ours.is_none(),
    }
}

fn difference(blend: &Seen, lab: &Seen) -> String {
    let mut report = String::new();
    for (what, theirs, ours) in [
        ("result", json(&blend.outcome), json(&lab.outcome)),
        ("events", json(&blend.events), json(&lab.events)),
        ("signatures", json(&blend.auths), json(&lab.auths)),
    ] {
        if theirs != ours {
            writeln!(report, "{what}\nBlend: {theirs}\nlab:   {ours}").expect("a String grows");
        }
    }
    report
}

fn told(value: Option<&Value>) -> String {
    value.map_or_else(
        || "nothing".into(),
        |(entry, until)| format!("{} until {until:?}", json(&entry.data)),
    )
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("XDR types serialise")
}
