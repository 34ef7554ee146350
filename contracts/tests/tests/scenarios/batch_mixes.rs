//! Whatever else is in a batch, the whole ledger ends as if the good orders had come alone.
use nectar_interfaces::vault::{Order, Swap};
use nectar_tests::{batch::Batching, prng::SplitMix64, untouched::LedgerState, world::Setup};
use soroban_sdk::{Address, testutils::Address as _, vec};

use crate::batches::fails_late;

const MIXES: u32 = 24;
const ORDERS: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Good,
    /// Nobody's auction.
    Gone,
    /// Refused after the last token has moved.
    Late,
    /// Its route is another token's.
    BadlyRouted,
    /// Names a percentage there is not.
    Absurd,
    /// The order before it once more.
    Again,
}

const KINDS: [Kind; 6] = [
    Kind::Good,
    Kind::Gone,
    Kind::Late,
    Kind::BadlyRouted,
    Kind::Absurd,
    Kind::Again,
];

/// A world of its own for each call, the same down to every address.
fn stage() -> (Batching, std::vec::Vec<Order>, Address) {
    let count = u32::try_from(ORDERS).expect("few");
    let (b, orders) = Batching::ripe(&Setup::default(), count);
    let nobody = Address::generate(&b.world.e);
    // A mocked signature is an entry of the ledger: it is there from the start.
    b.sign(&[], &[]);
    (b, orders, nobody)
}

fn spoil(b: &Batching, good: &Order, kind: Kind, nobody: &Address) -> Order {
    let order = good.clone();
    match kind {
        Kind::Good | Kind::Again => order,
        Kind::Gone => Order {
            user: nobody.clone(),
            ..order
        },
        Kind::Late => fails_late(&order),
        Kind::BadlyRouted => Order {
            swaps: vec![
                &b.world.e,
                Swap {
                    route: 1,
                    token: b.world.tokens.xlm.clone(),
                    weight_bps: 10_000,
                },
            ],
            ..order
        },
        Kind::Absurd => Order {
            percent: 101,
            ..order
        },
    }
}

/// What to put into the batch, by place: which order, spoilt how.
fn cast(mix: &[Kind]) -> std::vec::Vec<(usize, Kind)> {
    let mut cast: std::vec::Vec<(usize, Kind)> = std::vec::Vec::new();
    for (place, kind) in mix.iter().enumerate() {
        match (kind, cast.last()) {
            (Kind::Again, Some(before)) => cast.push(*before),
            _ => cast.push((place, *kind)),
        }
    }
    cast
}

fn assert_equals_the_good_alone(mix: &[Kind]) {
    let (mixed, orders, nobody) = stage();
    let cast = cast(mix);
    let batch: std::vec::Vec<Order> = cast
        .iter()
        .map(|(order, kind)| spoil(&mixed, &orders[*order], *kind, &nobody))
        .collect();
    let outcome = mixed.fill_many(&batch.iter().collect::<std::vec::Vec<_>>());

    // `Again` at the first place has nothing before it and is good.
    let good = |(_, kind): &(usize, Kind)| matches!(kind, Kind::Good | Kind::Again);
    let mut places: std::vec::Vec<usize> = cast.iter().filter(|c| good(c)).map(|c| c.0).collect();
    places.dedup();
    let (alone, orders, _) = stage();
    for place in &places {
        alone.world.try_fill(&orders[*place]).expect("a good order");
    }
    let filled = outcome.map_or(0, |receipts| receipts.iter().flatten().count());
    assert_eq!(filled, places.len(), "{mix:?}");
    let changes = LedgerState::of(&mixed.world.e).changes(&LedgerState::of(&alone.world.e));
    assert!(changes.is_empty(), "{mix:?}: {changes:#?}");
}

#[test]
fn one_of_each_kind_changes_nothing_but_the_good() {
    assert_equals_the_good_alone(&[
        Kind::Late,
        Kind::Good,
        Kind::Again,
        Kind::BadlyRouted,
        Kind::Gone,
        Kind::Good,
    ]);
    assert_equals_the_good_alone(&[Kind::Good, Kind::Late, Kind::Again, Kind::Absurd, Kind::Good]);
}

#[test]
fn any_mix_equals_the_good_orders_alone() {
    let mut random = SplitMix64::new(4);
    for _ in 0..MIXES {
        let length = 1 + random.below(6);
        let mix: std::vec::Vec<Kind> = (0..length).map(|_| *random.pick(&KINDS)).collect();
        assert_equals_the_good_alone(&mix);
    }
}
