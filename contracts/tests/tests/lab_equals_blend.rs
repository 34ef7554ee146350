//! The lab against the unmodified Blend v2: the same operations must leave the same results, errors, storage (lives
//! included), balances and events in both.
use liquidation_lab::LiquidationLabClient;
use nectar_interfaces::blend::request::{
    BORROW, DELETE_LIQUIDATION, FILL_BAD_DEBT, FILL_INTEREST, FILL_USER_LIQUIDATION, REPAY, SUPPLY,
    SUPPLY_COLLATERAL, WITHDRAW, WITHDRAW_COLLATERAL,
};
use nectar_tests::{
    blend,
    pool::PoolSettings,
    tokens::UNIT,
    twin::{
        Op,
        Target::{self, Asset, Backstop, Foreign, Pool, User},
        Twins,
    },
    world::{Setup, World},
};

const USDC: usize = 0;
const XLM: usize = 1;
const EURC: usize = 2;
const AQUA: usize = 3;
const EVERYTHING: i128 = i64::MAX as i128;

fn submit(user: usize, items: &[(u32, Target, i128)]) -> Op {
    Op::Submit {
        user,
        items: items.to_vec(),
        by_allowance: false,
    }
}

fn liquidate(user: usize, percent: u32) -> Op {
    Op::NewAuction {
        user: User(user),
        bid: vec![Asset(USDC)],
        lot: vec![Asset(XLM)],
        percent,
    }
}

/// User 0 owes 300 USDC on 5,000 XLM at 0.075 (blend-v2.md §14.4).
fn underwater(users: usize) -> Twins {
    let mut twins = Twins::new(&Setup::default(), users);
    twins.run(submit(
        0,
        &[
            (SUPPLY_COLLATERAL, Asset(XLM), 5_000 * UNIT),
            (BORROW, Asset(USDC), 300 * UNIT),
        ],
    ));
    twins.run(Op::Price {
        asset: XLM,
        price: 750_000,
    });
    twins
}

fn assert_runs(twins: &mut Twins, op: Op, start: &str) {
    let outcome = twins.run(op.clone());
    assert!(outcome.starts_with(start), "{op:?}: {outcome}");
}

#[test]
fn every_percent_of_a_liquidation() {
    let mut twins = underwater(2);
    for percent in 0..=101 {
        let expected = match percent {
            0 | 101 => "error 1211",
            1..=64 => "error 1214",
            65..=77 => "ok",
            _ => "error 1213",
        };
        let outcome = twins.run(liquidate(0, percent));
        assert!(outcome.starts_with(expected), "{percent}: {outcome}");
        if outcome.starts_with("ok") {
            twins.run(Op::AdvanceFrozen { ledgers: 500 });
            assert_runs(&mut twins, Op::DeleteAuction { user: User(0) }, "error 1200");
            twins.run(Op::AdvanceFrozen { ledgers: 1 });
            assert_runs(&mut twins, Op::DeleteAuction { user: User(0) }, "ok");
        }
    }
}

#[test]
fn fills_by_a_user_at_every_phase_whole_and_in_parts() {
    for age in [0, 1, 100, 175, 200, 201, 300, 399, 400, 450] {
        for parts in [&[100i128][..], &[1, 40, 33, 100]] {
            let mut twins = underwater(2);
            twins.run(liquidate(0, 69));
            twins.run(submit(1, &[(SUPPLY_COLLATERAL, Asset(USDC), 1_000 * UNIT)]));
            twins.run(Op::Advance { ledgers: 1 + age });
            for percent in parts {
                assert_runs(
                    &mut twins,
                    submit(1, &[(FILL_USER_LIQUIDATION, User(0), *percent)]),
                    "ok",
                );
            }
            twins.run(Op::Advance { ledgers: 3 });
            if (1..400).contains(&age) {
                assert_runs(&mut twins, submit(1, &[(REPAY, Asset(USDC), 1_000 * UNIT)]), "ok");
            }
            if age > 0 {
                let leave = [
                    (WITHDRAW_COLLATERAL, Asset(XLM), EVERYTHING),
                    (WITHDRAW_COLLATERAL, Asset(USDC), EVERYTHING),
                ];
                twins.run(submit(1, &leave));
            }
        }
    }
}

