//! A keeper who moves Comet around the call. The LP leg has no floor but the margin: what he takes is profit above it,
//! never capital, and no more than the small caps let through.
use nectar_interfaces::{
    blend::auction::{BAD_DEBT, INTEREST},
    vault::FillReceipt,
};
use nectar_tests::{
    blend::comet,
    debts::DebtWorld,
    ledger,
    net::{Gains, print},
    signed::Refusal,
    tokens::UNIT,
};
use soroban_sdk::{Address, testutils::Address as _};

struct Raid {
    d: DebtWorld,
    attacker: Address,
    auction_type: u32,
}

impl Raid {
    fn new(auction_type: u32) -> Raid {
        let d = DebtWorld::usual();
        if auction_type == BAD_DEBT {
            d.bad_debt(150, 0);
        } else {
            d.interest(90_000, 0);
        }
        let w = &d.world;
        ledger::advance_frozen(&w.e, 300);
        let attacker = Address::generate(&w.e);
        w.mint(&w.tokens.usdc, &attacker, 1_000_000 * UNIT);
        w.mint(&w.tokens.blnd, &attacker, 10_000_000 * UNIT);
        Raid {
            d,
            attacker,
            auction_type,
        }
    }

    /// `amount` of one token of Comet for the other. Answers what came out.
    fn swap(&self, from: &Address, to: &Address, amount: i128) -> i128 {
        let comet = comet::Client::new(&self.d.world.e, &self.d.comet);
        let (out, _) =
            comet
                .mock_all_auths()
                .swap_exact_amount_in(from, &amount, to, &0, &i128::MAX, &self.attacker);
        out
    }

    /// Moves Comet by `percent` of a side against the vault, lets it fill, and moves it back with what came out. Gains
    /// in USDC; for bad debt he began with BLND and is left with some fewer or more, at 0.1.
    fn run(&self, percent: i128) -> (i128, Result<FillReceipt, Refusal>) {
        let w = &self.d.world;
        let (usdc, blnd) = (&w.tokens.usdc, &w.tokens.blnd);
        let wealth = || w.balance(usdc, &self.attacker) + w.balance(blnd, &self.attacker) / 10;
        // LP tokens are bought with USDC and sold for it: the first is dearer when Comet has more, the second cheaper
        // when it has less.
        let (from, to) = if self.auction_type == INTEREST {
            (usdc, blnd)
        } else {
            (blnd, usdc)
        };
        let before = wealth();
        let side = comet::Client::new(&w.e, &self.d.comet).get_balance(from);
        let out = if percent == 0 {
            0
        } else {
            self.swap(from, to, side * percent / 100)
        };
        let receipt = w.try_fill(&self.d.order(self.auction_type, 100));
        if out > 0 {
            self.swap(to, from, out);
        }
        (wealth() - before, receipt)
    }
}

#[test]
fn a_sandwich_on_comet_takes_no_more_than_profit_above_the_margin() {
    // Comet takes no more than a third of a side at once, on the way back neither.
    for (auction_type, sizes) in [(BAD_DEBT, [1, 2, 4, 6]), (INTEREST, [1, 10, 20, 30])] {
        let (_, honest) = Raid::new(auction_type).run(0);
        let honest = honest.expect("fills");
        for percent in sizes {
            let raid = Raid::new(auction_type);
            let (net, outcome) = raid.run(percent);
            raid.d.assert_clean();
            let kept = match &outcome {
                Ok(receipt) => {
                    assert!(receipt.profit * 10 >= receipt.spent);
                    receipt.profit
                }
                // Only the floors and the caps refuse.
                Err(refusal) => {
                    assert!(
                        matches!(refusal, Refusal::Code(2160..=2163 | 2194 | 2195)),
                        "{refusal:?}"
                    );
                    0
                }
            };
            let gains = Gains {
                attacker: net,
                depositors: kept - kept / 10,
            };
            print(
                &format!("sandwich on Comet, type {auction_type}, {percent} % of a side"),
                gains,
            );
            println!("the vault keeps {kept} of {}", honest.profit);
            match outcome {
                Ok(_) => assert!(
                    net <= honest.profit - kept,
                    "he takes what the vault might have had"
                ),
                Err(_) => assert!(net <= 0, "a refused fill leaves him the fees he paid"),
            }
        }
    }
}
