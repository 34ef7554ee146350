//! Worlds in which operators may draw, and the calls of that path with exact signatures.
use nectar_interfaces::vault::{BondParams, Draw};
use nectar_vault::NectarVaultClient;
use soroban_sdk::{
    Address, IntoVal,
    testutils::{Address as _, MockAuth, MockAuthInvoke},
    token::TokenClient,
};

use crate::{
    ledger,
    signed::{Outcome, outcome, sign, sign_nothing},
    tokens::{UNIT, mint, text},
    world::{Setup, World},
};

pub const DAY: u64 = 86_400;
/// 5 % on top of every draw.
pub const BOUNTY_BPS: i128 = 500;

/// 5 % bounty, a fifth of the assets, 10 bps a day, a day's time.
pub fn terms() -> BondParams {
    BondParams {
        bounty_bps: 500,
        cap_bps: 2_000,
        daily_fee_bps: 10,
        slash_timeout_secs: DAY,
    }
}

/// With draws on and `assets` USDC in all, unlocked.
pub fn world(assets: i128) -> World {
    let setup = Setup {
        deposit: assets - 10 * UNIT,
        lent: 0,
        ..Setup::default()
    };
    let world = World::prepared(&setup, |world| {
        world.vault().mock_all_auths().set_bond(&terms());
    });
    ledger::wait(&world.e, 60);
    world
}

/// The most a stake lets its operator draw.
pub fn most(stake: i128) -> i128 {
    stake * 10_000 / (10_000 + BOUNTY_BPS)
}

impl World {
    /// A new registered operator with this stake and no other USDC.
    pub fn staked(&self, stake: i128) -> Address {
        let who = Address::generate(&self.e);
        mint(&self.e, &self.tokens.usdc, &who, stake);
        let name = text(&self.e, "staked");
        self.registry().mock_all_auths().register(&who, &name, &stake);
        sign_nothing(&self.e);
        who
    }

    /// `draw`, signed by `signer`.
    pub fn draw_signed_by(&self, signer: &Address, operator: &Address, amount: i128) -> Outcome<Draw> {
        let args = (operator.clone(), amount).into_val(&self.e);
        sign(&self.e, signer, &self.vault, "draw", args);
        let tried = NectarVaultClient::new(&self.e, &self.vault).try_draw(operator, &amount);
        sign_nothing(&self.e);
        outcome(tried)
    }

    pub fn draw(&self, operator: &Address, amount: i128) -> Outcome<Draw> {
        self.draw_signed_by(operator, operator, amount)
    }

    /// Signed by the operator, with the transfer below.
    pub fn give_back(&self, operator: &Address, amount: i128) -> Outcome<()> {
        let e = &self.e;
        e.mock_auths(&[MockAuth {
            address: operator,
            invoke: &MockAuthInvoke {
                contract: &self.vault,
                fn_name: "return_proceeds",
                args: (operator.clone(), amount).into_val(e),
                sub_invokes: &[MockAuthInvoke {
                    contract: &self.tokens.usdc,
                    fn_name: "transfer",
                    args: (operator.clone(), self.vault.clone(), amount).into_val(e),
                    sub_invokes: &[],
                }],
            },
        }]);
        let tried = self.vault().try_return_proceeds(operator, &amount);
        sign_nothing(e);
        outcome(tried)
    }

    /// Signed by `from`, with the transfer below.
    pub fn cure(&self, from: &Address, operator: &Address, amount: i128) -> Outcome<()> {
        let e = &self.e;
        e.mock_auths(&[MockAuth {
            address: from,
            invoke: &MockAuthInvoke {
                contract: &self.vault,
                fn_name: "cure",
                args: (from.clone(), operator.clone(), amount).into_val(e),
                sub_invokes: &[MockAuthInvoke {
                    contract: &self.tokens.usdc,
                    fn_name: "transfer",
                    args: (from.clone(), self.vault.clone(), amount).into_val(e),
                    sub_invokes: &[],
                }],
            },
        }]);
        let tried = self.vault().try_cure(from, operator, &amount);
        sign_nothing(e);
        outcome(tried)
    }

    /// Signed by nobody.
    pub fn slash(&self, operator: &Address, caller: &Address) -> Outcome<i128> {
        sign_nothing(&self.e);
        outcome(self.vault().try_slash(operator, caller))
    }

    /// `function` of the registry with these arguments, signed by `who`.
    pub fn ask_back(&self, operator: &Address, amount: i128) -> Outcome<()> {
        let args = (operator.clone(), amount).into_val(&self.e);
        sign(&self.e, operator, &self.registry, "request_unstake", args);
        let tried = self.registry().try_request_unstake(operator, &amount);
        sign_nothing(&self.e);
        outcome(tried).map(|_| ())
    }

    pub fn leave(&self, operator: &Address) -> Outcome<()> {
        let args = (operator.clone(),).into_val(&self.e);
        sign(&self.e, operator, &self.registry, "deregister", args);
        let tried = self.registry().try_deregister(operator);
        sign_nothing(&self.e);
        outcome(tried)
    }

    pub fn collect_stake(&self, operator: &Address) -> Outcome<i128> {
        let args = (operator.clone(),).into_val(&self.e);
        sign(&self.e, operator, &self.registry, "withdraw_stake", args);
        let tried = self.registry().try_withdraw_stake(operator);
        sign_nothing(&self.e);
        outcome(tried)
    }

    /// All `who` can, of the shares it has.
    pub fn exit(&self, who: &Address) -> i128 {
        let shares = self.vault().max_redeem(who);
        if shares == 0 {
            return 0;
        }
        let args = (shares, who.clone(), who.clone(), who.clone()).into_val(&self.e);
        sign(&self.e, who, &self.vault, "redeem", args);
        let paid = self.vault().redeem(&shares, who, who, who);
        sign_nothing(&self.e);
        paid
    }

    /// Principal and fee, now.
    pub fn owed(&self, operator: &Address) -> i128 {
        let draw = self.vault().get_draw(operator);
        draw.map_or(0, |draw| draw.outstanding + draw.fee)
    }

    /// USDC somebody has: in the wallet, as stake, on its way back, and in shares at their price.
    pub fn wealth(&self, who: &Address) -> i128 {
        let vault = self.vault();
        let stake = self.registry().get_keeper(who).map_or(0, |keeper| keeper.stake);
        let coming = self
            .registry()
            .get_unstake(who)
            .map_or(0, |unstake| unstake.amount);
        let shares = vault.convert_to_assets(&vault.balance(who));
        self.balance(&self.tokens.usdc, who) + stake + coming + shares
    }

    /// The issuer takes USDC out of a contract.
    pub fn claw_back(&self, from: &Address, amount: i128) {
        self.e.as_contract(from, || {
            TokenClient::new(&self.e, &self.tokens.usdc).burn(from, &amount);
        });
    }
}
