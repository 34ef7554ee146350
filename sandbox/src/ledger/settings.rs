//! Network settings live in `ConfigSetting` entries and are read back from there: one source of truth, readable by
//! every client. Values are mainnet's of 2026-10 (SLP-4 and SLP-5).

use crate::ledger::{
    costs,
    keys::setting_key,
    store::{Shared, Store},
};
use crate::xdr::{
    ConfigSettingContractBandwidthV0, ConfigSettingContractComputeV0, ConfigSettingContractEventsV0,
    ConfigSettingContractExecutionLanesV0, ConfigSettingContractHistoricalDataV0,
    ConfigSettingContractLedgerCostExtV0, ConfigSettingContractLedgerCostV0,
    ConfigSettingContractParallelComputeV0, ConfigSettingEntry, ConfigSettingId, ConfigSettingScpTiming,
    EvictionIterator, FreezeBypassTxs, FreezeBypassTxsDelta, FrozenLedgerKeys, FrozenLedgerKeysDelta,
    LedgerEntryData, StateArchivalSettings,
};
use soroban_simulation::NetworkConfig;
use std::rc::Rc;

pub struct Settings {
    pub network: NetworkConfig,
    pub compute: ConfigSettingContractComputeV0,
    pub parallel: ConfigSettingContractParallelComputeV0,
    pub cost: ConfigSettingContractLedgerCostV0,
    pub cost_ext: ConfigSettingContractLedgerCostExtV0,
    pub bandwidth: ConfigSettingContractBandwidthV0,
    pub events: ConfigSettingContractEventsV0,
    pub archival: StateArchivalSettings,
    pub max_tx_count: u32,
    pub max_wasm_bytes: u32,
    pub max_key_bytes: u32,
    pub max_data_bytes: u32,
}

macro_rules! setting {
    ($store:expr, $name:ident) => {
        match read($store, ConfigSettingId::$name)? {
            ConfigSettingEntry::$name(value) => value,
            other => return Err(format!("setting {}: found {other:?}", stringify!($name))),
        }
    };
}

impl Settings {
    pub fn load(shared: &Shared) -> Result<Rc<Settings>, String> {
        let network = NetworkConfig::load_from_snapshot(shared).map_err(|e| e.to_string())?;
        let store = &shared.0.borrow();
        Ok(Rc::new(Settings {
            network,
            compute: setting!(store, ContractComputeV0),
            parallel: setting!(store, ContractParallelComputeV0),
            cost: setting!(store, ContractLedgerCostV0),
            cost_ext: setting!(store, ContractLedgerCostExtV0),
            bandwidth: setting!(store, ContractBandwidthV0),
            events: setting!(store, ContractEventsV0),
            archival: setting!(store, StateArchival),
            max_tx_count: setting!(store, ContractExecutionLanes).ledger_max_tx_count,
            max_wasm_bytes: setting!(store, ContractMaxSizeBytes),
            max_key_bytes: setting!(store, ContractDataKeySizeBytes),
            max_data_bytes: setting!(store, ContractDataEntrySizeBytes),
        }))
    }

    /// The last ledger a persistent entry created or restored in `ledger` lives in.
    pub fn persistent_until(&self, ledger: u32) -> u32 {
        ledger.saturating_add(self.archival.min_persistent_ttl).saturating_sub(1)
    }
}

fn read(store: &Store, id: ConfigSettingId) -> Result<ConfigSettingEntry, String> {
    match store.get(&setting_key(id)).map(|slot| &slot.entry.data) {
        Some(LedgerEntryData::ConfigSetting(entry)) => Ok(entry.clone()),
        _ => Err(format!("setting {id:?} is missing")),
    }
}

/// Every `window sample period` ledgers the size of live contract state enters the window whose average sets the
/// rent rate. `times` samples at once stand for a run of empty ledgers.
pub fn sample_state_size(store: &mut Store, ledger: u32, times: u32) -> Result<(), String> {
    let ConfigSettingEntry::LiveSorobanStateSizeWindow(window) =
        read(store, ConfigSettingId::LiveSorobanStateSizeWindow)?
    else {
        return Err("state size window: found another setting".to_string());
    };
    let mut sizes = window.to_vec();
    let size = store.state_bytes();
    let length = sizes.len();
    for _ in 0..times.min(u32::try_from(length).unwrap_or(u32::MAX)) {
        sizes.remove(0);
        sizes.push(size);
    }
    let window = sizes.try_into().map_err(|_| "state size window too long".to_string())?;
    let entry = ConfigSettingEntry::LiveSorobanStateSizeWindow(window);
    store.write(LedgerEntryData::ConfigSetting(entry), ledger);
    Ok(())
}