#[test]
fn fill_repay_and_withdraw_in_one_submit_reads_no_price() {
    for by_allowance in [false, true] {
        let mut twins = underwater(2);
        twins.run(liquidate(0, 69));
        twins.run(Op::Advance { ledgers: 251 });
        twins.run(Op::NoPrice { asset: XLM });
        twins.run(Op::NoPrice { asset: USDC });
        let fill = (FILL_USER_LIQUIDATION, User(0), 100);
        let legs = [
            (REPAY, Asset(USDC), 200 * UNIT),
            (WITHDRAW_COLLATERAL, Asset(XLM), EVERYTHING),
        ];
        let alone = Op::Submit {
            user: 1,
            items: vec![fill],
            by_allowance,
        };
        assert_runs(&mut twins, alone, "trap");
        let whole = Op::Submit {
            user: 1,
            items: vec![fill, legs[0], legs[1]],
            by_allowance,
        };
        assert_runs(&mut twins, whole, "ok");
    }
}

#[test]
fn a_fill_is_refused_for_the_same_reasons() {
    let mut twins = underwater(2);
    let fill = |percent| submit(1, &[(FILL_USER_LIQUIDATION, User(0), percent)]);
    assert_runs(&mut twins, fill(100), "trap");
    twins.run(liquidate(0, 69));
    assert_runs(&mut twins, fill(100), "trap");
    twins.run(Op::Advance { ledgers: 200 });
    assert_runs(&mut twins, fill(100), "error 1205");
    assert_runs(&mut twins, fill(0), "error 1200");
    assert_runs(&mut twins, fill(101), "error 1200");
    assert_runs(&mut twins, fill(-1), "error 8");
    assert_runs(&mut twins, fill(i128::MAX), "error 1200");
    assert_runs(
        &mut twins,
        submit(0, &[(FILL_USER_LIQUIDATION, User(0), 100)]),
        "error 1211",
    );
    assert_runs(
        &mut twins,
        submit(0, &[(FILL_USER_LIQUIDATION, User(0), 0)]),
        "error 1211",
    );
    assert_runs(&mut twins, submit(0, &[(REPAY, Asset(USDC), UNIT)]), "error 1212");
    assert_runs(&mut twins, liquidate(0, 69), "error 1212");
    assert_runs(&mut twins, liquidate(0, 0), "error 1212");
    assert_runs(
        &mut twins,
        submit(0, &[(DELETE_LIQUIDATION, User(0), 0)]),
        "error 1205",
    );
    let cure = [(REPAY, Asset(USDC), 100 * UNIT), (DELETE_LIQUIDATION, User(0), 0)];
    assert_runs(&mut twins, submit(0, &cure), "ok");
    assert_runs(&mut twins, submit(0, &[(DELETE_LIQUIDATION, User(0), 0)]), "");
    assert_runs(&mut twins, Op::DeleteAuction { user: User(0) }, "");
}

