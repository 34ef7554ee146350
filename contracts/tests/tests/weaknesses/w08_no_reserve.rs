//! W8: all of the capital could be out at once, and an exit then failed inside the token.
//!
//! Here nothing is out between two calls, so there is neither a reserve nor a queue nor a cap on the total: an exit never
//! waits for liquidity. What one fill may spend is capped by its share of the assets, its pool and its assets, each with a
//! code of its own; a session has a limit more.
use nectar_interfaces::vault::Order;
use nectar_tests::{
    signed::{Outcome, Refusal},
    tokens::UNIT,
};
use nectar_vault::Error;
use soroban_sdk::Address;

use crate::{original::Original, ours::Ours, system::System};

const POOLED: i128 = 60_000 * UNIT;
const IDENTITIES: usize = 6;
/// The asset contract's own: too little balance.
const TOKEN_TRAP: Refusal = Refusal::Code(10);

#[derive(Debug, PartialEq)]
struct Stuck {
    out: i128,
    exit: Refusal,
}

/// Keepers take all they may; in between a depositor leaves, whole.
fn exits_work_while_keepers_do(s: &impl System) -> Result<(), Stuck> {
    let depositor = s.depositor(POOLED);
    s.wait(86_400);
    let before = s.balance(s.vault());
    for _ in 0..IDENTITIES {
        let keeper = s.account(100 * UNIT);
        s.join(&keeper, 100 * UNIT).expect("anybody may");
        _ = s.draw(&keeper, 10_000 * UNIT);
    }
    let out = before - s.balance(s.vault());
    match s.exit_whole(&depositor) {
        Ok(paid) => {
            assert_eq!(paid, POOLED);
            Ok(())
        }
        Err(exit) => Err(Stuck { out, exit }),
    }
}

#[test]
fn w8_an_exit_never_waits_for_liquidity() {
    let stuck = Stuck {
        out: POOLED,
        exit: TOKEN_TRAP,
    };
    assert_eq!(exits_work_while_keepers_do(&Original::deployed()), Err(stuck));
    assert_eq!(exits_work_while_keepers_do(&Ours::deployed()), Ok(()));
}

/// What `spend` puts at risk in one pool when each call may spend a tenth of the capital at most, in bps of it.
fn a_tenth_is_a_tenth(at_risk: i128, capital: i128) -> Result<(), i128> {
    if 10 * at_risk <= capital {
        Ok(())
    } else {
        Err(at_risk * 10_000 / capital)
    }
}

#[test]
fn w8_a_cap_is_of_the_call_and_no_number_of_identities_lifts_it() {
    // Per keeper and of nothing else: ten names, one pool, everything.
    let original = Original::with(|config| config.max_draw_per_keeper = POOLED / 10);
    original.depositor(POOLED);
    let keepers: Vec<Address> = (0..10).map(|_| original.account(100 * UNIT)).collect();
    for keeper in &keepers {
        original.join(keeper, 100 * UNIT).expect("bonded");
        original.draw(keeper, POOLED / 10).expect("its own tenth");
    }
    let at_risk = original.vault().get_state().active_liq;
    assert_eq!(a_tenth_is_a_tenth(at_risk, POOLED), Err(10_000));

    // The money is back before the next identity's turn.
    let ours = Ours::with_auctions(3, |params| params.fill_cap_bps = 1_000);
    let (capital, mut at_risk) = (ours.assets(), 0);
    for order in &ours.orders {
        let operator = ours.account(0);
        let session = ours.session_of(&operator);
        let before = ours.balance(ours.vault());
        let receipt = ours.world.fill_as(&operator, &session, order);
        at_risk = receipt.expect("worth filling").spent.max(at_risk);
        assert!(ours.balance(ours.vault()) > before);
    }
    assert_eq!(a_tenth_is_a_tenth(at_risk, capital), Ok(()));
}

#[test]
fn w8_each_cap_refuses_by_its_own_code() {
    let refused = |cap: &dyn Fn(&Ours), deposit_share: u32| -> Outcome<()> {
        let ours = Ours::with_auctions(1, |params| params.fill_cap_bps = deposit_share);
        cap(&ours);
        let order: &Order = &ours.orders[0];
        ours.world.try_fill(order).map(|_| ())
    };
    // The auction's 207 USDC, of 60,010.
    let pool = |ours: &Ours| {
        let w = &ours.world;
        w.vault()
            .mock_all_auths()
            .set_pool_cap(&w.pool.address, &(206 * UNIT));
    };
    let asset = |ours: &Ours| {
        let w = &ours.world;
        w.vault()
            .mock_all_auths()
            .set_asset_cap(&w.tokens.xlm, &(206 * UNIT));
    };
    let code = |error: Error| Err(Refusal::Code(error as u32));
    assert_eq!(refused(&|_| (), 34), code(Error::FillCapExceeded));
    assert_eq!(refused(&pool, 10_000), code(Error::PoolCapExceeded));
    assert_eq!(refused(&asset, 10_000), code(Error::AssetCapExceeded));
    assert_eq!(refused(&|_| (), 35), Ok(()));
}
