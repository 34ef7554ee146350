//! Thirty-three players do whatever they like with every entry point there is, and everything that must hold is looked at
//! after every step. Nothing is mocked: who agrees to a call signs it with a key, and some try without.
//!
//! `NECTAR_STEPS` sets how many steps are played (default 50,000), `NECTAR_WORLD` plays one world alone. A play that fails
//! is made short and printed; saved as `regressions/<what it was>.txt` it is played first from then on.

mod books;
mod entries;
mod play;
mod shrink;
mod stage;
mod step;
mod table;

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    fs,
    panic::{self, AssertUnwindSafe, catch_unwind, resume_unwind},
    path::PathBuf,
    sync::Once,
    thread,
    time::Instant,
};

use nectar_tests::{
    code,
    histogram::{Histogram, OK},
    rounds::{number, play_worlds},
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use soroban_sdk::xdr::ScSpecEntry;

use crate::{
    entries::fills::{OF_BAD_DEBT, OF_INTEREST},
    play::Game,
    step::Step,
    table::{Fate, ROWS, WORLD},
};

const STEPS: u32 = 50_000;
/// Steps played in one world: its ledger grows, and every call with it.
const PER_WORLD: u32 = 800;
/// What reads the whole ledger is done this often, and after every fill.
const INSPECT_EVERY: usize = 50;
/// Of the fills that were rightly signed, in percent.
const LEAST_FILLED: u64 = 25;
/// Times that each operation must have succeeded: what never does is not tested.
const LEAST_DONE: u64 = 3;

#[test]
fn whatever_anybody_does_the_vault_keeps_its_promises() {
    let started = Instant::now();
    let worlds = number("NECTAR_STEPS").unwrap_or(STEPS).div_ceil(PER_WORLD);
    let alone = number("NECTAR_WORLD");
    let histogram = match alone {
        Some(world) => play_world(world),
        None => play_worlds(worlds, play_world),
    };
    let seconds = started.elapsed().as_secs_f64();
    let steps = histogram.operations();
    println!("{histogram}");
    println!(
        "{steps} steps in {seconds:.1} s, {:.0} a second",
        steps as f64 / seconds
    );
    if alone.is_none() {
        assert!(steps >= u64::from(number("NECTAR_STEPS").unwrap_or(STEPS)));
    }
    if steps >= u64::from(STEPS) {
        require_all_done(&histogram);
    }
}

/// A fuzz in which something never succeeds proves nothing about it. Fewer steps than CI plays cannot do everything.
fn require_all_done(histogram: &Histogram) {
    let open = ROWS.iter().filter(|row| row.fate != Fate::Never);
    let rare: Vec<String> = open
        .map(|row| row.label())
        .filter(|label| histogram.ok(label) < LEAST_DONE)
        .collect();
    assert!(rare.is_empty(), "hardly ever or never done: {rare:?}");
    for kind in [OF_BAD_DEBT, OF_INTEREST] {
        let done = histogram.of("nectar-vault.fill", &format!("{OK}{kind}"));
        assert!(done >= LEAST_DONE, "fills{kind}: {done}");
    }
    let filled = histogram.percent_ok("nectar-vault.fill");
    assert!(
        filled >= LEAST_FILLED,
        "only {filled} percent of the fills succeeded"
    );
}

#[test]
fn every_play_that_ever_failed_passes() {
    let mut files: Vec<PathBuf> = fs::read_dir(folder().join("tests/fuzz/regressions"))
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let text = fs::read_to_string(&file).expect("it can be read");
        let (world, steps) = parse_play(&text);
        println!("{}: {} steps", file.display(), steps.len());
        play_steps(world, &steps, &mut Histogram::default());
    }
}

#[test]
fn every_entry_point_of_every_contract_is_played() {
    let mut played: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in ROWS.iter().filter(|row| row.contract != WORLD) {
        let is_new = played
            .entry(row.contract)
            .or_default()
            .insert(row.function.to_owned());
        assert!(is_new, "{} is there twice", row.label());
    }
    for entry in fs::read_dir(folder().join("../../static/wasm")).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if path.extension().is_some_and(|end| end == "wasm") && name != "sandbox" {
            let known = played.get(name.as_str()).cloned().unwrap_or_default();
            let missing: Vec<String> = exported(&name).difference(&known).cloned().collect();
            assert!(missing.is_empty(), "not played of {name}: {missing:?}");
        }
    }
}