#[test]
fn selections_of_an_auction_are_judged_alike() {
    let mut twins = underwater(2);
    let select = |user, bid: &[Target], lot: &[Target], percent| Op::NewAuction {
        user,
        bid: bid.to_vec(),
        lot: lot.to_vec(),
        percent,
    };
    let (usdc, xlm, eurc, aqua) = (Asset(USDC), Asset(XLM), Asset(EURC), Asset(AQUA));
    for (op, start) in [
        (select(User(1), &[usdc], &[xlm], 50), "error 1211"),
        (select(Pool, &[usdc], &[xlm], 50), "error 1211"),
        (select(Backstop, &[usdc], &[xlm], 50), "error 1211"),
        (select(User(0), &[], &[xlm], 50), "error 1221"),
        (select(User(0), &[usdc], &[], 50), "error 1222"),
        (select(User(0), &[usdc, usdc], &[xlm], 50), "error 1200"),
        (select(User(0), &[usdc], &[xlm, xlm], 50), "error 1200"),
        (select(User(0), &[eurc], &[xlm], 50), "error 1221"),
        (select(User(0), &[usdc, eurc], &[xlm], 50), "error 1221"),
        (select(User(0), &[usdc], &[eurc], 50), "error 1222"),
        (select(User(0), &[usdc], &[xlm, eurc], 50), "error 1222"),
        (select(User(0), &[Foreign], &[xlm], 50), "trap"),
        (select(User(0), &[usdc], &[Foreign], 50), "trap"),
        (
            select(User(0), &[usdc, eurc, xlm, aqua], &[xlm, usdc, eurc, aqua], 50),
            "error 1208",
        ),
        (select(User(0), &[usdc, usdc], &[xlm], 0), "error 1200"),
        (
            select(User(1), &[usdc, eurc, xlm, aqua], &[xlm, usdc, eurc, aqua], 50),
            "error 1208",
        ),
        (select(User(1), &[eurc], &[eurc], 50), "error 1211"),
        // Names are looked up one after the other, and only of who is liquidatable.
        (select(User(1), &[Foreign], &[xlm], 50), "error 1211"),
        (select(User(0), &[eurc, Foreign], &[xlm], 50), "error 1221"),
        (select(User(0), &[Foreign, eurc], &[xlm], 50), "trap"),
        (select(User(0), &[usdc], &[eurc, Foreign], 50), "error 1222"),
    ] {
        assert_runs(&mut twins, op, start);
    }
}

#[test]
fn two_collaterals_and_two_debts() {
    let (usdc, xlm, eurc, aqua) = (Asset(USDC), Asset(XLM), Asset(EURC), Asset(AQUA));
    for (bid, lot) in [
        (vec![usdc], vec![xlm, eurc]),
        (vec![usdc], vec![xlm]),
        (vec![usdc], vec![eurc]),
        (vec![usdc, aqua], vec![xlm, eurc]),
        (vec![aqua], vec![eurc]),
    ] {
        let mut twins = Twins::new(&Setup::default(), 2);
        let open = [
            (SUPPLY_COLLATERAL, xlm, 3_000 * UNIT),
            (SUPPLY_COLLATERAL, eurc, 50 * UNIT),
            (BORROW, usdc, 200 * UNIT),
            (BORROW, aqua, 2_000 * UNIT),
        ];
        twins.run(submit(0, &open));
        twins.run(Op::Price {
            asset: XLM,
            price: 750_000,
        });
        twins.run(Op::Advance { ledgers: 10_000 });
        for percent in 1..=100 {
            let auction = Op::NewAuction {
                user: User(0),
                bid: bid.clone(),
                lot: lot.clone(),
                percent,
            };
            if twins.run(auction).starts_with("ok") {
                twins.run(Op::AdvanceFrozen { ledgers: 501 });
                twins.run(Op::DeleteAuction { user: User(0) });
            }
        }
    }
}

#[test]
fn bad_debt_goes_to_the_backstop() {
    let mut twins = underwater(2);
    twins.run(Op::BadDebt { user: User(0) });
    twins.run(Op::BadDebt { user: User(1) });
    twins.run(Op::BadDebt { user: Pool });
    twins.run(Op::Price {
        asset: XLM,
        price: 200_000,
    });
    assert_runs(&mut twins, liquidate(0, 100), "ok");
    twins.run(submit(1, &[(SUPPLY_COLLATERAL, Asset(USDC), 1_000 * UNIT)]));
    twins.run(Op::Advance { ledgers: 301 });
    assert_runs(
        &mut twins,
        submit(1, &[(FILL_USER_LIQUIDATION, User(0), 100)]),
        "ok",
    );
    twins.run(Op::BadDebt { user: User(0) });
    twins.run(Op::Advance { ledgers: 1_000 });
    twins.run(Op::Read { asset: Asset(USDC) });
}

/// Nobody can be the backstop; but what the pool would do shows in which order it stores the two of them.
#[test]
fn a_fill_in_the_backstops_own_name_treats_its_bad_debt_alike() {
    let mut twins = underwater(2);
    twins.run(Op::Price {
        asset: XLM,
        price: 300_000,
    });
    assert_runs(&mut twins, liquidate(0, 100), "ok");
    twins.run(Op::Advance { ledgers: 381 });
    let fill = Op::SubmitAs {
        from: Backstop,
        spender: User(1),
        to: User(1),
        items: vec![(FILL_USER_LIQUIDATION, User(0), 100)],
    };
    assert_runs(&mut twins, fill, "ok");
    twins.run(Op::BadDebt { user: User(0) });
    twins.run(Op::BadDebt { user: Backstop });
    twins.run(Op::Advance { ledgers: 10 });
    twins.run(Op::Read { asset: Asset(USDC) });
}

