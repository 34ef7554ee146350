//! Entries of the ledger, read past the contracts: thousands of times cheaper than a call, and nobody's own account of
//! itself.
use std::rc::Rc;

use soroban_sdk::{
    Address, Env,
    xdr::{
        ContractDataDurability, Int128Parts, LedgerEntryData, LedgerKey, LedgerKeyContractData, ScAddress,
        ScMap, ScSymbol, ScVal, ScVec,
    },
};

/// Where one value stands.
pub struct Place(Rc<LedgerKey>);

impl Place {
    /// A balance of an asset contract or of the vault's shares.
    pub fn balance(token: &Address, of: &Address) -> Place {
        persistent(token, vec![name("Balance"), address(of)])
    }

    /// An allowance of an asset contract.
    pub fn allowance(token: &Address, from: &Address, spender: &Address) -> Place {
        let parties = [("from", from), ("spender", spender)];
        let entries = parties.map(|(key, party)| soroban_sdk::xdr::ScMapEntry {
            key: name(key),
            val: address(party),
        });
        let parties = ScMap::sorted_from(entries).expect("two different keys");
        let key = vec![name("Allowance"), ScVal::Map(Some(parties))];
        place(token, key, ContractDataDurability::Temporary)
    }

    /// What the vault says it owes an operator.
    pub fn reward(vault: &Address, operator: &Address) -> Place {
        persistent(vault, vec![name("Reward"), address(operator)])
    }

    pub fn positions(pool: &Address, of: &Address) -> Place {
        persistent(pool, vec![name("Positions"), address(of)])
    }

    fn value(&self, e: &Env) -> Option<ScVal> {
        let found = e
            .host()
            .get_ledger_entry(&self.0)
            .expect("the ledger can be read")?;
        match &found.0.data {
            LedgerEntryData::ContractData(data) => Some(data.val.clone()),
            other => panic!("{other:?} is no contract's"),
        }
    }

    /// 0 when there is no such entry. Asset contracts keep an amount among other things, share tokens the bare number.
    pub fn amount(&self, e: &Env) -> i128 {
        match self.value(e) {
            None => 0,
            Some(ScVal::I128(parts)) => number(&parts),
            Some(ScVal::Map(Some(map))) => match field(&map, "amount") {
                ScVal::I128(parts) => number(parts),
                other => panic!("{other:?} is no amount"),
            },
            Some(other) => panic!("{other:?} is no amount"),
        }
    }

    /// Whether this position holds nothing.
    pub fn is_empty_position(&self, e: &Env) -> bool {
        match self.value(e) {
            None => true,
            Some(ScVal::Map(Some(sides))) => sides.iter().all(|side| match &side.val {
                ScVal::Map(Some(amounts)) => amounts.is_empty(),
                other => panic!("{other:?} is no side of a position"),
            }),
            Some(other) => panic!("{other:?} is no position"),
        }
    }
}

fn field<'a>(map: &'a ScMap, key: &str) -> &'a ScVal {
    let found = map.iter().find(|entry| entry.key == name(key));
    &found.expect("the entry has this field").val
}

fn number(parts: &Int128Parts) -> i128 {
    i128::from(parts.hi) << 64 | i128::from(parts.lo)
}

fn persistent(contract: &Address, key: Vec<ScVal>) -> Place {
    place(contract, key, ContractDataDurability::Persistent)
}

fn place(contract: &Address, key: Vec<ScVal>, durability: ContractDataDurability) -> Place {
    let key = ScVal::Vec(Some(ScVec(key.try_into().expect("a short key"))));
    let contract = ScAddress::from(contract);
    Place(Rc::new(LedgerKey::ContractData(LedgerKeyContractData {
        contract,
        key,
        durability,
    })))
}

fn name(text: &str) -> ScVal {
    ScVal::Symbol(ScSymbol(text.try_into().expect("a short name")))
}

fn address(of: &Address) -> ScVal {
    ScVal::Address(ScAddress::from(of))
}
