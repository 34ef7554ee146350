//! A stand-in of the system whose idea this one takes up, written from its published interface and behaviour: a bonded
//! keeper draws the depositors' USDC to its own account and is trusted to bring it back. Only as large as its holes
//! W1–W18 need, and each of them is there.

pub mod registry;
pub mod token;
pub mod vault;

use nectar_tests::{
    ledger,
    signed::{Outcome, Refusal, outcome},
    tokens::{UNIT, text},
};
use soroban_sdk::{Address, Env, testutils::Address as _, vec};

use crate::system::{Call, System, val};
use registry::{OriginalRegistry, OriginalRegistryClient, OriginalRegistryConfig};
use vault::{OriginalVault, OriginalVaultClient, OriginalVaultConfig};

/// What its deployment script sets.
pub const MIN_STAKE: i128 = 100 * UNIT;
pub const MAX_DRAW: i128 = 10_000 * UNIT;
pub const SLASH_TIMEOUT: u64 = 3_600;
pub const COOLDOWN: u64 = 3_600;

/// Errors of its vault that tests name.
pub const ASSET_PAUSED: Refusal = Refusal::Code(15);

pub struct Original {
    pub e: Env,
    pub admin: Address,
    pub usdc: Address,
    pub vault: Address,
    pub registry: Address,
}

impl Original {
    pub fn deployed() -> Original {
        Original::with(|_| ())
    }

    /// `change` edits the vault's configuration.
    pub fn with(change: impl Fn(&mut OriginalVaultConfig)) -> Original {
        let e = ledger::env();
        let [admin, issuer, vault] = [0; 3].map(|_| Address::generate(&e));
        let usdc = e.register_stellar_asset_contract_v2(issuer).address();
        let registry = e.register(OriginalRegistry, (&admin, registry_config(&usdc)));
        let mut config = vault_config();
        change(&mut config);
        e.register_at(&vault, OriginalVault, (&admin, &usdc, &registry, config));
        let original = Original {
            e,
            admin,
            usdc,
            vault,
            registry,
        };
        original
            .registry()
            .mock_all_auths()
            .set_vault(&original.admin, &original.vault);
        original
    }

    pub fn vault(&self) -> OriginalVaultClient<'_> {
        OriginalVaultClient::new(&self.e, &self.vault)
    }

    pub fn registry(&self) -> OriginalRegistryClient<'_> {
        OriginalRegistryClient::new(&self.e, &self.registry)
    }

    /// A draw for which the keeper names `asset` as what it will buy or receive.
    pub fn draw_for(&self, who: &Address, amount: i128, asset: &Address) -> Outcome<()> {
        let args = vec![
            &self.e,
            val(&self.e, who),
            val(&self.e, &amount),
            val(&self.e, asset),
        ];
        Call::of(&self.vault, "draw", args).by(&self.e, who)
    }
}

pub fn registry_config(usdc: &Address) -> OriginalRegistryConfig {
    OriginalRegistryConfig {
        min_stake: MIN_STAKE,
        slash_rate_bps: 1_000,
        slash_timeout: SLASH_TIMEOUT,
        usdc_token: usdc.clone(),
    }
}

pub fn vault_config() -> OriginalVaultConfig {
    OriginalVaultConfig {
        deposit_cap: 5_000_000 * UNIT,
        max_draw_per_keeper: MAX_DRAW,
        max_withdraw_per_24h: 0,
        withdraw_cooldown: COOLDOWN,
    }
}

impl System for Original {
    fn e(&self) -> &Env {
        &self.e
    }

    fn usdc(&self) -> &Address {
        &self.usdc
    }

    fn vault(&self) -> &Address {
        &self.vault
    }

    fn registry(&self) -> &Address {
        &self.registry
    }

    fn deposit(&self, who: &Address, amount: i128) -> Outcome<i128> {
        Call::of(
            &self.vault,
            "deposit",
            vec![&self.e, val(&self.e, who), val(&self.e, &amount)],
        )
        .paying(&self.usdc, &self.vault, amount)
        .by(&self.e, who)
    }

    fn exit(&self, who: &Address, shares: i128) -> Outcome<i128> {
        Call::of(
            &self.vault,
            "withdraw",
            vec![&self.e, val(&self.e, who), val(&self.e, &shares)],
        )
        .by(&self.e, who)
    }

    fn shares_of(&self, who: &Address) -> i128 {
        OriginalVaultClient::new(&self.e, &self.vault).balance(who).0
    }

    fn worth_of(&self, who: &Address) -> i128 {
        OriginalVaultClient::new(&self.e, &self.vault).balance(who).1
    }

    fn assets(&self) -> i128 {
        OriginalVaultClient::new(&self.e, &self.vault)
            .get_state()
            .total_usdc
    }

    /// Its bond is what the configuration says, whatever `bond` is.
    fn join(&self, who: &Address, bond: i128) -> Outcome<()> {
        let args = vec![&self.e, val(&self.e, who), val(&self.e, &text(&self.e, "keeper"))];
        Call::of(&self.registry, "register", args)
            .paying(&self.usdc, &self.registry, bond)
            .by(&self.e, who)
    }

    fn leave(&self, who: &Address) -> Outcome<()> {
        Call::of(&self.registry, "deregister", vec![&self.e, val(&self.e, who)]).by(&self.e, who)
    }

    fn draw(&self, who: &Address, amount: i128) -> Outcome<()> {
        self.draw_for(who, amount, &self.usdc)
    }

    fn give_back(&self, who: &Address, amount: i128) -> Outcome<()> {
        let args = vec![
            &self.e,
            val(&self.e, who),
            val(&self.e, &amount),
            val(&self.e, &0u64),
        ];
        Call::of(&self.vault, "return_proceeds", args)
            .paying(&self.usdc, &self.vault, amount)
            .by(&self.e, who)
    }

    /// Anybody may, and nobody gains by it.
    fn slash(&self, who: &Address) -> Outcome<()> {
        outcome(self.registry().try_slash(who)).map(|_| ())
    }

    /// The keeper draws it, keeps it and is slashed.
    fn lose(&self, keeper: &Address, amount: i128) {
        self.draw(keeper, amount).expect("a bonded keeper may draw");
        ledger::wait(&self.e, SLASH_TIMEOUT + 1);
        self.slash(keeper).expect("the draw is overdue");
    }

    /// A keeper gives it away, at once in the price.
    fn gain(&self, amount: i128) {
        let keeper = self.account(MIN_STAKE + amount);
        self.join(&keeper, MIN_STAKE).expect("registration is free");
        let args = vec![&self.e, val(&self.e, &keeper), val(&self.e, &amount)];
        let given: Outcome<()> = Call::of(&self.vault, "add_profit", args)
            .paying(&self.usdc, &self.vault, amount)
            .by(&self.e, &keeper);
        given.expect("a keeper in good standing may");
    }
}