/// Depositors leave Blend's backstop, so that both pools have none.
fn abandon_backstop(twins: &mut Twins) {
    let world = &twins.blend.world;
    let (admin, pool) = (&world.admin, &world.pool);
    let shares = blend::announce_leaving(&world.e, admin, &pool.backstop, &pool.address);
    // A call of both forgets the events of that one.
    twins.run(Op::Read { asset: Asset(USDC) });
    twins.run(Op::Advance { ledgers: 21 * 17_280 });
    let world = &twins.blend.world;
    let (admin, pool) = (&world.admin, &world.pool);
    blend::leave(&world.e, admin, &pool.backstop, &pool.address, shares);
}

#[test]
fn bad_debt_without_a_backstop_is_the_lenders_loss() {
    let mut twins = underwater(3);
    let eurc_loan = [
        (SUPPLY_COLLATERAL, Asset(XLM), 5_000 * UNIT),
        (BORROW, Asset(EURC), 100 * UNIT),
    ];
    twins.run(submit(1, &eurc_loan));
    abandon_backstop(&mut twins);
    twins.run(Op::Price { asset: XLM, price: 1 });
    for (user, asset) in [(0, USDC), (1, EURC)] {
        let auction = Op::NewAuction {
            user: User(user),
            bid: vec![Asset(asset)],
            lot: vec![Asset(XLM)],
            percent: 100,
        };
        assert_runs(&mut twins, auction, "ok");
    }
    twins.run(Op::Advance { ledgers: 450 });
    let filler = 2;
    for user in [0, 1] {
        assert_runs(
            &mut twins,
            submit(filler, &[(FILL_USER_LIQUIDATION, User(user), 100)]),
            "ok",
        );
    }
    assert_runs(&mut twins, Op::BadDebt { user: Backstop }, "ok");
    assert_runs(&mut twins, Op::BadDebt { user: Backstop }, "error 1200");
    twins.run(Op::Advance { ledgers: 100 });
    twins.run(Op::Read { asset: Asset(USDC) });
    twins.run(submit(filler, &[(SUPPLY, Asset(USDC), 12_345_678)]));
}

#[test]
fn requests_round_and_fail_alike() {
    let mut twins = Twins::new(&Setup::default(), 2);
    let (usdc, xlm) = (Asset(USDC), Asset(XLM));
    twins.run(submit(
        0,
        &[
            (SUPPLY_COLLATERAL, xlm, 500_000 * UNIT),
            (BORROW, usdc, 30_000 * UNIT),
        ],
    ));
    twins.run(submit(
        1,
        &[
            (SUPPLY, usdc, 123_456_789),
            (SUPPLY_COLLATERAL, usdc, 987_654_321),
        ],
    ));
    twins.run(Op::Advance { ledgers: 500_000 });
    for asset in [usdc, xlm, Asset(EURC), Foreign, User(0)] {
        twins.run(Op::Read { asset });
    }
    for kind in [
        SUPPLY,
        WITHDRAW,
        SUPPLY_COLLATERAL,
        WITHDRAW_COLLATERAL,
        BORROW,
        REPAY,
    ] {
        for amount in [0, 1, 2, 3, 7, 1_000_001, 100 * UNIT, 5_000 * UNIT, EVERYTHING, -1] {
            for (user, by_allowance) in [(0, false), (1, true)] {
                let items = vec![(kind, usdc, amount)];
                twins.run(Op::Submit {
                    user,
                    items,
                    by_allowance,
                });
            }
        }
    }
    for kind in [6, 10, 99] {
        twins.run(submit(1, &[(kind, User(0), 1)]));
    }
    for items in [
        vec![(BORROW, usdc, 5 * UNIT), (REPAY, usdc, 5 * UNIT)],
        vec![
            (SUPPLY, xlm, 5 * UNIT),
            (WITHDRAW, xlm, 7 * UNIT),
            (SUPPLY_COLLATERAL, xlm, UNIT),
        ],
        vec![
            (REPAY, usdc, 40_000 * UNIT),
            (WITHDRAW_COLLATERAL, xlm, 499_000 * UNIT),
        ],
        vec![(SUPPLY, Foreign, UNIT)],
        vec![(BORROW, Foreign, UNIT)],
        vec![],
    ] {
        for by_allowance in [false, true] {
            twins.run(Op::Submit {
                user: 0,
                items: items.clone(),
                by_allowance,
            });
        }
    }
}

