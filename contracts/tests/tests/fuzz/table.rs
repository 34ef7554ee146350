//! Every operation there is: each entry point of each contract, and what happens around them.
use std::sync::LazyLock;

use nectar_tests::keys::Tree;
use soroban_sdk::{Address, Val, Vec as HostVec};

use crate::{
    entries::{admin, bonded, fills, lab, market, registry, releases, scenes, shares, vault},
    stage::Stage,
    step::Dice,
};

/// A call of an entry point, before anybody has signed it.
pub struct Draft {
    pub args: HostVec<Val>,
    /// Who must sign, in `Stage::cast`, and what each agrees to below the call itself.
    pub signers: Vec<(usize, Vec<Tree>)>,
    pub effect: Effect,
    pub note: Note,
    /// Rightly signed, this cannot be refused.
    pub must: bool,
    /// Which kind of it this is, where they are counted apart.
    pub kind: &'static str,
}

impl Draft {
    /// A call that needs nobody's consent.
    pub fn open(args: HostVec<Val>) -> Draft {
        Draft {
            args,
            signers: vec![],
            effect: Effect::Nothing,
            note: Note::Nothing,
            must: false,
            kind: "",
        }
    }

    pub fn by(player: usize, args: HostVec<Val>) -> Draft {
        Draft::open(args).and(player, vec![])
    }

    /// `player` must agree as well, and to `below`. Who would sign twice signs once, for all of it.
    pub fn and(mut self, player: usize, below: Vec<Tree>) -> Draft {
        match self.signers.iter_mut().find(|(other, _)| *other == player) {
            Some((_, trees)) => trees.extend(below),
            None => self.signers.push((player, below)),
        }
        self
    }

    pub fn effect(self, effect: Effect) -> Draft {
        Draft { effect, ..self }
    }

    pub fn note(self, note: Note) -> Draft {
        Draft { note, ..self }
    }

    pub fn kind(self, kind: &'static str) -> Draft {
        Draft { kind, ..self }
    }

    pub fn must(self, must: bool) -> Draft {
        Draft { must, ..self }
    }
}

/// What a call does to the vault's USDC when it succeeds.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Nothing,
    /// A deposit of this much, or of what the call answers.
    In(Option<i128>),
    /// An exit of this much, or of what the call answers, to this receiver.
    Out(Option<i128>, Address),
    /// One fill, which answers its receipt.
    Fill,
    /// Several, which answer theirs.
    Fills,
    Claim,
    Skim,
    /// An operator takes this much into custody.
    Draw(Address, i128),
    /// It comes back, `principal` of it for the draw.
    Return {
        amount: i128,
        principal: i128,
    },
    Slash {
        outstanding: i128,
        recovered: i128,
        /// Whether the bounty goes to the vault.
        to_vault: bool,
        /// Whether the deadline is over.
        due: bool,
    },
    Cure(i128),
    /// A sale of what the vault has left of this token.
    Sale(Address),
}

/// What to remember of a call that succeeded.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    Nothing,
    Admin(&'static str, usize),
    Announced,
    Executed(u32),
    Auctions,
    /// An auction of a borrower.
    Opened(u32, Address),
    Granted(usize, usize),
    Revoked(usize, usize),
    RevokedAll(usize),
}

#[derive(Clone, Copy)]
pub enum Play {
    Entry(fn(&mut Stage, &mut Dice) -> Draft),
    /// What goes on around our contracts: several rightly signed calls, or time.
    Scene(fn(&mut Stage, &mut Dice)),
}

/// What must come of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Now one, now the other.
    Open,
    /// Nobody here can do it.
    Never,
    /// Whatever is asked is answered.
    Always,
}

pub struct Row {
    pub contract: &'static str,
    pub function: &'static str,
    pub weight: usize,
    pub fate: Fate,
    pub play: Play,
}

impl Row {
    pub fn label(&self) -> String {
        format!("{}.{}", self.contract, self.function)
    }
}

/// Name of the contract of scenes.
pub const WORLD: &str = "world";

pub const fn entry(
    contract: &'static str,
    function: &'static str,
    weight: usize,
    build: fn(&mut Stage, &mut Dice) -> Draft,
) -> Row {
    Row {
        contract,
        function,
        weight,
        fate: Fate::Open,
        play: Play::Entry(build),
    }
}

pub const fn scene(name: &'static str, weight: usize, play: fn(&mut Stage, &mut Dice)) -> Row {
    Row {
        contract: WORLD,
        function: name,
        weight,
        fate: Fate::Open,
        play: Play::Scene(play),
    }
}

impl Row {
    pub const fn never(mut self) -> Row {
        self.fate = Fate::Never;
        self
    }

    pub const fn always(mut self) -> Row {
        self.fate = Fate::Always;
        self
    }
}

pub static ROWS: LazyLock<Vec<&'static Row>> = LazyLock::new(|| {
    let tables = [
        vault::ROWS,
        shares::ROWS,
        fills::ROWS,
        admin::ROWS,
        bonded::ROWS,
        registry::ROWS,
        releases::ROWS,
        lab::ROWS,
        market::ROWS,
        scenes::ROWS,
    ];
    tables.into_iter().flatten().collect()
});

pub fn total_weight() -> usize {
    ROWS.iter().map(|row| row.weight).sum()
}

/// The row that `ticket` of `0..total_weight()` stands for.
pub fn drawn(mut ticket: usize) -> &'static Row {
    for row in ROWS.iter() {
        match ticket.checked_sub(row.weight) {
            Some(rest) => ticket = rest,
            None => return row,
        }
    }
    panic!("a ticket beyond the last row")
}

pub fn named(label: &str) -> &'static Row {
    let found = ROWS.iter().find(|row| row.label() == label);
    found.unwrap_or_else(|| panic!("no row is called {label}"))
}
