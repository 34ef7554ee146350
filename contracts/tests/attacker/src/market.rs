//! A constant-product venue with a fee of 0.3 %, traded with the attacker's own money.

use nectar_interfaces::venue::VenueClient;
use soroban_sdk::{Address, Bytes, Env, token::TokenClient};

use crate::Plan;

pub const PRICE_SCALE: i128 = 10_000_000;
/// What a trade keeps of its input, in thousandths.
const AFTER_FEE: i128 = 997;
const WHOLE: i128 = 1_000;

pub struct Market<'a> {
    e: &'a Env,
    me: Address,
    plan: &'a Plan,
    token: TokenClient<'a>,
    usdc: TokenClient<'a>,
    venue: VenueClient<'a>,
}

impl<'a> Market<'a> {
    pub fn new(e: &'a Env, plan: &'a Plan) -> Market<'a> {
        Market {
            e,
            me: e.current_contract_address(),
            plan,
            token: TokenClient::new(e, &plan.token),
            usdc: TokenClient::new(e, &plan.usdc),
            venue: VenueClient::new(e, &plan.venue),
        }
    }

    pub fn sell(&self, tokens: i128) {
        self.token.transfer(&self.me, &self.plan.venue, &tokens);
        self.swap_in(&self.plan.token, &self.plan.usdc, tokens);
    }

    pub fn buy(&self, tokens: i128) {
        let (token_in, token_out, no_data) = (&self.plan.usdc, &self.plan.token, Bytes::new(self.e));
        let cost = self.venue.quote_exact_out(token_in, token_out, &tokens, &no_data);
        self.usdc.transfer(&self.me, &self.plan.venue, &cost);
        self.venue
            .swap_exact_out(token_in, token_out, &tokens, &cost, &self.me, &no_data);
    }

    /// Trades as long as the market, after its fee, is better than `fair`: closes the push and takes what the vault
    /// left, at the least cost in fees.
    pub fn trade_to(&self, fair: i128) {
        let usdc = self.usdc.balance(&self.plan.venue);
        let token = self.token.balance(&self.plan.venue);
        let product = usdc * token;
        let buy_below = root(product / PRICE_SCALE * fair * AFTER_FEE / WHOLE);
        let sell_above = root(product / PRICE_SCALE * fair * WHOLE / AFTER_FEE);
        if usdc < buy_below {
            let spend = (buy_below - usdc) * WHOLE / AFTER_FEE;
            self.usdc.transfer(&self.me, &self.plan.venue, &spend);
            self.swap_in(&self.plan.usdc, &self.plan.token, spend);
        } else if usdc > sell_above {
            self.sell((product / sell_above - token) * WHOLE / AFTER_FEE);
        }
    }

    fn swap_in(&self, token_in: &Address, token_out: &Address, amount: i128) {
        let no_data = Bytes::new(self.e);
        self.venue
            .swap_exact_in(token_in, token_out, &amount, &0, &self.me, &no_data);
    }
}

fn root(square: i128) -> i128 {
    i128::try_from(square.unsigned_abs().isqrt()).expect("a root is smaller than its square")
}
