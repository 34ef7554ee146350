//! The first ledger: root account, friendbot accounts, settings, the native asset contract.

use crate::codec::{Hash32, sha256, xdr_bytes};
use crate::config::Config;
use crate::host::Clock;
use crate::ledger::{
    account,
    header::TOTAL_COINS,
    keys::account_id,
    settings::{Settings, genesis_settings},
    store::{Shared, Slot, Store, Ttl},
};
use crate::simulation::{Auth, Simulation};
use crate::xdr::{
    AccountId, Asset, ContractExecutable, ContractIdPreimage, CreateContractArgs, HostFunction,
    LedgerEntryData,
};
use ed25519_dalek::SigningKey;
use std::rc::Rc;

pub const FRIENDBOTS: u32 = 64;
/// 100 million XLM each: 10,000 accounts of 10,000 XLM.
const FRIENDBOT_BALANCE: i64 = 1_000_000_000_000_000;

/// The root's seed is the network id, as in every stellar-core network.
pub fn root_key(config: &Config) -> SigningKey {
    SigningKey::from_bytes(&config.network_id)
}

pub fn friendbot_key(config: &Config, index: u32) -> SigningKey {
    SigningKey::from_bytes(&sha256(&[&config.network_id, b"friendbot", &index.to_be_bytes()]))
}

pub fn id_of(key: &SigningKey) -> AccountId {
    account_id(key.verifying_key().to_bytes())
}

pub fn fill(shared: &Shared, config: &Config) -> Result<Rc<Settings>, String> {
    let ledger = config.start_ledger;
    {
        let store = &mut *shared.0.borrow_mut();
        for setting in genesis_settings() {
            store.write(LedgerEntryData::ConfigSetting(setting), ledger);
        }
        write_accounts(store, config, ledger);
    }
    let settings = Settings::load(shared)?;
    write_native_contract(shared, config, &settings)?;
    shared.0.borrow_mut().seal();
    Ok(settings)
}

fn write_accounts(store: &mut Store, config: &Config, ledger: u32) {
    let friendbots = i64::from(FRIENDBOTS) * FRIENDBOT_BALANCE;
    let root = account::new_account(id_of(&root_key(config)), TOTAL_COINS - friendbots, 0);
    account::save(store, root, ledger);
    for index in 0..FRIENDBOTS {
        let id = id_of(&friendbot_key(config, index));
        account::save(store, account::new_account(id, FRIENDBOT_BALANCE, 0), ledger);
    }
}

/// Creates the contract of the native asset by running its real creation, and gives it the longest life.
fn write_native_contract(shared: &Shared, config: &Config, settings: &Settings) -> Result<(), String> {
    let create = HostFunction::CreateContract(CreateContractArgs {
        contract_id_preimage: ContractIdPreimage::Asset(Asset::Native),
        executable: ContractExecutable::StellarAsset,
    });
    let clock =
        Clock { ledger: config.start_ledger, time: config.close_time, network_id: &config.network_id };
    let simulation = Simulation { shared, settings, clock: &clock };
    let auth = Auth::Record { allow_nonroot: false, upgraded: false };
    let created = simulation.invoke(create, auth, &id_of(&root_key(config)), config.network_id, 0)?;
    created.invoke_result.map_err(|e| format!("native asset contract: {e:?}"))?;
    let until = config.start_ledger.saturating_add(settings.archival.max_entry_ttl).saturating_sub(1);
    let store = &mut *shared.0.borrow_mut();
    for mut entry in created.modified_entries.into_iter().filter_map(|diff| diff.state_after) {
        entry.last_modified_ledger_seq = config.start_ledger;
        let ttl = Some(Ttl { until, modified: config.start_ledger });
        store.put(Rc::new(entry.to_key()), Slot { entry: Rc::new(entry), ttl });
    }
    Ok(())
}

/// Stands where stellar-core has the bucket list's hash.
pub fn state_hash(store: &Store) -> Hash32 {
    store.iter().fold([0; 32], |hash, (_, slot)| sha256(&[&hash, &xdr_bytes(&*slot.entry)]))
}
