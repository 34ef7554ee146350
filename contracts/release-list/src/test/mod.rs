mod admin;
mod publishing;
mod reading;
mod revoking;

use core::fmt::Debug;

use soroban_sdk::{
    Address, BytesN, Env, InvokeError, String,
    testutils::{Address as _, EnvTestConfig, Ledger as _, MockAuth, MockAuthInvoke},
};

use crate::{Error, Release, ReleaseList, ReleaseListClient};

pub const NOW: u64 = 1_800_000_000;
pub const DAY: u64 = 86_400;

pub struct World {
    pub e: Env,
    pub admin: Address,
    pub list: Address,
}

impl World {
    /// Nobody has signed anything: each call says who does.
    pub fn new() -> Self {
        let e = Env::new_with_config(EnvTestConfig {
            capture_snapshot_at_drop: false,
        });
        e.ledger().with_mut(|ledger| {
            ledger.timestamp = NOW;
            ledger.sequence_number = 1_000;
        });
        let admin = Address::generate(&e);
        let list = e.register(ReleaseList, (admin.clone(),));
        Self { e, admin, list }
    }

    pub fn with_releases(count: u32) -> Self {
        let w = Self::new();
        for n in 0..count {
            assert_eq!(w.publish(n), n);
        }
        w
    }

    pub fn client(&self) -> ReleaseListClient<'_> {
        ReleaseListClient::new(&self.e, &self.list)
    }

    /// Release number `n`, signed by the admin.
    pub fn publish(&self, n: u32) -> u32 {
        self.client()
            .mock_all_auths()
            .publish(&self.cid(n), &self.hash(n), &self.text("1.2.3"))
    }

    pub fn revoke(&self, index: u32) {
        self.client().mock_all_auths().revoke(&index);
    }

    pub fn text(&self, text: &str) -> String {
        String::from_str(&self.e, text)
    }

    /// A CID over SHA-256, of its own for each `n`.
    pub fn cid(&self, n: u32) -> String {
        self.text(&cid_text(n))
    }

    pub fn hash(&self, n: u32) -> BytesN<32> {
        BytesN::from_array(&self.e, &[u8::try_from(n % 251).expect("a byte"); 32])
    }

    pub fn expected(&self, n: u32, revoked_at: Option<u64>) -> Release {
        Release {
            cid: self.cid(n),
            manifest_sha256: self.hash(n),
            revoked_at,
            time: NOW,
            version: self.text("1.2.3"),
        }
    }

    pub fn pass(&self, secs: u64) {
        self.e.ledger().with_mut(|ledger| ledger.timestamp += secs);
    }

    /// From now on `who` has signed `function` with `args`, and nobody anything else.
    pub fn sign(&self, who: &Address, function: &'static str, args: soroban_sdk::Vec<soroban_sdk::Val>) {
        self.e.mock_auths(&[MockAuth {
            address: who,
            invoke: &MockAuthInvoke {
                contract: &self.list,
                fn_name: function,
                args,
                sub_invokes: &[],
            },
        }]);
    }
}

pub fn cid_text(n: u32) -> std::string::String {
    let alphabet = b"abcdefghijklmnopqrstuvwxyz234567";
    let digit = |value: u32| char::from(alphabet[(value & 31) as usize]);
    std::format!(
        "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fb{}{}{}",
        digit(n >> 8),
        digit(n >> 3),
        digit(n << 2)
    )
}

/// The shape of every failed `try_` call here.
type Refusal<T, C> = Result<Result<T, C>, Result<soroban_sdk::Error, InvokeError>>;

#[track_caller]
pub fn assert_refused<T: Debug, C: Debug>(result: Refusal<T, C>, error: Error) {
    match result {
        Err(Ok(found)) => assert_eq!(found, error.into()),
        other => panic!("expected {error:?}, found {other:?}"),
    }
}