#[test]
fn parties_are_checked_alike() {
    let mut twins = Twins::new(&Setup::default(), 3);
    let supply = vec![
        (SUPPLY_COLLATERAL, Asset(XLM), 5_000 * UNIT),
        (BORROW, Asset(USDC), 100 * UNIT),
    ];
    for (from, spender, to) in [
        (User(0), User(1), User(2)),
        (User(0), User(0), User(2)),
        (Pool, User(1), User(2)),
        (User(0), Pool, User(2)),
        (User(0), User(1), Pool),
        (Backstop, User(1), User(2)),
    ] {
        twins.run(Op::SubmitAs {
            from,
            spender,
            to,
            items: supply.clone(),
        });
    }
}

#[test]
fn limits_of_pool_and_reserves_hold_alike() {
    let mut settings = PoolSettings {
        max_positions: 3,
        min_collateral: 50 * UNIT,
        ..PoolSettings::default()
    };
    settings.reserves[AQUA].enabled = false;
    settings.reserves[EURC].supply_cap = 90_000 * UNIT;
    let setup = Setup {
        settings: PoolSettings { ..settings.clone() },
        lent: 0,
        ..Setup::default()
    };
    let mut twins = Twins::new(&setup, 3);
    let (usdc, xlm, eurc, aqua) = (Asset(USDC), Asset(XLM), Asset(EURC), Asset(AQUA));
    let steps = [
        (
            1,
            vec![(SUPPLY, usdc, 10_000 * UNIT), (SUPPLY, xlm, 100_000 * UNIT)],
            "ok",
        ),
        (1, vec![(SUPPLY, aqua, UNIT)], "error 1223"),
        (1, vec![(SUPPLY, eurc, 90_000 * UNIT + 1)], "error 1220"),
        (1, vec![(SUPPLY, eurc, 90_000 * UNIT)], "ok"),
        (
            0,
            vec![(SUPPLY_COLLATERAL, xlm, 400 * UNIT), (BORROW, usdc, 20 * UNIT)],
            "error 1224",
        ),
        (
            0,
            vec![
                (SUPPLY_COLLATERAL, xlm, 400_000 * UNIT),
                (BORROW, usdc, 9_501 * UNIT),
            ],
            "error 1207",
        ),
        (
            0,
            vec![
                (SUPPLY_COLLATERAL, xlm, 400_000 * UNIT),
                (BORROW, usdc, 9_500 * UNIT),
            ],
            "ok",
        ),
        (1, vec![(WITHDRAW, usdc, 499 * UNIT)], "ok"),
        (1, vec![(WITHDRAW, usdc, 500 * UNIT)], "error 1207"),
        (1, vec![(WITHDRAW, usdc, 501 * UNIT)], "error 1207"),
        (0, vec![(BORROW, eurc, UNIT), (BORROW, xlm, UNIT)], "error 1208"),
        (0, vec![(BORROW, eurc, UNIT)], "ok"),
        (0, vec![(SUPPLY_COLLATERAL, usdc, UNIT)], "error 1208"),
        (0, vec![(SUPPLY, usdc, UNIT)], "ok"),
        (0, vec![(BORROW, aqua, UNIT)], "error 1223"),
        (0, vec![(WITHDRAW_COLLATERAL, xlm, EVERYTHING)], "error 1205"),
    ];
    for (user, items, start) in steps {
        assert_runs(&mut twins, submit(user, &items), start);
    }
}

