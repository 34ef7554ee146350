//! W13: raising `min_stake` put every keeper out of work, and no stake could be topped up, revived or taken back in order.
//!
//! Here there is no `min_stake`: a stake buys nothing in a fill, so nothing the admin sets can put a keeper out of work. It
//! can be topped up, taken back after a delay, and brought again; who returns keeps record and roster slot. With the
//! bonded path off nobody is slashed, so there is no slasher to reward; the one who creates an auction is rewarded by Blend
//! or not at all.
use nectar_tests::tokens::UNIT;
use soroban_sdk::{Address, testutils::Address as _, vec};

use crate::{
    original::{MIN_STAKE, Original, registry::OriginalRegistryConfig, registry_config},
    ours::Ours,
    system::{Call, System, val},
};

const DAY: u64 = 86_400;

trait Staked: System {
    /// Whether the keeper may do today what keepers do.
    fn works(&self, keeper: &Address) -> bool;
    /// The admin asks for twice the stake, if there is a way to.
    fn ask_for_more(&self);
    fn stake_of(&self, keeper: &Address) -> i128;
    /// Whether what the keeper once earned stands beside its name.
    fn is_remembered(&self, keeper: &Address) -> bool;
}

/// What a keeper cannot do about its stake.
fn a_stake_has_a_way_on(s: &impl Staked, keeper: &Address) -> Result<(), std::vec::Vec<&'static str>> {
    let e = s.e();
    s.mint(keeper, 2 * MIN_STAKE);
    let mut missing = std::vec::Vec::new();
    let mut must = |holds: bool, what: &'static str| {
        if !holds {
            missing.push(what);
        }
    };
    s.ask_for_more();
    must(s.works(keeper), "work on when more is asked for");
    let before = s.stake_of(keeper);
    let top_up = vec![e, val(e, keeper), val(e, &MIN_STAKE)];
    let topped = Call::of(s.registry(), "add_stake", top_up)
        .paying(s.usdc(), s.registry(), MIN_STAKE)
        .by::<()>(e, keeper);
    must(topped.is_ok(), "top up");
    must(
        s.stake_of(keeper) == before + MIN_STAKE,
        "have more after a top-up",
    );
    must(s.works(keeper), "work on after a top-up");

    let held = s.balance(keeper);
    let staked = s.stake_of(keeper);
    let asked = Call::of(s.registry(), "deregister", vec![e, val(e, keeper)]).by::<()>(e, keeper);
    asked.expect("a keeper may leave");
    must(
        s.balance(keeper) == held,
        "be called to account before the stake is gone",
    );
    s.wait(DAY);
    _ = Call::of(s.registry(), "withdraw_stake", vec![e, val(e, keeper)]).by::<i128>(e, keeper);
    must(s.balance(keeper) == held + staked, "have all of it back");
    s.join(keeper, 2 * MIN_STAKE).expect("who left may return");
    must(s.works(keeper), "come back");
    must(s.is_remembered(keeper), "come back as who it was");
    if missing.is_empty() { Ok(()) } else { Err(missing) }
}

impl Staked for Original {
    fn works(&self, keeper: &Address) -> bool {
        let drawn = self.draw(keeper, 1).is_ok();
        if drawn {
            self.give_back(keeper, 1).expect("drawn");
        }
        drawn
    }

    fn ask_for_more(&self) {
        let config = OriginalRegistryConfig {
            min_stake: 2 * MIN_STAKE,
            ..registry_config(&self.usdc)
        };
        self.registry().mock_all_auths().set_config(&self.admin, &config);
    }

    fn stake_of(&self, keeper: &Address) -> i128 {
        self.registry().get_keeper(keeper).stake
    }

    fn is_remembered(&self, keeper: &Address) -> bool {
        self.registry().get_keeper(keeper).total_profit > 0
    }
}

impl Staked for Ours {
    /// A part of an auction, by a session of its own.
    fn works(&self, keeper: &Address) -> bool {
        let session = Address::generate(self.e());
        let expires_at = self.e().ledger().timestamp() + DAY;
        let limits = self.world.wide_limits();
        self.world
            .registry()
            .mock_all_auths()
            .grant_session(keeper, &session, &0, &expires_at, &limits);
        let mut order = self.orders[0].clone();
        order.percent = 20;
        self.world.fill_as(keeper, &session, &order).is_ok()
    }

    /// There is nothing to set.
    fn ask_for_more(&self) {
        let e = self.e();
        let config = vec![e, val(e, &self.world.admin), val(e, &(2 * MIN_STAKE))];
        let set = Call::of(self.registry(), "set_config", config).by::<()>(e, &self.world.admin);
        assert!(set.is_err());
    }

    fn stake_of(&self, keeper: &Address) -> i128 {
        let keeper = self.world.registry().get_keeper(keeper);
        keeper.expect("registered").stake
    }

    fn is_remembered(&self, keeper: &Address) -> bool {
        let keeper = self.world.registry().get_keeper(keeper);
        keeper.expect("registered").fills == 3
    }
}

#[test]
fn w13_a_stake_can_be_topped_up_taken_back_and_brought_again() {
    let original = Original::deployed();
    original.depositor(60_000 * UNIT);
    let keeper = original.account(MIN_STAKE + UNIT);
    original.join(&keeper, MIN_STAKE).expect("bonded");
    original.draw(&keeper, UNIT).expect("bonded");
    original.give_back(&keeper, 2 * UNIT).expect("with a profit");
    let missing = [
        "work on when more is asked for",
        "top up",
        "have more after a top-up",
        "work on after a top-up",
        "be called to account before the stake is gone",
        "come back as who it was",
    ];
    assert_eq!(a_stake_has_a_way_on(&original, &keeper), Err(missing.into()));

    let ours = Ours::with_auctions(1, |_| ());
    let keeper = ours.account(MIN_STAKE);
    ours.join(&keeper, MIN_STAKE).expect("anybody may");
    assert_eq!(a_stake_has_a_way_on(&ours, &keeper), Ok(()));
}
