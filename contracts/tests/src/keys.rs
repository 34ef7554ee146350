//! Signatures as wallets make them: an authorisation entry for one call tree, signed with ed25519 over its hash. Half of
//! those who sign are classic accounts, which the host verifies, half are contracts, which verify for themselves.
use ed25519_dalek::{Signer as _, SigningKey};
use sha2::{Digest as _, Sha256};
use soroban_sdk::{
    Address, BytesN, Env, Error, TryFromVal, Val, Vec,
    auth::{Context, CustomAccountInterface},
    contract, contractimpl,
    crypto::Hash,
    symbol_short,
    xdr::{
        self, HashIdPreimage, HashIdPreimageSorobanAuthorization, InvokeContractArgs, Limits, ScAddress,
        ScBytes, ScMap, ScMapEntry, ScSymbol, ScVal, ScVec, SorobanAddressCredentials,
        SorobanAuthorizationEntry, SorobanAuthorizedFunction, SorobanAuthorizedInvocation,
        SorobanCredentials, VecM, WriteXdr,
    },
};

use crate::native::funded_account_of;

/// XLM of a new account.
const XLM_STROOPS: i64 = 1_000_000_000_000_000;

/// A contract that is somebody's account: it accepts the signature of one key.
#[contract]
pub struct Wallet;

#[contractimpl]
impl Wallet {
    pub fn __constructor(e: &Env, public_key: BytesN<32>) {
        e.storage().instance().set(&symbol_short!("key"), &public_key);
    }
}

#[contractimpl]
impl CustomAccountInterface for Wallet {
    type Error = Error;
    type Signature = BytesN<64>;

    fn __check_auth(
        e: Env,
        signature_payload: Hash<32>,
        signature: BytesN<64>,
        _auth_contexts: Vec<Context>,
    ) -> Result<(), Error> {
        let stored = e.storage().instance().get(&symbol_short!("key"));
        let key: BytesN<32> = stored.expect("the constructor sets it");
        e.crypto()
            .ed25519_verify(&key, &signature_payload.into(), &signature);
        Ok(())
    }
}

/// One call that somebody agrees to, with the calls below it that need the same consent.
#[derive(Clone, Debug)]
pub struct Tree {
    pub contract: Address,
    pub function: &'static str,
    pub args: Vec<Val>,
    pub below: std::vec::Vec<Tree>,
}

impl Tree {
    pub fn leaf(contract: &Address, function: &'static str, args: Vec<Val>) -> Tree {
        Tree {
            contract: contract.clone(),
            function,
            args,
            below: vec![],
        }
    }

    fn to_xdr(&self, e: &Env) -> SorobanAuthorizedInvocation {
        let args = self.args.iter().map(|arg| value(e, &arg));
        let below = self.below.iter().map(|tree| tree.to_xdr(e));
        SorobanAuthorizedInvocation {
            function: SorobanAuthorizedFunction::ContractFn(InvokeContractArgs {
                contract_address: ScAddress::from(&self.contract),
                function_name: symbol(self.function),
                args: list(args.collect()),
            }),
            sub_invocations: list(below.collect()),
        }
    }
}

/// Somebody with a key.
#[derive(Clone, Debug)]
pub struct Holder {
    pub address: Address,
    key: SigningKey,
}

impl Holder {
    /// A classic account with XLM whose master key is this one's.
    pub fn account(e: &Env, secret: [u8; 32]) -> Holder {
        let key = SigningKey::from_bytes(&secret);
        let address = funded_account_of(e, key.verifying_key().to_bytes(), XLM_STROOPS);
        Holder { address, key }
    }

    /// A wallet at `address`, which may be one that something was told of before.
    pub fn wallet(e: &Env, address: &Address, secret: [u8; 32]) -> Holder {
        let key = SigningKey::from_bytes(&secret);
        let public_key = BytesN::from_array(e, &key.verifying_key().to_bytes());
        e.register_at(address, Wallet, (public_key,));
        Holder {
            address: address.clone(),
            key,
        }
    }

    /// Consent to `tree`, in this ledger, once.
    pub fn sign(&self, e: &Env, tree: &Tree, nonce: i64) -> SorobanAuthorizationEntry {
        self.sign_as(e, &self.address, tree, nonce)
    }

    /// The entry of `victim` with a signature of this key.
    pub fn sign_as(&self, e: &Env, victim: &Address, tree: &Tree, nonce: i64) -> SorobanAuthorizationEntry {
        let root_invocation = tree.to_xdr(e);
        let signature_expiration_ledger = e.ledger().sequence();
        let preimage = HashIdPreimage::SorobanAuthorization(HashIdPreimageSorobanAuthorization {
            network_id: xdr::Hash(e.ledger().network_id().to_array()),
            nonce,
            signature_expiration_ledger,
            invocation: root_invocation.clone(),
        });
        let payload = Sha256::digest(preimage.to_xdr(Limits::none()).expect("a preimage encodes"));
        let address = ScAddress::from(victim);
        let signature = self.signature(&address, &payload);
        SorobanAuthorizationEntry {
            credentials: SorobanCredentials::Address(SorobanAddressCredentials {
                address,
                nonce,
                signature_expiration_ledger,
                signature,
            }),
            root_invocation,
        }
    }

    /// In the form that the signed address verifies: an account's list of signatures, or the wallet's one.
    fn signature(&self, signed: &ScAddress, payload: &[u8]) -> ScVal {
        let signature = bytes(&self.key.sign(payload).to_bytes());
        let ScAddress::Account(_) = signed else {
            return signature;
        };
        let public_key = bytes(&self.key.verifying_key().to_bytes());
        let pairs = [("public_key", public_key), ("signature", signature)];
        let map = ScMap::sorted_from(pairs.map(|(key, val)| ScMapEntry {
            key: ScVal::Symbol(symbol(key)),
            val,
        }));
        let map = ScVal::Map(Some(map.expect("two different keys")));
        ScVal::Vec(Some(ScVec(list(vec![map]))))
    }
}

fn value(e: &Env, val: &Val) -> ScVal {
    ScVal::try_from_val(e, val).expect("an argument is a value")
}

fn symbol(text: &str) -> ScSymbol {
    ScSymbol(text.try_into().expect("a short name"))
}

fn bytes(bytes: &[u8]) -> ScVal {
    ScVal::Bytes(ScBytes(bytes.to_vec().try_into().expect("a few bytes")))
}

fn list<T>(items: std::vec::Vec<T>) -> VecM<T> {
    items.try_into().expect("a short list")
}
