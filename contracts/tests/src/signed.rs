//! Calls with real signatures: an authorisation tree for exactly this call, and for nothing else.
use nectar_interfaces::vault::{FillReceipt, Order};
use nectar_vault::NectarVaultClient;
use soroban_sdk::{
    Address, Env, Error, IntoVal, InvokeError, Val, Vec,
    testutils::{MockAuth, MockAuthInvoke},
    xdr::ScErrorType,
};

use crate::world::World;

/// A call that failed: the code of a contract, or an error of the host (no signature, re-entry, a trap).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Code(u32),
    Host,
}

pub type Outcome<T> = Result<T, Refusal>;

/// What a `try_` call of a generated client answers.
pub type Tried<T, C> = Result<Result<T, C>, Result<Error, InvokeError>>;

pub fn outcome<T, C: core::fmt::Debug>(tried: Tried<T, C>) -> Outcome<T> {
    match tried {
        Ok(value) => Ok(value.expect("the contract answers what it declares")),
        Err(Ok(error)) if error.is_type(ScErrorType::Contract) => Err(Refusal::Code(error.get_code())),
        Err(Err(InvokeError::Contract(code))) => Err(Refusal::Code(code)),
        Err(_) => Err(Refusal::Host),
    }
}

/// From now on `who` has signed `function` of `contract` with `args`, once.
pub fn sign(e: &Env, who: &Address, contract: &Address, function: &'static str, args: Vec<Val>) {
    e.mock_auths(&[MockAuth {
        address: who,
        invoke: &MockAuthInvoke {
            contract,
            fn_name: function,
            args,
            sub_invokes: &[],
        },
    }]);
}

/// From now on nobody has signed anything.
pub fn sign_nothing(e: &Env) {
    e.set_auths(&[]);
}

impl World {
    /// `fill` signed by `session` for this very order.
    pub fn fill_as(&self, operator: &Address, session: &Address, order: &Order) -> Outcome<FillReceipt> {
        self.sign_fill(operator, session, order);
        self.fill_with_signatures_given(operator, session, order)
    }

    pub fn sign_fill(&self, operator: &Address, session: &Address, order: &Order) {
        let args = (operator.clone(), session.clone(), order.clone()).into_val(&self.e);
        sign(&self.e, session, &self.vault, "fill", args);
    }

    pub fn fill_with_signatures_given(
        &self,
        operator: &Address,
        session: &Address,
        order: &Order,
    ) -> Outcome<FillReceipt> {
        let vault = NectarVaultClient::new(&self.e, &self.vault);
        let result = outcome(vault.try_fill(operator, session, order));
        sign_nothing(&self.e);
        result
    }

    /// As the world's own operator and session, signed.
    pub fn try_fill(&self, order: &Order) -> Outcome<FillReceipt> {
        self.fill_as(&self.operator, &self.session, order)
    }
}
