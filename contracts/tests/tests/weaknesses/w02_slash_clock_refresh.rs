//! W2: every draw started the slash clock anew, so an hourly stroop kept 9,999.99 USDC from being called in for ever.
//!
//! Here, with the bonded path off, nothing is owed that could be late. The clocks there are (a depositor's lock, a
//! delegation's end, a refund's date) are moved later by nobody but their owner: his own deposit renews his lock, his own
//! request starts his refund's delay anew. Of vesting's clocks nectar-vault's own tests tell (test/vesting.rs).
use nectar_interfaces::registry::Unstake;
use nectar_tests::tokens::UNIT;
use soroban_sdk::{Address, vec};

use crate::{
    original::{Original, SLASH_TIMEOUT},
    ours::Ours,
    system::{Call, System, val},
};

const HOURS: u64 = 168;
const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;
const BOND: i128 = 100 * UNIT;
const OWED: i128 = 99_999_900_000;

/// What a keeper's calls of one week did to the clocks of others.
#[derive(Debug, PartialEq)]
struct Moved {
    clock: &'static str,
    hours_later: u64,
    /// Hours at whose end nobody could call in what had been out for an hour or more.
    hours_overdue: u64,
}

type Clock = (&'static str, u64);

trait Clocks: System {
    /// Before the week.
    fn start(&self, keeper: &Address);
    /// Name and unix seconds of every clock that a keeper might want to see later.
    fn clocks(&self, keeper: &Address) -> std::vec::Vec<Clock>;
    /// Whatever a keeper can do that might move one.
    fn nudge(&self, keeper: &Address);
}

fn no_keeper_moves_a_clock_later(s: &impl Clocks) -> Result<(), Moved> {
    let keeper = s.account(1_000 * UNIT);
    s.start(&keeper);
    let before = s.clocks(&keeper);
    let mut hours_overdue = 0;
    for _ in 0..HOURS {
        s.wait(HOUR);
        let owes = s.balance(&keeper) >= 1_000 * UNIT + OWED - BOND;
        hours_overdue += u64::from(s.slash(&keeper).is_err() && owes);
        s.nudge(&keeper);
    }
    let later = before
        .into_iter()
        .zip(s.clocks(&keeper))
        .find(|((_, was), (_, is))| is > was);
    match later {
        None => Ok(()),
        Some(((clock, was), (_, is))) => Err(Moved {
            clock,
            hours_later: (is - was) / HOUR,
            hours_overdue,
        }),
    }
}

impl Clocks for Original {
    fn start(&self, keeper: &Address) {
        self.depositor(60_000 * UNIT);
        self.join(keeper, BOND).expect("bonded");
        self.draw(keeper, OWED).expect("within its limit");
    }

    fn clocks(&self, keeper: &Address) -> std::vec::Vec<Clock> {
        let drawn = self.registry().get_keeper(keeper).last_draw_time;
        [("slash", drawn + SLASH_TIMEOUT)].into()
    }

    fn nudge(&self, keeper: &Address) {
        self.draw(keeper, 1).expect("a stroop is within its limit");
    }
}

/// The keeper is a thief who has the session key of the world's operator, and is an operator itself.
impl Clocks for Ours {
    fn start(&self, keeper: &Address) {
        let w = &self.world;
        w.deposit(&w.lp, 1_000 * UNIT);
        self.join(keeper, BOND).expect("anybody may");
        w.mint(self.usdc(), &w.operator, 2 * BOND);
        let registry = w.registry();
        registry.mock_all_auths().add_stake(&w.operator, &(2 * BOND));
        registry.mock_all_auths().request_unstake(&w.operator, &BOND);
        assert!(self.draw(keeper, OWED).is_err());
    }

    fn clocks(&self, _keeper: &Address) -> std::vec::Vec<Clock> {
        let w = &self.world;
        let session = w.registry().get_session(&w.operator, &w.session);
        let refund = w.registry().get_unstake(&w.operator);
        [
            ("lock", w.vault().get_tranche(&w.lp).unlock_at),
            ("delegation", session.expect("granted").expires_at),
            ("refund", refund.expect("asked for").available_at),
        ]
        .into()
    }

    fn nudge(&self, keeper: &Address) {
        let (w, e) = (&self.world, self.e());
        let refused = [
            self.draw(keeper, 1).is_err(),
            self.gift_to_the_depositor(keeper).by::<i128>(e, keeper).is_err(),
            self.longer_delegation().by::<()>(e, &w.session).is_err(),
            self.later_refund().by::<Unstake>(e, keeper).is_err(),
        ];
        assert_eq!(refused, [true; 4]);
        // What it may do: give, and let that be booked.
        self.mint(self.vault(), UNIT);
        w.vault().skim();
    }
}

/// What would move a clock, if it were signed by its owner.
impl Ours {
    fn gift_to_the_depositor<'a>(&'a self, payer: &Address) -> Call<'a> {
        let (e, me) = (self.e(), val(self.e(), payer));
        let args = vec![e, val(e, &UNIT), val(e, &self.world.lp), me, me];
        Call::of(self.vault(), "deposit", args).paying(self.usdc(), self.vault(), UNIT)
    }

    fn longer_delegation(&self) -> Call<'_> {
        let (w, e) = (&self.world, self.e());
        let far = e.ledger().timestamp() + 29 * DAY;
        let (operator, session) = (val(e, &w.operator), val(e, &w.session));
        let terms = [val(e, &0i128), val(e, &far), val(e, &w.wide_limits())];
        let args = vec![e, operator, session, terms[0], terms[1], terms[2]];
        Call::of(self.registry(), "grant_session", args)
    }

    fn later_refund(&self) -> Call<'_> {
        let (w, e) = (&self.world, self.e());
        let args = vec![e, val(e, &w.operator), val(e, &1i128)];
        Call::of(self.registry(), "request_unstake", args)
    }
}

#[test]
fn w2_no_call_of_a_keeper_moves_a_deadline_later() {
    let moved = Moved {
        clock: "slash",
        hours_later: HOURS,
        hours_overdue: HOURS,
    };
    assert_eq!(no_keeper_moves_a_clock_later(&Original::deployed()), Err(moved));
    let ours = Ours::with(|params| params.cooldown_secs = 7 * DAY);
    assert_eq!(no_keeper_moves_a_clock_later(&ours), Ok(()));
    // The same calls, signed by the owner of the clock, do move it: what was refused was the keeper.
    let (w, e) = (&ours.world, ours.e());
    let before = ours.clocks(&w.operator);
    ours.mint(&w.lp, UNIT);
    let gift = ours.gift_to_the_depositor(&w.lp);
    gift.by::<i128>(e, &w.lp).expect("his own");
    ours.longer_delegation()
        .by::<()>(e, &w.operator)
        .expect("his own");
    ours.later_refund()
        .by::<Unstake>(e, &w.operator)
        .expect("his own");
    for ((clock, was), (_, is)) in before.into_iter().zip(ours.clocks(&w.operator)) {
        assert!(is > was, "{clock}");
    }
}
