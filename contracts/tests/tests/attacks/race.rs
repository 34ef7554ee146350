//! All keepers share one capital: without a reserve each would fill as soon as its own tenth pays its fee, and the
//! depositors would lend for nothing.
use nectar_interfaces::vault::Order;
use nectar_tests::{
    attack::profit_floor,
    ledger,
    net::{Gains, Net},
    ripe::ripe_at,
    signed::Refusal,
    world::Setup,
};
use soroban_sdk::{Address, testutils::Address as _};

const KEEPERS: usize = 8;
/// At this age the lot does not even pay the bid.
const FIRST_AGE: u32 = 170;
const LOT: i128 = 2_367_562_500;

#[test]
fn keepers_racing_the_price_of_capital_down_stop_at_the_floor() {
    let (world, order) = ripe_at(&Setup::default(), FIRST_AGE);
    let keepers: std::vec::Vec<(Address, Address)> = (0..KEEPERS)
        .map(|_| (Address::generate(&world.e), Address::generate(&world.e)))
        .collect();
    for (operator, session) in &keepers {
        world.open_session(operator, session);
    }
    let band: std::vec::Vec<&Address> = keepers.iter().flat_map(|(operator, _)| [operator]).collect();
    let net = Net::open(&world, "keepers racing the price of capital down", &band);
    // Each asks for nothing, every ledger, for the whole auction or for any part of it.
    let undercut = |percent| Order {
        min_profit: 0,
        percent,
        ..order.clone()
    };
    let receipt = (FIRST_AGE..=200).find_map(|_| {
        let first = keepers.iter().enumerate().find_map(|(n, (operator, session))| {
            let percent = [100, 99, 75, 50, 25, 10, 5, 1][n];
            match world.fill_as(operator, session, &undercut(percent)) {
                Ok(receipt) => Some(receipt),
                Err(refusal) => {
                    assert!(matches!(refusal, Refusal::Code(2160..=2163)), "{refusal:?}");
                    None
                }
            }
        });
        ledger::advance_frozen(&world.e, 1);
        first
    });
    let receipt = receipt.expect("the floors are reached before the lot is whole");
    let Gains { attacker, depositors } = net.close();
    let floor = profit_floor(&receipt, LOT * i128::from(receipt.age) / 200);
    println!(
        "first fill at age {}: profit {}, floor {floor}",
        receipt.age, receipt.profit
    );
    assert!(receipt.age > FIRST_AGE, "the race began too late to see anything");
    assert!(
        depositors * 10 >= floor * 9,
        "the depositors lent for less than the floor"
    );
    assert!(
        depositors * 50 * 10 >= receipt.spent * 9,
        "or for less than the margin"
    );
    assert_eq!(
        (attacker, depositors),
        (receipt.fee, receipt.profit - receipt.fee)
    );
    assert!(
        attacker * 9 <= depositors,
        "a keeper never gets more than its tenth"
    );
}