pub fn genesis_settings() -> Vec<ConfigSettingEntry> {
    use ConfigSettingEntry as E;
    let mut settings = vec![
        E::ContractMaxSizeBytes(131_072),
        E::ContractDataKeySizeBytes(250),
        E::ContractDataEntrySizeBytes(65_536),
        E::ContractCostParamsCpuInstructions(costs::cpu()),
        E::ContractCostParamsMemoryBytes(costs::memory()),
        E::ContractHistoricalDataV0(ConfigSettingContractHistoricalDataV0 { fee_historical1_kb: 4_059 }),
        E::ContractEventsV0(ConfigSettingContractEventsV0 {
            tx_max_contract_events_size_bytes: 16_384,
            fee_contract_events1_kb: 5_000,
        }),
        E::ContractBandwidthV0(ConfigSettingContractBandwidthV0 {
            ledger_max_txs_size_bytes: 266_240,
            tx_max_size_bytes: 132_096,
            fee_tx_size1_kb: 406,
        }),
        E::ContractExecutionLanes(ConfigSettingContractExecutionLanesV0 { ledger_max_tx_count: 2_000 }),
        E::LiveSorobanStateSizeWindow(vec![0; 30].try_into().unwrap_or_default()),
    ];
    settings.extend(resource_settings());
    settings.extend(housekeeping_settings());
    settings
}

fn resource_settings() -> [ConfigSettingEntry; 4] {
    use ConfigSettingEntry as E;
    [
        E::ContractComputeV0(ConfigSettingContractComputeV0 {
            ledger_max_instructions: 580_000_000,
            tx_max_instructions: 400_000_000,
            fee_rate_per_instructions_increment: 7,
            tx_memory_limit: 41_943_040,
        }),
        E::ContractParallelComputeV0(ConfigSettingContractParallelComputeV0 {
            ledger_max_dependent_tx_clusters: 2,
        }),
        E::ContractLedgerCostV0(ConfigSettingContractLedgerCostV0 {
            ledger_max_disk_read_entries: 1_000,
            ledger_max_disk_read_bytes: 400_000,
            ledger_max_write_ledger_entries: 1_000,
            ledger_max_write_bytes: 286_720,
            tx_max_disk_read_entries: 200,
            tx_max_disk_read_bytes: 200_000,
            tx_max_write_ledger_entries: 200,
            tx_max_write_bytes: 132_096,
            fee_disk_read_ledger_entry: 1_563,
            fee_write_ledger_entry: 2_500,
            fee_disk_read1_kb: 447,
            soroban_state_target_size_bytes: 4_000_000_000,
            rent_fee1_kb_soroban_state_size_low: -17_000,
            rent_fee1_kb_soroban_state_size_high: 10_000,
            soroban_state_rent_fee_growth_factor: 5_000,
        }),
        E::ContractLedgerCostExtV0(ConfigSettingContractLedgerCostExtV0 {
            tx_max_footprint_entries: 400,
            fee_write1_kb: 875,
        }),
    ]
}

fn housekeeping_settings() -> [ConfigSettingEntry; 7] {
    use ConfigSettingEntry as E;
    [
        E::StateArchival(StateArchivalSettings {
            max_entry_ttl: 3_110_400,
            min_temporary_ttl: 720,
            min_persistent_ttl: 120_960,
            persistent_rent_rate_denominator: 1_215,
            temp_rent_rate_denominator: 2_430,
            max_entries_to_archive: 1_000,
            live_soroban_state_size_window_sample_size: 30,
            live_soroban_state_size_window_sample_period: 64,
            eviction_scan_size: 500_000,
            starting_eviction_scan_level: 1,
        }),
        E::EvictionIterator(EvictionIterator {
            bucket_list_level: 1,
            is_curr_bucket: true,
            bucket_file_offset: 0,
        }),
        E::ScpTiming(ConfigSettingScpTiming {
            ledger_target_close_time_milliseconds: 5_000,
            nomination_timeout_initial_milliseconds: 1_000,
            nomination_timeout_increment_milliseconds: 1_000,
            ballot_timeout_initial_milliseconds: 1_000,
            ballot_timeout_increment_milliseconds: 1_000,
        }),
        E::FrozenLedgerKeys(FrozenLedgerKeys { keys: Default::default() }),
        E::FrozenLedgerKeysDelta(FrozenLedgerKeysDelta {
            keys_to_freeze: Default::default(),
            keys_to_unfreeze: Default::default(),
        }),
        E::FreezeBypassTxs(FreezeBypassTxs { tx_hashes: Default::default() }),
        E::FreezeBypassTxsDelta(FreezeBypassTxsDelta {
            add_txs: Default::default(),
            remove_txs: Default::default(),
        }),
    ]
}
