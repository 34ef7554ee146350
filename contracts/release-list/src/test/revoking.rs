use soroban_sdk::{Event as _, IntoVal, testutils::Events as _};

use super::*;
use crate::Revoked;

#[test]
fn a_revocation_is_dated_told_and_for_good() {
    let w = World::with_releases(3);
    w.pass(DAY);
    w.revoke(1);
    let event = Revoked {
        index: 1,
        cid: w.cid(1),
    };
    let told = w.e.events().all().filter_by_contract(&w.list);
    assert_eq!(told, std::vec![event.to_xdr(&w.e, &w.list)]);
    assert_eq!(w.client().get_release(&1), Some(w.expected(1, Some(NOW + DAY))));
    for other in [0, 2] {
        assert_eq!(w.client().get_release(&other), Some(w.expected(other, None)));
    }
    w.pass(DAY);
    assert_refused(w.client().mock_all_auths().try_revoke(&1), Error::AlreadyRevoked);
    assert_eq!(
        w.client().get_release(&1).and_then(|release| release.revoked_at),
        Some(NOW + DAY),
        "the first date stands"
    );
}

#[test]
fn what_was_never_published_cannot_be_revoked() {
    let w = World::with_releases(1);
    for index in [1, u32::MAX] {
        assert_refused(
            w.client().mock_all_auths().try_revoke(&index),
            Error::NoSuchRelease,
        );
    }
}

#[test]
fn only_the_admin_revokes() {
    let w = World::with_releases(1);
    let stranger = Address::generate(&w.e);
    w.e.set_auths(&[]);
    assert!(w.client().try_revoke(&0).is_err());
    w.sign(&stranger, "revoke", (0u32,).into_val(&w.e));
    assert!(w.client().try_revoke(&0).is_err());
    assert_eq!(w.client().get_release(&0), Some(w.expected(0, None)));
    w.sign(&w.admin, "revoke", (0u32,).into_val(&w.e));
    w.client().revoke(&0);
}
