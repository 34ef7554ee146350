//! Random lives of operators: nobody's stake is lost, made or mixed up with another's, no refund comes early, and a
//! delegation of an earlier epoch never works again, whatever its operator does in between.

use nectar_interfaces::registry::Unstake;
use proptest::prelude::*;
use soroban_sdk::{Address, testutils::Address as _};

use super::*;

const OPERATORS: usize = 3;
const DELAY: u64 = 7 * DAY;
const WALLET: i128 = 1_000 * USDC;
const SESSION_SECS: u64 = 30 * DAY;

#[derive(Clone, Debug)]
enum Step {
    Register(usize, i128),
    RegisterWithSession(usize, i128),
    AddStake(usize, i128),
    RequestUnstake(usize, i128),
    WithdrawStake(usize),
    Deregister(usize),
    Grant(usize),
    RevokeAll(usize),
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let who = 0..OPERATORS;
    let amount = prop_oneof![-1i128..3, 1i128..500 * USDC, Just(WALLET), Just(i128::MAX)];
    prop_oneof![
        3 => (who.clone(), amount.clone()).prop_map(|(w, a)| Step::Register(w, a)),
        2 => (who.clone(), amount.clone()).prop_map(|(w, a)| Step::RegisterWithSession(w, a)),
        3 => (who.clone(), amount.clone()).prop_map(|(w, a)| Step::AddStake(w, a)),
        4 => (who.clone(), amount).prop_map(|(w, a)| Step::RequestUnstake(w, a)),
        4 => who.clone().prop_map(Step::WithdrawStake),
        3 => who.clone().prop_map(Step::Deregister),
        4 => who.clone().prop_map(Step::Grant),
        1 => who.prop_map(Step::RevokeAll),
        4 => (0u64..DELAY + DAY).prop_map(Step::Wait),
    ]
}

/// What should be true of one operator.
#[derive(Clone, Debug, Default)]
struct Expected {
    registered: bool,
    epoch: u32,
    stake: i128,
    refund: i128,
    refund_at: u64,
    /// Every key ever granted: (session, epoch, expiry).
    sessions: std::vec::Vec<(Address, u32, u64)>,
}

impl Expected {
    fn wallet(&self) -> i128 {
        WALLET - self.stake - self.refund
    }

    /// Whether the step was allowed; if so it is done.
    fn put(&mut self, amount: i128, least: i128) -> bool {
        let allowed = amount >= least && amount <= self.wallet();
        if allowed {
            self.stake += amount;
        }
        allowed
    }

    fn ask(&mut self, amount: i128, now: u64) {
        self.stake -= amount;
        self.refund += amount;
        self.refund_at = now + DELAY;
    }
}

struct Play {
    w: World,
    who: [Address; OPERATORS],
    expected: [Expected; OPERATORS],
}

impl Play {
    fn new() -> Play {
        let w = World::new();
        let who = core::array::from_fn(|_| Address::generate(&w.e));
        for operator in &who {
            StellarAssetClient::new(&w.e, &w.usdc).mint(operator, &WALLET);
        }
        Play {
            w,
            who,
            expected: Default::default(),
        }
    }

