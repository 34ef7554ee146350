use nectar_interfaces::vault::VaultConfig;

use super::*;

#[test]
fn nothing_goes_in_before_the_seed() {
    let w = World::bare();
    let c = w.client();
    let lp = w.account(UNIT);
    assert!(!c.is_open());
    assert_refused(c.try_deposit(&UNIT, &lp, &lp, &lp), Error::NotOpen);
    assert_refused(c.try_mint(&UNIT, &lp, &lp, &lp), Error::NotOpen);
    assert_refused(c.try_skim(), Error::NotOpen);
    assert_eq!(
        (
            c.max_deposit(&lp),
            c.max_mint(&lp),
            c.max_redeem(&lp),
            c.max_withdraw(&lp)
        ),
        (0, 0, 0, 0)
    );
    assert_eq!(
        (c.total_assets(), c.total_supply(), c.share_price()),
        (0, 0, PRICE_ONE)
    );
}

#[test]
fn the_seed_is_ten_usdc_and_comes_once() {
    let w = World::bare();
    w.mint(&w.usdc, &w.admin, 100 * UNIT);
    let c = w.client();
    assert_refused(c.try_seed(&w.admin, &(10 * UNIT - 1)), Error::SeedTooSmall);
    c.seed(&w.admin, &(10 * UNIT));
    assert_refused(c.try_seed(&w.admin, &(10 * UNIT)), Error::AlreadyOpen);
    assert!(c.is_open());
    assert_eq!((c.total_supply(), c.total_assets()), (10 * UNIT, 10 * UNIT));
    assert_eq!(c.balance(&w.vault), 10 * UNIT);
    assert_eq!(c.get_state().booked, 10 * UNIT);
}

#[test]
fn a_seed_somebody_else_pays_needs_both_signatures() {
    let w = World::bare();
    let payer = w.account(10 * UNIT);
    w.client().seed(&payer, &(10 * UNIT));
    let signers: std::vec::Vec<_> = w.e.auths().into_iter().map(|(who, _)| who).collect();
    assert!(signers.contains(&w.admin) && signers.contains(&payer));
}

#[test]
fn the_first_depositor_cannot_inflate_the_price_before_the_second() {
    let w = World::new();
    let attacker = w.account(100_000 * UNIT);
    w.deposit(&attacker, 1);
    w.donate(10_000 * UNIT);
    let victim = w.account(UNIT);
    assert_eq!(w.deposit(&victim, UNIT), UNIT, "a donation moves no price");
}

#[test]
fn the_last_depositor_leaves_the_seed_behind() {
    let w = World::new();
    let lp = w.depositor(500 * UNIT);
    w.pass(DAY);
    assert_eq!(w.redeem(&lp, 500 * UNIT), 500 * UNIT);
    assert_eq!(w.client().total_supply(), 10 * UNIT);
    assert_eq!(w.client().share_price(), PRICE_ONE);
    assert!(
        w.client().try_burn(&w.vault, &1).is_ok(),
        "only because every signature is mocked"
    );
    w.e.set_auths(&[]);
    assert!(w.client().try_burn(&w.vault, &1).is_err());
    assert!(w.client().try_transfer(&w.vault, &lp, &1).is_err());
}

/// A vault whose registry answers for another pair would take deposits and never fill.
#[test]
fn a_vault_is_opened_only_with_a_registry_that_names_it_and_its_usdc() {
    let w = World::bare();
    w.mint(&w.usdc, &w.admin, 10 * UNIT);
    let vault_with = |registry: &Address| {
        let config = VaultConfig {
            registry: registry.clone(),
            timelock_secs: 60,
            usdc: w.usdc.clone(),
        };
        let [name, symbol] = ["Nectar USDC", "nUSDC"].map(|text| String::from_str(&w.e, text));
        w.e.register(NectarVault, (w.admin.clone(), config, params(), name, symbol))
    };
    let seeded = |vault: &Address| NectarVaultClient::new(&w.e, vault).try_seed(&w.admin, &(10 * UNIT));

    assert_refused(seeded(&vault_with(&w.registry)), Error::InvalidConfig);
    let nobody = Address::generate(&w.e);
    assert_refused(seeded(&vault_with(&nobody)), Error::InvalidConfig);

    let registry = Address::generate(&w.e);
    let vault = vault_with(&registry);
    // It names the vault, but pays stakes in another token.
    let config = RegistryConfig {
        native: asset_contract(&w.e),
        unstake_delay_secs: DAY,
        usdc: asset_contract(&w.e),
        vault: vault.clone(),
    };
    w.e.register_at(&registry, KeeperRegistry, (w.admin.clone(), config));
    assert_refused(seeded(&vault), Error::InvalidConfig);
    assert_eq!(w.usdc_of(&w.admin), 10 * UNIT);
    assert!(!NectarVaultClient::new(&w.e, &vault).is_open());
}
