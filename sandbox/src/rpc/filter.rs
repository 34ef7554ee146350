//! Event filters (go-stellar-sdk `protocols/rpc`): several filters are alternatives, so are the topics of one.

use super::{RpcError, invalid_params, params::Params};
use crate::codec::xdr_from_base64;
use crate::xdr::{ContractEvent, ContractEventBody, ContractEventType, ContractId, ScVal};
use serde_json::Value;

const MAX_FILTERS: usize = 5;
const MAX_CONTRACTS: usize = 5;
const MAX_TOPICS: usize = 5;
const MAX_SEGMENTS: usize = 4;

pub struct Filter {
    system: bool,
    contract: bool,
    contracts: Vec<ContractId>,
    topics: Vec<Topic>,
}

struct Topic {
    segments: Vec<Segment>,
    /// Ends in `**`: more topics may follow.
    open: bool,
}

enum Segment {
    Any,
    Exactly(Box<ScVal>),
}

pub fn parse(params: &Params) -> Result<Vec<Filter>, RpcError> {
    let items = params.list("filters")?;
    if items.len() > MAX_FILTERS {
        return Err(invalid_params("maximum 5 filters per request"));
    }
    let number = |(index, item): (usize, &Value)| {
        parse_one(item).map_err(|message| invalid_params(format!("filter {} invalid: {message}", index + 1)))
    };
    items.iter().enumerate().map(number).collect()
}

fn parse_one(item: &Value) -> Result<Filter, String> {
    let Value::Object(fields) = item else {
        return Err("expected an object".to_string());
    };
    let fields = Params(fields.clone());
    let (system, contract) = types(fields.text("type").map_err(|e| e.message)?.unwrap_or_default())?;
    let ids = fields.texts("contractIds").map_err(|e| e.message)?;
    let topics = fields.list("topics").map_err(|e| e.message)?;
    if ids.len() > MAX_CONTRACTS {
        return Err("maximum 5 contract IDs per filter".to_string());
    }
    if topics.len() > MAX_TOPICS {
        return Err("maximum 5 topics per filter".to_string());
    }
    let id = |(index, text): (usize, &&str)| {
        text.parse::<ContractId>().map_err(|_| format!("contract ID {} invalid", index + 1))
    };
    let topic = |(index, item): (usize, &Value)| {
        parse_topic(item).map_err(|message| format!("topic {} invalid: {message}", index + 1))
    };
    Ok(Filter {
        system,
        contract,
        contracts: ids.iter().enumerate().map(id).collect::<Result<_, _>>()?,
        topics: topics.iter().enumerate().map(topic).collect::<Result<_, _>>()?,
    })
}

/// (system, contract); an empty list means both.
fn types(text: &str) -> Result<(bool, bool), String> {
    if text.is_empty() {
        return Ok((true, true));
    }
    let (mut system, mut contract) = (false, false);
    for name in text.split(',') {
        match name {
            "system" => system = true,
            "contract" => contract = true,
            _ => {
                return Err(
                    "filter type invalid: if set, type must be either 'system' or 'contract'".to_string()
                );
            }
        }
    }
    Ok((system, contract))
}

fn parse_topic(item: &Value) -> Result<Topic, String> {
    let Value::Array(items) = item else {
        return Err("expected an array".to_string());
    };
    let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
    let mut texts = texts.ok_or_else(|| "expected strings".to_string())?;
    if texts.is_empty() {
        return Err("topic must have at least 1 segment".to_string());
    }
    let open = texts.last() == Some(&"**");
    if open {
        texts.pop();
    }
    if let Some(at) = texts.iter().position(|text| *text == "**") {
        return Err(format!("segment {} invalid: wildcard '**' is only allowed as the last segment", at + 1));
    }
    if texts.len() > MAX_SEGMENTS {
        return Err(format!("topic cannot have more than {MAX_SEGMENTS} segments"));
    }
    let segment = |(index, text): (usize, &&str)| match *text {
        "*" => Ok(Segment::Any),
        text => match xdr_from_base64(text) {
            Some(value) => Ok(Segment::Exactly(Box::new(value))),
            None => Err(format!("segment {} invalid: not an ScVal in base64", index + 1)),
        },
    };
    let segments = texts.iter().enumerate().map(segment).collect::<Result<_, _>>()?;
    Ok(Topic { segments, open })
}

impl Filter {
    pub fn matches(&self, event: &ContractEvent) -> bool {
        let of_type = match event.type_ {
            ContractEventType::System => self.system,
            ContractEventType::Contract => self.contract,
            ContractEventType::Diagnostic => self.system && self.contract,
        };
        let ContractEventBody::V0(body) = &event.body;
        let from = event.contract_id.as_ref();
        of_type
            && (self.contracts.is_empty() || from.is_some_and(|id| self.contracts.contains(id)))
            && (self.topics.is_empty()
                || self.topics.iter().any(|topic| topic.matches(body.topics.as_slice())))
    }
}

impl Topic {
    fn matches(&self, topics: &[ScVal]) -> bool {
        let fits =
            if self.open { topics.len() >= self.segments.len() } else { topics.len() == self.segments.len() };
        fits && self.segments.iter().zip(topics).all(|(segment, topic)| match segment {
            Segment::Any => true,
            Segment::Exactly(value) => **value == *topic,
        })
    }
}
