//! Entries of the ledger, read past the contracts: thousands of times cheaper than a call, and nobody's own account of
//! itself.
use std::rc::Rc;

use soroban_sdk::{
    Address, Env,
    token::TokenClient,
    xdr::{
        AlphaNum4, Asset, AssetCode4, ContractDataDurability, Int128Parts, LedgerEntryData, LedgerKey,
        LedgerKeyContractData, LedgerKeyTrustLine, ScAddress, ScMap, ScSymbol, ScVal, ScVec, TrustLineAsset,
    },
};

/// Where one value stands.
pub struct Place(Rc<LedgerKey>);

impl Place {
    /// A balance of an asset contract or of the vault's shares.
    pub fn balance(token: &Address, of: &Address) -> Place {
        persistent(token, vec![name("Balance"), address(of)])
    }

    /// A balance of `asset` that an account holds, on its trustline; of a contract, where `balance` is.
    pub fn holding(token: &Address, asset: &Asset, of: &Address) -> Place {
        let ScAddress::Account(account_id) = ScAddress::from(of) else {
            return Place::balance(token, of);
        };
        let Asset::CreditAlphanum4(asset) = asset.clone() else {
            panic!("{asset:?} is none of a test's assets");
        };
        let asset = TrustLineAsset::CreditAlphanum4(asset);
        Place(Rc::new(LedgerKey::Trustline(LedgerKeyTrustLine {
            account_id,
            asset,
        })))
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

    /// Shares locked in an account's tranche, and until when.
    pub fn tranche(vault: &Address, account: &Address) -> Place {
        persistent(vault, vec![name("Tranche"), address(account)])
    }

    /// Stake that an operator has asked for.
    pub fn unstake(registry: &Address, operator: &Address) -> Place {
        persistent(registry, vec![name("Unstake"), address(operator)])
    }

    /// An operator, with its stake.
    pub fn keeper(registry: &Address, operator: &Address) -> Place {
        persistent(registry, vec![name("Keeper"), address(operator)])
    }

    /// What an operator has in custody.
    pub fn draw(vault: &Address, operator: &Address) -> Place {
        persistent(vault, vec![name("Draw"), address(operator)])
    }

    /// Stake behind that.
    pub fn backing(registry: &Address, operator: &Address) -> Place {
        persistent(registry, vec![name("Backing"), address(operator)])
    }

    fn value(&self, e: &Env) -> Option<ScVal> {
        let found = e
            .host()
            .get_ledger_entry(&self.0)
            .expect("the ledger can be read")?;
        match &found.0.data {
            LedgerEntryData::ContractData(data) => Some(data.val.clone()),
            LedgerEntryData::Trustline(line) => Some(ScVal::I128(Int128Parts {
                hi: 0,
                lo: line.balance.try_into().expect("no trustline is in debt"),
            })),
            other => panic!("{other:?} is no contract's"),
        }
    }

    /// Numbers in a record; 0 when there is no such record.
    pub fn fields<const N: usize>(&self, e: &Env, keys: [&str; N]) -> [i128; N] {
        match self.value(e) {
            None => [0; N],
            Some(ScVal::Map(Some(map))) => keys.map(|key| match field(&map, key) {
                ScVal::I128(parts) => number(parts),
                ScVal::U64(seconds) => i128::from(*seconds),
                other => panic!("{other:?} is no number"),
            }),
            Some(other) => panic!("{other:?} is no record"),
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

/// The classic asset behind an asset contract, by what the contract says of itself.
pub fn classic(e: &Env, token: &Address) -> Asset {
    let name = TokenClient::new(e, token).name().to_string();
    let (code, issuer) = name.split_once(':').expect("code and issuer");
    let mut asset_code = [0; 4];
    asset_code[..code.len()].copy_from_slice(code.as_bytes());
    Asset::CreditAlphanum4(AlphaNum4 {
        asset_code: AssetCode4(asset_code),
        issuer: issuer.parse().expect("the address of an account"),
    })
}
