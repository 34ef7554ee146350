use nectar_interfaces::venue::Venue;
use soroban_sdk::{Address, Bytes, Env, contract, contractimpl, panic_with_error, token::TokenClient};

use crate::{
    curve,
    errors::AmmError,
    events::{AdminProposed, AdminSet, LiquidityAdded, LiquidityRemoved, Synced},
    storage::{self, Pair},
};

#[contract]
pub struct LabAmm;

#[contractimpl]
impl LabAmm {
    /// Starts empty: fill it with `add_liquidity`.
    pub fn __constructor(e: &Env, admin: Address, token_a: Address, token_b: Address) {
        if token_a == token_b {
            panic_with_error!(e, AmmError::UnknownToken)
        }
        storage::set_pair(
            e,
            &Pair {
                reserve_a: 0,
                reserve_b: 0,
                token_a,
                token_b,
            },
        );
        storage::set_admin(e, &admin);
        AdminSet { admin }.publish(e);
    }

    pub fn pair(e: &Env) -> Pair {
        storage::pair(e)
    }

    /// Moves both amounts (either may be 0) from `from` into the reserves. There are no liquidity shares: the admin
    /// owns what is in the pair.
    pub fn add_liquidity(e: &Env, from: Address, amount_a: i128, amount_b: i128) {
        from.require_auth();
        require_liquidity_amounts(e, amount_a, amount_b);
        let mut pair = storage::pair(e);
        pair.reserve_a += amount_a;
        pair.reserve_b += amount_b;
        storage::set_pair(e, &pair);
        let me = e.current_contract_address();
        for (token, amount) in [(&pair.token_a, amount_a), (&pair.token_b, amount_b)] {
            if amount > 0 {
                TokenClient::new(e, token).transfer(&from, &me, &amount);
            }
        }
        LiquidityAdded {
            from,
            amount_a,
            amount_b,
        }
        .publish(e);
    }

    /// Admin only.
    pub fn remove_liquidity(e: &Env, to: Address, amount_a: i128, amount_b: i128) {
        storage::admin(e).require_auth();
        require_liquidity_amounts(e, amount_a, amount_b);
        let mut pair = storage::pair(e);
        if amount_a > pair.reserve_a || amount_b > pair.reserve_b {
            panic_with_error!(e, AmmError::NoLiquidity)
        }
        pair.reserve_a -= amount_a;
        pair.reserve_b -= amount_b;
        storage::set_pair(e, &pair);
        let me = e.current_contract_address();
        for (token, amount) in [(&pair.token_a, amount_a), (&pair.token_b, amount_b)] {
            if amount > 0 {
                TokenClient::new(e, token).transfer(&me, &to, &amount);
            }
        }
        LiquidityRemoved {
            to,
            amount_a,
            amount_b,
        }
        .publish(e);
    }

    /// Sets the reserves to the balances: donations and what swaps left over become liquidity.
    pub fn sync(e: &Env) {
        let mut pair = storage::pair(e);
        let me = e.current_contract_address();
        pair.reserve_a = TokenClient::new(e, &pair.token_a).balance(&me);
        pair.reserve_b = TokenClient::new(e, &pair.token_b).balance(&me);
        storage::set_pair(e, &pair);
        Synced {
            reserve_a: pair.reserve_a,
            reserve_b: pair.reserve_b,
        }
        .publish(e);
    }

    pub fn admin(e: &Env) -> Address {
        storage::admin(e)
    }

    /// First step of two: the new admin must accept.
    pub fn propose_admin(e: &Env, new_admin: Address) {
        storage::admin(e).require_auth();
        storage::set_proposed_admin(e, &new_admin);
        storage::extend_instance(e);
        AdminProposed { new_admin }.publish(e);
    }

    pub fn accept_admin(e: &Env) {
        let admin =
            storage::proposed_admin(e).unwrap_or_else(|| panic_with_error!(e, AmmError::NoProposedAdmin));
        admin.require_auth();
        storage::set_admin(e, &admin);
        storage::extend_instance(e);
        AdminSet { admin }.publish(e);
    }

    /// Extends the life of instance and code; anybody may pay for it.
    pub fn bump(e: &Env) {
        storage::extend_instance(e);
    }
}

