//! W17: the vault, the pause and the configuration were set without an event; there was neither a share price nor a version.
//!
//! Here every change of state tells one event, except that a deposit and an exit speak two languages (SEP-41's and
//! SEP-56's) and that leaving the registry ends sessions, stake and membership, each by its own. Of the registry's counts,
//! which change only in a fill, the vault's `fill` tells; the end of a pause or a lock is only time, and was told with its
//! beginning. (The vault's own changes before the seed: nectar-vault's test/silent_changes.rs.)
use nectar_interfaces::vault::{Change, Params, Scope};
use nectar_tests::{
    tokens::{UNIT, text},
    untouched::{LedgerState, is_of},
};
use soroban_sdk::{
    Address, Env,
    testutils::{Address as _, Events as _},
    vec,
};

use crate::{
    original::{MIN_STAKE, Original, registry_config, vault_config},
    ours::Ours,
    system::{Call, System},
};

/// Acts by name, in order; each changes one thing in one of the system's contracts.
type Acts<'a> = std::vec::Vec<(&'static str, Box<dyn Fn() + 'a>)>;

fn act<'a>(name: &'static str, act: impl Fn() + 'a) -> (&'static str, Box<dyn Fn() + 'a>) {
    (name, Box::new(act))
}

trait Telling: System {
    fn acts(&self) -> Acts<'_>;
}

/// Events of the last call, of this contract.
fn told(e: &Env, contract: &Address) -> usize {
    e.events().all().filter_by_contract(contract).events().len()
}

/// The acts that told nothing, or more than one thing.
fn every_change_tells_one_event(s: &impl Telling) -> Result<(), std::vec::Vec<&'static str>> {
    let mut silent = std::vec::Vec::new();
    for (name, act) in s.acts() {
        let before = LedgerState::of(s.e());
        act();
        let events: usize = [s.vault(), s.registry()]
            .map(|contract| told(s.e(), contract))
            .iter()
            .sum();
        let changes = before.changes(&LedgerState::of(s.e()));
        let changed = changes
            .iter()
            .any(|key| is_of(key, s.vault()) || is_of(key, s.registry()));
        assert!(changed, "{name} changed nothing");
        if events != 1 {
            silent.push(name);
        }
    }
    if silent.is_empty() { Ok(()) } else { Err(silent) }
}

impl Telling for Original {
    fn acts(&self) -> Acts<'_> {
        let (e, admin) = (&self.e, &self.admin);
        let mut terms = vault_config();
        terms.withdraw_cooldown = 1;
        let mut rules = registry_config(&self.usdc);
        rules.slash_timeout = 0;
        let (vault, registry) = (self.vault(), self.registry());
        let keeper = self.account(MIN_STAKE);
        std::vec![
            act("register", move || self.join(&keeper, MIN_STAKE).expect("bonded")),
            act("asset pause", {
                let vault = self.vault();
                move || vault.mock_all_auths().set_asset_pause(admin, &self.usdc, &true)
            }),
            act("set_vault", {
                let registry = self.registry();
                move || registry.mock_all_auths().set_vault(admin, &Address::generate(e))
            }),
            act("set_config of the registry", {
                let registry = self.registry();
                move || registry.mock_all_auths().set_config(admin, &rules)
            }),
            act("pause of the registry", move || registry
                .mock_all_auths()
                .pause(admin)),
            act("set_config of the vault", {
                let vault = self.vault();
                move || vault.mock_all_auths().set_config(admin, &terms)
            }),
            act("pause of the vault", move || vault.mock_all_auths().pause(admin)),
        ]
    }
}

