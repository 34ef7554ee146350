//! A borrower who liquidates himself with the depositors' money pays for it: the profit floor leaves the vault more
//! than the others could take from him.
use nectar_interfaces::vault::FillReceipt;
use nectar_tests::{
    attack::profit_floor,
    ledger,
    net::{Gains, Net},
    tokens::UNIT,
    world::{Setup, World},
};
use soroban_sdk::{Address, testutils::Address as _};

/// The whole lot at the oracle's price.
const LOT: i128 = 2_367_562_500;

/// The borrower of §14.4, operator and session as well, on a market `depth` USDC deep, `age` ledgers into the auction.
struct Affair {
    world: World,
    borrower: Address,
    session: Address,
}

impl Affair {
    fn new(depth: i128, age: u32) -> Affair {
        let world = World::new(&Setup::default());
        let borrower = world.open_auction();
        let xlm = world.tokens.xlm.clone();
        world.market(&xlm).reset(&world.e, depth * UNIT, 750_000);
        let session = Address::generate(&world.e);
        world.open_session(&borrower, &session);
        ledger::advance_frozen(&world.e, 1 + age);
        Affair {
            world,
            borrower,
            session,
        }
    }

    fn liquidate_himself(&self) -> FillReceipt {
        let Affair {
            world,
            borrower,
            session,
        } = self;
        let order = world.order(borrower, 100);
        let receipt = world
            .fill_as(borrower, session, &order)
            .expect("the auction is ripe");
        world.vault().claim_rewards(borrower);
        receipt
    }
}

#[test]
fn liquidating_oneself_with_the_depositors_money_gains_less_than_the_reserve_margin_costs() {
    for age in [180, 200, 220, 250, 300] {
        let affair = Affair::new(50_000, age);
        let name = format!("self-liquidation with LP money, age {age}");
        let net = Net::open(&affair.world, name, &[&affair.borrower, &affair.session]);
        let receipt = affair.liquidate_himself();
        let Gains { attacker, depositors } = net.close();
        // All he gets is the fee, a tenth of what his own collateral lost; the reserve costs him nine.
        let reserve = profit_floor(&receipt, LOT * i128::from(age.min(200)) / 200) * 9 / 10;
        assert_eq!(depositors, receipt.profit - receipt.fee);
        assert!(receipt.fee < reserve, "his fee outweighs the reserve");
        assert!(-attacker >= depositors, "he gained by it");
        assert!(-attacker >= reserve);
    }
}

#[test]
fn a_borrower_who_owns_the_market_too_gets_back_less_than_what_the_floor_keeps() {
    // He provides all the liquidity of the only market, so whatever the vault loses there is his as well.
    let affair = Affair::new(9_000, 250);
    let world = &affair.world;
    let venue = &world.market(&world.tokens.xlm).venue;
    let band = [&affair.borrower, &affair.session, venue];
    let net = Net::open(world, "self-liquidation by the owner of the market", &band);
    let receipt = affair.liquidate_himself();
    let loss = -net.close().attacker;
    assert!(loss >= receipt.profit - receipt.fee - 10, "{loss} {receipt:?}");
    assert!(loss >= profit_floor(&receipt, LOT) * 9 / 10);
}

/// He buys nine tenths of the shares before, so that most of what the vault takes from him comes back: the price is a
/// hundred times the capital of the auction, locked for the time in which the profit vests.
#[test]
fn a_borrower_who_owns_most_of_the_vault_still_gains_nothing_and_takes_nothing_of_others() {
    let affair = Affair::new(50_000, 250);
    let world = &affair.world;
    world.mint(&world.tokens.usdc, &affair.borrower, 90_000 * UNIT);
    let band = [&affair.borrower, &affair.session];
    let net = Net::open(world, "self-liquidation by who owns most of the vault", &band);
    let who = &affair.borrower;
    let vault = world.vault();
    let shares = vault.mock_all_auths().deposit(&(90_000 * UNIT), who, who, who);
    let receipt = affair.liquidate_himself();
    ledger::wait(&world.e, 60);
    vault.mock_all_auths().redeem(&shares, who, who, who);
    let Gains { attacker, depositors } = net.close();
    assert!(attacker < 0, "{attacker}");
    let theirs = (receipt.profit - receipt.fee) * 10_010 / 100_010;
    assert!(
        (theirs..=theirs + 2).contains(&depositors),
        "{depositors} {theirs}"
    );
}
