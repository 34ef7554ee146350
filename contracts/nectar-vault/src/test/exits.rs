use super::*;

#[test]
fn an_exit_for_another_spends_a_share_allowance() {
    let w = World::new();
    let c = w.client();
    let (owner, operator) = (w.depositor(10 * UNIT), w.account(0));
    w.pass(DAY);
    assert_failed(c.try_redeem(&UNIT, &operator, &owner, &operator), 101);
    c.approve(&owner, &operator, &(2 * UNIT), &2_000);
    assert_eq!(c.redeem(&UNIT, &operator, &owner, &operator), UNIT);
    assert_eq!(c.withdraw(&UNIT, &operator, &owner, &operator), UNIT);
    assert_failed(c.try_redeem(&1, &operator, &owner, &operator), 101);
    assert_eq!(w.usdc_of(&operator), 2 * UNIT);
}

#[test]
fn more_than_one_owns_is_refused() {
    let w = World::new();
    let lp = w.depositor(10 * UNIT);
    w.pass(DAY);
    assert_failed(w.client().try_redeem(&(10 * UNIT + 1), &lp, &lp, &lp), 100);
    assert_failed(w.client().try_withdraw(&(10 * UNIT + 1), &lp, &lp, &lp), 100);
}

#[test]
fn all_leave_in_any_order_for_the_same_price() {
    let w = World::new();
    let [first, second] = [w.depositor(700 * UNIT), w.depositor(300 * UNIT)];
    w.donate(101 * UNIT);
    w.client().skim();
    w.pass(2 * DAY);
    let price = w.client().share_price();
    let got = [w.redeem(&first, 700 * UNIT), w.redeem(&second, 300 * UNIT)];
    assert_eq!(got, [700 * price / 100_000, 300 * price / 100_000]);
    assert!(w.client().share_price() >= price);
}

#[test]
fn a_clawback_is_shared_by_all() {
    let w = World::new();
    let [first, second] = [w.depositor(490 * UNIT), w.depositor(500 * UNIT)];
    w.pass(DAY);
    w.e.as_contract(&w.vault, || {
        TokenClient::new(&w.e, &w.usdc).burn(&w.vault, &(500 * UNIT))
    });
    assert_eq!(w.client().total_assets(), 500 * UNIT);
    assert_eq!(w.redeem(&first, 490 * UNIT), 245 * UNIT);
    assert_eq!(w.redeem(&second, 500 * UNIT), 250 * UNIT);
    assert_eq!(w.client().total_assets(), 5 * UNIT);
}
