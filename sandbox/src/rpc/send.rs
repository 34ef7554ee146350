//! sendTransaction.

use super::{Answer, internal, invalid_params, params::Params};
use crate::codec::{xdr_base64, xdr_from_base64};
use crate::network::Network;
use crate::queue::Answer as Queued;
use crate::tx::frame::Frame;
use crate::xdr::TransactionEnvelope;
use serde_json::json;

pub fn send(network: &mut Network, params: &Params) -> Answer {
    params.check_format()?;
    let text = params.text("transaction")?.unwrap_or_default();
    let envelope: TransactionEnvelope = xdr_from_base64(text).ok_or_else(|| invalid_params("invalid_xdr"))?;
    let frame = Frame::new(envelope, &network.config.network_id).map_err(internal)?;
    let hash = hex::encode(frame.hash);
    let outcome = if network.faults.drop_sends > 0 {
        network.faults.drop_sends -= 1;
        Queued::Pending
    } else {
        network.with_view(|queue, view| queue.add(frame, view))
    };
    let mut answer = json!({
        "hash": hash,
        "latestLedger": network.latest(),
        "latestLedgerCloseTime": network.close_time().to_string(),
    });
    answer["status"] = json!(match &outcome {
        Queued::Pending => "PENDING",
        Queued::Duplicate => "DUPLICATE",
        Queued::TryAgainLater => "TRY_AGAIN_LATER",
        Queued::Error(_) => "ERROR",
    });
    if let Queued::Error(result) = &outcome {
        answer["errorResultXdr"] = json!(xdr_base64(result));
    }
    Ok(answer)
}
