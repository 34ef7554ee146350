//! Operators, their stakes and their sessions.
use nectar_interfaces::registry::Limits;
use nectar_tests::{keys::Tree, tokens::UNIT};
use soroban_sdk::{Address, IntoVal, String, Vec as HostVec};

use super::{admin, any_text, plain, transfer};
use crate::{
    stage::{OPERATORS, SESSIONS, Stage},
    step::Dice,
    table::{Draft, Note, Row, entry},
};

const REGISTRY: &str = "keeper-registry";

pub static ROWS: &[Row] = &[
    entry(REGISTRY, "register", 8, |s, d| {
        let operator = s.one_of(OPERATORS, d);
        let (name, stake) = (any_text(s, d), d.amount(100 * UNIT));
        let args = (s.address(operator), name, stake).into_val(s.e());
        Draft::open(args).and(operator, staked(s, operator, stake))
    }),
    entry(REGISTRY, "register_with_session", 8, |s, d| {
        let (operator, name) = (s.one_of(OPERATORS, d), any_text(s, d));
        let stake = d.amount(100 * UNIT);
        let grant = Grant::of(s, operator, d);
        let Grant {
            session,
            to,
            float,
            expires_at,
            limits,
            mut below,
        } = grant;
        below.extend(staked(s, operator, stake));
        let args = (s.address(operator), name, stake, to, float, expires_at, limits).into_val(s.e());
        Draft::open(args)
            .and(operator, below)
            .note(Note::Granted(operator, session))
    }),
    entry(REGISTRY, "grant_session", 10, |s, d| {
        let operator = s.one_of(OPERATORS, d);
        let Grant {
            session,
            to,
            float,
            expires_at,
            limits,
            below,
        } = Grant::of(s, operator, d);
        let args = (s.address(operator), to, float, expires_at, limits).into_val(s.e());
        Draft::open(args)
            .and(operator, below)
            .note(Note::Granted(operator, session))
    }),
    entry(REGISTRY, "rotate_session", 4, |s, d| {
        let operator = s.one_of(OPERATORS, d);
        let old = s.address(s.one_of(SESSIONS, d));
        let Grant {
            session,
            to,
            float,
            expires_at,
            limits,
            below,
        } = Grant::of(s, operator, d);
        let args = (s.address(operator), old, to, float, expires_at, limits).into_val(s.e());
        Draft::open(args)
            .and(operator, below)
            .note(Note::Granted(operator, session))
    }),
    entry(REGISTRY, "revoke_session", 3, |s, d| {
        let (operator, session) = (s.one_of(OPERATORS, d), s.one_of(SESSIONS, d));
        let other = s.one_of(OPERATORS, d);
        let caller = d.pick(&[operator, session, operator, other]);
        let args = (s.address(caller), s.address(operator), s.address(session)).into_val(s.e());
        Draft::by(caller, args).note(Note::Revoked(operator, session))
    }),
    entry(REGISTRY, "revoke_all", 1, |s, d| {
        let operator = s.one_of(OPERATORS, d);
        Draft::by(operator, (s.address(operator),).into_val(s.e())).note(Note::RevokedAll(operator))
    }),
    entry(REGISTRY, "add_stake", 6, |s, d| {
        let (operator, amount) = (s.one_of(OPERATORS, d), d.amount(1_000 * UNIT));
        let below = staked(s, operator, amount);
        Draft::open((s.address(operator), amount).into_val(s.e())).and(operator, below)
    }),
    entry(REGISTRY, "request_unstake", 4, |s, d| {
        let operator = s.one_of(OPERATORS, d);
        let keeper = s.world.registry().get_keeper(&s.address(operator));
        let amount = d.amount(keeper.map_or(0, |keeper| keeper.stake));
        Draft::by(operator, (s.address(operator), amount).into_val(s.e()))
    }),
    entry(REGISTRY, "withdraw_stake", 4, |s, d| {
        let asked = OPERATORS.filter(|who| s.world.registry().get_unstake(&s.address(*who)).is_some());
        let asked: Vec<usize> = asked.collect();
        let operator = if asked.is_empty() {
            s.one_of(OPERATORS, d)
        } else {
            asked[d.below(asked.len())]
        };
        Draft::by(operator, (s.address(operator),).into_val(s.e()))
    }),
    entry(REGISTRY, "deregister", 2, |s, d| {
        let operator = s.one_of(OPERATORS, d);
        Draft::by(operator, (s.address(operator),).into_val(s.e())).note(Note::RevokedAll(operator))
    }),
    // The vault's alone, which calls them only out of a fill.
    entry(REGISTRY, "consume", 2, |s, d| {
        let (operator, session) = (s.one_of(OPERATORS, d), s.one_of(SESSIONS, d));
        let pool = s.world.pool.address.clone();
        let args = (s.address(operator), s.address(session), pool, d.amount(UNIT));
        Draft::by(d.pick(&[operator, session]), args.into_val(s.e()))
    })
    .never(),
    entry(REGISTRY, "record_execution", 2, |s, d| {
        let operator = s.one_of(OPERATORS, d);
        let args = (s.address(operator), d.amount(UNIT), d.amount(UNIT));
        Draft::by(operator, args.into_val(s.e()))
    })
    .never(),
    entry(REGISTRY, "get_keeper", 1, super::vault::of_account).always(),
    entry(REGISTRY, "get_session", 1, |s, d| {
        Draft::open((s.anybody(d), s.anybody(d)).into_val(s.e()))
    })
    .always(),
    entry(REGISTRY, "get_sessions", 1, super::vault::of_account).always(),
    entry(REGISTRY, "get_unstake", 1, super::vault::of_account).always(),
    entry(REGISTRY, "get_keepers", 1, |s, d| {
        Draft::open((d.small(0, 8), d.pick(&[32, 1, 0, u32::MAX])).into_val(s.e()))
    })
    .always(),
    entry(REGISTRY, "keeper_count", 1, plain).always(),
    entry(REGISTRY, "get_config", 1, plain).always(),
    entry(REGISTRY, "admin", 1, plain).always(),
    entry(REGISTRY, "propose_admin", 3, |s, d| {
        super::propose_admin_until(s, d, REGISTRY)
    }),
    entry(REGISTRY, "accept_admin", 4, |s, d| {
        super::accept_admin(s, d, REGISTRY)
    }),
    entry(REGISTRY, "pause", 1, |s, d| {
        Draft::by(admin(s, REGISTRY, d), ().into_val(s.e()))
    }),
    entry(REGISTRY, "unpause", 3, |s, d| {
        Draft::by(admin(s, REGISTRY, d), ().into_val(s.e()))
    }),
    entry(REGISTRY, "paused", 1, plain).always(),
    entry(REGISTRY, "bump", 1, plain).always(),
    entry(REGISTRY, "version", 1, plain).always(),
];

