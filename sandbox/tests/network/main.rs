//! The network through its JSON-RPC surface, natively. The same surface is tested in wasm against stellar-sdk.

mod determinism;
mod queue;
mod strictness;
mod support;
