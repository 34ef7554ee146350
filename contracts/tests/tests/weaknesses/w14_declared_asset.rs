//! W14: the pause of an asset was asked about the asset that the keeper declared.
//!
//! Here the assets are those of the auction, bid and lot, read from the pool; the order has no say in it. The cap of an
//! asset looks the same way (nectar-vault's test/caps.rs).
use nectar_interfaces::vault::{Order, Scope};
use nectar_tests::{
    signed::{Outcome, Refusal},
    tokens::UNIT,
};
use nectar_vault::Error;
use soroban_sdk::{Address, Vec};

use crate::{
    original::{ASSET_PAUSED, Original},
    ours::Ours,
    system::System,
};

/// What a keeper says of an auction of USDC for XLM.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Says {
    TheTruth,
    AnotherAsset,
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    Bid,
    Lot,
}

trait Pausing {
    fn set_pause(&self, side: Side, on: bool);
    fn liquidate(&self, paused: Side, says: Says) -> Outcome<()>;
    /// What a paused asset is refused with.
    fn refusal(&self) -> Refusal;
}

/// Which side was paused and what was said when the money was handed out all the same.
fn a_pause_is_of_the_auctions_assets(s: &impl Pausing) -> Result<(), std::vec::Vec<(Side, Says)>> {
    let mut handed_out = std::vec::Vec::new();
    for side in [Side::Bid, Side::Lot] {
        s.set_pause(side, true);
        for says in [Says::TheTruth, Says::AnotherAsset, Says::Nothing] {
            match s.liquidate(side, says) {
                Ok(()) => handed_out.push((side, says)),
                Err(refusal) => assert_eq!(refusal, s.refusal()),
            }
        }
        s.set_pause(side, false);
    }
    if handed_out.is_empty() {
        Ok(())
    } else {
        Err(handed_out)
    }
}

/// A keeper of the original, which must name an asset.
struct Declaring {
    original: Original,
    keeper: Address,
    bid: Address,
    lot: Address,
}

impl Declaring {
    fn asset(&self, side: Side) -> &Address {
        match side {
            Side::Bid => &self.bid,
            Side::Lot => &self.lot,
        }
    }
}

impl Pausing for Declaring {
    fn set_pause(&self, side: Side, on: bool) {
        let o = &self.original;
        o.vault()
            .mock_all_auths()
            .set_asset_pause(&o.admin, self.asset(side), &on);
    }

    /// Whoever has nothing to say names itself, which is no asset.
    fn liquidate(&self, paused: Side, says: Says) -> Outcome<()> {
        let named = match (says, paused) {
            (Says::TheTruth, side) => self.asset(side),
            (Says::AnotherAsset, Side::Bid) => &self.lot,
            (Says::AnotherAsset, Side::Lot) => &self.bid,
            (Says::Nothing, _) => &self.keeper,
        };
        self.original.draw_for(&self.keeper, UNIT, named)
    }

    fn refusal(&self) -> Refusal {
        ASSET_PAUSED
    }
}

impl Pausing for Ours {
    fn set_pause(&self, side: Side, on: bool) {
        let w = &self.world;
        let scope = Scope::Asset(match side {
            Side::Bid => w.tokens.usdc.clone(),
            Side::Lot => w.tokens.xlm.clone(),
        });
        if on {
            w.vault().mock_all_auths().pause(&scope, &3_600);
        } else {
            w.vault().mock_all_auths().unpause(&scope);
        }
    }

    fn liquidate(&self, _paused: Side, says: Says) -> Outcome<()> {
        let order = &self.orders[0];
        let eurc = &self.world.tokens.eurc;
        let all = order.swaps.iter();
        let swaps = match says {
            Says::TheTruth => order.swaps.clone(),
            Says::AnotherAsset => Vec::from_iter(self.e(), all.filter(|swap| swap.token == *eurc)),
            Says::Nothing => Vec::new(self.e()),
        };
        let order = Order {
            swaps,
            ..order.clone()
        };
        self.world.try_fill(&order).map(|_| ())
    }

    fn refusal(&self) -> Refusal {
        Refusal::Code(Error::AssetPaused as u32)
    }
}

#[test]
fn w14_a_paused_asset_in_bid_or_lot_is_refused_whatever_the_keeper_says() {
    let original = Original::deployed();
    original.depositor(60_000 * UNIT);
    let keeper = original.account(100 * UNIT);
    original.join(&keeper, 100 * UNIT).expect("bonded");
    let [bid, lot] = [0; 2].map(|_| original.account(0));
    let declaring = Declaring {
        original,
        keeper,
        bid,
        lot,
    };
    let lies = [Side::Bid, Side::Lot]
        .map(|side| [(side, Says::AnotherAsset), (side, Says::Nothing)])
        .concat();
    assert_eq!(a_pause_is_of_the_auctions_assets(&declaring), Err(lies));

    let ours = Ours::with_auctions(1, |_| ());
    assert_eq!(a_pause_is_of_the_auctions_assets(&ours), Ok(()));
    ours.world
        .try_fill(&ours.orders[0])
        .expect("nothing is paused any more");
}
