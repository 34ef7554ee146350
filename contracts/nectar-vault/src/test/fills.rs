use nectar_interfaces::{blend::AuctionData, vault::Order};
use soroban_sdk::{
    IntoVal, Map, Symbol, Val,
    testutils::{AuthorizedFunction, AuthorizedInvocation, Events as _},
    vec,
};

use super::{market::*, *};

/// What `lab-amm` pays for `xlm`, at 30 bps.
fn sold(depth: i128, xlm: i128) -> i128 {
    let (usdc, tokens) = (depth * UNIT, depth * UNIT * UNIT / XLM_PRICE);
    let net = xlm - (xlm * 3 + 999) / 1_000;
    net * usdc / (tokens + net)
}

#[test]
fn a_fill_splits_the_profit_it_measured_ninety_to_ten() {
    let depth = 50_000;
    let m = Market::new(depth);
    let user = m.open_auction();
    m.age(250);
    let (price, booked) = (m.w.client().share_price(), m.w.client().get_state().booked);

    let receipt = m.fill(&m.order(&user));
    let (bid, lot) = (1_552_500_000, 31_567_500_000);
    let profit = sold(depth, lot) - bid;
    assert_eq!((receipt.age, receipt.spent, receipt.profit), (250, bid, profit));
    assert_eq!(receipt.edge, lot * XLM_PRICE / UNIT - bid);
    assert_eq!(receipt.fee, profit / 10);

    let state = m.w.client().get_state();
    assert_eq!(state.booked, booked + profit);
    assert_eq!(state.owed, receipt.fee);
    assert_eq!(state.unvested, profit - receipt.fee);
    assert_eq!(m.w.usdc_of(&m.w.vault), state.booked);
    assert_eq!(m.w.client().share_price(), price, "nothing has vested yet");
    assert_eq!(m.auction(&user), None);

    m.w.pass(DAY);
    assert_eq!(m.w.client().total_assets(), booked + profit - receipt.fee);
    assert_eq!(m.w.client().claim_rewards(&m.w.operator), receipt.fee);
    let again = m.w.client().try_claim_rewards(&m.w.operator);
    assert_refused(again, Error::NothingToClaim);
    assert_eq!(m.w.usdc_of(&m.w.operator), receipt.fee);
    assert_eq!(m.w.usdc_of(&m.w.session), 0);
    assert_eq!(m.w.client().get_state().owed, 0);
    let keeper = m.w.registry().get_keeper(&m.w.operator).unwrap();
    assert_eq!((keeper.fills, keeper.profit, keeper.volume), (1, profit, bid));
    assert_eq!(m.w.registry().keeper_count(), 1);
}

#[test]
fn a_keeper_signs_the_call_and_nothing_below_it() {
    let m = Market::new(50_000);
    let user = m.open_auction();
    m.age(250);
    let order = m.order(&user);
    m.fill(&order);
    let args = (m.w.operator.clone(), m.w.session.clone(), order).into_val(&m.w.e);
    let tree = AuthorizedInvocation {
        function: AuthorizedFunction::Contract((m.w.vault.clone(), Symbol::new(&m.w.e, "fill"), args)),
        sub_invocations: std::vec![],
    };
    assert_eq!(m.w.e.auths(), std::vec![(m.w.session.clone(), tree)]);
}

/// The bytes of events are a budget: one event, as a vec, with what the sites show.
#[test]
fn a_fill_tells_itself_once() {
    let m = Market::new(50_000);
    let user = m.open_auction();
    m.age(250);
    let receipt = m.fill(&m.order(&user));
    let told = m.w.e.events().all().filter_by_contract(&m.w.vault);
    let block = m.w.e.ledger().sequence() - 250;
    let bid = Map::from_array(&m.w.e, [(m.w.usdc.clone(), receipt.spent)]);
    let lot = Map::from_array(&m.w.e, [(m.xlm.clone(), 31_567_500_000i128)]);
    let data: soroban_sdk::Vec<Val> = vec![
        &m.w.e,
        m.w.operator.into_val(&m.w.e),
        m.w.session.into_val(&m.w.e),
        0u32.into(),
        100u32.into(),
        block.into(),
        bid.into_val(&m.w.e),
        lot.into_val(&m.w.e),
        receipt.spent.into_val(&m.w.e),
        receipt.profit.into_val(&m.w.e),
        receipt.fee.into_val(&m.w.e),
    ];
    let fill: (Address, soroban_sdk::Vec<Val>, Val) = (
        m.w.vault.clone(),
        (Symbol::new(&m.w.e, "fill"), m.pool.clone(), user).into_val(&m.w.e),
        data.into_val(&m.w.e),
    );
    assert_eq!(told, vec![&m.w.e, fill]);
}

