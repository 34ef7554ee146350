//! The transaction set of a closed ledger: classic phase and parallel Soroban phase, envelopes sorted by hash. Prices
//! are left out; the results say what was charged.

use crate::codec::Hash32;
use crate::ledger::history::TxRecord;
use crate::xdr::{
    DependentTxCluster, GeneralizedTransactionSet, Hash, ParallelTxExecutionStage, ParallelTxsComponent,
    TransactionEnvelope, TransactionPhase, TransactionSetV1, TxSetComponent,
    TxSetComponentTxsMaybeDiscountedFee, VecM,
};

pub fn transaction_set(previous: &Hash32, txs: &[TxRecord]) -> GeneralizedTransactionSet {
    let (classic, soroban) = (sorted(txs, false), sorted(txs, true));
    let components: Vec<_> = if classic.is_empty() {
        Vec::new()
    } else {
        vec![TxSetComponent::TxsetCompTxsMaybeDiscountedFee(TxSetComponentTxsMaybeDiscountedFee {
            base_fee: None,
            txs: classic,
        })]
    };
    let stages: Vec<_> = if soroban.is_empty() {
        Vec::new()
    } else {
        vec![ParallelTxExecutionStage(vec![DependentTxCluster(soroban)].try_into().unwrap_or_default())]
    };
    let phases = vec![
        TransactionPhase::V0(components.try_into().unwrap_or_default()),
        TransactionPhase::V1(ParallelTxsComponent {
            base_fee: None,
            execution_stages: stages.try_into().unwrap_or_default(),
        }),
    ];
    GeneralizedTransactionSet::V1(TransactionSetV1 {
        previous_ledger_hash: Hash(*previous),
        phases: phases.try_into().unwrap_or_default(),
    })
}

fn sorted(txs: &[TxRecord], soroban: bool) -> VecM<TransactionEnvelope> {
    let mut of_phase: Vec<&TxRecord> = txs.iter().filter(|tx| tx.soroban == soroban).collect();
    of_phase.sort_by_key(|tx| tx.hash);
    let envelopes: Vec<_> = of_phase.into_iter().map(|tx| tx.envelope.clone()).collect();
    envelopes.try_into().unwrap_or_default()
}
