use nectar_interfaces::comet::CometClient;
use soroban_sdk::{Address, Bytes, Env, IntoVal, token::TokenClient};
use venue_adapter::{Dex, Fault, Path, authorise};

use crate::weighted::{self, Side};

/// No limit of the price: the caller's limits are amounts.
const ANY_PRICE: i128 = i128::MAX;

/// The pool approves itself until the next ledger whose number is a multiple of this.
const APPROVAL_STEP: u32 = 100_000;

enum Kind {
    /// Token to LP token.
    Join,
    /// LP token to token.
    Exit,
    Swap,
}

/// A Comet and two tokens, one of which may be its own.
pub struct Pool<'a> {
    e: &'a Env,
    comet: CometClient<'a>,
    token_in: Address,
    token_out: Address,
    kind: Kind,
}

impl<'a> Pool<'a> {
    pub fn open(e: &'a Env, token_in: &Address, token_out: &Address, data: &Bytes) -> Result<Self, Fault> {
        let path = Path::<Address>::read(e, data, token_in, token_out)?;
        if path.pools.len() != 1 {
            return Err(Fault::BadData);
        }
        let comet = path.pools.get_unchecked(0);
        let kind = if *token_out == comet {
            Kind::Join
        } else if *token_in == comet {
            Kind::Exit
        } else {
            Kind::Swap
        };
        Ok(Self {
            e,
            comet: CometClient::new(e, &comet),
            token_in: token_in.clone(),
            token_out: token_out.clone(),
            kind,
        })
    }

    pub fn quote_exact_in(&self, amount_in: i128) -> i128 {
        if amount_in <= 0 {
            return 0;
        }
        let fee = self.comet.get_swap_fee();
        match self.kind {
            Kind::Join => {
                weighted::join_exact_in(self.e, &self.side(&self.token_in), self.supply(), fee, amount_in)
            }
            Kind::Exit => {
                weighted::exit_exact_in(self.e, &self.side(&self.token_out), self.supply(), fee, amount_in)
            }
            Kind::Swap => {
                let (from, to) = (self.side(&self.token_in), self.side(&self.token_out));
                weighted::swap_exact_in(self.e, &from, &to, fee, amount_in)
            }
        }
        .unwrap_or(0)
    }

    /// Nothing when the pool would refuse.
    pub fn quote_exact_out(&self, amount_out: i128) -> Result<Option<i128>, Fault> {
        if amount_out <= 0 {
            return Err(Fault::InvalidAmount);
        }
        let fee = self.comet.get_swap_fee();
        Ok(match self.kind {
            Kind::Join => {
                weighted::join_exact_out(self.e, &self.side(&self.token_in), self.supply(), fee, amount_out)
            }
            Kind::Exit => weighted::exit_exact_out(
                self.e,
                &self.side(&self.token_out),
                self.supply(),
                fee,
                amount_out,
            ),
            Kind::Swap => {
                let (from, to) = (self.side(&self.token_in), self.side(&self.token_out));
                weighted::swap_exact_out(self.e, &from, &to, fee, amount_out)
            }
        })
    }

    fn side(&self, token: &Address) -> Side {
        Side {
            balance: self.comet.get_balance(token),
            weight: self.comet.get_normalized_weight(token),
        }
    }

    fn supply(&self) -> i128 {
        self.comet.get_total_supply()
    }

    /// The pool calls `approve` itself: nothing but that approval, and that only during the next call.
    fn approve(&self, amount: i128) {
        let me = self.e.current_contract_address();
        let until = (self.e.ledger().sequence() / APPROVAL_STEP + 1) * APPROVAL_STEP;
        let args = (me, self.comet.address.clone(), amount, until).into_val(self.e);
        authorise(self.e, &self.token_in, "approve", args);
    }

    /// What the pool did not take of the approval would stay.
    fn clear_allowance(&self) {
        let me = self.e.current_contract_address();
        let token = TokenClient::new(self.e, &self.token_in);
        if token.allowance(&me, &self.comet.address) != 0 {
            token.approve(&me, &self.comet.address, &0, &self.e.ledger().sequence());
        }
    }
}

impl Dex for Pool<'_> {
    fn sell(&self, amount: i128) -> Result<(), Fault> {
        let (me, comet, from, to) = (
            self.e.current_contract_address(),
            &self.comet,
            &self.token_in,
            &self.token_out,
        );
        match self.kind {
            Kind::Join => {
                self.approve(amount);
                comet.dep_tokn_amt_in_get_lp_tokns_out(from, &amount, &0, &me);
            }
            Kind::Exit => {
                comet.wdr_tokn_amt_in_get_lp_tokns_out(to, &amount, &0, &me);
            }
            Kind::Swap => {
                self.approve(amount);
                comet.swap_exact_amount_in(from, &amount, to, &0, &ANY_PRICE, &me);
            }
        }
        self.clear_allowance();
        Ok(())
    }

    fn buy(&self, amount: i128, max_in: i128) -> Result<(), Fault> {
        let (me, comet, from, to) = (
            self.e.current_contract_address(),
            &self.comet,
            &self.token_in,
            &self.token_out,
        );
        match self.kind {
            Kind::Join => {
                self.approve(max_in);
                comet.dep_lp_tokn_amt_out_get_tokn_in(from, &amount, &max_in, &me);
            }
            Kind::Exit => {
                comet.wdr_tokn_amt_out_get_lp_tokns_in(to, &amount, &max_in, &me);
            }
            Kind::Swap => {
                self.approve(max_in);
                comet.swap_exact_amount_out(from, &max_in, to, &amount, &ANY_PRICE, &me);
            }
        }
        self.clear_allowance();
        Ok(())
    }
}
