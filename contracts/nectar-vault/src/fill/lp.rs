//! LP tokens of the backstop: bought and donated for interest (type 2), drawn and sold for bad debt (type 1).
//!
//! Nobody's price of them is believed, Comet's spot least of all: whoever sends the transaction can move it. They count
//! as the USDC that was really paid or received for them, the margin on the USDC spent is higher, and the caps are small:
//! what a keeper who moves Comet around the call takes is profit the vault might have had beyond that margin, never its
//! capital.

use nectar_interfaces::{
    backstop::BackstopClient,
    comet::CometClient,
    vault::{Order, TypeParams},
};
use soroban_sdk::{
    Address, Env, IntoVal, Symbol, Vec,
    auth::{ContractContext, InvokerContractAuthEntry, SubContractInvocation},
    panic_with_error,
    token::TokenClient,
};
use stellar_contract_utils::math::i128_fixed_point::mul_div_floor;

use crate::{
    constants::{BPS, DEPTH_CAP_BPS, TYPE_CAP_BPS},
    errors::Error,
    storage,
};

pub struct Lp {
    /// The LP token: Comet itself.
    pub token: Address,
    params: TypeParams,
    /// USDC on Comet's record when the fill began.
    depth: i128,
}

impl Lp {
    pub fn read(e: &Env, order: &Order, params: TypeParams) -> Self {
        if order.user != params.backstop {
            panic_with_error!(e, Error::NotBackstop);
        }
        let Ok(Ok(token)) = BackstopClient::new(e, &params.backstop).try_backstop_token() else {
            panic_with_error!(e, Error::BackstopUnreadable);
        };
        let usdc = storage::config(e).usdc;
        let Ok(Ok(depth)) = CometClient::new(e, &token).try_get_balance(&usdc) else {
            panic_with_error!(e, Error::BackstopUnreadable);
        };
        Self { token, params, depth }
    }

    pub fn margin_bps(&self) -> u32 {
        self.params.margin_bps
    }

    /// The type's own cap, and 1 % of the assets whatever that cap is.
    pub fn require_within_caps(&self, e: &Env, total_assets: i128, spent: i128) {
        let share = mul_div_floor(e, &total_assets, &TYPE_CAP_BPS, &BPS);
        if spent > self.params.cap.min(share) {
            panic_with_error!(e, Error::TypeCapExceeded);
        }
    }

    /// What goes through Comet is at most a tenth of the USDC it had: price impact grows with it.
    pub fn require_within_depth(&self, e: &Env, usdc: i128) {
        if usdc > mul_div_floor(e, &self.depth, &DEPTH_CAP_BPS, &BPS) {
            panic_with_error!(e, Error::CometCapExceeded);
        }
    }

    /// Lets the backstop take exactly `amount`, in this ledger, and answers the authorisation to donate just that.
    pub fn allow_donation(&self, e: &Env, pool: &Address, amount: i128) -> InvokerContractAuthEntry {
        let (me, backstop) = (e.current_contract_address(), &self.params.backstop);
        TokenClient::new(e, &self.token).approve(&me, backstop, &amount, &e.ledger().sequence());
        InvokerContractAuthEntry::Contract(SubContractInvocation {
            context: ContractContext {
                contract: backstop.clone(),
                fn_name: Symbol::new(e, "donate"),
                args: (me, pool.clone(), amount).into_val(e),
            },
            sub_invocations: Vec::new(e),
        })
    }

    /// No allowance of USDC or LP tokens outlives the call, whoever among those it dealt with holds it and however old
    /// it is.
    pub fn reset_allowances(&self, e: &Env, pool: &Address, venues: Vec<Address>) {
        let usdc = storage::config(e).usdc;
        let dealt_with = [pool, &self.params.backstop, &self.token].into_iter().cloned();
        for spender in dealt_with.chain(venues.iter()) {
            for token in [&usdc, &self.token] {
                reset(e, token, &spender);
            }
        }
    }
}

fn reset(e: &Env, token: &Address, spender: &Address) {
    let (me, token) = (e.current_contract_address(), TokenClient::new(e, token));
    if token.allowance(&me, spender) == 0 {
        return;
    }
    token.approve(&me, spender, &0, &e.ledger().sequence());
    if token.allowance(&me, spender) != 0 {
        panic_with_error!(e, Error::AllowanceLeft);
    }
}
