//! An adapter stores its router and nothing else, and lives on by use.
use aquarius_venue::AquariusVenueClient;
use comet_venue::CometVenueClient;
use nectar_tests::{ledger, tokens::UNIT};
use soroban_sdk::testutils::Deployer as _;
use soroswap_venue::SoroswapVenueClient;

use crate::desk::Desk;

const DAY: u32 = 17_280;

#[test]
fn use_and_bump_extend_the_life_of_an_adapter() {
    for desk in Desk::all() {
        let left = || desk.e.deployer().get_contract_instance_ttl(&desk.venue);
        SoroswapVenueClient::new(&desk.e, &desk.venue).bump();
        assert_eq!(left(), 90 * DAY, "{}", desk.name);
        ledger::advance_frozen(&desk.e, 29 * DAY);
        desk.give(desk.usdc(), 2 * UNIT);
        desk.try_sell(desk.usdc(), &desk.token, UNIT, 0).expect("a sale");
        assert_eq!(left(), 61 * DAY, "{}", desk.name);
        ledger::advance_frozen(&desk.e, 2 * DAY);
        desk.try_sell(desk.usdc(), &desk.token, UNIT, 0).expect("a sale");
        assert_eq!(left(), 90 * DAY, "{}", desk.name);
    }
}

#[test]
fn adapters_say_what_they_are() {
    let soroswap = Desk::soroswap();
    let client = SoroswapVenueClient::new(&soroswap.e, &soroswap.venue);
    assert_eq!(
        (client.router(), client.version()),
        (soroswap.counterparties[0].clone(), 1)
    );
    let aquarius = Desk::aquarius();
    let client = AquariusVenueClient::new(&aquarius.e, &aquarius.venue);
    assert_eq!(
        (client.router(), client.version()),
        (aquarius.counterparties[0].clone(), 1)
    );
    let comet = Desk::comet_swap();
    assert_eq!(CometVenueClient::new(&comet.e, &comet.venue).version(), 1);
}
