//! Profit that has not vested yet: delaying it, leaving with it, and arriving for it.
use nectar_interfaces::vault::VaultState;
use nectar_tests::{
    ledger,
    net::Net,
    ripe::{FULL_AGE, ripe_at},
    signed::{Refusal, outcome, sign, sign_nothing},
    tokens::UNIT,
    world::{Setup, World, sandbox_params},
};
use soroban_sdk::{Address, IntoVal, testutils::Address as _, token::TokenClient};

const DAY: u64 = 86_400;
const COOLDOWN: u64 = 60;
const SKIMS: u64 = 1_000;

/// The real networks' clocks, with one fill's profit just begun to vest.
fn with_a_profit_over_a_day() -> World {
    let mut params = sandbox_params();
    (params.cooldown_secs, params.profit_unlock_secs) = (DAY, DAY);
    let setup = Setup {
        params,
        ..Setup::default()
    };
    let (world, order) = ripe_at(&setup, FULL_AGE);
    world.try_fill(&order).expect("the auction is ripe");
    world
}

/// The sandbox's clocks: a minute.
fn with_a_profit() -> (World, i128) {
    let (world, order) = ripe_at(&Setup::default(), FULL_AGE);
    ledger::wait(&world.e, COOLDOWN);
    let receipt = world.try_fill(&order).expect("the auction is ripe");
    (world, receipt.profit - receipt.fee)
}

fn rich(world: &World, amount: i128) -> Address {
    let who = Address::generate(&world.e);
    world.mint(&world.tokens.usdc, &who, amount);
    who
}

/// Signed by `from`.
fn donate(world: &World, from: &Address, amount: i128) {
    let World { e, tokens, vault, .. } = world;
    let args = (from.clone(), vault.clone(), amount).into_val(e);
    sign(e, from, &tokens.usdc, "transfer", args);
    TokenClient::new(e, &tokens.usdc).transfer(from, vault, &amount);
    sign_nothing(e);
}

fn deposit(world: &World, who: &Address, amount: i128) -> i128 {
    let vault = world.vault();
    vault.mock_all_auths().deposit(&amount, who, who, who)
}

fn redeem_all(world: &World, who: &Address) -> i128 {
    let vault = world.vault();
    let shares = vault.balance(who);
    vault.mock_all_auths().redeem(&shares, who, who, who)
}

/// What has become the depositors' own.
fn vested(state: &VaultState) -> i128 {
    state.total_assets
}

/// Everything that vests is stamped anew by each profit in the hole this is named after: the clock of all of it starts
/// again, and a thousand donations of the least amount keep a profit from the depositors for good.
#[test]
fn re_stamped_vesting_by_tiny_skims_delays_nothing() {
    let (harried, quiet) = (with_a_profit_over_a_day(), with_a_profit_over_a_day());
    let villain = rich(&harried, i128::from(SKIMS) * UNIT);
    let net = Net::open(&harried, "re-stamped vesting by tiny skims", &[&villain]);
    // What the hole would still keep of the fill's profit.
    let mut re_stamped = harried.vault().get_state().unvested;
    let profit = re_stamped;
    for n in 0..SKIMS {
        donate(&harried, &villain, UNIT);
        assert_eq!(harried.vault().skim(), UNIT);
        for world in [&harried, &quiet] {
            ledger::wait(&world.e, DAY / SKIMS);
        }
        re_stamped -= re_stamped / i128::from(SKIMS);
        if n % 40 == 0 {
            let (with, without) = (harried.vault().get_state(), quiet.vault().get_state());
            assert!(
                vested(&with) >= vested(&without),
                "less is vested after {n} skims: {with:?} {without:?}"
            );
            assert!(harried.vault().share_price() >= quiet.vault().share_price());
        }
    }
    for world in [&harried, &quiet] {
        ledger::wait(&world.e, DAY % SKIMS);
    }
    let (with, without) = (harried.vault().get_state(), quiet.vault().get_state());
    assert_eq!(without.unvested, 0, "the fill's profit is vested a day later");
    println!("re-stamped a thousand times, {re_stamped} of {profit} would be unvested after a day");
    assert!(re_stamped > profit / 3, "the hole would not show");
    assert!(vested(&with) >= vested(&without) + i128::from(SKIMS) * UNIT / 3);
    ledger::wait(&harried.e, DAY + DAY / 12);
    assert_eq!(harried.vault().get_state().unvested, 0);
    let gains = net.close();
    assert_eq!(gains.attacker, -i128::from(SKIMS) * UNIT);
    assert_eq!(gains.depositors, i128::from(SKIMS) * UNIT);
}

/// Eleven profits at a time vest to the second. Who makes eleven of them shares the rest out over a grid: what comes
/// later vests later, by a twelfth at most, and he has given the depositors eleven USDC a day for it.
#[test]
fn taking_every_exact_clock_delays_a_profit_by_a_twelfth_at_most() {
    let mut params = sandbox_params();
    (params.cooldown_secs, params.profit_unlock_secs) = (DAY, DAY);
    let setup = Setup {
        params,
        ..Setup::default()
    };
    let (world, order) = ripe_at(&setup, FULL_AGE);
    let villain = rich(&world, 11 * UNIT);
    let net = Net::open(&world, "taking every exact clock", &[&villain]);
    for _ in 0..11 {
        donate(&world, &villain, UNIT);
        world.vault().skim();
        ledger::wait(&world.e, 7);
    }
    let skims = world.vault().get_state().unvested;
    let receipt = world.try_fill(&order).expect("the auction is ripe");
    let profit = receipt.profit - receipt.fee;
    for hour in 0..=26 {
        let unvested = world.vault().get_state().unvested;
        let latest = profit * (26 - hour) / 26;
        assert!(unvested <= latest + skims + 12, "hour {hour}: {unvested}");
        ledger::wait(&world.e, 3_600);
    }
    assert_eq!(world.vault().get_state().unvested, 0);
    let gains = net.close();
    assert_eq!(gains.attacker, -11 * UNIT);
    assert_eq!(gains.depositors, 11 * UNIT + profit);
}

