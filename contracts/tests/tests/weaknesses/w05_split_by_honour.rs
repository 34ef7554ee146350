//! W5: what a keeper brought back was up to the keeper: exactly the principal, and the profit was its own.
//!
//! Here the profit is the vault's own balance after less before. The operator's tenth accrues in the same call and is paid
//! by `claim_rewards`, to the operator; the depositors' nine tenths vest.
use nectar_tests::{
    lab::free_usdc,
    ledger,
    signed::{Outcome, Refusal},
    tokens::{UNIT, transfer},
};
use nectar_vault::Error;
use soroban_sdk::Address;

use crate::{original::Original, ours::Ours, system::System};

/// The auction of blend-v2.md §14.4.
const BID: i128 = 207 * UNIT;
const LOT: i128 = 31_567_500_000;
const PRINCIPAL: i128 = 200 * UNIT;
const PROFITS: [i128; 8] = [1, 9, 10, 11, 99, 123_456_789, 0, -5 * UNIT];

trait Splitting: System {
    /// A keeper that would rather keep everything liquidates something that yields `profit`. What it gained, and what the
    /// depositors did.
    fn liquidate(&self, keeper: &Address, profit: i128) -> Outcome<(i128, i128)>;
}

impl Splitting for Original {
    fn liquidate(&self, keeper: &Address, profit: i128) -> Outcome<(i128, i128)> {
        let (mine, theirs) = (self.balance(keeper), self.assets());
        self.draw(keeper, PRINCIPAL)?;
        let market = self.account(PRINCIPAL);
        transfer(&self.e, &self.usdc, keeper, &market, PRINCIPAL);
        self.mint(keeper, PRINCIPAL + profit);
        // Never more than the principal; what is missing it owes no longer than a slash takes.
        self.give_back(keeper, PRINCIPAL.min(PRINCIPAL + profit))?;
        Ok((self.balance(keeper) - mine, self.assets() - theirs))
    }
}

impl Splitting for Ours {
    /// The keeper is the world's operator, whatever `keeper` is.
    fn liquidate(&self, _keeper: &Address, profit: i128) -> Outcome<(i128, i128)> {
        let w = &self.world;
        let (mine, theirs) = (self.balance(&w.operator), self.assets());
        let order = if profit > 0 {
            free_usdc(w, profit)
        } else {
            // The market pays for the lot what the bid costs, or less.
            let (xlm, price) = (&w.tokens.xlm, (BID + profit) * UNIT / LOT);
            w.market(xlm).drain(self.e());
            let user = w.open_auction();
            ledger::advance_frozen(self.e(), 201);
            w.market(xlm).fund(self.e(), 50_000_000 * UNIT, price);
            w.order(&user, 100)
        };
        let filled = w.try_fill(&order);
        if profit <= 0 {
            let floors = Error::ProfitBelowOrder as u32..=Error::ProfitBelowEdge as u32;
            assert!(matches!(filled, Err(Refusal::Code(code)) if floors.contains(&code)));
        }
        filled?;
        self.wait(w.vault().get_params().profit_unlock_secs);
        // A tenth of less than ten stroops is nothing to claim.
        _ = w.vault().try_claim_rewards(&w.operator);
        Ok((self.balance(&w.operator) - mine, self.assets() - theirs))
    }
}

/// (profit, what the keeper got, what the depositors got), wherever that is not a tenth, rounded down, and the rest; or
/// where something was split that was no profit.
fn the_split_is_the_contracts(s: &impl Splitting, keeper: &Address) -> Result<(), Vec<(i128, i128, i128)>> {
    let mut wrong = Vec::new();
    for profit in PROFITS {
        let tenth = profit / 10;
        match s.liquidate(keeper, profit) {
            Ok(got) if profit <= 0 || got != (tenth, profit - tenth) => wrong.push((profit, got.0, got.1)),
            Err(refusal) if profit > 0 => panic!("a profit of {profit} was refused: {refusal:?}"),
            Ok(_) | Err(_) => {}
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

#[test]
fn w5_a_profit_of_1_gives_the_keeper_0_one_of_10_gives_1_and_no_profit_is_refused() {
    let original = Original::deployed();
    original.depositor(60_000 * UNIT);
    let keeper = original.account(100 * UNIT);
    original.join(&keeper, 100 * UNIT).expect("bonded");
    let all_for_itself = PROFITS.map(|profit| (profit, profit.max(0), 0));
    assert_eq!(
        the_split_is_the_contracts(&original, &keeper),
        Err(all_for_itself.into())
    );

    let ours = Ours::with_auctions(0, |params| params.min_profit = 1);
    assert_eq!(the_split_is_the_contracts(&ours, &ours.world.operator), Ok(()));
}

/// What a keeper had for a day and brought back without a cent for the depositors, if anything.
fn nobody_borrows_for_nothing(s: &impl System) -> Result<(), i128> {
    s.depositor(60_000 * UNIT);
    let keeper = s.account(100 * UNIT);
    s.join(&keeper, 100 * UNIT).expect("anybody may");
    let (before, amount) = (s.assets(), 10_000 * UNIT);
    if s.draw(&keeper, amount).is_err() {
        return Ok(());
    }
    s.wait(86_400);
    s.give_back(&keeper, amount).expect("on time or not");
    if s.assets() > before { Ok(()) } else { Err(amount) }
}

#[test]
fn w5_there_is_no_free_loan() {
    assert_eq!(
        nobody_borrows_for_nothing(&Original::deployed()),
        Err(10_000 * UNIT)
    );
    assert_eq!(nobody_borrows_for_nothing(&Ours::deployed()), Ok(()));
}
