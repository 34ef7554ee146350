use nectar_interfaces::venue::Venue;
use soroban_sdk::{Address, Bytes, Env, contract, contractimpl};
use venue_adapter::{Leg, instance, or_panic, swap_exact_in, swap_exact_out};

use crate::{chain::Chain, errors::AquariusError};

const VERSION: u32 = 1;

#[contract]
pub struct AquariusVenue;

#[contractimpl]
impl AquariusVenue {
    /// `router`: the DEX's entry point, for ever.
    pub fn __constructor(e: &Env, router: Address) {
        instance::set_router(e, &router);
    }

    pub fn router(e: &Env) -> Address {
        instance::router(e)
    }

    /// Extends the life of instance and code; anybody may pay for it.
    pub fn bump(e: &Env) {
        instance::extend(e);
    }

    pub fn version() -> u32 {
        VERSION
    }
}

/// Swaps need no authorisation: they spend only what was transferred before the call.
#[contractimpl]
impl Venue for AquariusVenue {
    fn quote_exact_in(e: Env, token_in: Address, token_out: Address, amount_in: i128, data: Bytes) -> i128 {
        open(&e, &token_in, &token_out, &data).quote_exact_in(amount_in)
    }

    fn quote_exact_out(e: Env, token_in: Address, token_out: Address, amount_out: i128, data: Bytes) -> i128 {
        let dex = open(&e, &token_in, &token_out, &data);
        or_panic::<_, AquariusError>(&e, dex.quote_exact_out(amount_out))
    }

    fn swap_exact_in(
        e: Env,
        token_in: Address,
        token_out: Address,
        amount_in: i128,
        min_out: i128,
        to: Address,
        data: Bytes,
    ) -> i128 {
        let dex = open(&e, &token_in, &token_out, &data);
        let leg = Leg {
            token_in: &token_in,
            token_out: &token_out,
            to: &to,
        };
        instance::extend(&e);
        or_panic::<_, AquariusError>(&e, swap_exact_in(&e, &dex, &leg, amount_in, min_out))
    }

    fn swap_exact_out(
        e: Env,
        token_in: Address,
        token_out: Address,
        amount_out: i128,
        max_in: i128,
        to: Address,
        data: Bytes,
    ) -> i128 {
        let dex = open(&e, &token_in, &token_out, &data);
        let leg = Leg {
            token_in: &token_in,
            token_out: &token_out,
            to: &to,
        };
        instance::extend(&e);
        or_panic::<_, AquariusError>(&e, swap_exact_out(&e, &dex, &leg, amount_out, max_in))
    }
}

fn open<'a>(e: &'a Env, token_in: &Address, token_out: &Address, data: &Bytes) -> Chain<'a> {
    or_panic::<_, AquariusError>(e, Chain::open(e, token_in, token_out, data))
}
