//! The same auction filled through our vault, once from the real Blend and once from the lab: same receipt, positions,
//! reserves, books, balances, events, and the same refusals.
use nectar_interfaces::blend::request::{BORROW, SUPPLY_COLLATERAL};
use nectar_tests::{
    code::Code,
    ledger,
    prng::SplitMix64,
    tokens::UNIT,
    twin::{
        Op,
        Target::{Asset, User},
        Twins,
    },
    world::{Setup, World},
};

const USDC: usize = 0;
const XLM: usize = 1;
const EURC: usize = 2;
const AQUA: usize = 3;

/// The auction of blend-v2.md §14.4 on user 0, with the markets at the oracle's price.
fn auctioned(depth: i128) -> Twins {
    let mut twins = Twins::new(
        &Setup {
            depth,
            ..Setup::default()
        },
        1,
    );
    let open = vec![
        (SUPPLY_COLLATERAL, Asset(XLM), 5_000 * UNIT),
        (BORROW, Asset(USDC), 300 * UNIT),
    ];
    twins.run(Op::Submit {
        user: 0,
        items: open,
        by_allowance: false,
    });
    twins.run(Op::Price {
        asset: XLM,
        price: 750_000,
    });
    for world in [&twins.blend.world, &twins.lab.world] {
        world.market(&world.tokens.xlm).reset(&world.e, depth, 750_000);
    }
    let auction = Op::NewAuction {
        user: User(0),
        bid: vec![Asset(USDC)],
        lot: vec![Asset(XLM)],
        percent: 69,
    };
    assert!(twins.run(auction).starts_with("ok"));
    twins
}

fn fill(percent: u32) -> Op {
    Op::VaultFill {
        user: User(0),
        percent,
        min_profit: 0,
    }
}

#[test]
fn whole_fills_at_eight_ages() {
    for (age, start) in [
        (190, "ok"),
        (200, "ok"),
        (201, "ok"),
        (250, "ok"),
        (300, "ok"),
        (399, "ok"),
        (400, "ok"),
        (450, "ok"),
    ] {
        let mut twins = auctioned(100_000 * UNIT);
        twins.run(Op::Advance { ledgers: 1 + age });
        let outcome = twins.run(fill(100));
        assert!(outcome.starts_with(start), "age {age}: {outcome}");
        let outcome = twins.run(fill(100));
        assert!(outcome.starts_with("error 2148"), "gone: {outcome}");
    }
}

#[test]
fn partial_fills_until_nothing_is_left() {
    let mut twins = auctioned(100_000 * UNIT);
    twins.run(Op::Advance { ledgers: 206 });
    for percent in [40, 33, 100] {
        let outcome = twins.run(fill(percent));
        assert!(outcome.starts_with("ok"), "{percent}: {outcome}");
        twins.run(Op::Advance { ledgers: 20 });
    }
    assert!(twins.run(fill(100)).starts_with("error 2148"));
}

#[test]
fn unprofitable_and_impossible_fills_are_refused_alike() {
    let mut twins = auctioned(100_000 * UNIT);
    assert!(twins.run(fill(100)).starts_with("error 2149"));
    for (ledgers, percent, start) in [
        (1, 100, "error 2150"),
        (1, 100, "error 216"),
        (99, 100, "error 216"),
        (75, 100, "error 216"),
        (0, 0, "error 2141"),
        (0, 101, "error 2141"),
        (0, 1, "error 216"),
    ] {
        twins.run(Op::Advance { ledgers });
        let outcome = twins.run(fill(percent));
        assert!(outcome.starts_with(start), "{ledgers} {percent}: {outcome}");
    }
}

#[test]
fn two_debts_and_two_collaterals_sharing_an_asset() {
    let mut twins = Twins::new(
        &Setup {
            depth: 500_000 * UNIT,
            ..Setup::default()
        },
        1,
    );
    let open = vec![
        (SUPPLY_COLLATERAL, Asset(XLM), 5_000 * UNIT),
        (SUPPLY_COLLATERAL, Asset(EURC), 100 * UNIT),
        (BORROW, Asset(USDC), 280 * UNIT),
        (BORROW, Asset(EURC), 80 * UNIT),
    ];
    assert!(
        twins
            .run(Op::Submit {
                user: 0,
                items: open,
                by_allowance: false
            })
            .starts_with("ok")
    );
    twins.run(Op::Price {
        asset: XLM,
        price: 750_000,
    });
    for world in [&twins.blend.world, &twins.lab.world] {
        world
            .market(&world.tokens.xlm)
            .reset(&world.e, 500_000 * UNIT, 750_000);
    }
    let (bid, lot) = (vec![Asset(USDC), Asset(EURC)], vec![Asset(XLM), Asset(EURC)]);
    let auction = |percent| Op::NewAuction {
        user: User(0),
        bid: bid.clone(),
        lot: lot.clone(),
        percent,
    };
    assert!((1..=100).any(|percent| twins.run(auction(percent)).starts_with("ok")));
    twins.run(Op::Advance { ledgers: 241 });
    for percent in [50, 100] {
        let outcome = twins.run(fill(percent));
        assert!(outcome.starts_with("ok"), "{percent}: {outcome}");
    }
}

