//! Finds the unmodified Blend v2 wasm inside the downloaded crate and imports it with our own soroban-sdk. The files
//! are AGPL builds: they are checked by hash, used in tests only and never committed.
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

const CRATE: &str = "blend-contract-sdk-2.25.0";
const FILES: [(&str, &str); 5] = [
    (
        "pool",
        "a41fc53d6753b6c04eb15b021c55052366a4c8e0e21bc72700f461264ec1350e",
    ),
    (
        "backstop",
        "c1f4502a757e25c611f5a159bc1ab0eef64085adac6c68123dca66e87faffbc2",
    ),
    (
        "pool_factory",
        "31328050548831f63d2b72e37bcfd0bb7371b7907135755dbe09ed434d755ca9",
    ),
    (
        "comet",
        "5d721fa580714291f6846fc01738e86d70acb47e449ea75312e272a0f7436dd8",
    ),
    (
        "emitter",
        "438a5528cff17ede6fe515f095c43c5f15727af17d006971485e52462e7e7b89",
    ),
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../Cargo.lock");
    let folder = crate_folder().join("wasm");
    let mut code = String::new();
    for (name, sha256) in FILES {
        let file = folder.join(format!("{name}.wasm"));
        let import = format!("soroban_sdk::contractimport!(file = {file:?}, sha256 = {sha256:?});");
        code += &format!("pub mod {name} {{ {import} }}\n");
    }
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("blend.rs"), code).expect("OUT_DIR is writable");
}

/// Where cargo unpacked the crate, which is in the lock file but never compiled (its types are another SDK's).
fn crate_folder() -> PathBuf {
    let output = Command::new(env::var("CARGO").expect("cargo sets CARGO"))
        .args(["metadata", "--format-version=1", "--locked"])
        .output()
        .expect("cargo metadata runs");
    assert!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let json = String::from_utf8(output.stdout).expect("cargo metadata prints UTF-8");
    let manifest = format!("{CRATE}/Cargo.toml");
    let found = json.find(&manifest).expect("Cargo.lock pins blend-contract-sdk");
    let end = found + CRATE.len();
    let start = json[..end].rfind('"').expect("paths are quoted") + 1;
    PathBuf::from(&json[start..end])
}