/// Consent to what a stake takes.
fn staked(s: &Stage, operator: usize, amount: i128) -> Vec<Tree> {
    if amount <= 0 {
        return vec![];
    }
    vec![transfer(s, &s.usdc(), operator, &s.world.registry, amount)]
}

/// What a delegation is granted with, and the consent to pay its account.
struct Grant {
    session: usize,
    to: Address,
    float: i128,
    expires_at: u64,
    limits: Limits,
    below: Vec<Tree>,
}

impl Grant {
    fn of(s: &Stage, operator: usize, d: &mut Dice) -> Grant {
        let session = s.one_of(SESSIONS, d);
        let to = s.address(session);
        let float = if d.one_in(3) { d.amount(UNIT) } else { 0 };
        let days = d.pick(&[29u64, 29, 1, 30, 31, 0]);
        let odd = d.one_in(12);
        let mut pools = HostVec::new(s.e());
        if d.one_in(8) {
            pools.push_back(s.anybody(d));
        }
        let below = if float > 0 {
            vec![transfer(s, &s.world.native, operator, &to, float)]
        } else {
            vec![]
        };
        Grant {
            session,
            to,
            float,
            expires_at: s.now() + days * 86_400,
            limits: Limits {
                fills_per_hour: if odd { 3 } else { 3_600 },
                max_usdc_per_fill: if odd { 50 * UNIT } else { 1_000_000_000 * UNIT },
                pools,
            },
            below,
        }
    }
}

/// A name that `register` takes.
pub fn good_name(s: &Stage) -> String {
    String::from_str(s.e(), "operator")
}
