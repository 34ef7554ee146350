//! A borrower may owe a stroop of anything: what must be bought cannot be left out, so every venue has to sell it.
use crate::desk::Desk;

#[test]
fn dust_legs_of_a_debt_can_be_bought_over_every_venue() {
    for desk in Desk::all() {
        for amount in [1, 2, 10, 1_000] {
            let usdc = desk.usdc().clone();
            let cost = desk
                .client()
                .quote_exact_out(&usdc, &desk.token, &amount, &desk.data);
            desk.give(&usdc, cost);
            assert_eq!(
                desk.try_buy(&usdc, &desk.token, amount, cost),
                Ok(cost),
                "{}",
                desk.name
            );
            println!("attack: dust, {}: {amount} stroops cost {cost}", desk.name);
            // No token of these desks is worth more than 1.26 USDC; two stroops more are roundings.
            assert!(
                cost <= amount * 126 / 100 + 2,
                "{}: {cost} for {amount}",
                desk.name
            );
        }
        desk.assert_clean();
    }
}