/// Swaps need no authorisation: they spend only what was transferred before the call. Surplus input stays in the
/// balance and is liquidity only after `sync`.
#[contractimpl]
impl Venue for LabAmm {
    fn quote_exact_in(e: Env, token_in: Address, token_out: Address, amount_in: i128, data: Bytes) -> i128 {
        let trade = Trade::open(&e, token_in, token_out, &data);
        curve::quote_exact_in(&e, trade.reserve_in(), trade.reserve_out(), amount_in)
    }

    fn quote_exact_out(e: Env, token_in: Address, token_out: Address, amount_out: i128, data: Bytes) -> i128 {
        Trade::open(&e, token_in, token_out, &data).input_for(&e, amount_out)
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
        let trade = Trade::open(&e, token_in, token_out, &data);
        if amount_in <= 0 {
            panic_with_error!(&e, AmmError::InvalidAmount)
        }
        let out = curve::quote_exact_in(&e, trade.reserve_in(), trade.reserve_out(), amount_in);
        if out == 0 {
            panic_with_error!(&e, AmmError::ZeroOutput)
        }
        if out < min_out {
            panic_with_error!(&e, AmmError::OutputTooSmall)
        }
        trade.settle(&e, amount_in, out, &to);
        out
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
        let trade = Trade::open(&e, token_in, token_out, &data);
        let amount_in = trade.input_for(&e, amount_out);
        if amount_in > max_in {
            panic_with_error!(&e, AmmError::InputTooLarge)
        }
        trade.settle(&e, amount_in, amount_out, &to);
        amount_in
    }
}

/// The pair seen from one direction.
struct Trade {
    pair: Pair,
    a_to_b: bool,
}

impl Trade {
    fn open(e: &Env, token_in: Address, token_out: Address, data: &Bytes) -> Trade {
        if !data.is_empty() {
            panic_with_error!(e, AmmError::DataNotEmpty)
        }
        let pair = storage::pair(e);
        let a_to_b = token_in == pair.token_a;
        let (want_in, want_out) = if a_to_b {
            (&pair.token_a, &pair.token_b)
        } else {
            (&pair.token_b, &pair.token_a)
        };
        if token_in != *want_in || token_out != *want_out {
            panic_with_error!(e, AmmError::UnknownToken)
        }
        Trade { pair, a_to_b }
    }

    fn reserve_in(&self) -> i128 {
        if self.a_to_b {
            self.pair.reserve_a
        } else {
            self.pair.reserve_b
        }
    }

    fn reserve_out(&self) -> i128 {
        if self.a_to_b {
            self.pair.reserve_b
        } else {
            self.pair.reserve_a
        }
    }

    fn input_for(&self, e: &Env, amount_out: i128) -> i128 {
        curve::quote_exact_out(e, self.reserve_in(), self.reserve_out(), amount_out)
            .unwrap_or_else(|error| panic_with_error!(e, error))
    }

    /// Books the trade before the output moves. Paid = balance − reserve, so nobody can trade with the liquidity.
    fn settle(mut self, e: &Env, amount_in: i128, amount_out: i128, to: &Address) {
        let me = e.current_contract_address();
        let (token_in, token_out) = if self.a_to_b {
            (self.pair.token_a.clone(), self.pair.token_b.clone())
        } else {
            (self.pair.token_b.clone(), self.pair.token_a.clone())
        };
        let paid = TokenClient::new(e, &token_in).balance(&me) - self.reserve_in();
        if paid < amount_in {
            panic_with_error!(e, AmmError::NotPaid)
        }
        let (delta_a, delta_b) = if self.a_to_b {
            (amount_in, -amount_out)
        } else {
            (-amount_out, amount_in)
        };
        self.pair.reserve_a += delta_a;
        self.pair.reserve_b += delta_b;
        storage::set_pair(e, &self.pair);
        TokenClient::new(e, &token_out).transfer(&me, to, &amount_out);
    }
}

fn require_liquidity_amounts(e: &Env, amount_a: i128, amount_b: i128) {
    if amount_a < 0 || amount_b < 0 || (amount_a == 0 && amount_b == 0) {
        panic_with_error!(e, AmmError::InvalidAmount)
    }
}
