//! Amounts as decimal strings, u32 as numbers, names in camelCase.
use std::collections::BTreeMap;

use nectar_interfaces::blend::{ReserveConfig, ReserveData};
use serde::Serialize as _;
use serde_json::{Map, Value, json, ser::PrettyFormatter};

/// Indented by tabs, with a line feed at the end.
pub fn text(value: &Value) -> String {
    let mut bytes = Vec::new();
    let formatter = PrettyFormatter::with_indent(b"\t");
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
    value.serialize(&mut serializer).expect("a JSON value serialises");
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

pub fn config(config: &ReserveConfig) -> Value {
    json!({
        "cFactor": config.c_factor,
        "decimals": config.decimals,
        "enabled": config.enabled,
        "index": config.index,
        "lFactor": config.l_factor,
        "maxUtil": config.max_util,
        "rBase": config.r_base,
        "rOne": config.r_one,
        "rThree": config.r_three,
        "rTwo": config.r_two,
        "reactivity": config.reactivity,
        "supplyCap": config.supply_cap.to_string(),
        "util": config.util,
    })
}

pub fn data(data: &ReserveData) -> Value {
    json!({
        "bRate": data.b_rate.to_string(),
        "bSupply": data.b_supply.to_string(),
        "backstopCredit": data.backstop_credit.to_string(),
        "dRate": data.d_rate.to_string(),
        "dSupply": data.d_supply.to_string(),
        "irMod": data.ir_mod.to_string(),
        "lastTime": data.last_time.to_string(),
    })
}

/// Without the zeros.
pub fn amounts<K: ToString>(amounts: &BTreeMap<K, i128>) -> Value {
    let entries = amounts.iter().filter(|(_, amount)| **amount != 0);
    Value::Object(
        entries
            .map(|(key, amount)| (key.to_string(), Value::String(amount.to_string())))
            .collect::<Map<_, _>>(),
    )
}
