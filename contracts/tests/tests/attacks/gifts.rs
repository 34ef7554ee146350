//! Ways around the doors: paying oneself with the vault's own name, and cutting one attack into many.
use nectar_interfaces::vault::FillReceipt;
use nectar_tests::{
    attack::{Raid, profit_floor},
    ledger,
    net::Net,
    ripe::ripe_at,
    signed::{Refusal, outcome, sign, sign_nothing},
    tokens::UNIT,
    world::{Setup, World},
};
use soroban_sdk::{Address, IntoVal, testutils::Address as _};

const COOLDOWN: u64 = 60;

/// The vault as payer of a deposit for the attacker, as owner of shares that he redeems, or as their operator: none of it
/// goes with his signature.
#[test]
fn naming_the_vault_itself_as_payer_owner_or_operator_gains_nothing() {
    let world = World::new(&Setup::default());
    let villain = Address::generate(&world.e);
    world.deposit(&villain, 100 * UNIT);
    ledger::wait(&world.e, COOLDOWN);
    let net = Net::open(
        &world,
        "naming the vault itself as payer, owner or operator",
        &[&villain],
    );
    let (vault, me) = (world.vault(), &world.vault);
    let deposits = [
        (&villain, me, &villain),
        (&villain, me, me),
        (&villain, &villain, me),
    ];
    for (receiver, from, operator) in deposits {
        let args = (UNIT, receiver.clone(), from.clone(), operator.clone()).into_val(&world.e);
        sign(&world.e, &villain, me, "deposit", args);
        assert!(vault.try_deposit(&UNIT, receiver, from, operator).is_err());
    }
    for (receiver, owner, operator) in [
        (&villain, me, &villain),
        (&villain, me, me),
        (&villain, &villain, me),
    ] {
        let args = (UNIT, receiver.clone(), owner.clone(), operator.clone()).into_val(&world.e);
        sign(&world.e, &villain, me, "redeem", args);
        assert!(vault.try_redeem(&UNIT, receiver, owner, operator).is_err());
    }
    sign_nothing(&world.e);
    let gains = net.close();
    assert_eq!((gains.attacker, gains.depositors), (0, 0));
}

/// An exit paid to the vault burns the shares and leaves the USDC: a gift that nobody sees in the price before it has
/// been skimmed and has vested.
#[test]
fn an_exit_paid_to_the_vault_is_a_gift_that_moves_no_price() {
    let world = World::new(&Setup::default());
    let villain = Address::generate(&world.e);
    world.deposit(&villain, 100 * UNIT);
    ledger::wait(&world.e, COOLDOWN);
    let net = Net::open(&world, "an exit paid to the vault", &[&villain]);
    let (vault, me) = (world.vault(), &world.vault);
    let price = vault.share_price();
    let (shares, args) = (
        60 * UNIT,
        (60 * UNIT, me.clone(), villain.clone(), villain.clone()).into_val(&world.e),
    );
    sign(&world.e, &villain, me, "redeem", args);
    assert_eq!(
        outcome(vault.try_redeem(&shares, me, &villain, &villain)),
        Ok(60 * UNIT)
    );
    assert_eq!(vault.share_price(), price);
    assert_eq!(vault.skim(), 60 * UNIT);
    assert_eq!(vault.share_price(), price);
    ledger::wait(&world.e, COOLDOWN);
    let rest = vault.balance(&villain);
    vault.mock_all_auths().redeem(&rest, &villain, &villain, &villain);
    let gains = net.close();
    assert!(gains.attacker < -59 * UNIT, "{gains:?}");
    assert!(gains.depositors > 59 * UNIT, "{gains:?}");
}

/// Each part of an auction has the floors of its part.
#[test]
fn sandwiches_around_parts_of_an_auction_gain_no_more_than_one_around_the_whole_may() {
    let (world, order) = ripe_at(&Setup::default(), 250);
    let market = world.market(&world.tokens.xlm);
    let mut raid = Raid::new(&world, market, order.clone(), 750_000, 1);
    let net = Net::open(
        &world,
        "sandwiches around both halves of an auction",
        &[&raid.attacker],
    );
    for percent in [50, 100] {
        raid.order.percent = percent;
        let (push, _) = raid.best().expect("an honest fill passes");
        raid.attack(push).expect("it was rehearsed");
    }
    let gains = net.close();
    let (whole, lot) = (1_552_500_000, 2_367_562_500);
    let edge = lot - whole;
    let receipt = FillReceipt {
        age: 250,
        edge,
        fee: 0,
        profit: 0,
        spent: whole,
    };
    let floor = profit_floor(&receipt, lot);
    assert!(gains.depositors * 10 >= floor * 9 - 40, "{gains:?} {floor}");
    assert!(
        gains.attacker <= edge - floor + 40,
        "{gains:?} of {}",
        edge - floor
    );
}

/// A deposit lifts the cap of a fill, which is a share of the assets; it is locked, and the fill still earns.
#[test]
fn a_deposit_that_lifts_the_cap_of_a_fill_takes_nothing_of_the_others() {
    let mut setup = Setup::default();
    setup.params.fill_cap_bps = 100;
    let (world, order) = ripe_at(&setup, 200);
    assert_eq!(world.try_fill(&order), Err(Refusal::Code(2156)));
    let villain = world.operator.clone();
    world.mint(&world.tokens.usdc, &villain, 20_000 * UNIT);
    let net = Net::open(&world, "a deposit that lifts the cap of a fill", &[&villain]);
    let vault = world.vault();
    let shares = vault
        .mock_all_auths()
        .deposit(&(20_000 * UNIT), &villain, &villain, &villain);
    let receipt = world.try_fill(&order).expect("207 of 30,010");
    ledger::wait(&world.e, COOLDOWN);
    vault
        .mock_all_auths()
        .redeem(&shares, &villain, &villain, &villain);
    let gains = net.close();
    let rest = receipt.profit - receipt.fee;
    let share = rest * 20_000 / 30_010;
    assert!(
        gains.attacker <= share + receipt.fee && gains.depositors >= rest - share,
        "{gains:?}"
    );
}
