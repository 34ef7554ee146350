//! One step of a play: which entry point, who signs, and the dice that choose everything else. A step says nothing of the
//! world it is played in, so that any part of a play is a play as well.
use std::fmt;

use proptest::prelude::*;

use crate::table;

/// Numbers that one step may use.
pub const DICE: usize = 10;

#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Label of a row of the table.
    pub label: String,
    pub signed: Signed,
    pub dice: [u64; DICE],
}

/// Whose signatures a call comes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    /// Of everybody who must sign, for exactly this call.
    Rightly,
    /// Of nobody; of several, of all but one.
    Not,
    /// In the name of those who must sign, with a stranger's key.
    Forged,
    /// Of a stranger, in the stranger's own name.
    ByStranger,
    /// Of all but one of those who must sign.
    ButOne,
    /// Of those who must sign, for another function.
    ForAnother,
    /// Rightly, and then once more with the same signatures.
    Twice,
}

const NAMES: [(Signed, &str); 7] = [
    (Signed::Rightly, "rightly"),
    (Signed::Not, "unsigned"),
    (Signed::Forged, "forged"),
    (Signed::ByStranger, "by-stranger"),
    (Signed::ButOne, "but-one"),
    (Signed::ForAnother, "for-another"),
    (Signed::Twice, "twice"),
];

impl Signed {
    pub fn name(self) -> &'static str {
        let found = NAMES.iter().find(|(signed, _)| *signed == self);
        found.expect("every way has a name").1
    }

    /// Whether a call that needs signatures has all of them.
    pub fn suffices(self) -> bool {
        matches!(self, Signed::Rightly | Signed::Twice)
    }
}

/// Any step, each row as often as its weight says.
pub fn anything() -> impl Strategy<Value = Step> {
    let row = (0..table::total_weight()).no_shrink();
    (row, signed(), prop::array::uniform10(any::<u64>())).prop_map(|(ticket, signed, dice)| Step {
        label: table::drawn(ticket).label(),
        signed,
        dice,
    })
}

fn signed() -> impl Strategy<Value = Signed> {
    prop_oneof![
        82 => Just(Signed::Rightly),
        5 => Just(Signed::Not),
        3 => Just(Signed::Forged),
        3 => Just(Signed::ByStranger),
        2 => Just(Signed::ButOne),
        2 => Just(Signed::ForAnother),
        3 => Just(Signed::Twice),
    ]
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.label, self.signed.name())?;
        self.dice.iter().try_for_each(|number| write!(f, " {number}"))
    }
}

/// The inverse of `Display`; a dice that is not written is 0.
pub fn parse(line: &str) -> Step {
    let mut words = line.split_whitespace();
    let label = words.next().expect("a step begins with a label").to_owned();
    let name = words.next().expect("a label is followed by a way to sign");
    let found = NAMES.iter().find(|(_, known)| *known == name);
    let signed = found.unwrap_or_else(|| panic!("{name} is no way to sign")).0;
    let mut dice = [0; DICE];
    for (number, word) in dice.iter_mut().zip(words) {
        *number = word.parse().unwrap_or_else(|_| panic!("{word} is no number"));
    }
    Step { label, signed, dice }
}

/// Hands out the numbers of one step; 0 when they are used up. Smaller numbers are simpler choices.
pub struct Dice<'a> {
    numbers: std::slice::Iter<'a, u64>,
}

impl<'a> Dice<'a> {
    pub fn of(step: &'a Step) -> Dice<'a> {
        Dice {
            numbers: step.dice.iter(),
        }
    }

    pub fn next(&mut self) -> u64 {
        self.numbers.next().copied().unwrap_or(0)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).expect("an index")
    }

    pub fn one_in(&mut self, bound: u64) -> bool {
        self.next() % bound == bound - 1
    }

    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    pub fn small(&mut self, low: u32, high: u32) -> u32 {
        u32::try_from(self.between(low.into(), high.into())).expect("between two u32")
    }

    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// What somebody who has `held` might ask for: mostly possible, now and then absurd, rarely anything at all.
    pub fn amount(&mut self, held: i128) -> i128 {
        let (kind, number) = (self.below(24), self.next());
        let percent = i128::from(number % 100) + 1;
        match kind {
            0..=8 => {
                1 + i128::from(number % 10u64.pow(1 + u32::try_from(number >> 60).expect("four bits") % 11))
            }
            9..=14 => (held / 100).saturating_mul(percent).max(1),
            15..=17 => held,
            18 => held.saturating_add(1),
            19 => 0,
            20 => -i128::from(number >> 32),
            21 => i128::MAX >> (number % 127),
            22 => i128::MIN >> (number % 127),
            _ => i128::from(number.cast_signed()).wrapping_mul(i128::from(u64::MAX)),
        }
    }
}
