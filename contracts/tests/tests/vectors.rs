//! The committed vector files: unchanged, and true of the real Blend where it can be brought into their state.
use std::{collections::BTreeSet, fs, path::PathBuf};

use liquidation_lab::interest::accrue;
use nectar_interfaces::blend::request::{BORROW, REPAY, SUPPLY, SUPPLY_COLLATERAL, WITHDRAW};
use nectar_tests::{
    digest::{COUNT, SEED, health_digest},
    ledger,
    pool::{PoolKind, PoolSettings},
    prng::SplitMix64,
    tokens::UNIT,
    vectors::{self, liquidation::Case},
    world::{Setup, World},
};
use serde_json::Value;
use soroban_sdk::{Address, Vec as HostVec, testutils::Address as _};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
}

fn committed(name: &str) -> String {
    let file = folder().join(name);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

#[test]
fn the_committed_files_are_what_the_lab_computes() {
    let files = vectors::files();
    let written: BTreeSet<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
    let found: BTreeSet<String> = fs::read_dir(folder())
        .expect("tests/vectors")
        .map(|entry| entry.expect("a file").file_name().into_string().expect("UTF-8"))
        .filter(|name| name.ends_with(".json"))
        .collect();
    assert_eq!(found, written, "npm run contracts:vectors writes them all");
    let mut cases = 0;
    for (name, text) in files {
        assert!(
            committed(name) == text,
            "{name} differs: npm run contracts:vectors"
        );
        let value: Value = serde_json::from_str(&text).expect("JSON");
        cases += value["cases"].as_array().map_or(0, Vec::len);
    }
    assert!(cases >= 500, "{cases} cases");
    println!("{cases} cases");
}

#[test]
fn a_hundred_thousand_positions_have_the_committed_digest() {
    let committed: Value = serde_json::from_str(&committed("health-digest.json")).expect("JSON");
    let digest = health_digest(SEED, COUNT);
    assert_eq!(committed["sha256"], digest.sha256.as_str());
    assert_eq!(committed["within1e6"], digest.within1e6);
    assert_eq!(
        (committed["count"].as_u64(), committed["seed"].as_str()),
        (Some(COUNT), Some("20261121"))
    );
    assert!(digest.within1e6 * 2 >= COUNT);
}

#[test]
fn the_generator_of_random_numbers_is_splitmix64() {
    let mut random = SplitMix64::new(0);
    let expected = [
        0xe220_a839_7b1d_cdaf,
        0x6e78_9e6a_a1b9_65f4,
        0x06c4_5d18_8009_454f,
    ];
    assert_eq!([0; 3].map(|_| random.draw()), expected);
}

/// Builds the account of a case on the real Blend: opened while its collateral is dear, then priced. `None` when the
/// pool would not have let it come about (its debt and collateral are the same asset).
fn rebuild(case: &Case) -> Option<(World, Address)> {
    let settings = PoolSettings {
        max_positions: case.max_positions,
        min_collateral: 0,
        reserves: [0, 1, 2, 3].map(|index: usize| case.account.reserves[index].config.clone()),
        ..PoolSettings::default()
    };
    let world = World::new(&Setup {
        settings,
        ..Setup::of(PoolKind::Blend)
    });
    let user = Address::generate(&world.e);
    let assets = world.tokens.reserves().map(|(_, asset)| asset.clone());
    let mut items = Vec::new();
    for (index, amount) in &case.account.collateral {
        let asset = &assets[*index as usize];
        world.mint(asset, &user, *amount);
        items.push((SUPPLY_COLLATERAL, asset, *amount));
        if !case.account.liabilities.contains_key(index) {
            world.set_price(asset, case.account.reserves[*index as usize].price * 1_000);
        }
    }
    items.extend(
        case.account
            .liabilities
            .iter()
            .map(|(index, amount)| (BORROW, &assets[*index as usize], *amount)),
    );
    let requests = nectar_tests::pool::requests(&world.e, &items);
    let opened = world
        .pool()
        .mock_all_auths()
        .try_submit(&user, &user, &user, &requests);
    opened.ok()?.ok()?;
    for (asset, reserve) in assets.iter().zip(&case.account.reserves) {
        world.set_price(asset, reserve.price);
    }
    Some((world, user))
}

fn assert_blend_agrees(case: &Case, world: &World, user: &Address) {
    let assets = world.tokens.reserves().map(|(_, asset)| asset.clone());
    let named = |indices: &std::collections::BTreeSet<u32>| {
        let mut list = HostVec::new(&world.e);
        for index in indices {
            list.push_back(assets[*index as usize].clone());
        }
        list
    };
    let (bid, lot) = (named(&case.bid), named(&case.lot));
    for percent in 1..=100 {
        match world.pool().try_new_auction(&0, user, &bid, &lot, &percent) {
            Ok(Ok(auction)) => {
                let judged = case.judge(percent).expect("the model has amounts");
                assert_eq!(judged.code, 0, "{} {percent} %", case.name);
                for (expected, actual) in [(judged.bid, auction.bid), (judged.lot, auction.lot)] {
                    assert_eq!(expected.len(), actual.len() as usize, "{} {percent} %", case.name);
                    for (index, amount) in expected {
                        let found = actual.get(assets[index as usize].clone());
                        assert_eq!(found, Some(amount), "{} {percent} %", case.name);
                    }
                }
                ledger::advance_frozen(&world.e, 501);
                world.pool().del_auction(&0, user);
            }
            Err(Ok(error)) => assert_eq!(error.get_code(), case.code(percent), "{} {percent} %", case.name),
            other => panic!("{} {percent} %: {other:?}", case.name),
        }
    }
}

#[test]
fn the_real_blend_judges_the_liquidation_cases_alike() {
    let cases: Vec<Case> = vectors::liquidation::cases()
        .into_iter()
        .filter(|case| case.account.oracle_decimals == 7 && !case.name.starts_with("general"))
        .collect();
    let mut replayed = 0;
    for case in &cases {
        if let Some((world, user)) = rebuild(case) {
            assert_blend_agrees(case, &world, &user);
            replayed += 1;
        }
    }
    println!("{replayed} of {} cases replayed", cases.len());
    assert!(replayed >= 40, "{replayed} of {}", cases.len());
}

/// The pool's stored data, accrued by our arithmetic, against what the pool then reports, over the times and
/// utilisations of a seeded walk.
#[test]
fn the_real_blend_accrues_alike() {
    let world = World::new(&Setup {
        lent: 10_000,
        ..Setup::of(PoolKind::Blend)
    });
    let usdc = world.tokens.usdc.clone();
    let rich = Address::generate(&world.e);
    world.mint(&world.tokens.xlm, &rich, 100_000_000 * UNIT);
    world.mint(&usdc, &rich, 1_000_000 * UNIT);
    world.submit(
        &rich,
        &[(SUPPLY_COLLATERAL, &world.tokens.xlm, 100_000_000 * UNIT)],
    );
    let (mut random, mut moved) = (SplitMix64::new(6), 0);
    for _ in 0..200 {
        let kind = *random.pick(&[SUPPLY, WITHDRAW, BORROW, BORROW, REPAY]);
        let item = [(kind, &usdc, random.amount(1, 2_500 * 10_000_000))];
        let requests = nectar_tests::pool::requests(&world.e, &item);
        let done = world
            .pool()
            .mock_all_auths()
            .try_submit(&rich, &rich, &rich, &requests)
            .is_ok();
        moved += u32::from(done);
        let before = world.pool().get_reserve(&usdc);
        ledger::wait(&world.e, random.of_any_size(6).unsigned_abs() as u64);
        let after = world.pool().get_reserve(&usdc);
        let now = world.e.ledger().timestamp();
        if done {
            let bstop_rate = world.pool().get_config().bstop_rate;
            assert_eq!(accrue(&before.config, &before.data, bstop_rate, now), after.data);
        }
    }
    assert!(moved >= 100, "{moved} of 200");
}
