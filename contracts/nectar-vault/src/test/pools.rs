//! A pool that turned bad: it may refuse to serve and it may cost the fill, never a stroop of principal.

use nectar_interfaces::{oracle::Asset, vault::Order};
use soroban_sdk::{Map, Symbol, vec};

use super::{doubles::*, market::*, *};

struct Scene {
    m: Market,
    pool: Address,
    order: Order,
}

/// 100 USDC for 2,000 tokens worth 150 USDC, which the market buys.
fn scene() -> Scene {
    scene_of(1_000_000, 100 * UNIT, 2_000 * UNIT, 0)
}

/// `bid` USDC for `tokens`, and some USDC with them.
fn scene_of(depth: i128, bid: i128, tokens: i128, usdc: i128) -> Scene {
    let pool = std::cell::RefCell::new(None);
    let token = std::cell::RefCell::new(None);
    let m = Market::with(1_000_000, params(), &|m| {
        let e = &m.w.e;
        let obedient = e.register(ObedientToken, ());
        m.set_price(&obedient, XLM_PRICE);
        let amm = e.register(
            lab_amm::LabAmm,
            (m.w.admin.clone(), m.w.usdc.clone(), obedient.clone()),
        );
        m.deepen(&amm, &obedient, depth * UNIT, XLM_PRICE);
        let bid = Map::from_array(e, [(m.w.usdc.clone(), bid)]);
        let mut lot = Map::from_array(e, [(obedient.clone(), tokens)]);
        if usdc > 0 {
            lot.set(m.w.usdc.clone(), usdc);
        }
        let scripted = e.register(ScriptedPool, (m.oracle.clone(), bid, lot));
        m.w.mint(&obedient, &scripted, tokens);
        m.w.mint(&m.w.usdc, &scripted, usdc);
        m.w.client().allow_asset(&obedient);
        m.w.client().allow_pool(&scripted);
        m.w.client().add_route(&m.route(&obedient, &amm));
        pool.replace(Some(scripted));
        token.replace(Some(obedient));
    });
    let (pool, token) = (pool.into_inner().unwrap(), token.into_inner().unwrap());
    m.w.mint(&token, &m.w.vault, 7 * UNIT);
    let order = Order {
        pool: pool.clone(),
        swaps: vec![&m.w.e, m.swap(&token, 2, 10_000)],
        ..m.order(&m.lp)
    };
    m.w.e.ledger().set_sequence_number(201);
    Scene { m, pool, order }
}

impl Scene {
    fn play(&self, trick: Trick) {
        ScriptedPoolClient::new(&self.m.w.e, &self.pool).play(&trick);
    }
}

#[test]
fn an_honest_pool_of_the_same_script_is_filled() {
    let s = scene();
    s.play(Trick::None);
    let receipt = s.m.fill(&s.order);
    assert_eq!((receipt.spent, receipt.edge), (100 * UNIT, 50 * UNIT));
}

#[test]
fn a_pool_that_keeps_the_lot_returns_the_repayment() {
    let s = scene();
    s.play(Trick::KeepsTheLot);
    s.m.assert_refused_whole(&s.order, Error::ProfitBelowOrder);
}

#[test]
fn a_pool_takes_exactly_what_was_authorised_and_once() {
    let s = scene();
    for trick in [Trick::TakesMore, Trick::TakesTwice] {
        s.play(trick);
        let before = s.m.fingerprint();
        // Not mocked below the root: the vault's own authorisations are what is under test.
        assert!(s.m.try_fill(&s.order).is_err());
        assert_eq!(s.m.fingerprint(), before);
    }
}

#[test]
fn a_debt_left_behind_undoes_the_fill() {
    let s = scene();
    s.play(Trick::LeavesADebt);
    s.m.assert_refused_whole(&s.order, Error::PositionLeft);
}

#[test]
fn a_token_that_falls_in_the_meantime_undoes_the_fill() {
    let s = scene();
    s.play(Trick::Drains);
    s.m.assert_refused_whole(&s.order, Error::TokenFell);
}

#[test]
fn a_pool_that_does_not_answer_is_unreadable() {
    let s = scene();
    for trick in [Trick::HidesReserves, Trick::HidesPositions, Trick::HidesConfig] {
        s.play(trick);
        s.m.assert_refused_whole(&s.order, Error::PoolUnreadable);
    }
}

#[test]
fn prices_no_oracle_means_are_refused_before_they_overflow() {
    let s = scene();
    for (price, error) in [
        (0, Error::PriceMissing),
        (-1, Error::PriceMissing),
        (i128::MAX, Error::MathOverflow),
    ] {
        let usdc = Asset::Stellar(s.m.w.usdc.clone());
        s.m.w.e.as_contract(&s.m.oracle, || {
            let key = (Symbol::new(&s.m.w.e, "Price"), usdc.clone());
            let mut stored: Map<Symbol, soroban_sdk::Val> =
                s.m.w.e.storage().persistent().get(&key).expect("priced");
            stored.set(
                Symbol::new(&s.m.w.e, "price"),
                soroban_sdk::IntoVal::into_val(&price, &s.m.w.e),
            );
            s.m.w.e.storage().persistent().set(&key, &stored);
        });
        s.m.assert_refused_whole(&s.order, error);
    }
}

/// 5 USDC of edge, 75 USDC to sell: 2 % of that may be lost, not 2 % of the 150 USDC that the lot is worth.
#[test]
fn usdc_in_a_lot_has_no_slippage_to_excuse() {
    let fill = |depth| scene_of(depth, 145 * UNIT, 1_000 * UNIT, 75 * UNIT);
    let thin = fill(3_500);
    thin.m.assert_refused_whole(&thin.order, Error::ProfitBelowEdge);
    let deep = fill(7_000);
    let receipt = deep.m.fill(&deep.order);
    assert_eq!((receipt.spent, receipt.edge), (145 * UNIT, 5 * UNIT));
    assert!(receipt.profit < 4 * UNIT && receipt.profit > 35 * UNIT / 10);
}
