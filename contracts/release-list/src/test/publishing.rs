use soroban_sdk::{Event as _, IntoVal, testutils::Events as _};

use super::*;
use crate::Published;

#[test]
fn a_release_is_dated_by_the_ledger_numbered_and_told_once() {
    let w = World::new();
    assert_eq!(w.client().count(), 0);
    assert_eq!(w.publish(7), 0);
    let told = w.e.events().all().filter_by_contract(&w.list);
    let event = Published {
        index: 0,
        cid: w.cid(7),
        manifest_sha256: w.hash(7),
        version: w.text("1.2.3"),
    };
    assert_eq!(told, std::vec![event.to_xdr(&w.e, &w.list)]);
    assert_eq!(w.client().get_release(&0), Some(w.expected(7, None)));
    assert_eq!((w.publish(8), w.client().count()), (1, 2));
}

#[test]
fn only_the_admin_publishes() {
    let w = World::new();
    let stranger = Address::generate(&w.e);
    let (cid, hash, version) = (w.cid(0), w.hash(0), w.text("1.0.0"));
    let args = || (cid.clone(), hash.clone(), version.clone()).into_val(&w.e);
    assert!(w.client().try_publish(&cid, &hash, &version).is_err());
    w.sign(&stranger, "publish", args());
    assert!(w.client().try_publish(&cid, &hash, &version).is_err());
    w.sign(&w.admin, "publish", args());
    assert!(w.client().try_publish(&cid, &w.hash(1), &version).is_err());
    assert_eq!(w.client().count(), 0);
    w.sign(&w.admin, "publish", args());
    assert_eq!(w.client().publish(&cid, &hash, &version), 0);
}

#[test]
fn a_build_is_listed_once_so_that_it_is_never_revoked_and_genuine_at_once() {
    let w = World::with_releases(2);
    let again = || {
        w.client()
            .mock_all_auths()
            .try_publish(&w.cid(0), &w.hash(9), &w.text("9.9.9"))
    };
    assert_refused(again(), Error::AlreadyPublished);
    w.revoke(0);
    assert_refused(again(), Error::AlreadyPublished);
    assert_eq!(w.client().count(), 2);
}

#[test]
fn a_cid_has_one_spelling_and_a_bounded_length() {
    let w = World::new();
    let publish = |cid: &str| {
        w.client()
            .mock_all_auths()
            .try_publish(&w.text(cid), &w.hash(0), &w.text("1"))
    };
    let good = cid_text(0);
    assert_eq!(good.len(), 59);
    let longest = std::format!("b{}", "a".repeat(109));
    let too_long = std::format!("b{}", "a".repeat(110));
    let huge = std::format!("b{}", "a".repeat(10_000));
    let spoilt = |from: &str, to: &str| good.replacen(from, to, 1);
    for bad in [
        "",
        "b",
        &good[..58],
        &too_long,
        &huge,
        "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKPbdG",
        &good.to_uppercase(),
        &spoilt("b", "z"),
        &spoilt("y", "1"),
        &spoilt("y", "8"),
        &spoilt("y", "/"),
        &spoilt("y", "."),
        &spoilt("y", "Y"),
        &spoilt("y", "\u{e9}"),
        &spoilt("y", " "),
        // The same bytes to whoever decodes them, in another spelling; then a digit too few for the last byte.
        &std::format!("{}b", &good[..58]),
        &std::format!("{}c", &good[..58]),
        &std::format!("{good}a"),
    ] {
        assert_refused(publish(bad), Error::InvalidCid);
    }
    assert!(publish(&good).is_ok());
    assert!(publish(&longest).is_ok());
}

#[test]
fn a_version_is_short_and_plain() {
    let w = World::new();
    let publish = |n: u32, version: &str| {
        w.client()
            .mock_all_auths()
            .try_publish(&w.cid(n), &w.hash(0), &w.text(version))
    };
    let (longest, too_long) = ("1".repeat(32), "1".repeat(33));
    for bad in ["", " ", "1 0", "<b>", "1\n", "1/2", "1,0", "\u{202e}1", &too_long] {
        assert_refused(publish(0, bad), Error::InvalidVersion);
    }
    for (n, good) in (0u32..).zip(["1", "0.1.0", "1.2.3-rc.1+2026A", &longest]) {
        assert!(publish(n, good).is_ok(), "{good}");
    }
}
