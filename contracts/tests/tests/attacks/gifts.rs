//! Ways around the doors: paying oneself with the vault's own name, and cutting one attack into many.
use nectar_interfaces::{blend::request, vault::FillReceipt};
use nectar_tests::{
    attack::{Raid, profit_floor},
    ledger,
    net::Net,
    pool::{PoolKind, requests},
    ripe::ripe_at,
    signed::{Refusal, outcome, sign, sign_nothing},
    tokens::UNIT,
    world::{Setup, World},
};
use soroban_sdk::{
    Address, IntoVal,
    testutils::{Address as _, MockAuth, MockAuthInvoke},
};

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

/// A position of the vault's own stops its fills in that pool (2154). Nobody can give it one: the pool asks whoever is to
/// own a position, also when it is a gift.
#[test]
fn nobody_can_give_the_vault_a_position_that_would_stop_its_fills() {
    for kind in [PoolKind::Lab, PoolKind::Blend] {
        let (world, order) = ripe_at(&Setup::of(kind), 200);
        let (e, pool, usdc) = (&world.e, &world.pool.address, &world.tokens.usdc);
        let villain = Address::generate(e);
        world.mint(usdc, &villain, 10 * UNIT);
        let band = [&villain, &order.user];
        let net = Net::open(&world, format!("a position given to the vault, {kind:?}"), &band);
        for given in [request::SUPPLY, request::SUPPLY_COLLATERAL] {
            let requests = requests(e, &[(given, usdc, UNIT)]);
            let (from, to) = (world.vault.clone(), villain.clone());
            let args = (from.clone(), villain.clone(), to.clone(), requests.clone()).into_val(e);
            let payment = MockAuthInvoke {
                contract: usdc,
                fn_name: "transfer",
                args: (villain.clone(), pool.clone(), UNIT).into_val(e),
                sub_invokes: &[],
            };
            e.mock_auths(&[MockAuth {
                address: &villain,
                invoke: &MockAuthInvoke {
                    contract: pool,
                    fn_name: "submit",
                    args,
                    sub_invokes: &[payment],
                },
            }]);
            let tried = world.pool().try_submit(&from, &villain, &to, &requests);
            assert_eq!(outcome(tried), Err(Refusal::Host));
            sign_nothing(e);
        }
        // The same gift to himself goes through: it is the vault's signature that was missing.
        world.submit(&villain, &[(request::SUPPLY, usdc, UNIT)]);
        world.try_fill(&order).expect("nothing is in the way");
        assert!(net.close().attacker < 0);
    }
}
