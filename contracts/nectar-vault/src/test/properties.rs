//! Random lives of a vault without fills: who comes, leaves, donates, skims and waits never lowers the share price,
//! and the books always balance.

use proptest::prelude::*;

use super::*;

#[derive(Clone, Debug)]
enum Step {
    Deposit(usize, i128),
    Mint(usize, i128),
    Redeem(usize, u8),
    Withdraw(usize, u8),
    Burn(usize, u8),
    Transfer(usize, usize, u8),
    Donate(i128),
    Skim,
    Wait(u64),
}

const ACCOUNTS: usize = 3;

fn step() -> impl Strategy<Value = Step> {
    let who = 0..ACCOUNTS;
    let amount = prop_oneof![1i128..100, 1i128..10_000 * UNIT];
    let part = 1u8..=100;
    prop_oneof![
        3 => (who.clone(), amount.clone()).prop_map(|(w, a)| Step::Deposit(w, a)),
        1 => (who.clone(), amount.clone()).prop_map(|(w, a)| Step::Mint(w, a)),
        2 => (who.clone(), part.clone()).prop_map(|(w, p)| Step::Redeem(w, p)),
        1 => (who.clone(), part.clone()).prop_map(|(w, p)| Step::Withdraw(w, p)),
        1 => (who.clone(), part.clone()).prop_map(|(w, p)| Step::Burn(w, p)),
        1 => (who.clone(), who, part).prop_map(|(w, x, p)| Step::Transfer(w, x, p)),
        1 => amount.prop_map(Step::Donate),
        2 => Just(Step::Skim),
        4 => (0u64..2 * DAY).prop_map(Step::Wait),
    ]
}

/// Steps that the vault may refuse are tried; what it does with them is what is under test.
fn apply(w: &World, who: &[Address], step: &Step) {
    let c = w.client();
    let part = |owned: i128, percent: u8| owned * i128::from(percent) / 100;
    match *step {
        Step::Deposit(i, assets) => {
            w.mint(&w.usdc, &who[i], assets);
            let _ = c.try_deposit(&assets, &who[i], &who[i], &who[i]);
        }
        Step::Mint(i, shares) => {
            w.mint(&w.usdc, &who[i], c.preview_mint(&shares));
            let _ = c.try_mint(&shares, &who[i], &who[i], &who[i]);
        }
        Step::Redeem(i, percent) => {
            let _ = c.try_redeem(&part(c.max_redeem(&who[i]), percent), &who[i], &who[i], &who[i]);
        }
        Step::Withdraw(i, percent) => {
            let _ = c.try_withdraw(&part(c.max_withdraw(&who[i]), percent), &who[i], &who[i], &who[i]);
        }
        Step::Burn(i, percent) => {
            let _ = c.try_burn(&who[i], &part(c.max_redeem(&who[i]), percent));
        }
        Step::Transfer(i, j, percent) => {
            let _ = c.try_transfer(&who[i], &who[j], &part(c.max_redeem(&who[i]), percent));
        }
        Step::Donate(assets) => w.donate(assets),
        Step::Skim => {
            let _ = c.try_skim();
        }
        Step::Wait(secs) => w.pass(secs),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_share_price_never_falls_and_the_books_balance(steps in prop::collection::vec(step(), 12..40)) {
        let w = World::new();
        let who: [Address; ACCOUNTS] = core::array::from_fn(|_| w.account(0));
        let c = w.client();
        // As a fraction: the 12-decimal price would hide what it floors away.
        let (mut assets, mut supply) = (c.total_assets(), c.total_supply());
        for step in &steps {
            let locked: std::vec::Vec<_> = who.iter().map(|a| c.get_tranche(a)).collect();
            apply(&w, &who, step);
            let state = c.get_state();
            prop_assert!(state.total_assets * supply >= assets * state.total_shares, "{:?}", step);
            (assets, supply) = (state.total_assets, state.total_shares);

            prop_assert_eq!(state.total_assets, state.booked - state.owed - state.unvested);
            prop_assert!(w.usdc_of(&w.vault) >= state.booked);
            let held: i128 = who.iter().chain([&w.vault]).map(|a| c.balance(a)).sum();
            prop_assert_eq!(held, state.total_shares);
            prop_assert!(supply >= 10 * UNIT);
            for (i, account) in who.iter().enumerate() {
                prop_assert!(c.unlocked_shares(account) >= 0);
                let own = matches!(step, Step::Deposit(j, _) | Step::Mint(j, _) if *j == i);
                prop_assert!(own || c.get_tranche(account) == locked[i], "{:?} moved another's tranche", step);
            }
        }
        // Whatever happened, everybody can leave.
        w.pass(8 * DAY);
        for account in &who {
            let shares = c.max_redeem(account);
            prop_assert_eq!(shares, c.balance(account));
            if c.preview_redeem(&shares) > 0 {
                w.redeem(account, shares);
            }
        }
    }
}
