use super::*;

#[test]
fn a_donation_is_nobodys_until_it_is_skimmed_and_then_it_vests() {
    let w = World::new();
    let c = w.client();
    w.depositor(90 * UNIT);
    w.donate(24 * UNIT);
    assert_eq!((c.total_assets(), c.share_price()), (100 * UNIT, PRICE_ONE));
    assert_eq!(c.skim(), 24 * UNIT);
    assert_eq!(
        (c.total_assets(), c.get_state().unvested),
        (100 * UNIT, 24 * UNIT)
    );
    w.pass(HOUR);
    assert_eq!(c.total_assets(), 101 * UNIT);
    w.pass(DAY);
    assert_eq!((c.total_assets(), c.get_state().unvested), (124 * UNIT, 0));
    assert_refused(c.try_skim(), Error::NothingToSkim);
}

#[test]
fn dust_is_not_worth_a_bucket() {
    let w = World::new();
    w.donate(UNIT - 1);
    assert_refused(w.client().try_skim(), Error::NothingToSkim);
    w.donate(1);
    assert_eq!(w.client().skim(), UNIT);
}

#[test]
fn who_is_owed_nothing_claims_nothing() {
    let w = World::new();
    assert_refused(w.client().try_claim_rewards(&w.operator), Error::NothingToClaim);
}
