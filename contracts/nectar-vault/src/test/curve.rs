use nectar_interfaces::blend::{AuctionData, PoolClient};
use soroban_sdk::Map;

use super::{doubles::ScriptedPool, *};
use crate::fill::auction::{bid_permille, bids, lot_permille, lots, repayments};

#[test]
fn the_curve_is_blends_at_its_corners() {
    let ages = [0, 1, 100, 200, 201, 300, 399, 400, 450, u32::MAX];
    assert_eq!(
        ages.map(lot_permille),
        [0, 5, 500, 1000, 1000, 1000, 1000, 1000, 1000, 1000]
    );
    assert_eq!(
        ages.map(bid_permille),
        [1000, 1000, 1000, 1000, 995, 500, 5, 0, 0, 0]
    );
}

/// blend-v2's odd amounts: a bid is rounded up twice, a lot down twice, and what rounds to nothing is no leg.
#[test]
fn odd_amounts_round_against_the_filler_and_vanish_at_nothing() {
    let w = World::bare();
    let [large, small] = core::array::from_fn(|_| {
        let token = asset_contract(&w.e);
        w.client().allow_asset(&token);
        token
    });
    let bid = Map::from_array(&w.e, [(w.usdc.clone(), 1_000_000_001)]);
    let lot = Map::from_array(&w.e, [(large.clone(), 999_999_999), (small.clone(), 150)]);
    let script = (w.usdc.clone(), bid.clone(), lot.clone());
    let pool = PoolClient::new(&w.e, &w.e.register(ScriptedPool, script)).address;
    let auction = AuctionData { bid, block: 1, lot };
    for (percent, age, repaid, has_small) in [
        (33, 1, Some(330_000_001), false),
        (33, 77, Some(330_000_001), true),
        (33, 299, Some(166_650_001), true),
        (33, 400, None, true),
        (100, 399, Some(5_000_001), true),
    ] {
        let (repay, legs) = w.e.as_contract(&w.vault, || {
            let client = PoolClient::new(&w.e, &pool);
            let repay = repayments(&w.e, &client, &bids(&w.e, &auction, percent, age));
            (repay, lots(&w.e, &auction, percent, age))
        });
        assert_eq!(repay.get(w.usdc.clone()), repaid);
        assert_eq!(
            (legs.contains(&large), legs.contains(&small)),
            (true, has_small),
            "{percent} % at {age}"
        );
    }
}