    /// Does the step in the registry and in the expectation, and compares whether it was allowed.
    fn apply(&mut self, step: &Step) {
        let (c, now) = (self.w.client(), self.w.e.ledger().timestamp());
        let name = self.w.text("keeper");
        let key = Address::generate(&self.w.e);
        let until = now + SESSION_SECS;
        let (done, expected) = match *step {
            Step::Wait(secs) => {
                self.w.pass(secs);
                return;
            }
            Step::Register(i, stake) => {
                let done = c.try_register(&self.who[i], &name, &stake).is_ok();
                let x = &mut self.expected[i];
                let allowed = !x.registered && x.put(stake, 0);
                x.registered |= allowed;
                (done, allowed)
            }
            Step::RegisterWithSession(i, stake) => {
                let limits = self.w.limits();
                let tried =
                    c.try_register_with_session(&self.who[i], &name, &stake, &key, &0, &until, &limits);
                let x = &mut self.expected[i];
                let allowed = !x.registered && x.put(stake, 0);
                x.registered |= allowed;
                if allowed {
                    x.sessions.push((key, x.epoch, until));
                }
                (tried.is_ok(), allowed)
            }
            Step::AddStake(i, amount) => {
                let x = &mut self.expected[i];
                let allowed = x.registered && x.put(amount, 1);
                (c.try_add_stake(&self.who[i], &amount).is_ok(), allowed)
            }
            Step::RequestUnstake(i, amount) => {
                let x = &mut self.expected[i];
                let allowed = x.registered && (1..=x.stake).contains(&amount);
                if allowed {
                    x.ask(amount, now);
                }
                (c.try_request_unstake(&self.who[i], &amount).is_ok(), allowed)
            }
            Step::WithdrawStake(i) => {
                let x = &mut self.expected[i];
                let allowed = x.refund > 0 && now >= x.refund_at;
                if allowed {
                    x.refund = 0;
                }
                (c.try_withdraw_stake(&self.who[i]).is_ok(), allowed)
            }
            Step::Deregister(i) => {
                let x = &mut self.expected[i];
                let allowed = x.registered;
                if allowed {
                    x.registered = false;
                    x.epoch += 1;
                }
                if allowed && x.stake > 0 {
                    x.ask(x.stake, now);
                }
                (c.try_deregister(&self.who[i]).is_ok(), allowed)
            }
            Step::Grant(i) => {
                let limits = self.w.limits();
                let tried = c.try_grant_session(&self.who[i], &key, &0, &until, &limits);
                let x = &mut self.expected[i];
                let live = |x: &Expected| {
                    let alive = |(_, epoch, until): &&(Address, u32, u64)| *epoch == x.epoch && now < *until;
                    x.sessions.iter().filter(alive).count()
                };
                let allowed = x.registered && live(x) < 16;
                if allowed {
                    x.sessions.push((key, x.epoch, until));
                }
                (tried.is_ok(), allowed)
            }
            Step::RevokeAll(i) => {
                let x = &mut self.expected[i];
                x.epoch += u32::from(x.registered);
                (c.try_revoke_all(&self.who[i]).is_ok(), x.registered)
            }
        };
        assert_eq!(done, expected, "{step:?}");
    }

    fn assert_books_balance(&self) {
        let c = self.w.client();
        let mut held = 0;
        for (operator, x) in self.who.iter().zip(&self.expected) {
            let keeper = c.get_keeper(operator);
            let found = keeper.as_ref().map(|keeper| (keeper.stake, keeper.epoch));
            assert_eq!(found, x.registered.then_some((x.stake, x.epoch)));
            let refund = (x.refund > 0).then_some(Unstake {
                amount: x.refund,
                available_at: x.refund_at,
            });
            assert_eq!(c.get_unstake(operator), refund);
            assert_eq!(self.w.usdc_of(operator), x.wallet());
            held += x.stake + x.refund;
        }
        assert_eq!(
            self.w.usdc_of(&self.w.registry),
            held,
            "stake and refunds, nothing else"
        );
    }

    /// Fills are counted by the hour: each session is used at most once, in an hour of its own.
    fn assert_only_the_living_sessions_work(&self) {
        self.w.pass(3_600);
        let (c, now) = (self.w.client(), self.w.e.ledger().timestamp());
        for (operator, x) in self.who.iter().zip(&self.expected) {
            for (session, epoch, until) in &x.sessions {
                let alive = x.registered && *epoch == x.epoch && now < *until;
                let consumed = c.try_consume(operator, session, &self.w.vault, &1);
                assert_eq!(
                    consumed.is_ok(),
                    alive,
                    "granted in epoch {epoch}, now {}",
                    x.epoch
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn stake_is_conserved_and_no_old_key_revives(steps in prop::collection::vec(step(), 1..50)) {
        let mut play = Play::new();
        for step in &steps {
            play.apply(step);
            play.assert_books_balance();
        }
        play.assert_only_the_living_sessions_work();
    }
}