const WORLDS: u64 = 8;
const FILLS: u32 = 6;

/// A liquidatable user with one or two debts and one or two collaterals, under an auction.
fn auctioned_at_random(random: &mut SplitMix64) -> Option<Twins> {
    let depth = random.amount(20_000, 500_000) * UNIT;
    let mut twins = Twins::new(
        &Setup {
            depth,
            ..Setup::default()
        },
        1,
    );
    let (mut lot, mut bid) = (vec![XLM], vec![USDC]);
    let mut open = vec![(SUPPLY_COLLATERAL, Asset(XLM), random.amount(2_000, 9_000) * UNIT)];
    if random.below(2) == 0 {
        lot.push(EURC);
        open.push((SUPPLY_COLLATERAL, Asset(EURC), random.amount(10, 100) * UNIT));
    }
    open.push((BORROW, Asset(USDC), random.amount(100, 130) * UNIT));
    if random.below(2) == 0 {
        let second = *random.pick(&[EURC, AQUA]);
        bid.push(second);
        let whole = if second == AQUA { 1_500 } else { 13 };
        open.push((BORROW, Asset(second), random.amount(1, whole) * UNIT));
    }
    let op = Op::Submit {
        user: 0,
        items: open,
        by_allowance: false,
    };
    assert!(twins.run(op).starts_with("ok"));
    let named = |assets: &[usize]| assets.iter().map(|asset| Asset(*asset)).collect::<Vec<_>>();
    // XLM falls, oracle and market alike, until some percent is accepted.
    let mut price = 1_000_000;
    for _ in 0..60 {
        price = price * 94 / 100;
        twins.run(Op::Price { asset: XLM, price });
        let percent = random.small(25, 100);
        let auction = Op::NewAuction {
            user: User(0),
            bid: named(&bid),
            lot: named(&lot),
            percent,
        };
        if twins.run(auction).starts_with("ok") {
            for world in [&twins.blend.world, &twins.lab.world] {
                world.market(&world.tokens.xlm).reset(&world.e, depth, price);
            }
            return Some(twins);
        }
    }
    None
}

#[test]
fn random_fills_never_tell_the_pools_apart() {
    let (mut worked, mut refused) = (0, 0);
    for seed in 0..WORLDS {
        let mut random = SplitMix64::new(seed);
        let mut twins = auctioned_at_random(&mut random).expect("some price makes an auction");
        for _ in 0..FILLS {
            let ledgers = *random.pick(&[1, 40, 90, 130, 190, 200, 250]);
            twins.run(Op::Advance { ledgers });
            let fill = Op::VaultFill {
                user: User(0),
                percent: *random.pick(&[0, 1, 17, 40, 60, 100, 100, 101]),
                min_profit: *random.pick(&[0, 0, UNIT, 1_000 * UNIT]),
            };
            if twins.run(fill).starts_with("ok") {
                worked += 1
            } else {
                refused += 1
            }
        }
    }
    println!("{worked} fills worked, {refused} were refused");
    assert!(
        worked >= 5 && refused >= 5,
        "{worked} worked, {refused} were refused"
    );
}

#[test]
fn the_committed_wasm_fills_as_the_native_code_does() {
    let [native, wasm] = [Code::Native, Code::Wasm].map(|code| {
        let world = World::new(&Setup {
            code,
            depth: 100_000 * UNIT,
            ..Setup::default()
        });
        let user = world.open_auction();
        world
            .market(&world.tokens.xlm)
            .reset(&world.e, 100_000 * UNIT, 750_000);
        ledger::advance(&world.e, 251);
        let receipts = [40, 100].map(|percent| world.fill(&world.order(&user, percent)));
        (
            receipts,
            world.vault().get_state(),
            world.pool().get_reserve(&world.tokens.usdc).data,
        )
    });
    assert_eq!(native, wasm);
    assert!(native.0[0].profit > 0);
}
