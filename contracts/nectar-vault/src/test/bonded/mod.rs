//! The bonded path. 1,000 USDC of assets, terms of a real network, operators with stakes.

mod auth;
mod books;
mod defaults;
mod draws;
mod exits;
mod lifetimes;
mod returns;
mod slashes;
mod stakes;
mod terms;
mod windows;

use nectar_interfaces::vault::{BondParams, Draw};

use super::*;
use crate::BondError;

pub const TIMEOUT: u64 = DAY;
/// The registry's refusal: the stake would not cover the draw.
pub const STAKE_BACKS_DRAW: u32 = keeper_registry::Error::StakeBacksDraw as u32;

/// 5 % bounty, a fifth of the assets, 10 bps a day, a day's time.
pub fn terms() -> BondParams {
    BondParams {
        bounty_bps: 500,
        cap_bps: 2_000,
        daily_fee_bps: 10,
        slash_timeout_secs: TIMEOUT,
    }
}

pub struct Bonded {
    pub w: World,
    /// Has 990 of the 1,000 USDC, unlocked.
    pub lp: Address,
    /// Registered, with 105 USDC of stake: enough for a draw of 100.
    pub operator: Address,
}

impl Bonded {
    pub fn new() -> Self {
        Self::with(terms())
    }

    pub fn with(terms: BondParams) -> Self {
        let w = World::bare();
        w.client().set_bond(&terms);
        w.seed(10 * UNIT);
        let lp = w.depositor(990 * UNIT);
        w.pass(DAY);
        let operator = w.operator.clone();
        let b = Self { w, lp, operator };
        b.stake(&b.operator, 105 * UNIT);
        b
    }

    pub fn client(&self) -> NectarVaultClient<'_> {
        self.w.client()
    }

    pub fn stake(&self, operator: &Address, amount: i128) {
        self.w.mint(&self.w.usdc, operator, amount);
        self.w.registry().add_stake(operator, &amount);
    }

    /// Another registered operator with this stake.
    pub fn rival(&self, stake: i128) -> Address {
        let rival = self.w.account(stake);
        let name = String::from_str(&self.w.e, "rival");
        self.w.registry().register(&rival, &name, &stake);
        rival
    }

    pub fn draw(&self, amount: i128) -> Draw {
        self.client().draw(&self.operator, &amount)
    }

    pub fn open(&self) -> Draw {
        self.client().get_draw(&self.operator).expect("an open draw")
    }

    pub fn stake_of(&self, operator: &Address) -> i128 {
        self.w.registry().get_keeper(operator).expect("registered").stake
    }

    pub fn backing(&self) -> i128 {
        self.w.registry().backing_of(&self.operator)
    }

    /// Returns all that the operator owes now; it is given what it lacks.
    pub fn repay(&self, operator: &Address) {
        let Draw { fee, outstanding, .. } = self.client().get_draw(operator).expect("open");
        let due = outstanding + fee;
        let lacking = due - self.w.usdc_of(operator);
        if lacking > 0 {
            self.w.mint(&self.w.usdc, operator, lacking);
        }
        self.client().return_proceeds(operator, &due);
    }

    pub fn price(&self) -> i128 {
        self.client().share_price()
    }

    /// The issuer takes USDC out of a contract.
    pub fn claw_back(&self, from: &Address, amount: i128) {
        self.w.e.as_contract(from, || {
            TokenClient::new(&self.w.e, &self.w.usdc).burn(from, &amount);
        });
    }
}

#[track_caller]
pub fn assert_bond_refused<T: Debug, C: Debug>(result: Refusal<T, C>, error: BondError) {
    assert_failed(result, error as u32);
}

/// ⌈amount × bps × secs / (10,000 × 86,400)⌉, in plain integers.
pub fn fee(amount: i128, bps: i128, secs: i128) -> i128 {
    (amount * bps * secs + 863_999_999) / 864_000_000
}
