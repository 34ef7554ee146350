//! Friendbot: real transactions of the genesis' friendbot accounts, so that many can be funded in one ledger.

use crate::codec::Hash32;
use crate::ledger::{
    account,
    genesis::{FRIENDBOTS, friendbot_key, id_of},
    keys::asset_contract_id,
};
use crate::network::Network;
use crate::queue::Answer;
use crate::simulation::{Auth, Simulation};
use crate::tx::{events::i128_val, frame::Frame};
use crate::xdr::{
    AccountId, Asset, CreateAccountOp, DecoratedSignature, HostFunction, InvokeContractArgs,
    InvokeHostFunctionOp, Memo, Operation, OperationBody, Preconditions, ScAddress, ScSymbol, ScVal,
    SequenceNumber, Signature, SignatureHint, SorobanTransactionData, Transaction, TransactionEnvelope,
    TransactionExt, TransactionV1Envelope,
};
use ed25519_dalek::{Signer, SigningKey};

/// 10,000 XLM.
const AMOUNT: i64 = 100_000_000_000;
const FEE: u32 = 1_000;

pub enum Refused {
    Bad(String),
    Busy(String),
}

impl Network {
    /// Queues the funding of `address` and returns the transaction's hash.
    pub fn fund(&mut self, address: &str) -> Result<Hash32, Refused> {
        let to: ScAddress =
            address.parse().map_err(|_| Refused::Bad(format!("not an address: {address}")))?;
        let (key, body) = match &to {
            ScAddress::Account(id) => (self.free_friendbot()?, self.create_account(id)?),
            ScAddress::Contract(_) => {
                let key = self.free_friendbot()?;
                let transfer = self.transfer(&id_of(&key), to.clone());
                (key, transfer)
            }
            _ => {
                return Err(Refused::Bad(format!("expected an account or a contract, found {address}")));
            }
        };
        let envelope = self.envelope(&key, body)?;
        let frame = Frame::new(envelope, &self.config.network_id).map_err(Refused::Busy)?;
        let hash = frame.hash;
        match self.with_view(|queue, view| queue.add(frame, view)) {
            Answer::Pending => Ok(hash),
            Answer::Error(result) => Err(Refused::Busy(format!("friendbot transaction refused: {result:?}"))),
            Answer::Duplicate | Answer::TryAgainLater => Err(Refused::Busy("friendbot is busy".to_string())),
        }
    }

    fn free_friendbot(&self) -> Result<SigningKey, Refused> {
        let keys = (0..FRIENDBOTS).map(|index| friendbot_key(&self.config, index));
        let mut free = keys.filter(|key| !self.queue.pending.contains_key(&id_of(key)));
        free.next()
            .ok_or_else(|| Refused::Busy(format!("all {FRIENDBOTS} friendbot accounts wait for a close")))
    }

    fn create_account(&self, id: &AccountId) -> Result<OperationBody, Refused> {
        let pending = self.queue.pending.values().any(|waiting| creates(&waiting.frame, id));
        if pending || account::load(&self.shared.0.borrow(), id).is_some() {
            return Err(Refused::Bad(format!("createAccountAlreadyExist: {id} is funded already")));
        }
        Ok(OperationBody::CreateAccount(CreateAccountOp {
            destination: id.clone(),
            starting_balance: AMOUNT,
        }))
    }

    fn transfer(&self, from: &AccountId, to: ScAddress) -> OperationBody {
        let from = ScVal::Address(ScAddress::Account(from.clone()));
        let args = vec![from, ScVal::Address(to), i128_val(AMOUNT)];
        OperationBody::InvokeHostFunction(InvokeHostFunctionOp {
            host_function: HostFunction::InvokeContract(InvokeContractArgs {
                contract_address: ScAddress::Contract(asset_contract_id(
                    &self.config.network_id,
                    &Asset::Native,
                )),
                function_name: ScSymbol("transfer".try_into().unwrap_or_default()),
                args: args.try_into().unwrap_or_default(),
            }),
            auth: Default::default(),
        })
    }

    fn envelope(&self, key: &SigningKey, mut body: OperationBody) -> Result<TransactionEnvelope, Refused> {
        let source = id_of(key);
        let data = self.resources(&source, &mut body)?;
        let sequence = account::load(&self.shared.0.borrow(), &source).map_or(0, |a| a.seq_num.0);
        let resource_fee = data.as_ref().map_or(0, |d| u32::try_from(d.resource_fee).unwrap_or(u32::MAX));
        let tx = Transaction {
            source_account: source.into(),
            fee: FEE.saturating_add(resource_fee),
            seq_num: SequenceNumber(sequence.saturating_add(1)),
            cond: Preconditions::None,
            memo: Memo::None,
            operations: vec![Operation { source_account: None, body }].try_into().unwrap_or_default(),
            ext: data.map_or(TransactionExt::V0, TransactionExt::V1),
        };
        let hash = tx.hash(self.config.network_id).map_err(|e| Refused::Busy(e.to_string()))?;
        let [.., a, b, c, d] = key.verifying_key().to_bytes();
        let signature = DecoratedSignature {
            hint: SignatureHint([a, b, c, d]),
            signature: Signature(key.sign(&hash).to_bytes().to_vec().try_into().unwrap_or_default()),
        };
        let signatures = vec![signature].try_into().unwrap_or_default();
        Ok(TransactionEnvelope::Tx(TransactionV1Envelope { tx, signatures }))
    }

    /// Simulates a transfer for its footprint and authorisation; nothing to do for a classic operation.
    fn resources(
        &self,
        source: &AccountId,
        body: &mut OperationBody,
    ) -> Result<Option<SorobanTransactionData>, Refused> {
        let OperationBody::InvokeHostFunction(op) = body else {
            return Ok(None);
        };
        let clock = self.clock();
        let simulation = Simulation { shared: &self.shared, settings: &self.settings, clock: &clock };
        let auth = Auth::Record { allow_nonroot: false, upgraded: false };
        let simulated = simulation
            .invoke(op.host_function.clone(), auth, source, self.config.seed, 0)
            .map_err(Refused::Busy)?;
        op.auth = simulated.auth.try_into().unwrap_or_default();
        match simulated.transaction_data {
            Some(data) => Ok(Some(data)),
            None => Err(Refused::Bad("the contract cannot receive the native asset".to_string())),
        }
    }
}

fn creates(frame: &Frame, id: &AccountId) -> bool {
    frame
        .tx
        .operations
        .iter()
        .any(|op| matches!(&op.body, OperationBody::CreateAccount(create) if create.destination == *id))
}
