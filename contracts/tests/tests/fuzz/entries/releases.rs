//! The list of builds.
use soroban_sdk::{BytesN, IntoVal, String};

use super::{admin, plain, vault::of_number};
use crate::{
    stage::Stage,
    step::Dice,
    table::{Draft, Row, entry},
};

const LIST: &str = "release-list";

pub static ROWS: &[Row] = &[
    entry(LIST, "publish", 3, |s, d| {
        let (cid, hash) = (
            cid(s, d),
            BytesN::from_array(s.e(), &[d.small(0, 255).to_le_bytes()[0]; 32]),
        );
        let version = String::from_str(s.e(), d.pick(&["1.0.0", "1.0.1-rc.2", "", "one two"]));
        Draft::by(admin(s, LIST, d), (cid, hash, version).into_val(s.e()))
    }),
    entry(LIST, "revoke", 3, |s, d| {
        Draft::by(admin(s, LIST, d), (d.small(0, 2),).into_val(s.e()))
    }),
    entry(LIST, "get_release", 1, of_number).always(),
    entry(LIST, "find", 1, |s, d| Draft::open((cid(s, d),).into_val(s.e()))).always(),
    entry(LIST, "latest", 1, plain).always(),
    entry(LIST, "count", 1, plain).always(),
    entry(LIST, "page", 1, |s, d| {
        Draft::open((d.small(0, 8), d.pick(&[40, 1, 0, u32::MAX])).into_val(s.e()))
    })
    .always(),
    entry(LIST, "admin", 1, plain).always(),
    entry(LIST, "propose_admin", 3, |s, d| {
        super::propose_admin_until(s, d, LIST)
    }),
    entry(LIST, "accept_admin", 3, |s, d| super::accept_admin(s, d, LIST)),
    entry(LIST, "bump", 1, plain).always(),
    entry(LIST, "version", 1, plain).always(),
];

fn cid(s: &Stage, d: &mut Dice) -> String {
    let tail = d.small(0, 30);
    let digit = |n: u32| char::from(b"abcdefghijklmnopqrstuvwxyz234567"[(n % 32) as usize]);
    let text: String = if d.one_in(8) {
        String::from_str(s.e(), "not-a-cid")
    } else {
        let name: std::string::String = (0..59).map(|n| if n == 0 { 'b' } else { digit(tail) }).collect();
        String::from_str(s.e(), &name)
    };
    text
}
