//! The cases in tests/vectors, written from the lab's arithmetic and read by the tests of both languages.
mod accrual;
mod encode;
mod fill;
mod health;
mod known;
pub mod liquidation;
mod scaling;

use serde_json::{Value, json};

use crate::digest;

/// Every file by name, as text.
pub fn files() -> Vec<(&'static str, String)> {
    let digest = digest::health_digest(digest::SEED, digest::COUNT);
    let digest = json!({
        "count": digest.count,
        "seed": digest.seed.to_string(),
        "sha256": digest.sha256,
        "within1e6": digest.within1e6,
    });
    vec![
        ("accrual.json", cases(accrual::cases())),
        ("fill.json", cases(fill::cases())),
        ("health.json", cases(health::cases())),
        (
            "liquidation.json",
            cases(liquidation::cases().iter().map(liquidation::Case::json).collect()),
        ),
        ("scaling.json", cases(scaling::cases())),
        ("health-digest.json", encode::text(&digest)),
    ]
}

fn cases(cases: Vec<Value>) -> String {
    encode::text(&json!({ "cases": cases, "v": 1 }))
}
