//! Ledger keys, assets and addresses.

use crate::codec::{Hash32, xdr_hash};
use crate::xdr::{
    AccountId, Asset, ConfigSettingId, ContractDataDurability, ContractId, ContractIdPreimage, Hash,
    HashIdPreimage, HashIdPreimageContractId, LedgerKey, LedgerKeyAccount, LedgerKeyConfigSetting,
    LedgerKeyTrustLine, PublicKey, TrustLineAsset, Uint256,
};

pub fn account_id(key: Hash32) -> AccountId {
    AccountId(PublicKey::PublicKeyTypeEd25519(Uint256(key)))
}

pub fn raw_key(id: &AccountId) -> &Hash32 {
    let PublicKey::PublicKeyTypeEd25519(Uint256(key)) = &id.0;
    key
}

pub fn account_key(id: &AccountId) -> LedgerKey {
    LedgerKey::Account(LedgerKeyAccount { account_id: id.clone() })
}

pub fn setting_key(id: ConfigSettingId) -> LedgerKey {
    LedgerKey::ConfigSetting(LedgerKeyConfigSetting { config_setting_id: id })
}

pub fn trustline_key(id: &AccountId, asset: TrustLineAsset) -> LedgerKey {
    LedgerKey::Trustline(LedgerKeyTrustLine { account_id: id.clone(), asset })
}

pub fn trustline_asset(asset: &Asset) -> TrustLineAsset {
    match asset {
        Asset::Native => TrustLineAsset::Native,
        Asset::CreditAlphanum4(a) => TrustLineAsset::CreditAlphanum4(a.clone()),
        Asset::CreditAlphanum12(a) => TrustLineAsset::CreditAlphanum12(a.clone()),
    }
}

pub fn asset_issuer(asset: &Asset) -> Option<&AccountId> {
    match asset {
        Asset::Native => None,
        Asset::CreditAlphanum4(a) => Some(&a.issuer),
        Asset::CreditAlphanum12(a) => Some(&a.issuer),
    }
}

/// stellar-core's `isAssetValid`: letters and digits, then zeros only; long codes have more than four characters.
pub fn is_asset_valid(asset: &Asset) -> bool {
    match asset {
        Asset::Native => true,
        Asset::CreditAlphanum4(a) => code_length(&a.asset_code.0).is_some_and(|n| n >= 1),
        Asset::CreditAlphanum12(a) => code_length(&a.asset_code.0).is_some_and(|n| n > 4),
    }
}

fn code_length(code: &[u8]) -> Option<usize> {
    let n = code.iter().position(|c| *c == 0).unwrap_or(code.len());
    let (text, padding) = code.split_at(n);
    (text.iter().all(u8::is_ascii_alphanumeric) && padding.iter().all(|c| *c == 0)).then_some(n)
}

pub fn asset_contract_id(network_id: &Hash32, asset: &Asset) -> ContractId {
    ContractId(Hash(xdr_hash(&HashIdPreimage::ContractId(HashIdPreimageContractId {
        network_id: Hash(*network_id),
        contract_id_preimage: ContractIdPreimage::Asset(asset.clone()),
    }))))
}

pub fn asset_name(asset: &Asset) -> String {
    match asset {
        Asset::Native => "native".to_string(),
        Asset::CreditAlphanum4(a) => format!("{}:{}", text_of(&a.asset_code.0), a.issuer),
        Asset::CreditAlphanum12(a) => format!("{}:{}", text_of(&a.asset_code.0), a.issuer),
    }
}

fn text_of(code: &[u8]) -> String {
    code.iter().take_while(|c| **c != 0).map(|c| char::from(*c)).collect()
}

pub fn is_persistent(key: &LedgerKey) -> bool {
    match key {
        LedgerKey::ContractData(data) => data.durability == ContractDataDurability::Persistent,
        LedgerKey::ContractCode(_) => true,
        _ => false,
    }
}

pub fn is_soroban(key: &LedgerKey) -> bool {
    matches!(key, LedgerKey::ContractData(_) | LedgerKey::ContractCode(_))
}
