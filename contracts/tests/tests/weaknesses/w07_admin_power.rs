//! W7: one key froze exits by a cooldown of 2^63, lifted a cap by 0, took honest bonds and stranded them in another token.
//!
//! Here every value has bounds in the code, what raises a risk waits out the timelock (nectar-vault's test/timelock.rs and
//! test/admin_power.rs, which plays any sequence), a lock that exists is moved by no change, USDC is fixed at construction
//! and with the bonded path off a stake has no slasher. Fills are at the admin's mercy, 72 hours at a time; exits are not.
//! An event per change is W17; two-step admin is nectar-vault's test/config.rs. Whether admin, issuer and faucet are one
//! account is the deployment's matter.
use nectar_interfaces::vault::{Change, Params};
use nectar_tests::{
    signed::{Refusal, outcome},
    tokens::UNIT,
};
use soroban_sdk::{Address, testutils::Address as _, vec};

use crate::{
    original::{
        Original, registry::OriginalRegistryConfig, registry_config, vault::OriginalVaultConfig, vault_config,
    },
    ours::Ours,
    system::{Call, System, val},
};

const DEPOSIT: i128 = 1_000 * UNIT;
const BOND: i128 = 100 * UNIT;
const LONGEST_COOLDOWN: u64 = 7 * 86_400;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Abuse {
    FreezeExits,
    LiftTheCap,
    TakeBonds,
    SwapTheToken,
}

const ABUSES: [Abuse; 4] = [
    Abuse::FreezeExits,
    Abuse::LiftTheCap,
    Abuse::TakeBonds,
    Abuse::SwapTheToken,
];

/// USDC that a depositor of 1,000 and an honest keeper with a bond of 100 do not get back.
#[derive(Debug, PartialEq)]
struct Harm {
    depositor: i128,
    keeper: i128,
}

trait Governed: System {
    fn abuse(&self, abuse: Abuse, keeper: &Address);
}

/// Whatever the admin does, after the longest cooldown everybody has left whole.
fn everybody_leaves_whole(s: &impl Governed, abuse: Abuse) -> Result<(), Harm> {
    let (depositor, keeper) = (s.depositor(DEPOSIT), s.account(BOND));
    s.join(&keeper, BOND).expect("anybody may");
    s.abuse(abuse, &keeper);
    s.wait(LONGEST_COOLDOWN);
    let out = s.exit_whole(&depositor).unwrap_or(0);
    _ = s.leave(&keeper);
    let harm = Harm {
        depositor: (DEPOSIT - out).max(0),
        keeper: (BOND - s.balance(&keeper)).max(0),
    };
    if harm.depositor == 0 && harm.keeper == 0 {
        Ok(())
    } else {
        Err(harm)
    }
}

impl Governed for Original {
    fn abuse(&self, abuse: Abuse, keeper: &Address) {
        let (vault, registry) = (vault_config(), registry_config(&self.usdc));
        match abuse {
            Abuse::FreezeExits => self.set_vault(OriginalVaultConfig {
                withdraw_cooldown: 1 << 63,
                ..vault
            }),
            Abuse::LiftTheCap => {
                self.set_vault(OriginalVaultConfig {
                    max_draw_per_keeper: 0,
                    ..vault
                });
                self.mint(&self.admin, BOND);
                self.join(&self.admin, BOND).expect("the admin too");
                self.draw(&self.admin, DEPOSIT).expect("all of it");
            }
            Abuse::TakeBonds => {
                self.draw(keeper, UNIT).expect("honestly");
                self.wait(1);
                self.set_registry(OriginalRegistryConfig {
                    slash_rate_bps: 10_000,
                    slash_timeout: 0,
                    ..registry
                });
                self.slash(keeper).expect("a second is overdue");
                // It brings the rest back all the same, and cannot.
                assert!(self.give_back(keeper, UNIT).is_err());
                nectar_tests::tokens::transfer(&self.e, &self.usdc, keeper, &self.admin, UNIT);
            }
            Abuse::SwapTheToken => {
                let issuer = Address::generate(&self.e);
                let other = self.e.register_stellar_asset_contract_v2(issuer);
                self.set_registry(registry_config(&other.address()));
            }
        }
    }
}

impl Original {
    fn set_vault(&self, config: OriginalVaultConfig) {
        self.vault().mock_all_auths().set_config(&self.admin, &config);
    }

    fn set_registry(&self, config: OriginalRegistryConfig) {
        self.registry().mock_all_auths().set_config(&self.admin, &config);
    }
}

impl Governed for Ours {
    /// What comes nearest to it; all of it is refused, at once and as an announced change.
    fn abuse(&self, abuse: Abuse, keeper: &Address) {
        let (w, e) = (&self.world, self.e());
        let params = w.vault().get_params();
        match abuse {
            Abuse::FreezeExits => self.assert_out_of_bounds(Params {
                cooldown_secs: 1 << 63,
                ..params
            }),
            Abuse::LiftTheCap => {
                for fill_cap_bps in [0, 10_001] {
                    self.assert_out_of_bounds(Params {
                        fill_cap_bps,
                        ..params.clone()
                    });
                }
                self.mint(&w.admin, BOND);
                self.join(&w.admin, BOND).expect("the admin too");
                assert!(self.draw(&w.admin, DEPOSIT).is_err());
            }
            Abuse::TakeBonds => {
                assert!(self.slash(keeper).is_err());
                let slash = vec![e, val(e, keeper)];
                assert!(
                    Call::of(self.registry(), "slash", slash)
                        .by::<i128>(e, &w.admin)
                        .is_err()
                );
                w.registry().mock_all_auths().pause();
            }
            Abuse::SwapTheToken => {
                let config = w.registry().get_config();
                for contract in [self.vault(), self.registry()] {
                    let swap = vec![e, val(e, &w.admin), val(e, &config)];
                    assert!(
                        Call::of(contract, "set_config", swap)
                            .by::<()>(e, &w.admin)
                            .is_err()
                    );
                }
                assert_eq!(w.registry().get_config(), config);
            }
        }
    }
}

impl Ours {
    fn assert_out_of_bounds(&self, params: Params) {
        let vault = self.world.vault();
        let bound = Err(Refusal::Code(nectar_vault::Error::InvalidParams as u32));
        assert_eq!(outcome(vault.mock_all_auths().try_set_params(&params)), bound);
        let change = Change::SetParams(params);
        let announced = outcome(vault.mock_all_auths().try_propose(&change));
        assert_eq!(announced.map(|_| ()), bound);
    }
}

#[test]
fn w7_after_each_abuse_of_the_original_everybody_leaves_whole() {
    let original = ABUSES.map(|abuse| everybody_leaves_whole(&Original::deployed(), abuse));
    let harm = |depositor, keeper| Err(Harm { depositor, keeper });
    assert_eq!(
        original,
        [harm(DEPOSIT, 0), harm(DEPOSIT, 0), harm(0, BOND), harm(0, BOND)]
    );
    let ours = ABUSES.map(|abuse| everybody_leaves_whole(&Ours::deployed(), abuse));
    assert_eq!(ours, [const { Ok(()) }; 4]);
}
