//! One token's market against USDC, and the arbitrageur who moves it.
use lab_amm::{LabAmm, LabAmmClient};
use soroban_sdk::{Address, Bytes, Env, testutils::Address as _};

use crate::{
    code::Code,
    tokens::{UNIT, mint, transfer},
};

#[derive(Clone, Debug)]
pub struct Market {
    pub token: Address,
    pub usdc: Address,
    pub venue: Address,
}

impl Market {
    /// An empty pair (token a = USDC).
    pub fn deploy(e: &Env, code: Code, admin: &Address, usdc: &Address, token: &Address) -> Market {
        let venue = code.deploy(e, &Address::generate(e), "lab-amm", LabAmm, (admin, usdc, token));
        Market {
            token: token.clone(),
            usdc: usdc.clone(),
            venue,
        }
    }

    pub fn client<'a>(&self, e: &'a Env) -> LabAmmClient<'a> {
        LabAmmClient::new(e, &self.venue)
    }

    /// Adds `usdc` and the amount of the token that makes its price `price` (7 decimals) in an empty pair.
    pub fn fund(&self, e: &Env, usdc: i128, price: i128) {
        let (from, amount) = (Address::generate(e), usdc * UNIT / price);
        mint(e, &self.usdc, &from, usdc);
        mint(e, &self.token, &from, amount);
        self.client(e)
            .mock_all_auths()
            .add_liquidity(&from, &usdc, &amount);
    }

    /// Takes everything out.
    pub fn drain(&self, e: &Env) {
        let pair = self.client(e).pair();
        let to = Address::generate(e);
        self.client(e)
            .mock_all_auths()
            .remove_liquidity(&to, &pair.reserve_a, &pair.reserve_b);
    }

    /// Empties the pair and funds it again.
    pub fn reset(&self, e: &Env, usdc: i128, price: i128) {
        self.drain(e);
        self.fund(e, usdc, price);
    }

    /// USDC per token, 7 decimals, rounded down.
    pub fn spot(&self, e: &Env) -> i128 {
        let pair = self.client(e).pair();
        pair.reserve_a * UNIT / pair.reserve_b
    }

    /// `who` swaps as anybody may: transfer first, then the call.
    pub fn sell(&self, e: &Env, who: &Address, token_in: &Address, amount: i128) -> i128 {
        let token_out = if *token_in == self.usdc {
            &self.token
        } else {
            &self.usdc
        };
        transfer(e, token_in, who, &self.venue, amount);
        self.client(e)
            .swap_exact_in(token_in, token_out, &amount, &0, who, &Bytes::new(e))
    }
}
