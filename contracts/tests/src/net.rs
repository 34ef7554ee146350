//! What an attack brings its attacker: all that he and his accomplices own, before and after, in USDC at the oracle's
//! prices of the beginning. Network fees are left out: they only cost.
use nectar_interfaces::{blend::RATE_SCALE, oracle::Asset};
use soroban_sdk::{Address, token::TokenClient};

use crate::{tokens::UNIT, world::World};

/// An attack that is under way.
pub struct Net<'a> {
    world: &'a World,
    name: String,
    band: std::vec::Vec<Address>,
    /// Token, price (7 decimals), stroops of one whole token.
    prices: std::vec::Vec<(Address, i128, i128)>,
    before: Gains,
}

/// Stroops of USDC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gains {
    pub attacker: i128,
    /// All depositors but the attacker, unvested profit included, and what `World::lp` has taken out.
    pub depositors: i128,
}

impl<'a> Net<'a> {
    /// `band`: every account and contract whose tokens, positions, shares and rewards are the attacker's.
    pub fn open(world: &'a World, name: impl Into<String>, band: &[&Address]) -> Net<'a> {
        let mut net = Net {
            world,
            name: name.into(),
            band: band.iter().map(|who| (*who).clone()).collect(),
            prices: prices(world),
            before: Gains {
                attacker: 0,
                depositors: 0,
            },
        };
        net.before = net.worth();
        net
    }

    /// Prints the result, and answers it.
    pub fn close(self) -> Gains {
        let after = self.worth();
        let gains = Gains {
            attacker: after.attacker - self.before.attacker,
            depositors: after.depositors - self.before.depositors,
        };
        print(&self.name, gains);
        gains
    }

    fn worth(&self) -> Gains {
        let state = self.world.vault().get_state();
        let shares: i128 = self.band.iter().map(|who| self.world.vault().balance(who)).sum();
        // His shares count what they could be redeemed for, were none of them locked.
        let redeemable = shares * state.total_assets / state.total_shares;
        let owned: i128 = self.band.iter().map(|who| self.owned(who)).sum();
        let taken_out = self.world.balance(&self.world.tokens.usdc, &self.world.lp);
        Gains {
            attacker: owned + redeemable,
            depositors: state.total_assets + state.unvested - redeemable + taken_out,
        }
    }

    /// Tokens, position in the pool and reward.
    fn owned(&self, who: &Address) -> i128 {
        let World { e, tokens, .. } = self.world;
        let priced = self.prices.iter().map(|(token, price, unit)| {
            let held = TokenClient::new(e, token).balance(who) + self.position(who, token);
            held * price / unit
        });
        let usdc = TokenClient::new(e, &tokens.usdc).balance(who) + self.position(who, &tokens.usdc);
        priced.sum::<i128>() + usdc + self.world.vault().reward_of(who)
    }

    /// Collateral and supply less debt.
    fn position(&self, who: &Address, token: &Address) -> i128 {
        let pool = self.world.pool();
        let reserves = pool.get_reserve_list();
        let Some(index) = reserves.first_index_of(token) else {
            return 0;
        };
        let positions = pool.get_positions(who);
        let data = pool.get_reserve(token).data;
        let b_tokens =
            positions.collateral.get(index).unwrap_or(0) + positions.supply.get(index).unwrap_or(0);
        let d_tokens = positions.liabilities.get(index).unwrap_or(0);
        b_tokens * data.b_rate / RATE_SCALE - (d_tokens * data.d_rate + RATE_SCALE - 1) / RATE_SCALE
    }
}

/// `attack: dust legs: attacker nets -12.3456789 USDC, LPs +3.0000000 USDC`
pub fn print(name: &str, gains: Gains) {
    println!(
        "attack: {name}: attacker nets {} USDC, LPs {} USDC",
        signed(gains.attacker),
        signed(gains.depositors)
    );
}

/// To the stroop, always with its sign.
fn signed(amount: i128) -> String {
    let (sign, size) = (if amount < 0 { '-' } else { '+' }, amount.unsigned_abs());
    let unit = UNIT.unsigned_abs();
    format!("{sign}{}.{:07}", size / unit, size % unit)
}

/// Of every token but USDC that the oracle prices, in USDC.
fn prices(world: &World) -> std::vec::Vec<(Address, i128, i128)> {
    let feed = world.feed();
    let usdc = feed.lastprice(&Asset::Stellar(world.tokens.usdc.clone()));
    let usdc = usdc.map_or(UNIT, |data| data.price);
    let listed = feed.assets().into_iter().filter_map(|asset| match asset {
        Asset::Stellar(token) if token != world.tokens.usdc => Some(token),
        _ => None,
    });
    let priced = listed.filter_map(|token| {
        let data = feed.lastprice(&Asset::Stellar(token.clone()))?;
        let unit = 10i128.pow(TokenClient::new(&world.e, &token).decimals());
        Some((token, data.price * UNIT / usdc, unit))
    });
    priced.collect()
}
