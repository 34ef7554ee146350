//! W6: a lost race counted as a fill, a stroop drawn and returned as another, and a gift as profit.
//!
//! Here counters rise only in a call in which the pool executed a fill; what a vault is given is nobody's profit. Lost races
//! are not on the chain at all, so there is no success rate to invent. (In the sandbox: tests/integration/registry.)
use nectar_interfaces::vault::Order;
use nectar_tests::tokens::{UNIT, transfer};
use soroban_sdk::{Address, vec};

use crate::{
    original::Original,
    ours::Ours,
    system::{Call, System, val},
};

const ATTEMPTS: u64 = 1_000;
const GIFT: i128 = 50 * UNIT;

/// Fills and profit, as the registry counts them.
type Record = (u64, i128);

trait Reputed: System {
    fn record(&self, keeper: &Address) -> Record;
    /// Something that is no fill, as cheap as possible; `attempt` varies it.
    fn pretend(&self, keeper: &Address, attempt: u64);
    /// The vault is given USDC so that the keeper looks good.
    fn buy_profit(&self, keeper: &Address);
}

/// What the record of a keeper says more than before, after a thousand attempts that filled nothing and a bought profit.
fn a_record_is_earned(s: &impl Reputed, keeper: &Address) -> Result<(), Record> {
    let before = s.record(keeper);
    for attempt in 0..ATTEMPTS {
        s.pretend(keeper, attempt);
    }
    s.buy_profit(keeper);
    let after = s.record(keeper);
    match (after.0 - before.0, after.1 - before.1) {
        (0, 0) => Ok(()),
        invented => Err(invented),
    }
}

impl Reputed for Original {
    fn record(&self, keeper: &Address) -> Record {
        let info = self.registry().get_keeper(keeper);
        (info.successful_fills, info.total_profit)
    }

    fn pretend(&self, keeper: &Address, _attempt: u64) {
        self.draw(keeper, 1).expect("bonded");
        self.give_back(keeper, 1).expect("drawn");
    }

    fn buy_profit(&self, keeper: &Address) {
        self.draw(keeper, 1).expect("bonded");
        self.mint(keeper, GIFT);
        self.give_back(keeper, 1 + GIFT).expect("drawn");
    }
}

/// The world's operator, which has one fill, and a rival who was faster at the second auction.
impl Reputed for Ours {
    fn record(&self, keeper: &Address) -> Record {
        let keeper = self.world.registry().get_keeper(keeper).expect("registered");
        (keeper.fills.into(), keeper.profit)
    }

    fn pretend(&self, keeper: &Address, attempt: u64) {
        let w = &self.world;
        let e = self.e();
        let (won, lost) = (&self.orders[0], &self.orders[1]);
        let refused = match attempt % 5 {
            0 => w.try_fill(lost).is_err(),
            1 => w.try_fill(won).is_err(),
            2 => {
                let order = Order {
                    min_profit: i128::MAX,
                    ..self.orders[2].clone()
                };
                w.try_fill(&order).is_err()
            }
            3 => {
                let args = vec![e, val(e, keeper), val(e, &GIFT), val(e, &GIFT)];
                Call::of(self.registry(), "record_execution", args)
                    .by::<()>(e, keeper)
                    .is_err()
            }
            _ => self.draw(keeper, 1).is_err() && self.give_back(keeper, 1).is_err(),
        };
        assert!(refused, "attempt {attempt} was no pretence");
    }

    fn buy_profit(&self, keeper: &Address) {
        self.mint(keeper, GIFT);
        transfer(self.e(), self.usdc(), keeper, self.vault(), GIFT);
        assert_eq!(self.world.vault().skim(), GIFT);
    }
}

#[test]
fn w6_a_thousand_attempts_that_fill_nothing_leave_the_counters_unchanged() {
    let original = Original::deployed();
    original.depositor(60_000 * UNIT);
    let keeper = original.account(100 * UNIT);
    original.join(&keeper, 100 * UNIT).expect("bonded");
    let invented = (ATTEMPTS + 1, GIFT);
    assert_eq!(a_record_is_earned(&original, &keeper), Err(invented));

    let ours = Ours::with_auctions(3, |_| ());
    let w = &ours.world;
    let rival = ours.account(0);
    let session = ours.session_of(&rival);
    let receipt = w.try_fill(&ours.orders[0]).expect("worth filling");
    w.fill_as(&rival, &session, &ours.orders[1])
        .expect("worth filling");
    assert_eq!(ours.record(&w.operator), (1, receipt.profit));
    assert_eq!(a_record_is_earned(&ours, &w.operator), Ok(()));
}
