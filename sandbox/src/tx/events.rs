//! Events stellar-core itself emits (CAP-67): fees, and classic movements as the asset contract would report them.

use crate::codec::Hash32;
use crate::ledger::keys::{asset_contract_id, asset_issuer, asset_name};
use crate::xdr::{
    AccountId, Asset, BytesM, ContractEvent, ContractEventBody, ContractEventType, ContractEventV0,
    ExtensionPoint, Int128Parts, Memo, MuxedAccount, ScAddress, ScBytes, ScMap, ScMapEntry, ScString,
    ScSymbol, ScVal, TransactionEvent, TransactionEventStage,
};

pub fn symbol(text: &str) -> ScVal {
    ScVal::Symbol(ScSymbol(text.try_into().unwrap_or_default()))
}

pub fn i128_val(amount: i64) -> ScVal {
    let wide = i128::from(amount);
    ScVal::I128(Int128Parts { hi: (wide >> 64) as i64, lo: wide as u64 })
}

fn address(id: &AccountId) -> ScVal {
    ScVal::Address(ScAddress::Account(id.clone()))
}

fn event(network_id: &Hash32, asset: &Asset, topics: Vec<ScVal>, data: ScVal) -> ContractEvent {
    ContractEvent {
        ext: ExtensionPoint::V0,
        contract_id: Some(asset_contract_id(network_id, asset)),
        type_: ContractEventType::Contract,
        body: ContractEventBody::V0(ContractEventV0 { topics: topics.try_into().unwrap_or_default(), data }),
    }
}

/// Nothing is emitted for an amount of zero, such as no refund.
pub fn fee(
    network_id: &Hash32,
    source: &AccountId,
    amount: i64,
    stage: TransactionEventStage,
) -> Option<TransactionEvent> {
    let topics = vec![symbol("fee"), address(source)];
    let event = event(network_id, &Asset::Native, topics, i128_val(amount));
    (amount != 0).then_some(TransactionEvent { stage, event })
}

/// One payment, reported as transfer, mint or burn depending on which side is the issuer.
pub struct Movement<'a> {
    pub network_id: &'a Hash32,
    pub asset: &'a Asset,
    pub from: &'a AccountId,
    pub to: &'a MuxedAccount,
    pub amount: i64,
    pub memo: &'a Memo,
}

impl Movement<'_> {
    pub fn event(&self) -> ContractEvent {
        let to = self.to.clone().account_id();
        let name = ScVal::String(ScString(asset_name(self.asset).as_str().try_into().unwrap_or_default()));
        let issuer = asset_issuer(self.asset);
        let (minted, burned) = (issuer == Some(self.from), issuer == Some(&to));
        let (topics, data) = match (minted, burned) {
            (true, false) => (vec![symbol("mint"), address(&to), name], self.data()),
            (false, true) => (vec![symbol("burn"), address(self.from), name], i128_val(self.amount)),
            _ => (vec![symbol("transfer"), address(self.from), address(&to), name], self.data()),
        };
        event(self.network_id, self.asset, topics, data)
    }

    /// The amount, or a map with the destination's multiplexing id or the memo beside it.
    fn data(&self) -> ScVal {
        let amount = i128_val(self.amount);
        let id = match (self.to, self.memo) {
            (MuxedAccount::MuxedEd25519(muxed), _) => ScVal::U64(muxed.id),
            (_, Memo::None) => return amount,
            (_, Memo::Id(id)) => ScVal::U64(*id),
            (_, Memo::Text(text)) => {
                ScVal::String(ScString(text.as_slice().to_vec().try_into().unwrap_or_default()))
            }
            (_, Memo::Hash(hash) | Memo::Return(hash)) => {
                ScVal::Bytes(ScBytes(BytesM::try_from(hash.0.to_vec()).unwrap_or_default()))
            }
        };
        let entry = |key, val| ScMapEntry { key: symbol(key), val };
        let entries = vec![entry("amount", amount), entry("to_muxed_id", id)];
        ScVal::Map(Some(ScMap(entries.try_into().unwrap_or_default())))
    }
}
