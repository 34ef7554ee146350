//! Parameters, parsed once with the errors Go's JSON decoding would give in spirit: unknown fields are ignored, wrong
//! types are −32602.

use super::{RpcError, invalid_params};
use serde_json::{Map, Value};

pub struct Params(pub Map<String, Value>);

fn wrong(name: &str, expected: &str, found: &Value) -> RpcError {
    invalid_params(format!("invalid parameters: expected {name}, {expected}; found {found}"))
}

impl Params {
    fn field(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub fn text(&self, name: &str) -> Result<Option<&str>, RpcError> {
        match self.field(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(wrong(name, "a string", other)),
        }
    }

    pub fn flag(&self, name: &str) -> Result<Option<bool>, RpcError> {
        match self.field(name) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(other) => Err(wrong(name, "a boolean", other)),
        }
    }

    pub fn u32(&self, name: &str) -> Result<Option<u32>, RpcError> {
        match self.field(name) {
            None => Ok(None),
            Some(value) => match value.as_u64().and_then(|n| u32::try_from(n).ok()) {
                Some(n) => Ok(Some(n)),
                None => Err(wrong(name, "an unsigned 32-bit number", value)),
            },
        }
    }

    pub fn u64(&self, name: &str) -> Result<Option<u64>, RpcError> {
        match self.field(name) {
            None => Ok(None),
            Some(value) => value.as_u64().map(Some).ok_or_else(|| wrong(name, "an unsigned number", value)),
        }
    }

    pub fn object(&self, name: &str) -> Result<Option<Params>, RpcError> {
        match self.field(name) {
            None => Ok(None),
            Some(Value::Object(fields)) => Ok(Some(Params(fields.clone()))),
            Some(other) => Err(wrong(name, "an object", other)),
        }
    }

    pub fn list(&self, name: &str) -> Result<&[Value], RpcError> {
        match self.field(name) {
            None => Ok(&[]),
            Some(Value::Array(items)) => Ok(items),
            Some(other) => Err(wrong(name, "an array", other)),
        }
    }

    pub fn texts(&self, name: &str) -> Result<Vec<&str>, RpcError> {
        let items = self.list(name)?;
        match items.iter().find(|item| !item.is_string()) {
            Some(other) => Err(wrong(name, "an array of strings", other)),
            None => Ok(items.iter().filter_map(Value::as_str).collect()),
        }
    }

    /// Only base64 is served; `json` would need a second encoding of every type.
    pub fn check_format(&self) -> Result<(), RpcError> {
        match self.text("xdrFormat")? {
            None | Some("" | "base64") => Ok(()),
            Some(other) => Err(invalid_params(format!("expected xdrFormat to be base64, found {other}"))),
        }
    }
}

pub struct Page {
    pub cursor: Option<String>,
    pub limit: usize,
}

impl Params {
    pub fn page(&self, default: usize, max: usize) -> Result<Page, RpcError> {
        let Some(page) = self.object("pagination")? else {
            return Ok(Page { cursor: None, limit: default });
        };
        let limit = match page.u32("limit")? {
            None | Some(0) => default,
            Some(n) if n as usize > max => {
                return Err(invalid_params(format!("limit must not exceed {max}")));
            }
            Some(n) => n as usize,
        };
        let cursor = page.text("cursor")?.filter(|c| !c.is_empty()).map(str::to_string);
        Ok(Page { cursor, limit })
    }
}