#[test]
fn every_age_with_a_profit_fills() {
    for (age, bid) in [
        (200, 2_070_000_000),
        (201, 2_059_650_000),
        (300, 1_035_000_000),
        (399, 10_350_000),
        (400, 0),
        (450, 0),
    ] {
        let m = Market::new(1_000_000);
        let user = m.open_auction();
        m.age(age);
        let receipt = m.fill(&m.order(&user));
        assert_eq!((receipt.age, receipt.spent), (age, bid));
        assert_eq!(receipt.profit, sold(1_000_000, 31_567_500_000) - bid);
    }
}

#[test]
fn a_part_leaves_the_rest_open_on_its_old_clock() {
    let m = Market::new(1_000_000);
    let user = m.open_auction();
    let block = m.auction(&user).unwrap().block;
    m.age(250);
    let mut order = m.order(&user);
    order.percent = 40;
    let receipt = m.fill(&order);
    assert_eq!(receipt.spent, 621_000_000);
    let rest = AuctionData {
        bid: Map::from_array(&m.w.e, [(m.w.usdc.clone(), 1_242_000_000)]),
        block,
        lot: Map::from_array(&m.w.e, [(m.xlm.clone(), 18_940_500_000)]),
    };
    assert_eq!(m.auction(&user), Some(rest));
    m.age(50);
    order.percent = 100;
    assert_eq!(m.fill(&order).spent, 621_000_000);
    assert_eq!(m.auction(&user), None);
}

#[test]
fn a_bid_in_another_token_is_bought_to_the_stroop() {
    let m = Market::new(100_000);
    let user = Address::generate(&m.w.e);
    m.set_position(&user, &[(1, 5_000 * UNIT)], &[(0, 150 * UNIT), (2, 130 * UNIT)]);
    m.auction_of(&user, &[&m.w.usdc, &m.eurc], &[&m.xlm]);
    m.age(250);
    let mut order = m.order(&user);
    m.assert_refused_whole(&order, Error::RouteMissing);
    order.swaps.push_back(m.swap(&m.eurc, EURC_ROUTE, 10_000));
    let receipt = m.fill(&order);
    assert!(receipt.profit > 0 && receipt.profit < receipt.edge);
    assert_eq!(m.w.balance(&m.eurc, &m.w.vault), 0);
    assert_eq!(m.w.balance(&m.xlm, &m.w.vault), 0);
    assert_eq!(m.w.usdc_of(&m.w.vault), m.w.client().get_state().booked);
}

#[test]
fn an_asset_on_both_sides_is_repaid_and_sold_whole() {
    let m = Market::new(100_000);
    let user = Address::generate(&m.w.e);
    m.set_position(
        &user,
        &[(1, 5_000 * UNIT), (0, 10 * UNIT)],
        &[(0, 250 * UNIT), (1, 300 * UNIT)],
    );
    m.auction_of(&user, &[&m.w.usdc, &m.xlm], &[&m.xlm, &m.w.usdc]);
    m.age(250);
    let receipt = m.fill(&m.order(&user));
    assert!(receipt.profit > 0);
    assert_eq!(m.w.balance(&m.xlm, &m.w.vault), 0);
    assert_eq!(m.w.usdc_of(&m.w.vault), m.w.client().get_state().booked);
}

#[test]
fn weights_split_a_sale_and_the_last_leg_takes_the_rest() {
    let second = std::cell::RefCell::new(None);
    let m = Market::with(200_000, params(), &|m| {
        let e = &m.w.e;
        let amm = e.register(
            lab_amm::LabAmm,
            (m.w.admin.clone(), m.w.usdc.clone(), m.xlm.clone()),
        );
        m.deepen(&amm, &m.xlm, 100_000 * UNIT, XLM_PRICE);
        m.w.client().add_route(&m.route(&m.xlm, &amm));
        second.replace(Some(amm));
    });
    let second = second.into_inner().unwrap();
    let user = m.open_auction();
    m.age(250);
    let mut order = m.order(&user);
    order.swaps = vec![
        &m.w.e,
        m.swap(&m.xlm, XLM_ROUTE, 6_667),
        m.swap(&m.xlm, 2, 3_333),
        m.swap(&m.eurc, 99, 1),
    ];
    let held = |amm: &Address| m.w.balance(&m.xlm, amm);
    let before = (held(&m.xlm_amm), held(&second));
    order.percent = 33;
    m.fill(&order);
    let lot = 31_567_500_000i128 * 33 / 100;
    let first = lot * 6_667 / 10_000;
    assert_ne!(first + lot * 3_333 / 10_000, lot, "there is a rest");
    assert_eq!(held(&m.xlm_amm) - before.0, first);
    assert_eq!(held(&second) - before.1, lot - first);
}

