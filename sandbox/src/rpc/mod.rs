//! JSON-RPC 2.0 as stellar-rpc speaks it (creachadair/jrpc2 behind its HTTP bridge).

mod encode;
mod entries;
mod events;
mod fee_stats;
mod filter;
mod ledgers;
mod params;
mod sandbox;
mod send;
mod simulate;
mod status;
mod transactions;

use crate::network::Network;
use params::Params;
use serde_json::{Map, Value, json};

/// stellar-rpc's limit of a request body; the HTTP layer enforces it, this is the second line.
const MAX_BODY: usize = 512 * 1_024;

pub const PARSE_ERROR: i32 = -32_700;
pub const INVALID_REQUEST: i32 = -32_600;
pub const METHOD_NOT_FOUND: i32 = -32_601;
pub const INVALID_PARAMS: i32 = -32_602;
pub const INTERNAL_ERROR: i32 = -32_603;

#[derive(Debug)]
pub struct RpcError {
    pub code: i32,
    pub message: String,
}

pub type Answer = Result<Value, RpcError>;

pub fn invalid_params(message: impl Into<String>) -> RpcError {
    RpcError { code: INVALID_PARAMS, message: message.into() }
}

pub fn invalid_request(message: impl Into<String>) -> RpcError {
    RpcError { code: INVALID_REQUEST, message: message.into() }
}

pub fn internal(message: impl Into<String>) -> RpcError {
    RpcError { code: INTERNAL_ERROR, message: message.into() }
}

pub fn not_initialised() -> Vec<u8> {
    error(Value::Null, &internal("data stores are not initialized")).to_string().into_bytes()
}

/// Empty when there is nothing to answer.
pub fn handle(network: &mut Network, body: &[u8]) -> Vec<u8> {
    answer(network, body).map(|value| value.to_string().into_bytes()).unwrap_or_default()
}

fn answer(network: &mut Network, body: &[u8]) -> Option<Value> {
    if body.len() > MAX_BODY {
        return Some(error(Value::Null, &invalid_request("http: request body too large")));
    }
    let parsed: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(e) => {
            let error_ = RpcError { code: PARSE_ERROR, message: format!("parse error: {e}") };
            return Some(error(Value::Null, &error_));
        }
    };
    match parsed {
        Value::Array(items) if items.is_empty() => {
            Some(error(Value::Null, &invalid_request("empty request batch")))
        }
        Value::Array(items) => batch(network, items),
        single => match check(single) {
            Ok(request) => run(network, request),
            Err(refused) => Some(refused),
        },
    }
}

/// Statically invalid members are answered first, the rest in order. One answer comes bare.
fn batch(network: &mut Network, items: Vec<Value>) -> Option<Value> {
    let mut answers = Vec::new();
    let mut requests = Vec::new();
    for item in items {
        match check(item) {
            Ok(request) => requests.push(request),
            Err(refused) => answers.push(refused),
        }
    }
    answers.extend(requests.into_iter().filter_map(|request| run(network, request)));
    match answers.len() {
        0 => None,
        1 => answers.pop(),
        _ => Some(Value::Array(answers)),
    }
}

struct Request {
    /// Absent: a notification, which gets no answer.
    id: Option<Value>,
    method: String,
    params: Map<String, Value>,
    /// Well-formed JSON-RPC, but not what any method takes.
    refused: Option<RpcError>,
}

fn check(item: Value) -> Result<Request, Value> {
    let Value::Object(mut fields) = item else {
        return Err(error(Value::Null, &invalid_request("request is not a JSON object")));
    };
    let id = match fields.remove("id") {
        None | Some(Value::Null) => None,
        Some(id @ (Value::String(_) | Value::Number(_))) => Some(id),
        Some(_) => return Err(error(Value::Null, &invalid_request("invalid request ID"))),
    };
    let refuse = |message: &str| Err(error(id.clone().unwrap_or(Value::Null), &invalid_request(message)));
    if fields.remove("jsonrpc") != Some(json!("2.0")) {
        return refuse("invalid version marker");
    }
    let method = match fields.remove("method") {
        Some(Value::String(method)) if !method.is_empty() => method,
        Some(Value::String(_)) | None => return refuse("empty method name"),
        Some(_) => return refuse("invalid method name"),
    };
    let (params, refused) = match fields.remove("params") {
        None | Some(Value::Null) => (Map::new(), None),
        Some(Value::Object(params)) => (params, None),
        Some(Value::Array(_)) => (Map::new(), Some(invalid_params("invalid parameters: expected an object"))),
        Some(_) => return refuse("invalid parameters: expected an object"),
    };
    if let Some(extra) = fields.keys().next() {
        return refuse(&format!("extra fields in request: {extra}"));
    }
    Ok(Request { id, method, params, refused })
}

fn run(network: &mut Network, request: Request) -> Option<Value> {
    let outcome = match request.refused {
        Some(refused) => Err(refused),
        None => call(network, &request.method, &Params(request.params)),
    };
    let id = request.id?;
    Some(match outcome {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err(refused) => error(id, &refused),
    })
}

fn error(id: Value, error: &RpcError) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": error.code, "message": error.message } })
}

fn call(network: &mut Network, method: &str, params: &Params) -> Answer {
    match method {
        "getHealth" => Ok(status::health(network)),
        "getNetwork" => Ok(status::network(network)),
        "getVersionInfo" => Ok(status::version()),
        "getFeeStats" => Ok(fee_stats::get(network)),
        "getLatestLedger" => ledgers::latest(network),
        "getLedgers" => ledgers::list(network, params),
        "getLedgerEntries" => entries::get(network, params),
        "simulateTransaction" => simulate::simulate(network, params),
        "sendTransaction" => send::send(network, params),
        "getTransaction" => transactions::get(network, params),
        "getTransactions" => transactions::list(network, params),
        "getEvents" => events::get(network, params),
        "sandbox_info" => Ok(sandbox::info(network)),
        "sandbox_closeLedger" => sandbox::close(network, params),
        "sandbox_warp" => sandbox::warp(network, params),
        "sandbox_setAuto" => sandbox::set_auto(network, params),
        "sandbox_friendbot" => sandbox::friendbot(network, params),
        "sandbox_setEntry" => sandbox::set_entry(network, params),
        "sandbox_faults" => sandbox::faults(network, params),
        _ => Err(RpcError { code: METHOD_NOT_FOUND, message: format!("no such method {method:?}") }),
    }
}
