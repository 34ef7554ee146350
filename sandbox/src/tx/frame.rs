//! A transaction envelope with what every rule asks of it, computed once.

use crate::codec::{Hash32, xdr_len};
use crate::xdr::{
    AccountId, DecoratedSignature, FeeBumpTransactionInnerTx, LedgerBounds, Memo, MuxedAccount, Operation,
    OperationBody, Preconditions, PreconditionsV2, SorobanTransactionData, TimeBounds, Transaction,
    TransactionEnvelope, TransactionExt, TransactionV1Envelope,
};

/// stellar-core's `MAX_RESOURCE_FEE`.
const MAX_RESOURCE_FEE: i64 = 1 << 50;

pub struct Bump {
    pub source: AccountId,
    pub fee: i64,
    pub signatures: Vec<DecoratedSignature>,
}

pub struct Frame {
    pub envelope: TransactionEnvelope,
    /// Hash of the whole: of the fee bump if there is one.
    pub hash: Hash32,
    /// Hash the inner signatures cover; equals `hash` for a plain transaction.
    pub inner_hash: Hash32,
    pub tx: Transaction,
    pub signatures: Vec<DecoratedSignature>,
    pub bump: Option<Bump>,
    /// Envelope type V0, refused since protocol 13.
    pub v0: bool,
    /// XDR size of the (inner) envelope, what size fees and limits count.
    pub size: u32,
}

impl Frame {
    pub fn new(envelope: TransactionEnvelope, network_id: &Hash32) -> Result<Frame, String> {
        let hash = envelope.hash(*network_id).map_err(|e| e.to_string())?;
        let (inner, bump, v0) = match &envelope {
            TransactionEnvelope::TxV0(e) => {
                (TransactionV1Envelope { tx: (&e.tx).into(), signatures: e.signatures.clone() }, None, true)
            }
            TransactionEnvelope::Tx(e) => (e.clone(), None, false),
            TransactionEnvelope::TxFeeBump(e) => {
                let FeeBumpTransactionInnerTx::Tx(inner) = &e.tx.inner_tx;
                let bump = Bump {
                    source: e.tx.fee_source.clone().account_id(),
                    fee: e.tx.fee,
                    signatures: e.signatures.to_vec(),
                };
                (inner.clone(), Some(bump), false)
            }
        };
        let inner_hash = match bump {
            Some(_) => inner.hash(*network_id).map_err(|e| e.to_string())?,
            None => hash,
        };
        let size = match bump {
            Some(_) => xdr_len(&TransactionEnvelope::Tx(inner.clone())),
            None => xdr_len(&envelope),
        };
        let signatures = inner.signatures.to_vec();
        Ok(Frame { envelope, hash, inner_hash, tx: inner.tx, signatures, bump, v0, size })
    }

    pub fn source(&self) -> AccountId {
        self.tx.source_account.clone().account_id()
    }

    pub fn fee_source(&self) -> AccountId {
        self.bump.as_ref().map_or_else(|| self.source(), |bump| bump.source.clone())
    }

    pub fn sequence(&self) -> i64 {
        self.tx.seq_num.0
    }

    pub fn op_source(&self, op: &Operation) -> AccountId {
        self.op_muxed(op).account_id()
    }

    pub fn op_muxed(&self, op: &Operation) -> MuxedAccount {
        op.source_account.clone().unwrap_or_else(|| self.tx.source_account.clone())
    }

    pub fn is_soroban(&self) -> bool {
        self.tx.operations.first().is_some_and(is_soroban_op)
    }

    pub fn is_restore(&self) -> bool {
        matches!(self.tx.operations.first().map(|op| &op.body), Some(OperationBody::RestoreFootprint(_)))
    }

    pub fn soroban_data(&self) -> Option<&SorobanTransactionData> {
        match &self.tx.ext {
            TransactionExt::V1(data) => Some(data),
            TransactionExt::V0 => None,
        }
    }

    /// Declared resource fee of a Soroban transaction, 0 otherwise.
    pub fn resource_fee(&self) -> i64 {
        if self.is_soroban() { self.soroban_data().map_or(0, |data| data.resource_fee) } else { 0 }
    }

    /// Operations as the fee rules count them: a fee bump is one more.
    pub fn fee_ops(&self) -> i64 {
        let own = i64::try_from(self.tx.operations.len()).unwrap_or(i64::MAX);
        own.saturating_add(i64::from(self.bump.is_some())).max(1)
    }

    pub fn full_fee(&self) -> i64 {
        self.bump.as_ref().map_or(i64::from(self.tx.fee), |bump| bump.fee)
    }

    pub fn inclusion_fee(&self) -> i64 {
        self.full_fee().saturating_sub(self.resource_fee())
    }

    pub fn inner_inclusion_fee(&self) -> i64 {
        i64::from(self.tx.fee).saturating_sub(self.resource_fee())
    }

    /// stellar-core's `XDRProvidesValidFee`.
    pub fn fee_is_well_formed(&self) -> bool {
        let resource = match (self.is_soroban(), self.soroban_data()) {
            (false, _) => 0,
            (true, None) => return false,
            (true, Some(data)) => data.resource_fee,
        };
        (0..=MAX_RESOURCE_FEE).contains(&resource) && self.full_fee() >= 0
    }

    pub fn conditions(&self) -> Option<&PreconditionsV2> {
        match &self.tx.cond {
            Preconditions::V2(v2) => Some(v2),
            _ => None,
        }
    }

    pub fn time_bounds(&self) -> Option<&TimeBounds> {
        match &self.tx.cond {
            Preconditions::None => None,
            Preconditions::Time(bounds) => Some(bounds),
            Preconditions::V2(v2) => v2.time_bounds.as_ref(),
        }
    }

    pub fn ledger_bounds(&self) -> Option<&LedgerBounds> {
        self.conditions().and_then(|v2| v2.ledger_bounds.as_ref())
    }

    /// Since protocol 25 an invocation carries neither memo nor muxed source (stellar-core `validateSorobanMemo`).
    pub fn soroban_memo_is_valid(&self) -> bool {
        match self.tx.operations.as_slice() {
            [op] if matches!(op.body, OperationBody::InvokeHostFunction(_)) => {
                let muxed = |account: &MuxedAccount| matches!(account, MuxedAccount::MuxedEd25519(_));
                matches!(self.tx.memo, Memo::None)
                    && !muxed(&self.tx.source_account)
                    && !op.source_account.as_ref().is_some_and(muxed)
            }
            _ => true,
        }
    }
}

pub fn is_soroban_op(op: &Operation) -> bool {
    matches!(
        op.body,
        OperationBody::InvokeHostFunction(_)
            | OperationBody::ExtendFootprintTtl(_)
            | OperationBody::RestoreFootprint(_)
    )
}