/// All leave while a profit vests. Nobody leaves with a part of it, and whoever comes first has nothing of it before he
/// has waited: what he gets then is what those who left did not wait for.
#[test]
fn last_lp_out_and_first_lp_in_with_unvested_profit_gets_only_what_he_waits_for() {
    let (world, profit) = with_a_profit();
    assert_eq!(
        redeem_all(&world, &world.lp),
        10_000 * UNIT,
        "to the stroop his own"
    );
    let state = world.vault().get_state();
    assert_eq!((state.total_shares, state.unvested), (10 * UNIT, profit));
    // First in, while nine thousandths of the vault's USDC are in the price: the largest lever there is.
    let villain = rich(&world, 90_000 * UNIT);
    let net = Net::open(
        &world,
        "last LP out and first LP in with unvested profit",
        &[&villain],
    );
    let price = world.vault().share_price();
    let shares = deposit(&world, &villain, 90_000 * UNIT);
    assert_eq!(world.vault().share_price(), price);
    assert!(
        world.vault().preview_redeem(&shares) <= 90_000 * UNIT,
        "nothing at once"
    );
    for second in 0..COOLDOWN {
        let tried = world
            .vault()
            .mock_all_auths()
            .try_redeem(&1, &villain, &villain, &villain);
        assert_eq!(outcome(tried), Err(Refusal::Code(2125)), "second {second}");
        ledger::wait(&world.e, 1);
    }
    redeem_all(&world, &villain);
    let gains = net.close();
    let share = profit * 90_000 / 90_010;
    assert!(
        (share - 2..=share).contains(&gains.attacker),
        "{gains:?} of {share}"
    );
    // The seed's own part stays, and the one who left lost nothing he had.
    assert_eq!(gains.depositors, -gains.attacker);
    assert_eq!(world.balance(&world.tokens.usdc, &world.lp), 10_000 * UNIT);
    // In again and out again without a profit: nothing.
    let again = Net::open(
        &world,
        "last LP out and first LP in, nothing vesting",
        &[&villain],
    );
    for _ in 0..3 {
        deposit(&world, &villain, 12_345_678);
        ledger::wait(&world.e, COOLDOWN);
        redeem_all(&world, &villain);
    }
    let gains = again.close();
    assert!((-6..=0).contains(&gains.attacker), "{gains:?}");
}

/// He arrives when the profit is made, with ten times what all others have. He cannot leave before all of it has vested,
/// so he has lent for as long as everybody; and of what had vested when he came he gets nothing.
#[test]
fn just_in_time_deposit_on_profit_still_unvested_earns_by_capital_and_time_alone() {
    for waited in [0, COOLDOWN / 2, COOLDOWN - 1, COOLDOWN] {
        let (world, profit) = with_a_profit();
        ledger::wait(&world.e, waited);
        let villain = rich(&world, 100_100 * UNIT);
        let name = format!("just-in-time deposit, {waited} of {COOLDOWN} s after the profit");
        let net = Net::open(&world, name, &[&villain]);
        let price = world.vault().share_price();
        deposit(&world, &villain, 100_100 * UNIT);
        assert!(
            world.vault().share_price() - price <= 1,
            "his deposit moves no price"
        );
        let before = world.vault().get_state();
        ledger::wait(&world.e, COOLDOWN - 1);
        let tried = world
            .vault()
            .mock_all_auths()
            .try_redeem(&1, &villain, &villain, &villain);
        assert_eq!(outcome(tried), Err(Refusal::Code(2125)));
        ledger::wait(&world.e, 1);
        redeem_all(&world, &villain);
        let gains = net.close();
        let share = before.unvested * 100_100 / 110_110;
        assert!((-2..=share).contains(&gains.attacker), "{gains:?} of {share}");
        // What vested before he came is theirs, and they lose nothing of it.
        let theirs = profit - before.unvested;
        let left = world.vault().total_assets() - 10_010 * UNIT;
        assert!(left >= theirs, "{left} {theirs}");
    }
}

/// A clawback lowers the price at once, while profits go on vesting: whoever comes then pays the low price and has a part
/// of them, never more than what vests while he is locked.
#[test]
fn buying_in_after_a_clawback_gains_at_most_his_share_of_what_still_vests() {
    let setup = Setup::default();
    let world = World::prepared(&setup, |world| world.tokens.empower_issuer());
    let order = nectar_tests::ripe::ripen(&world, setup.depth, FULL_AGE);
    world.try_fill(&order).expect("the auction is ripe");
    crate::usdc::claw_back(&world, 9_000 * UNIT);
    let villain = rich(&world, 50_000 * UNIT);
    let net = Net::open(&world, "buying in after a clawback", &[&villain]);
    let before = world.vault().get_state();
    let shares = deposit(&world, &villain, 50_000 * UNIT);
    ledger::wait(&world.e, COOLDOWN);
    redeem_all(&world, &villain);
    let gains = net.close();
    let share = before.unvested * shares / (before.total_shares + shares);
    assert!(
        (share - 2..=share).contains(&gains.attacker),
        "{gains:?} of {share}"
    );
    assert!(gains.attacker + gains.depositors <= 2);
}
