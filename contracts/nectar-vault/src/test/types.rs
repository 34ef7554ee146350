//! Switching auction types 1 and 2.

use super::*;

#[test]
fn only_user_liquidations_are_on_from_the_start() {
    let w = World::new();
    let c = w.client();
    assert_eq!(
        [0, 1, 2, 3].map(|t| c.is_type_enabled(&t)),
        [true, false, false, false]
    );
    assert_eq!(c.get_type(&1), None);
}

#[test]
fn a_type_goes_on_through_the_timelock_and_off_at_once() {
    let w = World::new();
    let c = w.client();
    assert_refused(c.try_set_type(&1, &w.type_params()), Error::TimelockRequired);
    w.change(&Change::EnableType(1, w.type_params()));
    assert_eq!((c.is_type_enabled(&1), c.is_type_enabled(&2)), (true, false));
    c.disable_type(&1);
    assert!(!c.is_type_enabled(&1));
    assert_refused(c.try_disable_type(&1), Error::AuctionTypeNotEnabled);
    assert_refused(c.try_set_type(&1, &w.type_params()), Error::TimelockRequired);
}

#[test]
fn the_terms_of_a_type_tighten_at_once_and_loosen_through_the_timelock() {
    let w = World::bare();
    let c = w.client();
    c.set_type(&2, &w.type_params());
    w.seed(10 * UNIT);
    let strict = TypeParams {
        cap: UNIT,
        margin_bps: 2_000,
        ..w.type_params()
    };
    c.set_type(&2, &strict);
    assert_eq!(c.get_type(&2), Some(strict));
    assert_refused(c.try_set_type(&2, &w.type_params()), Error::TimelockRequired);
    w.change(&Change::EnableType(2, w.type_params()));
    assert_eq!(c.get_type(&2), Some(w.type_params()));
}

#[test]
fn the_terms_of_a_type_have_hard_bounds() {
    let w = World::bare();
    let c = w.client();
    type Edit = fn(&World, &mut TypeParams);
    let refused: [Edit; 7] = [
        |_, t| t.cap = 0,
        |_, t| t.cap = -1,
        |_, t| t.margin_bps = 499,
        |_, t| t.margin_bps = 5_001,
        |_, t| t.margin_bps = u32::MAX,
        |w, t| t.backstop = w.vault.clone(),
        |w, t| t.backstop = w.usdc.clone(),
    ];
    for edit in refused {
        let mut terms = w.type_params();
        edit(&w, &mut terms);
        assert_refused(c.try_set_type(&1, &terms), Error::InvalidType);
    }
    for auction_type in [0, 3, u32::MAX] {
        assert_refused(
            c.try_set_type(&auction_type, &w.type_params()),
            Error::InvalidType,
        );
    }
}
