use super::*;

#[test]
fn an_empty_list_answers_nothing_rather_than_failing() {
    let w = World::new();
    let c = w.client();
    assert_eq!(
        (c.latest(), c.get_release(&0), c.find(&w.cid(0))),
        (None, None, None)
    );
    assert!(c.page(&0, &40).is_empty());
}

#[test]
fn a_mirror_finds_its_own_cid_revoked_or_not() {
    let w = World::with_releases(3);
    w.revoke(1);
    for n in 0..3 {
        assert_eq!(w.client().find(&w.cid(n)), Some(n));
    }
    assert_eq!(w.client().find(&w.cid(3)), None);
    assert_eq!(w.client().find(&w.text("not a cid")), None);
}

#[test]
fn the_latest_is_the_newest_that_is_not_revoked() {
    let w = World::with_releases(4);
    let latest = || w.client().latest().map(|(index, _)| index);
    assert_eq!(w.client().latest(), Some((3, w.expected(3, None))));
    w.revoke(1);
    assert_eq!(latest(), Some(3));
    w.revoke(3);
    assert_eq!(latest(), Some(2));
    w.revoke(2);
    assert_eq!(latest(), Some(0));
    w.revoke(0);
    assert_eq!(latest(), None);
    assert_eq!(w.publish(4), 4);
    assert_eq!(latest(), Some(4));
}

#[test]
fn the_search_for_the_latest_is_bounded() {
    let w = World::with_releases(41);
    for index in 2..41 {
        w.revoke(index);
    }
    let latest = || w.client().latest().map(|(index, _)| index);
    assert_eq!(latest(), Some(1));
    w.revoke(1);
    assert_eq!(latest(), None, "release 0 is 41 back");
}

#[test]
fn pages_neither_skip_nor_repeat_and_are_bounded() {
    let w = World::with_releases(95);
    let c = w.client();
    let mut seen = std::vec::Vec::new();
    let mut start = 0;
    while start < c.count() {
        seen.extend(c.page(&start, &40).iter().map(|release| release.cid));
        start += 40;
    }
    let all: std::vec::Vec<_> = (0..95).map(|n| w.cid(n)).collect();
    assert_eq!(seen, all);
    assert_eq!(c.page(&0, &u32::MAX).len(), 40, "a page is bounded");
    assert_eq!(c.page(&93, &1).len(), 1);
    assert!(c.page(&95, &10).is_empty());
    assert!(c.page(&u32::MAX, &u32::MAX).is_empty());
    assert!(c.page(&0, &0).is_empty());
}
