//! Signatures against signers and weights, after stellar-core's `SignatureChecker`.

use crate::codec::{Hash32, sha256};
use crate::xdr::{AccountEntry, AccountId, DecoratedSignature, PublicKey, Signer, SignerKey, Uint256};
use ed25519_dalek::{Signature, VerifyingKey};

/// A signer counts at most this much, whatever its entry says.
const MAX_WEIGHT: u32 = 255;

pub struct Checker<'a> {
    hash: &'a Hash32,
    signatures: &'a [DecoratedSignature],
    used: Vec<bool>,
}

impl<'a> Checker<'a> {
    pub fn new(hash: &'a Hash32, signatures: &'a [DecoratedSignature]) -> Checker<'a> {
        Checker { hash, signatures, used: vec![false; signatures.len()] }
    }

    /// Whether the signatures reach `needed`. Stops as soon as they do, so later ones stay unused: at least one
    /// signer must match even when nothing is needed.
    pub fn check(&mut self, mut signers: Vec<Signer>, needed: u32) -> bool {
        let mut total = 0;
        for signer in &signers {
            if matches!(&signer.key, SignerKey::PreAuthTx(Uint256(hash)) if hash == self.hash) {
                total += signer.weight.min(MAX_WEIGHT);
                if total >= needed {
                    return true;
                }
            }
        }
        // stellar-core goes through the kinds in this order.
        let kinds: [fn(&SignerKey) -> bool; 3] = [
            |key| matches!(key, SignerKey::HashX(_)),
            |key| matches!(key, SignerKey::Ed25519(_)),
            |key| matches!(key, SignerKey::Ed25519SignedPayload(_)),
        ];
        for of_kind in kinds {
            if self.check_kind(&mut signers, of_kind, needed, &mut total) {
                return true;
            }
        }
        false
    }

    fn check_kind(
        &mut self,
        signers: &mut Vec<Signer>,
        of_kind: fn(&SignerKey) -> bool,
        needed: u32,
        total: &mut u32,
    ) -> bool {
        for (signature, used) in self.signatures.iter().zip(self.used.iter_mut()) {
            let matching = |s: &Signer| of_kind(&s.key) && signs(signature, &s.key, self.hash);
            if let Some(at) = signers.iter().position(matching) {
                *used = true;
                *total += signers.remove(at).weight.min(MAX_WEIGHT);
                if *total >= needed {
                    return true;
                }
            }
        }
        false
    }

    pub fn account(&mut self, account: &AccountEntry, needed: u32) -> bool {
        let master = u32::from(account.thresholds.0[0]);
        let mut signers = Vec::new();
        if master > 0 {
            signers.push(Signer { key: key_of(&account.account_id), weight: master });
        }
        signers.extend(account.signers.iter().cloned());
        self.check(signers, needed)
    }

    /// For an operation whose source does not exist yet: its own key must sign.
    pub fn missing_account(&mut self, id: &AccountId) -> bool {
        self.check(vec![Signer { key: key_of(id), weight: 1 }], 0)
    }

    pub fn all_used(&self) -> bool {
        self.used.iter().all(|used| *used)
    }
}

pub fn key_of(id: &AccountId) -> SignerKey {
    let PublicKey::PublicKeyTypeEd25519(key) = &id.0;
    SignerKey::Ed25519(key.clone())
}

fn hint_of(bytes: &[u8]) -> [u8; 4] {
    let mut hint = [0; 4];
    let tail = bytes.get(bytes.len().saturating_sub(4)..).unwrap_or_default();
    for (to, from) in hint.iter_mut().zip(tail) {
        *to = *from;
    }
    hint
}

fn signs(signature: &DecoratedSignature, key: &SignerKey, hash: &Hash32) -> bool {
    let hint = signature.hint.0;
    let bytes = signature.signature.0.as_slice();
    match key {
        SignerKey::PreAuthTx(_) => false,
        SignerKey::HashX(Uint256(x)) => hint == hint_of(x) && sha256(&[bytes]) == *x,
        SignerKey::Ed25519(Uint256(public)) => hint == hint_of(public) && verify(public, hash, bytes),
        SignerKey::Ed25519SignedPayload(signed) => {
            let (key_hint, payload_hint) = (hint_of(&signed.ed25519.0), hint_of(signed.payload.as_slice()));
            let expected = std::array::from_fn(|i| key_hint[i] ^ payload_hint[i]);
            hint == expected && verify(&signed.ed25519.0, signed.payload.as_slice(), bytes)
        }
    }
}

fn verify(public: &Hash32, message: &[u8], signature: &[u8]) -> bool {
    let (Ok(key), Ok(signature)) = (VerifyingKey::from_bytes(public), Signature::from_slice(signature))
    else {
        return false;
    };
    key.verify_strict(message, &signature).is_ok()
}