#[test]
fn nobody_borrows_the_last_of_a_reserve_without_a_bound() {
    let mut settings = PoolSettings::default();
    settings.reserves[USDC].max_util = 10_000_000;
    let setup = Setup {
        settings,
        lent: 0,
        ..Setup::default()
    };
    let mut twins = Twins::new(&setup, 2);
    let (usdc, xlm) = (Asset(USDC), Asset(XLM));
    assert_runs(&mut twins, submit(1, &[(SUPPLY, usdc, 10_000 * UNIT)]), "ok");
    let collateral = [(SUPPLY_COLLATERAL, xlm, 4_000_000 * UNIT)];
    assert_runs(&mut twins, submit(0, &collateral), "ok");
    // A ten-millionth of 10,000 is 0.001: whoever leaves less has rounded up to everything.
    let last = 10_000 * UNIT - 10_000;
    assert_runs(&mut twins, submit(0, &[(BORROW, usdc, last + 1)]), "error 1207");
    assert_runs(&mut twins, submit(0, &[(BORROW, usdc, last)]), "ok");
}

/// Each of these is left out of the random scenarios (`lab_equals_blend_random/allowed.rs`).
#[test]
fn what_the_lab_has_not_differs_as_listed() {
    let mut twins = underwater(2);
    let code = |outcome: String| outcome.split('\n').next().unwrap_or_default().to_owned();
    let both = |twins: &Twins, op: &Op| [&twins.blend, &twins.lab].map(|twin| code(twin.run(op)));
    let auctions = [1, 2].map(|kind| {
        [&twins.blend, &twins.lab].map(|twin| {
            let pool = twin.world.pool();
            let (backstop, usdc) = (&twin.world.pool.backstop, &twin.world.tokens.usdc);
            let named = twin.world.addresses(&[usdc]);
            let refused = pool.try_new_auction(&kind, backstop, &named, &named, &100);
            refused
                .expect_err("neither pool opens it")
                .expect("a code")
                .get_code()
        })
    });
    // Blend: the backstop owes nothing, and its credit is nothing. The lab: no such kind.
    assert_eq!(auctions, [[1221, 1200], [1222, 1200]]);
    for kind in [FILL_BAD_DEBT, FILL_INTEREST] {
        let fill = submit(1, &[(kind, Backstop, 100)]);
        assert_eq!(both(&twins, &fill), ["trap", "error 1200"]);
    }
    // Debt that the backstop took over: Blend keeps it for an auction as long as there is capital.
    twins.run(Op::Price { asset: XLM, price: 1 });
    assert_runs(&mut twins, liquidate(0, 100), "ok");
    twins.run(Op::Advance { ledgers: 301 });
    assert_runs(
        &mut twins,
        submit(
            1,
            &[
                (SUPPLY_COLLATERAL, Asset(USDC), 1_000 * UNIT),
                (FILL_USER_LIQUIDATION, User(0), 100),
            ],
        ),
        "ok",
    );
    assert_eq!(
        both(&twins, &Op::BadDebt { user: Backstop }),
        ["error 1200", "ok Void"]
    );
}

/// The lab's admin need not wait, and no capital can leave him.
#[test]
fn what_blends_admin_must_wait_for_differs_as_listed() {
    let twins = Twins::new(&Setup::default(), 1);
    let asset = |world: &World| world.tokens.usdc.clone();
    let world = &twins.blend.world;
    let pool = blend::pool::Client::new(&world.e, &world.pool.address);
    let config = pool.get_reserve(&asset(world)).config;
    pool.mock_all_auths().queue_set_reserve(&asset(world), &config);
    let early = pool.mock_all_auths().try_set_reserve(&asset(world));
    assert_eq!(
        early.expect_err("seven days early").expect("a code").get_code(),
        1203
    );
    let shares = blend::announce_leaving(&world.e, &world.admin, &world.pool.backstop, &world.pool.address);
    assert!(shares > 0);
    for (status, answer) in [
        (0, "error 1204"),
        (2, "error 1204"),
        (3, "error 1204"),
        (4, "ok Void"),
    ] {
        assert!(
            twins.blend.run(&Op::Status { status }).starts_with(answer),
            "{status}"
        );
        assert!(
            twins.lab.run(&Op::Status { status }).starts_with("ok"),
            "{status}"
        );
    }
    let world = &twins.lab.world;
    let lab = LiquidationLabClient::new(&world.e, &world.pool.address);
    let config = lab.get_reserve(&asset(world)).config;
    assert_eq!(lab.mock_all_auths().init_reserve(&asset(world), &config), 0);
}

