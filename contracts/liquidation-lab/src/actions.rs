//! The items of one `submit`, in order, on the caller's positions. Tokens move afterwards, once per asset.
use nectar_interfaces::blend::{Request, request};
use soroban_sdk::{Address, Env, Map, panic_with_error};

use crate::{
    auction,
    errors::PoolError,
    events,
    pool::Pool,
    rates::{debt_of, supply_of, tokens_down, tokens_up},
    user::{Side, User},
};

/// Highest status in which the pool still lends, and in which it still takes supply.
const LAST_ACTIVE: u32 = 1;
const LAST_ON_ICE: u32 = 3;

pub struct Actions<'a> {
    e: &'a Env,
    /// Assets whose utilisation bound must hold in the end.
    pub borrowed: Map<Address, ()>,
    pub check_health: bool,
    /// What the spender pays in and the recipient is paid, gross, by asset.
    pub incoming: Map<Address, i128>,
    pub outgoing: Map<Address, i128>,
}

impl<'a> Actions<'a> {
    pub fn new(e: &'a Env) -> Actions<'a> {
        Actions {
            e,
            borrowed: Map::new(e),
            check_health: false,
            incoming: Map::new(e),
            outgoing: Map::new(e),
        }
    }

    pub fn apply(&mut self, pool: &mut Pool, from: &mut User, item: &Request) {
        if item.amount < 0 {
            panic_with_error!(self.e, PoolError::NegativeAmount)
        }
        self.require_status(pool.config.status, item.request_type);
        match item.request_type {
            request::SUPPLY => self.supply(pool, from, item, Side::Supply),
            request::SUPPLY_COLLATERAL => self.supply(pool, from, item, Side::Collateral),
            request::WITHDRAW => self.withdraw(pool, from, item, Side::Supply),
            request::WITHDRAW_COLLATERAL => {
                self.withdraw(pool, from, item, Side::Collateral);
                self.check_health = true;
            }
            request::BORROW => self.borrow(pool, from, item),
            request::REPAY => self.repay(pool, from, item),
            request::FILL_USER_LIQUIDATION => {
                auction::fill(self.e, pool, from, &item.address, item.amount);
                self.check_health = true;
            }
            request::DELETE_LIQUIDATION => {
                auction::delete_own(self.e, &from.address);
                self.check_health = true;
            }
            _ => panic_with_error!(self.e, PoolError::BadRequest),
        }
    }

    fn require_status(&self, status: u32, request_type: u32) {
        let last_allowed = match request_type {
            request::BORROW | request::DELETE_LIQUIDATION => LAST_ACTIVE,
            request::SUPPLY | request::SUPPLY_COLLATERAL => LAST_ON_ICE,
            _ => u32::MAX,
        };
        if status > last_allowed {
            panic_with_error!(self.e, PoolError::InvalidPoolStatus)
        }
    }

    fn require_enabled(&self, enabled: bool) {
        if !enabled {
            panic_with_error!(self.e, PoolError::ReserveDisabled)
        }
    }

    fn supply(&mut self, pool: &mut Pool, from: &mut User, item: &Request, side: Side) {
        let mut reserve = pool.reserve(&item.address);
        self.require_enabled(reserve.config.enabled);
        let minted = tokens_down(item.amount, reserve.data.b_rate);
        from.add(side, reserve.config.index, minted);
        reserve.data.b_supply += minted;
        if supply_of(reserve.data.b_supply, reserve.data.b_rate) > reserve.config.supply_cap {
            panic_with_error!(self.e, PoolError::ExceededSupplyCap)
        }
        pool.put(reserve);
        add_to(&mut self.incoming, &item.address, item.amount);
        let (asset, from, amount, tokens) = (item.address.clone(), from.address.clone(), item.amount, minted);
        if side == Side::Supply {
            events::Supply {
                asset,
                from,
                amount,
                tokens,
            }
            .publish(self.e);
        } else {
            events::SupplyCollateral {
                asset,
                from,
                amount,
                tokens,
            }
            .publish(self.e);
        }
    }

    /// Asking for more than there is withdraws all of it.
    fn withdraw(&mut self, pool: &mut Pool, from: &mut User, item: &Request, side: Side) {
        let mut reserve = pool.reserve(&item.address);
        let balance = from.balance(side, reserve.config.index);
        let asked = tokens_up(item.amount, reserve.data.b_rate);
        let (burnt, paid) = if asked > balance {
            (balance, supply_of(balance, reserve.data.b_rate))
        } else {
            (asked, item.amount)
        };
        from.remove(side, reserve.config.index, burnt);
        reserve.data.b_supply -= burnt;
        pool.require_liquidity(&reserve);
        pool.put(reserve);
        add_to(&mut self.outgoing, &item.address, paid);
        let (asset, from, amount, tokens) = (item.address.clone(), from.address.clone(), paid, burnt);
        if side == Side::Supply {
            events::Withdraw {
                asset,
                from,
                amount,
                tokens,
            }
            .publish(self.e);
        } else {
            events::WithdrawCollateral {
                asset,
                from,
                amount,
                tokens,
            }
            .publish(self.e);
        }
    }

    fn borrow(&mut self, pool: &mut Pool, from: &mut User, item: &Request) {
        let mut reserve = pool.reserve(&item.address);
        self.require_enabled(reserve.config.enabled);
        let minted = tokens_up(item.amount, reserve.data.d_rate);
        from.add(Side::Liability, reserve.config.index, minted);
        reserve.data.d_supply += minted;
        pool.require_liquidity(&reserve);
        pool.put(reserve);
        self.check_health = true;
        self.borrowed.set(item.address.clone(), ());
        add_to(&mut self.outgoing, &item.address, item.amount);
        let (asset, from) = (item.address.clone(), from.address.clone());
        events::Borrow {
            asset,
            from,
            amount: item.amount,
            tokens: minted,
        }
        .publish(self.e);
    }

    /// The whole amount is taken and what exceeds the debt is given back.
    fn repay(&mut self, pool: &mut Pool, from: &mut User, item: &Request) {
        let mut reserve = pool.reserve(&item.address);
        let balance = from.balance(Side::Liability, reserve.config.index);
        let offered = tokens_down(item.amount, reserve.data.d_rate);
        let (burnt, charged) = if offered > balance {
            (balance, debt_of(balance, reserve.data.d_rate))
        } else {
            (offered, item.amount)
        };
        from.remove(Side::Liability, reserve.config.index, burnt);
        reserve.data.d_supply -= burnt;
        pool.put(reserve);
        add_to(&mut self.incoming, &item.address, item.amount);
        if charged < item.amount {
            add_to(&mut self.outgoing, &item.address, item.amount - charged);
        }
        let (asset, from) = (item.address.clone(), from.address.clone());
        events::Repay {
            asset,
            from,
            amount: charged,
            tokens: burnt,
        }
        .publish(self.e);
    }
}

fn add_to(sums: &mut Map<Address, i128>, asset: &Address, amount: i128) {
    let sum = sums.get(asset.clone()).unwrap_or(0);
    sums.set(asset.clone(), sum + amount);
}
