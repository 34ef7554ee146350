use soroban_sdk::{
    Address, Env, Symbol, Val, Vec,
    auth::{ContractContext, InvokerContractAuthEntry, SubContractInvocation},
    token::TokenClient,
    vec,
};

use crate::Fault;

/// How one DEX trades along a path. Both calls spend this contract's own tokens and bring it the output.
pub trait Dex {
    /// Sells exactly `amount_in`, for whatever it brings.
    fn sell(&self, amount_in: i128) -> Result<(), Fault>;
    /// Buys exactly `amount_out` for at most `max_in`.
    fn buy(&self, amount_out: i128, max_in: i128) -> Result<(), Fault>;
}

/// Two tokens and who gets the output.
pub struct Leg<'a> {
    pub token_in: &'a Address,
    pub token_out: &'a Address,
    pub to: &'a Address,
}

/// Sells `amount_in`, which was transferred before the call. Returns what `to` was paid.
pub fn swap_exact_in(
    e: &Env,
    dex: &impl Dex,
    leg: &Leg,
    amount_in: i128,
    min_out: i128,
) -> Result<i128, Fault> {
    let purse = Purse::open(e, leg, amount_in)?;
    dex.sell(amount_in)?;
    let out = purse.received();
    if out <= 0 {
        return Err(Fault::ZeroOutput);
    }
    if out < min_out {
        return Err(Fault::OutputTooSmall);
    }
    purse.settle(leg.to, out);
    Ok(out)
}

/// Buys exactly `amount_out` with `max_in`, which was transferred before the call. What is left of it goes to `to`.
/// Returns what was taken.
pub fn swap_exact_out(
    e: &Env,
    dex: &impl Dex,
    leg: &Leg,
    amount_out: i128,
    max_in: i128,
) -> Result<i128, Fault> {
    if amount_out <= 0 {
        return Err(Fault::InvalidAmount);
    }
    let purse = Purse::open(e, leg, max_in)?;
    dex.buy(amount_out, max_in)?;
    if purse.received() != amount_out {
        return Err(Fault::WrongOutput);
    }
    Ok(purse.settle(leg.to, amount_out))
}

/// Authorises one call by a contract that this one calls next. Any call in between drops it.
pub fn authorise(e: &Env, contract: &Address, function: &str, args: Vec<Val>) {
    e.authorize_as_current_contract(vec![
        e,
        InvokerContractAuthEntry::Contract(SubContractInvocation {
            context: ContractContext {
                contract: contract.clone(),
                fn_name: Symbol::new(e, function),
                args,
            },
            sub_invocations: vec![e],
        }),
    ]);
}

/// What a call may touch: `paid` of the input and whatever comes in of the output. Tokens that lay here before are
/// nobody's pay.
struct Purse<'a> {
    me: Address,
    token_in: TokenClient<'a>,
    token_out: TokenClient<'a>,
    paid: i128,
    in_before: i128,
    out_before: i128,
}

impl<'a> Purse<'a> {
    fn open(e: &'a Env, leg: &'a Leg, paid: i128) -> Result<Self, Fault> {
        if paid <= 0 {
            return Err(Fault::InvalidAmount);
        }
        let me = e.current_contract_address();
        let token_in = TokenClient::new(e, leg.token_in);
        let token_out = TokenClient::new(e, leg.token_out);
        let (in_before, out_before) = (token_in.balance(&me), token_out.balance(&me));
        if in_before < paid {
            return Err(Fault::NotPaid);
        }
        Ok(Self {
            me,
            token_in,
            token_out,
            paid,
            in_before,
            out_before,
        })
    }

    fn received(&self) -> i128 {
        self.token_out.balance(&self.me) - self.out_before
    }

    /// Pays the output and gives back what the DEX did not take. Returns what it took.
    fn settle(&self, to: &Address, out: i128) -> i128 {
        let taken = self.in_before - self.token_in.balance(&self.me);
        self.token_out.transfer(&self.me, to, &out);
        if taken < self.paid {
            self.token_in.transfer(&self.me, to, &(self.paid - taken));
        }
        taken
    }
}
