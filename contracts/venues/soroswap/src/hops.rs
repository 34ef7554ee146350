use nectar_interfaces::soroswap::SoroswapRouterClient;
use soroban_sdk::{Address, Bytes, Env, IntoVal, panic_with_error};
use venue_adapter::{Dex, Fault, Path, authorise, instance};

use crate::errors::SoroswapError;

/// A path over the router's pairs, in the direction of the trade.
pub struct Hops<'a> {
    e: &'a Env,
    router: SoroswapRouterClient<'a>,
    path: Path<Address>,
}

impl<'a> Hops<'a> {
    pub fn open(e: &'a Env, token_in: &Address, token_out: &Address, data: &Bytes) -> Result<Self, Fault> {
        Ok(Self {
            e,
            router: SoroswapRouterClient::new(e, &instance::router(e)),
            path: Path::read(e, data, token_in, token_out)?,
        })
    }

    pub fn quote_exact_in(&self, amount_in: i128) -> i128 {
        match self
            .router
            .try_router_get_amounts_out(&amount_in, &self.path.tokens)
        {
            Ok(Ok(amounts)) => amounts.last().unwrap_or(0),
            _ => 0,
        }
    }

    pub fn quote_exact_out(&self, amount_out: i128) -> Result<i128, Fault> {
        if amount_out <= 0 {
            return Err(Fault::InvalidAmount);
        }
        let amounts = self.router.router_get_amounts_in(&amount_out, &self.path.tokens);
        amounts.first().ok_or(Fault::WrongOutput)
    }

    /// The first step's pair is pinned by `pay`: the router can be paid into no other.
    fn require_later_pairs(&self) {
        for (from, to, pair) in self.path.hops().skip(1) {
            if self.router.router_pair_for(&from, &to) != pair {
                panic_with_error!(self.e, SoroswapError::PairChanged);
            }
        }
    }

    /// Nothing but this transfer into the route's first pair, and that only during the next call.
    fn pay(&self, amount: i128) {
        let (me, pair) = (
            self.e.current_contract_address(),
            self.path.pools.get_unchecked(0),
        );
        let args = (me, pair, amount).into_val(self.e);
        authorise(self.e, &self.path.tokens.get_unchecked(0), "transfer", args);
    }

    /// The trade is in this very call: it cannot come too late.
    fn deadline(&self) -> u64 {
        self.e.ledger().timestamp() + 1
    }
}

impl Dex for Hops<'_> {
    fn sell(&self, amount_in: i128) -> Result<(), Fault> {
        self.require_later_pairs();
        let (me, deadline) = (self.e.current_contract_address(), self.deadline());
        self.pay(amount_in);
        self.router
            .swap_exact_tokens_for_tokens(&amount_in, &0, &self.path.tokens, &me, &deadline);
        Ok(())
    }

    fn buy(&self, amount_out: i128, max_in: i128) -> Result<(), Fault> {
        self.require_later_pairs();
        let cost = self.quote_exact_out(amount_out)?;
        if cost > max_in {
            return Err(Fault::InputTooLarge);
        }
        let (me, deadline) = (self.e.current_contract_address(), self.deadline());
        self.pay(cost);
        self.router
            .swap_tokens_for_exact_tokens(&amount_out, &cost, &self.path.tokens, &me, &deadline);
        Ok(())
    }
}
