//! The books stay exact while capital is out: what is drawn counts on top of the balance.

use nectar_interfaces::vault::VaultState;

use super::*;

#[test]
fn a_clawback_while_capital_is_out_is_seen_to_the_stroop_and_final() {
    let b = Bonded::new();
    let c = b.client();
    b.draw(100 * UNIT);
    b.claw_back(&b.w.vault, 300 * UNIT);
    assert_eq!(c.total_assets(), 700 * UNIT, "600 there and 100 out");
    assert_refused(c.try_skim(), Error::NothingToSkim);
    // The first call that changes anything books it, be it a return.
    c.return_proceeds(&b.operator, &(50 * UNIT));
    let paid = fee(100 * UNIT, 10, 3_600);
    let VaultState { booked, unvested, .. } = c.get_state();
    assert_eq!((booked, unvested), (700 * UNIT + paid, paid));
    b.w.donate(300 * UNIT);
    assert_eq!(c.total_assets(), 700 * UNIT);
    assert_eq!(c.skim(), 300 * UNIT);
}

#[test]
fn each_call_of_this_path_books_a_loss_first() {
    type Call = fn(&Bonded);
    let calls: [Call; 2] = [
        |b| {
            b.draw(UNIT);
        },
        |b| {
            b.w.pass(TIMEOUT);
            b.client().slash(&b.operator, &b.lp);
        },
    ];
    for call in calls {
        let b = Bonded::new();
        b.draw(UNIT);
        b.claw_back(&b.w.vault, 300 * UNIT);
        call(&b);
        let booked = b.client().get_state().booked;
        assert_eq!(booked, b.w.usdc_of(&b.w.vault) + b.client().total_drawn());
        b.w.donate(300 * UNIT);
        assert_eq!(b.client().skim(), 300 * UNIT);
    }
}

#[test]
fn a_cure_books_a_loss_first() {
    let b = Bonded::new();
    let c = b.client();
    b.draw(100 * UNIT);
    b.w.pass(TIMEOUT);
    b.claw_back(&b.w.registry, 105 * UNIT);
    c.slash(&b.operator, &b.lp);
    b.claw_back(&b.w.vault, 300 * UNIT);
    let friend = b.w.account(UNIT);
    c.cure(&friend, &b.operator, &UNIT);
    assert_eq!(c.get_state().booked, 601 * UNIT);
}

/// All there was is gone, and rewards of nobody are: nothing is below 0.
#[test]
fn a_vault_emptied_by_its_issuer_still_answers() {
    let b = Bonded::new();
    let c = b.client();
    b.draw(100 * UNIT);
    b.claw_back(&b.w.vault, 900 * UNIT);
    assert_eq!(c.total_assets(), 100 * UNIT);
    assert_eq!((c.max_withdraw(&b.lp), c.max_redeem(&b.lp)), (0, 0));
    let refused = c.try_withdraw(&1, &b.lp, &b.lp, &b.lp);
    assert_bond_refused(refused, BondError::NotAtHand);
    b.repay(&b.operator);
    assert_eq!(c.max_withdraw(&b.lp), 99 * UNIT);
}

#[test]
fn a_surplus_is_what_exceeds_balance_and_draws() {
    let b = Bonded::new();
    let c = b.client();
    b.draw(100 * UNIT);
    assert_refused(c.try_skim(), Error::NothingToSkim);
    b.w.donate(UNIT - 1);
    assert_refused(c.try_skim(), Error::NothingToSkim);
    b.w.donate(1);
    assert_eq!(c.skim(), UNIT);
    b.repay(&b.operator);
    assert_refused(c.try_skim(), Error::NothingToSkim);
}

/// Transferring it back is no return: the draw stays open, and the transfer is a gift to all.
#[test]
fn a_plain_transfer_returns_nothing() {
    let b = Bonded::new();
    let c = b.client();
    b.draw(100 * UNIT);
    let usdc = TokenClient::new(&b.w.e, &b.w.usdc);
    usdc.transfer(&b.operator, &b.w.vault, &(100 * UNIT));
    assert_eq!(
        (b.open().outstanding, c.total_assets()),
        (100 * UNIT, 1_000 * UNIT)
    );
    assert_eq!(c.skim(), 100 * UNIT);
    b.w.pass(TIMEOUT);
    c.slash(&b.operator, &b.lp);
    assert!(c.total_assets() >= 1_100 * UNIT);
}

#[test]
fn deposits_and_their_cap_count_what_is_out() {
    let b = Bonded::new();
    let c = b.client();
    let mut capped = params();
    capped.deposit_cap = 1_100 * UNIT;
    c.set_params(&capped);
    b.draw(100 * UNIT);
    assert_eq!(c.max_deposit(&b.lp), 100 * UNIT);
    let lp = b.w.depositor(100 * UNIT);
    assert_eq!(c.balance(&lp), 100 * UNIT, "at par");
}

#[test]
fn fills_go_on_with_what_is_there() {
    let m = market::Market::with(1_000_000, params(), &|m| m.w.client().set_bond(&terms()));
    let user = m.open_auction();
    let b = Bonded {
        lp: m.lp.clone(),
        operator: m.w.operator.clone(),
        w: World { ..m.w },
    };
    b.stake(&b.operator, 5_000 * UNIT);
    b.draw(2_000 * UNIT);
    let c = b.client();
    b.w.pass(DAY);
    c.withdraw(&(c.max_withdraw(&b.lp) - 100 * UNIT), &b.lp, &b.lp, &b.lp);
    b.w.e.ledger().with_mut(|ledger| ledger.sequence_number += 251);
    let order = nectar_interfaces::vault::Order {
        auction_type: 0,
        min_profit: 0,
        percent: 100,
        pool: m.pool.clone(),
        swaps: soroban_sdk::vec![
            &b.w.e,
            nectar_interfaces::vault::Swap {
                route: market::XLM_ROUTE,
                token: m.xlm.clone(),
                weight_bps: 10_000,
            }
        ],
        user,
    };
    let short = c.try_fill(&b.operator, &b.w.session, &order);
    assert_bond_refused(short, BondError::NotAtHand);
    let part = nectar_interfaces::vault::Order { percent: 40, ..order };
    let receipt = c.fill(&b.operator, &b.w.session, &part);
    assert!(receipt.spent <= 100 * UNIT && receipt.profit > 0);
}
