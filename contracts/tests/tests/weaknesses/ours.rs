//! The vault and the registry of this repository, with the bonded path off, as they start.
use nectar_interfaces::vault::{Order, Params};
use nectar_tests::{
    batch::Batching,
    ledger,
    signed::{Outcome, sign_nothing},
    tokens::{UNIT, text},
    world::{Setup, World},
};
use soroban_sdk::{Address, Env, Val, testutils::Address as _, token::TokenClient, vec};

use crate::system::{Call, System, val};

pub struct Ours {
    pub world: World,
    /// One for each auction that is worth filling.
    pub orders: std::vec::Vec<Order>,
}

impl Ours {
    /// Opened with the seed, and without auctions.
    pub fn deployed() -> Ours {
        Ours::with(|_| ())
    }

    pub fn with(change: impl Fn(&mut Params)) -> Ours {
        let mut setup = Setup {
            deposit: 0,
            depth: UNIT,
            lent: 0,
            ..Setup::default()
        };
        change(&mut setup.params);
        Ours {
            world: World::new(&setup),
            orders: std::vec::Vec::new(),
        }
    }

    /// With 60,000 USDC of a depositor and this many auctions of blend-v2.md §14.4.
    pub fn with_auctions(count: u32, change: impl Fn(&mut Params)) -> Ours {
        let mut setup = Setup {
            deposit: 60_000 * UNIT,
            ..Setup::default()
        };
        change(&mut setup.params);
        let (Batching { world, .. }, orders) = Batching::ripe(&setup, count);
        Ours { world, orders }
    }

    /// A new operator's session.
    pub fn session_of(&self, operator: &Address) -> Address {
        let session = Address::generate(&self.world.e);
        self.world.open_session(operator, &session);
        session
    }
}

impl System for Ours {
    fn e(&self) -> &Env {
        &self.world.e
    }

    fn usdc(&self) -> &Address {
        &self.world.tokens.usdc
    }

    fn vault(&self) -> &Address {
        &self.world.vault
    }

    fn registry(&self) -> &Address {
        &self.world.registry
    }

    fn deposit(&self, who: &Address, amount: i128) -> Outcome<i128> {
        let e = self.e();
        let args = vec![e, val(e, &amount), val(e, who), val(e, who), val(e, who)];
        Call::of(self.vault(), "deposit", args)
            .paying(self.usdc(), self.vault(), amount)
            .by(e, who)
    }

    fn exit(&self, who: &Address, shares: i128) -> Outcome<i128> {
        let e = self.e();
        let args = vec![e, val(e, &shares), val(e, who), val(e, who), val(e, who)];
        Call::of(self.vault(), "redeem", args).by(e, who)
    }

    fn shares_of(&self, who: &Address) -> i128 {
        self.world.vault().balance(who)
    }

    fn worth_of(&self, who: &Address) -> i128 {
        self.world.vault().preview_redeem(&self.shares_of(who))
    }

    fn assets(&self) -> i128 {
        self.world.vault().total_assets()
    }

    fn join(&self, who: &Address, bond: i128) -> Outcome<()> {
        let e = self.e();
        let args = vec![e, val(e, who), val(e, &text(e, "keeper")), val(e, &bond)];
        let call = Call::of(self.registry(), "register", args);
        if bond > 0 {
            call.paying(self.usdc(), self.registry(), bond).by(e, who)
        } else {
            call.by(e, who)
        }
    }

    /// The bond comes after the delay.
    fn leave(&self, who: &Address) -> Outcome<()> {
        let e = self.e();
        let args = vec![e, val(e, who)];
        Call::of(self.registry(), "deregister", args.clone()).by::<()>(e, who)?;
        ledger::wait(e, self.world.registry().get_config().unstake_delay_secs);
        Call::of(self.registry(), "withdraw_stake", args)
            .by::<i128>(e, who)
            .map(|_| ())
    }

    fn draw(&self, who: &Address, amount: i128) -> Outcome<()> {
        let e = self.e();
        Call::of(self.vault(), "draw", vec![e, val(e, who), val(e, &amount)])
            .by::<Val>(e, who)
            .map(|_| ())
    }

    fn give_back(&self, who: &Address, amount: i128) -> Outcome<()> {
        let e = self.e();
        Call::of(
            self.vault(),
            "return_proceeds",
            vec![e, val(e, who), val(e, &amount)],
        )
        .paying(self.usdc(), self.vault(), amount)
        .by(e, who)
    }

    fn slash(&self, who: &Address) -> Outcome<()> {
        let (e, stranger) = (self.e(), self.account(0));
        Call::of(self.vault(), "slash", vec![e, val(e, who), val(e, &stranger)])
            .by::<i128>(e, &stranger)
            .map(|_| ())
    }

    /// No keeper can, so the issuer claws it back; a stranger's stroop books that.
    fn lose(&self, _keeper: &Address, amount: i128) {
        let vault = self.vault();
        self.e().mock_all_auths();
        self.e().as_contract(vault, || {
            TokenClient::new(self.e(), self.usdc()).burn(vault, &amount)
        });
        sign_nothing(self.e());
        self.depositor(UNIT);
    }

    /// Somebody gives it away; `skim` books it, and it vests.
    fn gain(&self, amount: i128) {
        self.mint(self.vault(), amount);
        self.world.vault().skim();
        self.wait(self.world.vault().get_params().profit_unlock_secs);
    }
}