impl Ours {
    fn registry_acts(&self) -> Acts<'_> {
        let w = &self.world;
        let (e, operator) = (&w.e, &w.operator);
        let registry = || w.registry();
        let [newcomer, session, admin] = [0; 3].map(|_| Address::generate(e));
        self.mint(operator, UNIT);
        let granted = session.clone();
        std::vec![
            act("register", move || {
                registry()
                    .mock_all_auths()
                    .register(&newcomer, &text(e, "newcomer"), &0);
            }),
            act("add_stake", move || registry()
                .mock_all_auths()
                .add_stake(operator, &UNIT)),
            act("request_unstake", move || {
                registry().mock_all_auths().request_unstake(operator, &UNIT);
            }),
            act("withdraw_stake", move || {
                self.wait(86_400);
                registry().mock_all_auths().withdraw_stake(operator);
            }),
            act("grant_session", move || {
                let expires_at = e.ledger().timestamp() + 3_600;
                registry().mock_all_auths().grant_session(
                    operator,
                    &granted,
                    &0,
                    &expires_at,
                    &w.wide_limits(),
                );
            }),
            act("revoke_session", move || {
                registry()
                    .mock_all_auths()
                    .revoke_session(operator, operator, &session);
            }),
            act("revoke_all", move || registry()
                .mock_all_auths()
                .revoke_all(operator)),
            act("pause of registrations", move || registry()
                .mock_all_auths()
                .pause()),
            act("unpause of registrations", move || registry()
                .mock_all_auths()
                .unpause()),
            act("propose_admin", move || registry()
                .mock_all_auths()
                .propose_admin(&admin, &1_000_000)),
            act("accept_admin", move || registry().mock_all_auths().accept_admin()),
        ]
    }

    fn vault_acts(&self) -> Acts<'_> {
        let w = &self.world;
        let vault = || w.vault();
        let params = vault().get_params();
        let (lower, higher) = (
            Params {
                fee_bps: 500,
                ..params.clone()
            },
            Change::SetParams(params),
        );
        let admin = Address::generate(&w.e);
        let (pool, xlm) = (&w.pool.address, &w.tokens.xlm);
        std::vec![
            act("set_params", move || vault().mock_all_auths().set_params(&lower)),
            act("propose", move || _ = vault().mock_all_auths().propose(&higher)),
            act("cancel", move || vault().mock_all_auths().cancel(&0)),
            act("set_pool_cap", move || vault()
                .mock_all_auths()
                .set_pool_cap(pool, &UNIT)),
            act("set_asset_cap", move || vault()
                .mock_all_auths()
                .set_asset_cap(xlm, &UNIT)),
            act("pause", move || _ =
                vault().mock_all_auths().pause(&Scope::All, &60)),
            act("unpause", move || vault().mock_all_auths().unpause(&Scope::All)),
            act("remove_route", move || vault().mock_all_auths().remove_route(&0)),
            act("disallow_asset", move || vault()
                .mock_all_auths()
                .disallow_asset(xlm)),
            act("disallow_pool", move || vault()
                .mock_all_auths()
                .disallow_pool(pool)),
            act("skim", move || {
                self.mint(self.vault(), UNIT);
                vault().skim();
            }),
            act("propose_admin", move || vault()
                .mock_all_auths()
                .propose_admin(&admin, &1_000_000)),
            act("accept_admin", move || vault().mock_all_auths().accept_admin()),
        ]
    }
}

impl Telling for Ours {
    fn acts(&self) -> Acts<'_> {
        let mut acts = self.registry_acts();
        acts.extend(self.vault_acts());
        acts
    }
}

#[test]
fn w17_every_change_of_state_tells_one_event() {
    let silent = [
        "set_vault",
        "set_config of the registry",
        "pause of the registry",
        "set_config of the vault",
        "pause of the vault",
    ];
    assert_eq!(
        every_change_tells_one_event(&Original::deployed()),
        Err(silent.into())
    );
    assert_eq!(every_change_tells_one_event(&Ours::deployed()), Ok(()));
}

/// What of the vault cannot be read by everybody.
fn price_and_version_can_be_read(s: &impl System) -> Result<(), std::vec::Vec<&'static str>> {
    let e = s.e();
    let price = Call::of(s.vault(), "share_price", vec![e]).unsigned::<i128>(e);
    let versions =
        [s.vault(), s.registry()].map(|contract| Call::of(contract, "version", vec![e]).unsigned::<u32>(e));
    let readable = [
        ("share_price", price.is_ok()),
        ("version of the vault", versions[0].is_ok()),
        ("version of the registry", versions[1].is_ok()),
    ];
    let missing = readable.into_iter().filter(|(_, can)| !can);
    let missing: std::vec::Vec<_> = missing.map(|(name, _)| name).collect();
    if missing.is_empty() { Ok(()) } else { Err(missing) }
}

#[test]
fn w17_price_and_version_can_be_read_by_everybody() {
    let missing = ["share_price", "version of the vault", "version of the registry"];
    assert_eq!(
        price_and_version_can_be_read(&Original::deployed()),
        Err(missing.into())
    );
    assert_eq!(price_and_version_can_be_read(&Ours::deployed()), Ok(()));
}
