//! What only the issuer of USDC can do. It is outside the vault's power; what is within it is that nobody gains by it,
//! that nothing is booked wrongly, and that everything is as before when it is over.
use nectar_tests::{
    ledger,
    net::Net,
    ripe::{FULL_AGE, ripen},
    signed::{Outcome, Refusal, outcome},
    tokens::{UNIT, set_frozen},
    untouched::LedgerState,
    world::{Setup, World},
};
use soroban_sdk::{
    Address,
    testutils::Address as _,
    token::{StellarAssetClient, TokenClient},
};

/// The asset contract's own: the balance is deauthorised.
const DEAUTHORISED: u32 = 11;
const COOLDOWN: u64 = 60;

pub fn claw_back(world: &World, amount: i128) {
    StellarAssetClient::new(&world.e, &world.tokens.usdc)
        .mock_all_auths()
        .clawback(&world.vault, &amount);
}

fn world() -> World {
    World::prepared(&Setup::default(), |world| world.tokens.empower_issuer())
}

fn redeem_all(world: &World, who: &Address) -> Outcome<i128> {
    let vault = world.vault();
    let shares = vault.balance(who);
    outcome(vault.mock_all_auths().try_redeem(&shares, who, who, who))
}

#[test]
fn clawed_back_usdc_is_shared_in_proportion_whoever_runs_first() {
    let world = world();
    // He sees it coming in no way, but he is the fastest out, and he owns a third.
    let runner = Address::generate(&world.e);
    world.deposit(&runner, 5_005 * UNIT);
    ledger::wait(&world.e, COOLDOWN);
    let net = Net::open(&world, "clawed-back USDC, the fastest out", &[&runner]);
    claw_back(&world, 6_006 * UNIT);
    assert_eq!(redeem_all(&world, &runner), Ok(3_003 * UNIT));
    // Whoever is last has the same.
    assert_eq!(redeem_all(&world, &world.lp), Ok(6_000 * UNIT));
    let gains = net.close();
    assert_eq!(gains.attacker, -2_002 * UNIT, "two fifths of his third");
    assert_eq!(gains.depositors, -4_004 * UNIT);
    let state = world.vault().get_state();
    assert_eq!((state.total_assets, state.booked), (6 * UNIT, 6 * UNIT));
}

#[test]
fn frozen_usdc_stops_everything_books_nothing_and_leaves_all_as_it_was() {
    let world = world();
    let order = ripen(&world, Setup::default().depth, FULL_AGE);
    let mut early = order.clone();
    early.percent = 40;
    world
        .try_fill(&early)
        .expect("a first part, so that somebody is owed a reward");
    ledger::wait(&world.e, COOLDOWN);
    // Depositor, operator and keeper at once.
    let villain = world.operator.clone();
    world.mint(&world.tokens.usdc, &villain, 100 * UNIT);
    let net = Net::open(&world, "frozen USDC", &[&villain, &world.session]);
    let before = LedgerState::of(&world.e);
    set_frozen(&world.e, &world.tokens.usdc, &world.vault, true);
    let frozen = LedgerState::of(&world.e);
    let vault = world.vault();
    let refused = Refusal::Code(DEAUTHORISED);
    assert_eq!(world.try_fill(&order), Err(refused));
    assert_eq!(redeem_all(&world, &world.lp), Err(refused));
    assert_eq!(outcome(vault.try_claim_rewards(&villain)), Err(refused));
    let deposit = vault
        .mock_all_auths()
        .try_deposit(&UNIT, &villain, &villain, &villain);
    assert_eq!(outcome(deposit), Err(refused));
    let donation = TokenClient::new(&world.e, &world.tokens.usdc)
        .mock_all_auths()
        .try_transfer(&villain, &world.vault, &(5 * UNIT));
    assert_eq!(outcome(donation), Err(refused));
    assert_eq!(outcome(vault.try_skim()), Err(Refusal::Code(2127)));
    let traces = frozen.changes(&LedgerState::of(&world.e));
    assert!(traces.is_empty(), "{traces:#?}");

    // The vault's shares move all the same, and its price has not.
    let price = vault.share_price();
    set_frozen(&world.e, &world.tokens.usdc, &world.vault, false);
    let changes = before.changes(&LedgerState::of(&world.e));
    assert!(changes.is_empty(), "{changes:#?}");
    assert_eq!(net.close().attacker, 0);
    assert_eq!(vault.share_price(), price);
    world.try_fill(&order).expect("as before");
    assert!(vault.claim_rewards(&villain) > 0);
    assert!(redeem_all(&world, &world.lp).is_ok_and(|paid| paid > 10_000 * UNIT));
}

/// Whoever is frozen himself cannot be paid; fills and everybody else's money do not wait for him.
#[test]
fn a_frozen_operator_stops_no_fill_and_loses_nothing_he_earned() {
    let world = world();
    let order = ripen(&world, Setup::default().depth, FULL_AGE);
    set_frozen(&world.e, &world.tokens.usdc, &world.operator, true);
    let net = Net::open(&world, "a frozen operator", &[&world.operator, &world.session]);
    let receipt = world.try_fill(&order).expect("his reward is only booked");
    let claim = outcome(world.vault().try_claim_rewards(&world.operator));
    assert_eq!(claim, Err(Refusal::Code(DEAUTHORISED)));
    ledger::wait(&world.e, COOLDOWN);
    assert_eq!(
        redeem_all(&world, &world.lp).map(|paid| paid > 10_000 * UNIT),
        Ok(true)
    );
    set_frozen(&world.e, &world.tokens.usdc, &world.operator, false);
    assert_eq!(world.vault().claim_rewards(&world.operator), receipt.fee);
    let gains = net.close();
    assert_eq!(gains.attacker, receipt.fee);
}
