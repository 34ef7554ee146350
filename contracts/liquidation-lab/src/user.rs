//! One user's positions during one call. Entries of 0 disappear; the entry itself stays.
use nectar_interfaces::blend::Positions;
use soroban_sdk::{Address, Env, Map, panic_with_error};

use crate::{errors::PoolError, storage};

pub struct User<'a> {
    pub address: Address,
    pub positions: Positions,
    e: &'a Env,
}

/// Which of the three maps an amount belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Supply,
    Collateral,
    Liability,
}

impl<'a> User<'a> {
    pub fn load(e: &'a Env, address: &Address) -> User<'a> {
        User {
            address: address.clone(),
            positions: storage::positions(e, address),
            e,
        }
    }

    pub fn store(&self) {
        storage::set_positions(self.e, &self.address, &self.positions);
    }

    pub fn balance(&self, side: Side, index: u32) -> i128 {
        self.map(side).get(index).unwrap_or(0)
    }

    pub fn add(&mut self, side: Side, index: u32, amount: i128) {
        let error = match side {
            Side::Supply | Side::Collateral => PoolError::InvalidBTokenMintAmount,
            Side::Liability => PoolError::InvalidDTokenMintAmount,
        };
        self.require_some(amount, error);
        let balance = self.balance(side, index) + amount;
        self.set(side, index, balance);
    }

    pub fn remove(&mut self, side: Side, index: u32, amount: i128) {
        let error = match side {
            Side::Supply | Side::Collateral => PoolError::InvalidBTokenBurnAmount,
            Side::Liability => PoolError::InvalidDTokenBurnAmount,
        };
        self.require_some(amount, error);
        let balance = self.balance(side, index) - amount;
        if balance < 0 {
            panic_with_error!(self.e, PoolError::NegativeAmount)
        }
        self.set(side, index, balance);
    }

    /// Entries that count against the pool's limit.
    pub fn count(&self) -> u32 {
        self.positions.collateral.len() + self.positions.liabilities.len()
    }

    pub fn has_debt(&self) -> bool {
        !self.positions.liabilities.is_empty()
    }

    fn require_some(&self, amount: i128, error: PoolError) {
        if amount <= 0 {
            panic_with_error!(self.e, error)
        }
    }

    fn set(&mut self, side: Side, index: u32, balance: i128) {
        let map = match side {
            Side::Supply => &mut self.positions.supply,
            Side::Collateral => &mut self.positions.collateral,
            Side::Liability => &mut self.positions.liabilities,
        };
        if balance == 0 {
            map.remove(index);
        } else {
            map.set(index, balance);
        }
    }

    fn map(&self, side: Side) -> &Map<u32, i128> {
        match side {
            Side::Supply => &self.positions.supply,
            Side::Collateral => &self.positions.collateral,
            Side::Liability => &self.positions.liabilities,
        }
    }
}
