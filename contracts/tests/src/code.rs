//! The same contract as native code (fast) or as the committed wasm (what is deployed).
use soroban_sdk::{Address, ConstructorArgs, Env, testutils::Register};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    Native,
    Wasm,
}

impl Code {
    /// Deploys contract `name` at `at` and runs its constructor.
    pub fn deploy<C: Register, A: ConstructorArgs>(
        self,
        e: &Env,
        at: &Address,
        name: &str,
        native: C,
        args: A,
    ) -> Address {
        match self {
            Code::Native => e.register_at(at, native, args),
            Code::Wasm => e.register_at(at, wasm(name).as_slice(), args),
        }
    }
}

/// The committed build of a contract.
pub fn wasm(name: &str) -> Vec<u8> {
    let file = format!("{}/../../static/wasm/{name}.wasm", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&file).unwrap_or_else(|error| panic!("{file}: {error} (npm run wasm:build)"))
}
