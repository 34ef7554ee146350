//! A network driven through its JSON-RPC surface, with keys that sign.

use ed25519_dalek::{Signer, SigningKey};
use sandbox::{
    Network,
    codec::{sha256, xdr_base64, xdr_from_base64},
    config::Config,
    rpc,
    xdr::*,
};
use serde_json::{Value, json};

pub const PASSPHRASE: &str = "Test Sandbox Network";
pub const SEED: [u8; 32] = [7; 32];
pub const GENESIS_TIME: u64 = 1_795_000_000;

pub fn network() -> Network {
    Network::genesis(Config::new(PASSPHRASE, SEED, GENESIS_TIME)).expect("the genesis is well-formed")
}

pub fn rpc(network: &mut Network, method: &str, params: Value) -> Value {
    let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
    let answer = rpc::handle(network, request.to_string().as_bytes());
    serde_json::from_slice(&answer).expect("answers are JSON")
}

pub fn call(network: &mut Network, method: &str, params: Value) -> Value {
    let answer = rpc(network, method, params);
    assert!(answer.get("error").is_none(), "{method}: {answer}");
    answer["result"].clone()
}

pub fn key(name: &str) -> SigningKey {
    SigningKey::from_bytes(&sha256(&[name.as_bytes()]))
}

pub fn id(key: &SigningKey) -> AccountId {
    AccountId(PublicKey::PublicKeyTypeEd25519(Uint256(key.verifying_key().to_bytes())))
}

pub fn fund(network: &mut Network, key: &SigningKey) {
    call(network, "sandbox_friendbot", json!({ "addr": id(key).to_string(), "close": true }));
}

pub fn account(network: &mut Network, of: &SigningKey) -> AccountEntry {
    let key = LedgerKey::Account(LedgerKeyAccount { account_id: id(of) });
    let found = call(network, "getLedgerEntries", json!({ "keys": [xdr_base64(&key)] }));
    let text = found["entries"][0]["xdr"].as_str().expect("the account exists");
    match xdr_from_base64(text) {
        Some(LedgerEntryData::Account(account)) => account,
        other => panic!("expected an account, found {other:?}"),
    }
}

pub struct Draft {
    pub tx: Transaction,
    pub signers: Vec<SigningKey>,
}

impl Draft {
    pub fn new(network: &mut Network, source: &SigningKey, body: OperationBody) -> Draft {
        let sequence = account(network, source).seq_num.0 + 1;
        let operation = Operation { source_account: None, body };
        Draft {
            tx: Transaction {
                source_account: id(source).into(),
                fee: 100,
                seq_num: SequenceNumber(sequence),
                cond: Preconditions::None,
                memo: Memo::None,
                operations: vec![operation].try_into().expect("one operation fits"),
                ext: TransactionExt::V0,
            },
            signers: vec![source.clone()],
        }
    }

    pub fn envelope(&self, network: &Network) -> TransactionEnvelope {
        let hash = self.tx.hash(network.config.network_id).expect("hashable");
        let signatures: Vec<_> = self.signers.iter().map(|key| decorated(key, &hash)).collect();
        TransactionEnvelope::Tx(TransactionV1Envelope {
            tx: self.tx.clone(),
            signatures: signatures.try_into().expect("at most 20 signatures"),
        })
    }

    /// Simulates, takes over resources and authorisation, adds the fee.
    pub fn prepare(mut self, network: &mut Network) -> Draft {
        let text = xdr_base64(&self.envelope(network));
        let simulated = call(network, "simulateTransaction", json!({ "transaction": text }));
        assert!(simulated.get("error").is_none(), "{simulated}");
        let data: SorobanTransactionData =
            xdr_from_base64(simulated["transactionData"].as_str().expect("data")).expect("XDR");
        self.tx.fee = 100 + u32::try_from(data.resource_fee).expect("a small fee");
        self.tx.ext = TransactionExt::V1(data);
        self
    }

    pub fn data(&mut self) -> &mut SorobanTransactionData {
        match &mut self.tx.ext {
            TransactionExt::V1(data) => data,
            TransactionExt::V0 => panic!("not prepared"),
        }
    }
}

pub fn decorated(key: &SigningKey, hash: &[u8; 32]) -> DecoratedSignature {
    let [.., a, b, c, d] = key.verifying_key().to_bytes();
    DecoratedSignature {
        hint: SignatureHint([a, b, c, d]),
        signature: Signature(key.sign(hash).to_bytes().to_vec().try_into().expect("64 bytes")),
    }
}

pub fn send(network: &mut Network, envelope: &TransactionEnvelope) -> Value {
    call(network, "sendTransaction", json!({ "transaction": xdr_base64(envelope) }))
}

/// Sends, closes, and returns the result of the transaction.
pub fn run(network: &mut Network, draft: &Draft) -> TransactionResult {
    let envelope = draft.envelope(network);
    let sent = send(network, &envelope);
    assert_eq!(sent["status"], "PENDING", "{:?}", refusal(&sent));
    call(network, "sandbox_closeLedger", json!({}));
    let found = call(network, "getTransaction", json!({ "hash": sent["hash"] }));
    xdr_from_base64(found["resultXdr"].as_str().expect("applied")).expect("XDR")
}

pub fn refusal(sent: &Value) -> Option<TransactionResult> {
    xdr_from_base64(sent["errorResultXdr"].as_str()?)
}

pub fn pay(to: &SigningKey, amount: i64) -> OperationBody {
    OperationBody::Payment(PaymentOp { destination: id(to).into(), asset: Asset::Native, amount })
}

/// A transfer of the native asset through its contract.
pub fn transfer(network: &mut Network, from: &SigningKey, to: ScAddress, amount: i64) -> OperationBody {
    let contract = call(network, "sandbox_info", json!({}))["nativeContract"].clone();
    let contract: ScAddress = contract.as_str().expect("text").parse().expect("an address");
    let amount = ScVal::I128(Int128Parts { hi: 0, lo: u64::try_from(amount).expect("positive") });
    let from = ScVal::Address(ScAddress::Account(id(from)));
    let function = InvokeContractArgs {
        contract_address: contract,
        function_name: ScSymbol("transfer".try_into().expect("short")),
        args: vec![from, ScVal::Address(to), amount].try_into().expect("three arguments"),
    };
    let root = SorobanAuthorizedInvocation {
        function: SorobanAuthorizedFunction::ContractFn(function.clone()),
        sub_invocations: VecM::default(),
    };
    let entry =
        SorobanAuthorizationEntry { credentials: SorobanCredentials::SourceAccount, root_invocation: root };
    OperationBody::InvokeHostFunction(InvokeHostFunctionOp {
        host_function: HostFunction::InvokeContract(function),
        auth: vec![entry].try_into().expect("one entry"),
    })
}

pub fn some_contract() -> ScAddress {
    ScAddress::Contract(ContractId(Hash([9; 32])))
}
