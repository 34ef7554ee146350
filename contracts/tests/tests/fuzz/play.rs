//! Plays one step: signs, calls, and looks at everything that must hold afterwards.
use nectar_tests::{
    histogram::{Histogram, OK},
    keys::Tree,
    signed::{Outcome, Refusal},
};
use soroban_sdk::Val;

use crate::{
    books::Books,
    stage::Stage,
    step::{Dice, Signed, Step},
    table::{self, Draft, Effect, Fate, Note, Play, Row},
};

/// A world that is being played in.
pub struct Game {
    pub stage: Stage,
    books: Books,
}

impl Game {
    pub fn new(number: u32) -> Game {
        let stage = Stage::new(number);
        let books = Books::open(&stage);
        Game { stage, books }
    }

    /// Panics when something does not hold that must.
    pub fn play(&mut self, step: &Step, histogram: &mut Histogram) {
        let row = table::named(&step.label);
        let mut dice = Dice::of(step);
        self.stage.signers.clear();
        self.stage.booked.clear();
        match row.play {
            Play::Scene(play) => {
                play(&mut self.stage, &mut dice);
                histogram.count(&step.label, OK.to_owned());
            }
            Play::Entry(build) => {
                let draft = build(&mut self.stage, &mut dice);
                let outcome = self.call(row, &draft, step.signed, &mut dice);
                histogram.count(&step.label, label(&outcome, &draft, step.signed));
                if let Ok(value) = outcome {
                    self.stage.book(&draft.effect, &value);
                }
            }
        }
        self.books.check(&self.stage, row);
    }

    /// Whatever is too slow for every step.
    pub fn inspect(&self) {
        self.books.inspect(&self.stage);
    }

    fn call(&mut self, row: &Row, draft: &Draft, signed: Signed, dice: &mut Dice) -> Outcome<Val> {
        let contract = self.stage.contract(row.contract);
        let trees: Vec<(usize, Tree)> = draft
            .signers
            .iter()
            .map(|(player, below)| {
                let tree = Tree {
                    below: below.clone(),
                    ..Tree::leaf(&contract, row.function, draft.args.clone())
                };
                (*player, tree)
            })
            .collect();
        let entries = self.stage.entries(&trees, signed, dice);
        let fills = matches!(draft.effect, Effect::Fill | Effect::Fills);
        if fills {
            self.books.before_fill(&self.stage);
        }
        self.stage.e().set_auths(&entries);
        let outcome = self.stage.invoke(&contract, row.function, draft.args.clone());
        self.stage.e().set_auths(&[]);
        judge(row, draft, signed, &outcome);
        if fills && outcome.is_ok() {
            self.books.after_fill(&self.stage);
        }
        if signed == Signed::Twice && outcome.is_ok() && !trees.is_empty() {
            self.stage.e().set_auths(&entries);
            let again = self.stage.invoke(&contract, row.function, draft.args.clone());
            self.stage.e().set_auths(&[]);
            assert!(
                again.is_err(),
                "signatures were good for two calls of {}",
                row.label()
            );
        }
        if let Ok(value) = &outcome {
            remember(&mut self.stage, &draft.note, value);
        }
        outcome
    }
}

/// Whether this may be what came of the call.
fn judge(row: &Row, draft: &Draft, signed: Signed, outcome: &Outcome<Val>) {
    let is_done = outcome.is_ok();
    let has_consent = draft.signers.is_empty() || signed.suffices();
    assert!(
        has_consent || !is_done,
        "{} was done without consent: {signed:?}",
        row.label()
    );
    assert!(row.fate != Fate::Never || !is_done, "{} was done", row.label());
    assert!(
        row.fate != Fate::Always || is_done,
        "{} was refused: {outcome:?}",
        row.label()
    );
    let must = draft.must && has_consent;
    assert!(
        !must || is_done,
        "{} was refused to who had a right to it: {outcome:?}",
        row.label()
    );
}

fn label(outcome: &Outcome<Val>, draft: &Draft, signed: Signed) -> String {
    match outcome {
        Ok(_) => format!("{OK}{}", draft.kind),
        Err(_) if !draft.signers.is_empty() && !signed.suffices() => "without consent".to_owned(),
        Err(Refusal::Code(code)) => code.to_string(),
        Err(Refusal::Host) => "host".to_owned(),
    }
}

fn remember(stage: &mut Stage, note: &Note, value: &Val) {
    match note.clone() {
        Note::Nothing => (),
        Note::Admin(contract, player) => {
            stage.admins.insert(contract, player);
        }
        Note::Announced => {
            let id = stage.read(value);
            stage.announced.push(id);
        }
        Note::Executed(id) => stage.announced.retain(|known| *known != id),
        Note::Auctions => stage.look_at_auctions(),
        Note::Opened(kind, user) => stage.look_for_auction(kind, user),
        Note::Granted(operator, session) => {
            if !stage.alive.contains(&(operator, session)) {
                stage.alive.push((operator, session));
            }
        }
        Note::Revoked(operator, session) => stage.alive.retain(|pair| *pair != (operator, session)),
        Note::RevokedAll(operator) => stage.alive.retain(|(who, _)| *who != operator),
    }
}
