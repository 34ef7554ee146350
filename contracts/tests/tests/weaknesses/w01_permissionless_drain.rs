//! W1: for a bond of 100 USDC anybody drew 10,000, and a default cost a tenth of the bond.
//!
//! Here no keeper is lent anything while the bonded path is off, which it is until the timelock enables it; a stake is no
//! guard against many identities and nothing rests on it. “Balance ≥ before + the depositors' share of `min_profit`, else
//! revert” is floors.rs's work (more than `min_profit`: margin and edge too). Pools and venues hold USDC inside a `fill` only.
use nectar_tests::tokens::UNIT;
use soroban_sdk::Address;

use crate::{original::Original, ours::Ours, system::System};

const IDENTITIES: usize = 6;
const BOND: i128 = 100 * UNIT;
const DRAW: i128 = 10_000 * UNIT;
const POOLED: i128 = 60_000 * UNIT;
const HOUR: u64 = 3_600;

#[derive(Debug, PartialEq)]
struct Loot {
    attacker: i128,
    /// Of what they had.
    depositors_keep: i128,
}

/// One attacker, six names: bond, draw, default, be slashed, leave. The attacker ends no richer, the depositors no poorer.
fn nobody_is_drained(s: &impl System) -> Result<(), Loot> {
    let before = s.assets();
    s.depositor(POOLED);
    let identities: Vec<Address> = (0..IDENTITIES).map(|_| s.account(BOND)).collect();
    for identity in &identities {
        s.join(identity, BOND).expect("anybody may be a keeper");
    }
    for identity in &identities {
        _ = s.draw(identity, DRAW);
    }
    s.wait(HOUR + 1);
    for identity in &identities {
        _ = s.slash(identity);
    }
    for identity in &identities {
        s.leave(identity).expect("a keeper may leave");
    }
    let held: i128 = identities.iter().map(|identity| s.balance(identity)).sum();
    let loot = Loot {
        attacker: held - BOND * IDENTITIES as i128,
        depositors_keep: s.assets() - before,
    };
    if loot.attacker <= 0 && loot.depositors_keep >= POOLED {
        Ok(())
    } else {
        Err(loot)
    }
}

#[test]
fn w1_six_bonds_of_100_usdc_drain_nothing() {
    let loot = Loot {
        attacker: 59_940 * UNIT,
        depositors_keep: 60 * UNIT,
    };
    assert_eq!(nobody_is_drained(&Original::deployed()), Err(loot));
    assert_eq!(nobody_is_drained(&Ours::deployed()), Ok(()));
}

/// What keepers do to be paid. Answers the profit that pools really made for the vault.
trait Working: System {
    fn work(&self, identities: &[Address]) -> i128;
}

impl Working for Original {
    /// Five bring all back with a profit of 10 USDC each; the sixth is gone with what it drew.
    fn work(&self, identities: &[Address]) -> i128 {
        let (last, honest) = identities.split_last().expect("six");
        for keeper in identities {
            self.join(keeper, BOND).expect("bonded");
            self.draw(keeper, DRAW).expect("bonded");
        }
        for keeper in honest {
            self.mint(keeper, 10 * UNIT);
            self.give_back(keeper, DRAW + 10 * UNIT).expect("all of it");
        }
        assert_eq!(self.balance(last), DRAW);
        10 * UNIT * honest.len() as i128
    }
}

impl Working for Ours {
    /// Two share each of three auctions; all claim.
    fn work(&self, identities: &[Address]) -> i128 {
        let mut profit = 0;
        for (i, operator) in identities.iter().enumerate() {
            let mut order = self.orders[i / 2].clone();
            order.percent = if i % 2 == 0 { 50 } else { 100 };
            let session = self.session_of(operator);
            let filled = self.world.fill_as(operator, &session, &order);
            profit += filled.expect("half of it is left").profit;
            self.world.vault().claim_rewards(operator);
        }
        profit
    }
}

/// (USDC that left the vault to others than depositors, realised profit), if the former is over a tenth of the latter.
fn only_a_tenth_of_profit_leaves(s: &impl Working) -> Result<(), (i128, i128)> {
    let identities: Vec<Address> = (0..IDENTITIES).map(|_| s.account(BOND)).collect();
    let before = s.balance(s.vault());
    let profit = s.work(&identities);
    let left = before + profit - s.balance(s.vault());
    if 10 * left <= profit {
        Ok(())
    } else {
        Err((left, profit))
    }
}

#[test]
fn w1_what_leaves_the_vault_to_keepers_is_a_tenth_of_realised_profit() {
    let original = Original::deployed();
    original.depositor(POOLED);
    assert_eq!(only_a_tenth_of_profit_leaves(&original), Err((DRAW, 50 * UNIT)));
    assert_eq!(
        only_a_tenth_of_profit_leaves(&Ours::with_auctions(3, |_| ())),
        Ok(())
    );
}