#[test]
fn stale_and_absurd_prices_stop_only_who_keeps_debt() {
    let mut twins = Twins::new(&Setup::default(), 2);
    let (usdc, xlm) = (Asset(USDC), Asset(XLM));
    twins.run(submit(
        0,
        &[(SUPPLY_COLLATERAL, xlm, 5_000 * UNIT), (BORROW, usdc, 300 * UNIT)],
    ));
    for (op, start) in [
        (
            Op::OldPrice {
                asset: XLM,
                price: 750_000,
                age: 86_400,
            },
            "error 1214",
        ),
        (
            Op::OldPrice {
                asset: XLM,
                price: 750_000,
                age: 86_401,
            },
            "error 1210",
        ),
        (Op::Price { asset: XLM, price: 0 }, "error 1210"),
        (
            Op::Price {
                asset: XLM,
                price: -1,
            },
            "error 1210",
        ),
        (Op::NoPrice { asset: XLM }, "trap"),
    ] {
        twins.run(op);
        assert_runs(&mut twins, liquidate(0, 1), start);
        // Too many names are refused before any price is read.
        let all = vec![usdc, xlm, Asset(EURC), Asset(AQUA)];
        let crowded = Op::NewAuction {
            user: User(0),
            bid: all.clone(),
            lot: all,
            percent: 1,
        };
        assert_runs(&mut twins, crowded, "error 1208");
        twins.run(submit(0, &[(BORROW, usdc, UNIT)]));
        assert_runs(&mut twins, submit(0, &[(REPAY, usdc, UNIT)]), "ok");
    }
}

#[test]
fn every_status_gates_the_same_requests() {
    let mut twins = underwater(2);
    twins.run(submit(
        1,
        &[
            (SUPPLY, Asset(USDC), 100 * UNIT),
            (SUPPLY_COLLATERAL, Asset(USDC), 900 * UNIT),
        ],
    ));
    twins.run(liquidate(0, 69));
    twins.run(Op::Advance { ledgers: 101 });
    for status in [1, 2, 3, 4, 5, 6, 7, 0] {
        twins.run(Op::Status { status });
        for (user, item) in [
            (1, (SUPPLY, Asset(USDC), UNIT)),
            (1, (SUPPLY_COLLATERAL, Asset(USDC), UNIT)),
            (1, (WITHDRAW, Asset(USDC), UNIT)),
            (1, (WITHDRAW_COLLATERAL, Asset(USDC), UNIT)),
            (1, (BORROW, Asset(XLM), UNIT)),
            (1, (REPAY, Asset(XLM), UNIT)),
            (1, (FILL_USER_LIQUIDATION, User(0), 2)),
            (0, (DELETE_LIQUIDATION, User(0), 0)),
        ] {
            twins.run(submit(user, &[item]));
        }
    }
}

#[test]
fn interest_accrues_alike_over_years() {
    let mut twins = Twins::new(
        &Setup {
            lent: 1_000,
            ..Setup::default()
        },
        2,
    );
    let (usdc, xlm) = (Asset(USDC), Asset(XLM));
    twins.run(submit(
        0,
        &[
            (SUPPLY_COLLATERAL, xlm, 5_000_000 * UNIT),
            (BORROW, usdc, 600 * UNIT),
        ],
    ));
    for (loan, ledgers) in [
        (0, 1),
        (100, 17),
        (50, 1_000),
        (150, 100_000),
        (30, 500_000),
        (1, 500_000),
    ] {
        if loan > 0 {
            twins.run(submit(0, &[(BORROW, usdc, loan * UNIT)]));
        }
        twins.run(Op::Advance { ledgers });
        twins.run(Op::Read { asset: usdc });
        twins.run(submit(1, &[(SUPPLY, usdc, UNIT)]));
    }
}
