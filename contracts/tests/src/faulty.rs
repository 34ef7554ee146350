//! Venues gone bad: what stands at a route's address may misbehave in any of these ways after it was allowlisted.
use nectar_interfaces::venue::Venue;
use soroban_sdk::{
    Address, Bytes, Env, Error, Symbol, Val, Vec, contract, contractimpl, contracttype, panic_with_error,
    symbol_short, token::TokenClient,
};

use crate::market::Market;

/// The code a reverting venue fails with.
pub const VENUE_ERROR: u32 = 2_499;
const BPS: i128 = 10_000;

#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// Fails every swap.
    Reverts,
    /// Takes the input, pays this share (bps) of what it says and what the vault has a right to.
    Delivers(u32),
    /// Asks this multiple (bps) of the fair price for what it sells.
    Overcharges(u32),
    /// Names a negative price for what it sells.
    NegativeQuote,
    /// Calls this function of the vault, without arguments, in the middle of a swap.
    Reenters(Address, Symbol),
}

#[contracttype]
enum Key {
    Fair,
    Fault,
    Usdc,
}

/// Trades at a fixed price without a fee, apart from its fault.
#[contract]
pub struct FaultyVenue;

#[contractimpl]
impl FaultyVenue {
    /// `fair`: USDC per token, 7 decimals.
    pub fn __constructor(e: &Env, usdc: Address, fair: i128, fault: Fault) {
        e.storage().instance().set(&Key::Usdc, &usdc);
        e.storage().instance().set(&Key::Fair, &fair);
        e.storage().instance().set(&Key::Fault, &fault);
    }
}

#[contractimpl]
impl Venue for FaultyVenue {
    fn quote_exact_in(e: Env, token_in: Address, _token_out: Address, amount_in: i128, _data: Bytes) -> i128 {
        convert(&e, &token_in, amount_in)
    }

    fn quote_exact_out(
        e: Env,
        _token_in: Address,
        token_out: Address,
        amount_out: i128,
        _data: Bytes,
    ) -> i128 {
        let fair = convert(&e, &token_out, amount_out);
        match fault(&e) {
            Fault::Overcharges(bps) => fair * i128::from(bps) / BPS,
            Fault::NegativeQuote => -fair,
            Fault::Reverts | Fault::Delivers(_) | Fault::Reenters(..) => fair,
        }
    }

    fn swap_exact_in(
        e: Env,
        token_in: Address,
        token_out: Address,
        amount_in: i128,
        _min_out: i128,
        to: Address,
        _data: Bytes,
    ) -> i128 {
        let out = convert(&e, &token_in, amount_in);
        pay(&e, &token_out, &to, out);
        out
    }

    fn swap_exact_out(
        e: Env,
        _token_in: Address,
        token_out: Address,
        amount_out: i128,
        max_in: i128,
        to: Address,
        _data: Bytes,
    ) -> i128 {
        pay(&e, &token_out, &to, amount_out);
        max_in
    }
}

impl Market {
    /// From now on the venue of this market has `fault`. It keeps its liquidity and trades at `fair`.
    pub fn turn_bad(&self, e: &Env, fair: i128, fault: Fault) {
        e.register_at(&self.venue, FaultyVenue, (&self.usdc, fair, fault));
    }
}

fn pay(e: &Env, token: &Address, to: &Address, amount: i128) {
    let paid = match fault(e) {
        Fault::Reverts => panic_with_error!(e, Error::from_contract_error(VENUE_ERROR)),
        Fault::Delivers(bps) => amount * i128::from(bps) / BPS,
        Fault::Reenters(vault, function) => {
            let _answer: Val = e.invoke_contract(&vault, &function, Vec::new(e));
            amount
        }
        Fault::Overcharges(_) | Fault::NegativeQuote => amount,
    };
    if paid > 0 {
        TokenClient::new(e, token).transfer(&e.current_contract_address(), to, &paid);
    }
}

/// The other side of `amount` at the fair price: USDC for a token, tokens for USDC.
fn convert(e: &Env, token: &Address, amount: i128) -> i128 {
    let instance = e.storage().instance();
    let fair: i128 = instance.get(&Key::Fair).expect("the constructor sets it");
    let usdc: Address = instance.get(&Key::Usdc).expect("the constructor sets it");
    let scale = 10_000_000;
    if *token == usdc {
        amount * scale / fair
    } else {
        amount * fair / scale
    }
}

fn fault(e: &Env) -> Fault {
    e.storage()
        .instance()
        .get(&Key::Fault)
        .expect("the constructor sets it")
}

/// `skim`, which anybody may call and which needs no arguments: what a venue would re-enter the vault by.
pub fn skim() -> Symbol {
    symbol_short!("skim")
}