/// What anybody can call. No one calls a constructor twice: the host does not let it.
fn exported(contract: &str) -> BTreeSet<String> {
    let spec = soroban_spec::read::from_wasm(&code::wasm(contract)).expect("the wasm has a spec");
    let names = spec.into_iter().filter_map(|entry| match entry {
        ScSpecEntry::FunctionV0(function) => Some(function.name.to_utf8_string_lossy()),
        _ => None,
    });
    names.filter(|name| name != "__constructor").collect()
}

#[test]
fn a_failing_play_is_made_short() {
    let steps = steps_of(1);
    let bad = |step: &Step| step.label == "nectar-vault.skim";
    let fails = |steps: &[Step]| steps.iter().filter(|step| bad(step)).count() >= 2;
    let short = shrink::shortest(steps, fails);
    assert_eq!(short.len(), 2);
    assert!(short.iter().all(|step| bad(step) && step.dice == [0; step::DICE]));
    let text: Vec<String> = short.iter().map(Step::to_string).collect();
    let parsed: Vec<Step> = text.iter().map(|line| step::parse(line)).collect();
    assert_eq!(parsed, short);
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn steps_of(world: u32) -> Vec<Step> {
    let mut seed = [0; 32];
    seed[..4].copy_from_slice(&world.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let step = step::anything();
    let mut draw = || {
        step.new_tree(&mut runner)
            .expect("a step is never rejected")
            .current()
    };
    (0..PER_WORLD).map(|_| draw()).collect()
}

fn play_world(world: u32) -> Histogram {
    let steps = steps_of(world);
    let mut histogram = Histogram::default();
    let played = catch_unwind(AssertUnwindSafe(|| play_steps(world, &steps, &mut histogram)));
    let Err(panic) = played else {
        histogram.count_sequence();
        return histogram;
    };
    let failed = usize::try_from(histogram.operations()).expect("a few steps");
    eprintln!("world {world} failed at step {failed}; looking for a short play …");
    let upto = steps[..steps.len().min(failed + 1)].to_vec();
    let what = reason(&*panic);
    let short = shrink::shortest(upto, |steps| {
        let again = quietly(|| play_steps(world, steps, &mut Histogram::default()));
        again.is_err_and(|panic| same(&reason(&*panic), &what))
    });
    let lines: Vec<String> = short.iter().map(Step::to_string).collect();
    eprintln!("# {what}\nworld {world}\n{}", lines.join("\n"));
    eprintln!("again: NECTAR_WORLD={world} cargo test -p nectar-tests --test fuzz");
    resume_unwind(panic)
}

fn play_steps(world: u32, steps: &[Step], histogram: &mut Histogram) {
    let mut game = Game::new(world);
    for (index, step) in steps.iter().enumerate() {
        game.play(step, histogram);
        if index % INSPECT_EVERY == INSPECT_EVERY - 1 {
            game.inspect();
        }
    }
    game.inspect();
}

/// `world <number>`, then a step on each line; `#` begins a comment.
fn parse_play(text: &str) -> (u32, Vec<Step>) {
    let mut lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let world = lines.next().and_then(|line| line.strip_prefix("world "));
    let world = world.and_then(|number| number.parse().ok());
    (
        world.expect("a play begins with its world"),
        lines.map(step::parse).collect(),
    )
}

fn reason(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    let text = text.unwrap_or_default();
    text.lines().next().unwrap_or_default().to_owned()
}

/// The same promise was broken: numbers differ from play to play.
fn same(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        text.split(':')
            .next()
            .unwrap_or_default()
            .replace(char::is_numeric, "")
    };
    words(one) == words(other)
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Without the panics of `play` on the terminal.
fn quietly(play: impl FnOnce()) -> thread::Result<()> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                usual(info);
            }
        }));
    });
    QUIET.set(true);
    let played = catch_unwind(AssertUnwindSafe(play));
    QUIET.set(false);
    played
}