/// Whoever opens an auction picks its legs: one that cannot be sold must not save the rest.
#[test]
fn an_unsellable_dust_leg_stays_behind_and_blocks_nothing() {
    let m = Market::new(100_000);
    let user = Address::generate(&m.w.e);
    m.set_position(&user, &[(1, 5_000 * UNIT), (2, 15)], &[(0, 300 * UNIT)]);
    m.auction_of(&user, &[&m.w.usdc], &[&m.xlm, &m.eurc]);
    m.age(250);
    let receipt = m.fill(&m.order(&user));
    assert!(receipt.profit > 0);
    let dust = m.w.balance(&m.eurc, &m.w.vault);
    assert!((1..=15).contains(&dust));
    let without = sold(
        100_000,
        m.w.balance(&m.xlm, &m.xlm_amm) - 100_000 * UNIT * UNIT / XLM_PRICE,
    );
    assert_eq!(receipt.profit, without - receipt.spent);
}

#[test]
fn a_large_leg_left_unsold_fails_the_floor_by_itself() {
    let m = Market::new(100_000);
    let user = Address::generate(&m.w.e);
    m.set_position(&user, &[(1, 4_000 * UNIT), (2, 65 * UNIT)], &[(0, 310 * UNIT)]);
    m.auction_of(&user, &[&m.w.usdc], &[&m.xlm, &m.eurc]);
    m.age(350);
    m.assert_refused_whole(&m.order(&user), Error::ProfitBelowEdge);
    let mut order = m.order(&user);
    order.swaps.push_back(m.swap(&m.eurc, EURC_ROUTE, 10_000));
    m.fill(&order);
}

#[test]
fn two_fills_vest_each_on_its_own_clock() {
    let m = Market::new(1_000_000);
    let [first, second] = [m.open_auction(), m.open_auction()];
    m.age(300);
    let a = m.fill(&m.order(&first));
    m.w.pass(DAY / 2);
    let b = m.fill(&m.order(&second));
    let kept = |r: &nectar_interfaces::vault::FillReceipt| r.profit - r.fee;
    let unvested = m.w.client().get_state().unvested;
    assert_eq!(unvested, (kept(&a) + 1) / 2 + kept(&b));
    m.w.pass(DAY / 2);
    assert_eq!(m.w.client().get_state().unvested, (kept(&b) + 1) / 2);
}

/// 400 EURC and a little XLM against 4,500 XLM: the order's route must buy the debt, and would sell the little as well.
fn dust_of_the_debt(xlm: i128) -> (Market, Order) {
    let m = Market::new(1_000_000);
    let user = Address::generate(&m.w.e);
    m.set_position(&user, &[(1, xlm), (2, 400 * UNIT)], &[(1, 4_500 * UNIT)]);
    m.auction_of(&user, &[&m.xlm], &[&m.xlm, &m.eurc]);
    m.age(300);
    let mut order = m.order(&user);
    order.swaps.push_back(m.swap(&m.eurc, EURC_ROUTE, 10_000));
    (m, order)
}

#[test]
fn dust_of_a_token_that_is_also_owed_blocks_nothing() {
    let (m, order) = dust_of_the_debt(10);
    let lot = m.auction(&order.user).unwrap().lot.get_unchecked(m.xlm.clone());
    assert!((1..=10).contains(&lot), "less than a stroop's worth of USDC");
    let receipt = m.fill(&order);
    assert_eq!(m.w.balance(&m.xlm, &m.w.vault), lot, "it stays");
    assert!(
        receipt.profit < receipt.edge,
        "counted in the edge, not in the profit"
    );
}

#[test]
fn a_cent_of_a_token_that_is_also_owed_is_sold() {
    for (cents_worth, left) in [(100_000, false), (99_999, true)] {
        let (m, order) = dust_of_the_debt(2_000_000);
        let lot = m.auction(&order.user).unwrap().lot.get_unchecked(m.xlm.clone());
        let price = cents_worth * UNIT / lot;
        assert_eq!((lot * price + UNIT - 1) / UNIT, cents_worth);
        m.set_price(&m.xlm, price);
        m.fill(&order);
        assert_eq!(m.w.balance(&m.xlm, &m.w.vault), if left { lot } else { 0 });
    }
}
