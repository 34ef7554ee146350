//! Fills through the vault over the lab: all that a client computes one from, and what the contract made of it.
use liquidation_lab::LiquidationLabClient;
use nectar_interfaces::{
    blend::{AuctionData, Positions},
    vault::{FillReceipt, Order, Params, Swap},
};
use serde_json::{Map as JsonMap, Value, json};
use soroban_sdk::{Address, Map, Vec as HostVec, testutils::Address as _};

use crate::{
    ledger,
    prng::SplitMix64,
    signed::{Outcome, Refusal},
    tokens::UNIT,
    world::{PRICES, Setup, World, sandbox_params},
};

const SEED: u64 = 20_261_122;
const WORLDS: u32 = 4;
const AUCTIONS_PER_WORLD: u32 = 40;
/// Auctions with a little of a token that is also owed.
const DUSTY_AUCTIONS: u32 = 30;
/// USDC stroops from which the vault sells such a lot.
const CENT: i128 = UNIT / 100;
/// Most ledgers one order waits for its profit.
const PATIENCE_LEDGERS: u32 = 24;
const HALF_YEAR_SECS: u64 = 180 * 86_400;

pub fn cases() -> Vec<Value> {
    let mut random = SplitMix64::new(SEED);
    let mut cases = Vec::new();
    for world in 0..WORLDS {
        let stage = Stage::new(&mut random, world);
        for auction in 0..AUCTIONS_PER_WORLD {
            stage.move_markets(&mut random);
            let positions = stage.underwater(&mut random);
            let name = format!("world {world}, auction {auction}");
            cases.extend(stage.fill(&mut random, &name, positions));
        }
    }
    let stage = Stage::new(&mut random, WORLDS);
    for auction in 0..DUSTY_AUCTIONS {
        stage.move_markets(&mut random);
        let positions = stage.dust_of_a_debt(&mut random);
        let name = format!("dust of a debt, auction {auction}");
        cases.extend(stage.fill(&mut random, &name, positions));
    }
    cases
}

/// A world in which interest has run for half a year.
struct Stage {
    world: World,
    params: Params,
    operator: Address,
    session: Address,
}

impl Stage {
    fn new(random: &mut SplitMix64, number: u32) -> Stage {
        let params = Params {
            edge_share_bps: random.small(5_000, 9_000),
            fee_bps: random.small(0, 1_000),
            fill_cap_bps: if number == 1 { 150 } else { 10_000 },
            max_slippage_bps: random.small(0, 500),
            min_margin_bps: random.small(50, 400),
            ..sandbox_params()
        };
        let world = World::new(&Setup {
            params: params.clone(),
            deposit: 100_000 * UNIT,
            lent: 1_000_000,
            ..Setup::default()
        });
        let loans = world.tokens.reserves().map(|(_, asset)| asset.clone());
        let loans: Vec<(&Address, i128)> = loans
            .iter()
            .zip(PRICES)
            .map(|(asset, price)| (asset, random.amount(100_000, 700_000) * UNIT * UNIT / price))
            .collect();
        world.borrower(&[(&world.tokens.usdc, 5_000_000 * UNIT)], &loans);
        ledger::wait(&world.e, HALF_YEAR_SECS);
        let [operator, session] = [0; 2].map(|_| Address::generate(&world.e));
        world.open_session(&operator, &session);
        Stage {
            world,
            params,
            operator,
            session,
        }
    }

    /// One auction and what became of filling it; nothing if the pool would not create it.
    fn fill(&self, random: &mut SplitMix64, name: &str, positions: Positions) -> Vec<Value> {
        let world = &self.world;
        let user = self.user_with(&positions);
        let (bid, lot) = self.legs(&positions);
        let (bid, lot) = (world.addresses(&bid), world.addresses(&lot));
        let created = (1..=100u32).rev().find(|percent| {
            let tried = world.pool().try_new_auction(&0, &user, &bid, &lot, percent);
            matches!(tried, Ok(Ok(_)))
        });
        if created.is_none() {
            return Vec::new();
        }
        let order = self.order(random, &user);
        if random.below(2) == 0 {
            ledger::advance(&world.e, 1 + self.even_age(&user));
            return self.ripen(name, &order);
        }
        ledger::advance(&world.e, random.small(1, 430));
        vec![self.attempt(name, &order).1]
    }

    /// Tries ledger after ledger: the last refusal for want of profit, and what follows it.
    fn ripen(&self, name: &str, order: &Order) -> Vec<Value> {
        let mut last = None;
        for _ in 0..PATIENCE_LEDGERS {
            let (outcome, case) = self.attempt(&format!("{name}, waited for"), order);
            let unripe = matches!(outcome, Err(Refusal::Code(2160..=2163)));
            if !unripe {
                return last.into_iter().chain([case]).collect();
            }
            last = Some(case);
            ledger::advance(&self.world.e, 1);
        }
        last.into_iter().collect()
    }

    /// The age at which lot and bid are worth the same, more or less: rates and venues are left out.
    fn even_age(&self, user: &Address) -> u32 {
        let auction = self.world.pool().get_auction(&0, user);
        let (bid, lot) = (self.worth(&auction.bid), self.worth(&auction.lot));
        let even = (1..400u32).find(|age| {
            let (paid, got) = (i128::from(400 - age.max(&200)), i128::from(*age.min(&200)));
            lot * got > bid * paid
        });
        even.unwrap_or(400)
    }

    fn worth(&self, amounts: &Map<Address, i128>) -> i128 {
        let reserves = self.world.tokens.reserves().into_iter().zip(self.prices());
        reserves
            .map(|((_, asset), price)| amounts.get(asset.clone()).unwrap_or(0) * price)
            .sum()
    }

    fn attempt(&self, name: &str, order: &Order) -> (Outcome<FillReceipt>, Value) {
        let given = self.given(order);
        let name = format!("{name}, age {}", given["age"]);
        let outcome = self.world.fill_as(&self.operator, &self.session, order);
        let case = merged(json!({ "expected": expected(&outcome), "name": name }), given);
        (outcome, case)
    }

    /// Oracle prices anywhere near the opening ones, markets within three per cent of them.
    fn move_markets(&self, random: &mut SplitMix64) {
        let world = &self.world;
        let usdc_price = random.amount(9_900_000, 10_100_000);
        world.set_price(&world.tokens.usdc, usdc_price);
        for (market, opening) in world.markets.iter().zip(&PRICES[1..]) {
            let price = opening * random.amount(500, 1_500) / 1_000;
            world.set_price(&market.token, price);
            let rate = price * UNIT / usdc_price * random.amount(970, 1_030) / 1_000;
            market.reset(&world.e, random.amount(5_000, 300_000) * UNIT, rate);
        }
    }

    /// One or two collaterals, sometimes dust beside them, and one or two debts worth about as much or more.
    fn underwater(&self, random: &mut SplitMix64) -> Positions {
        let prices = self.prices();
        let worth = random.amount(20 * 1_000_000, 3_000 * 1_000_000);
        let amount = |index: u32, worth: i128| worth * 10 * UNIT / prices[index as usize] + 1;
        let mut positions = self.no_positions();
        let legs = random.amount(1, 2);
        for _ in 0..legs {
            let index = random.small(0, 3);
            positions.collateral.set(index, amount(index, worth / legs));
        }
        if random.below(5) == 0 {
            let index = random.small(0, 3);
            let dust = positions.collateral.get(index).unwrap_or(15);
            positions.collateral.set(index, dust);
        }
        let (owed, legs) = (worth * random.amount(850, 1_250) / 1_000, random.amount(1, 2));
        for _ in 0..legs {
            let index = random.small(0, 3);
            positions.liabilities.set(index, amount(index, owed / legs));
        }
        positions
    }

    /// One collateral, one debt of another token, and as collateral some stroops or about a cent of that one too.
    fn dust_of_a_debt(&self, random: &mut SplitMix64) -> Positions {
        let prices = self.prices();
        let worth = random.amount(20 * 1_000_000, 3_000 * 1_000_000);
        let amount = |index: u32, worth: i128| worth * 10 * UNIT / prices[index as usize] + 1;
        let (held, owed) = *random.pick(&[(0, 1), (0, 3), (2, 1), (1, 3), (3, 2)]);
        let cent = CENT * UNIT / prices[owed as usize];
        let dust = if random.below(2) == 0 {
            random.amount(1, 40)
        } else {
            cent * random.amount(900, 1_300) / 1_000
        };
        let mut positions = self.no_positions();
        positions.collateral.set(held, amount(held, worth));
        positions.collateral.set(owed, dust);
        let debt = worth * random.amount(850, 1_150) / 1_000;
        positions.liabilities.set(owed, amount(owed, debt));
        positions
    }

    fn no_positions(&self) -> Positions {
        let e = &self.world.e;
        Positions {
            collateral: Map::new(e),
            liabilities: Map::new(e),
            supply: Map::new(e),
        }
    }

    fn user_with(&self, positions: &Positions) -> Address {
        let world = &self.world;
        let user = Address::generate(&world.e);
        LiquidationLabClient::new(&world.e, &world.pool.address)
            .mock_all_auths()
            .set_position(&user, positions);
        user
    }

    fn legs(&self, positions: &Positions) -> (Vec<&Address>, Vec<&Address>) {
        let reserves = self.world.tokens.reserves().map(|(_, asset)| asset);
        let named = |indices: HostVec<u32>| indices.iter().map(|index| reserves[index as usize]).collect();
        (
            named(positions.liabilities.keys()),
            named(positions.collateral.keys()),
        )
    }

    /// Mostly all of it over one leg per token; sometimes a part, two legs, a route left out, or a wish for more.
    fn order(&self, random: &mut SplitMix64, user: &Address) -> Order {
        let world = &self.world;
        let percent = if random.below(3) == 0 {
            random.small(1, 99)
        } else {
            100
        };
        let mut swaps = HostVec::new(&world.e);
        for swap in world.order(user, percent).swaps.iter() {
            match random.below(12) {
                0 => {}
                1..=3 => {
                    let first = random.small(1, 9_999);
                    for weight_bps in [first, 10_000 - first] {
                        swaps.push_back(Swap {
                            weight_bps,
                            ..swap.clone()
                        });
                    }
                }
                _ => swaps.push_back(swap),
            }
        }
        let min_profit = if random.below(6) == 0 {
            random.amount(0, 100) * UNIT
        } else {
            0
        };
        Order {
            min_profit,
            swaps,
            ..world.order(user, percent)
        }
    }

    /// Of `Tokens::reserves`, as the oracle answers.
    fn prices(&self) -> [i128; 4] {
        let price = |asset: &Address| {
            let asset = nectar_interfaces::oracle::Asset::Stellar(asset.clone());
            self.world
                .feed()
                .lastprice(&asset)
                .expect("a price for every reserve")
                .price
        };
        self.world.tokens.reserves().map(|(_, asset)| price(asset))
    }

    /// What is on the ledger right before the fill, by name of the asset.
    fn given(&self, order: &Order) -> Value {
        let (world, params) = (&self.world, &self.params);
        let auction = world.pool().get_auction(&0, &order.user);
        let total_assets = world.vault().get_state().total_assets;
        json!({
            "age": world.e.ledger().sequence() - auction.block,
            "auction": self.auction(&auction),
            "orderMinProfit": order.min_profit.to_string(),
            "pairs": self.pairs(),
            "params": {
                "edgeShareBps": params.edge_share_bps,
                "feeBps": params.fee_bps,
                "maxSlippageBps": params.max_slippage_bps,
                "minMarginBps": params.min_margin_bps,
                "minProfit": params.min_profit.to_string(),
            },
            "percent": order.percent,
            "reserves": self.reserves(),
            "spendLimit": (total_assets * i128::from(params.fill_cap_bps) / 10_000).to_string(),
            "swaps": order.swaps.iter().map(|swap| json!({
                "route": swap.route,
                "token": world.tokens.name_of(&swap.token),
                "weightBps": swap.weight_bps,
            })).collect::<Vec<_>>(),
        })
    }

    fn auction(&self, auction: &AuctionData) -> Value {
        let named = |amounts: &Map<Address, i128>| {
            let names = amounts.iter().map(|(asset, amount)| {
                (
                    self.world.tokens.name_of(&asset).into(),
                    amount.to_string().into(),
                )
            });
            Value::Object(names.collect::<JsonMap<_, _>>())
        };
        json!({ "bid": named(&auction.bid), "lot": named(&auction.lot) })
    }

    fn reserves(&self) -> Value {
        let reserves = self.world.tokens.reserves().into_iter().zip(self.prices());
        reserves
            .map(|((name, asset), price)| {
                let data = self.world.pool().get_reserve(asset).data;
                json!({
                    "asset": name,
                    "bRate": data.b_rate.to_string(),
                    "dRate": data.d_rate.to_string(),
                    "price": price.to_string(),
                })
            })
            .collect()
    }

    fn pairs(&self) -> Value {
        let pairs = self.world.markets.iter().map(|market| {
            let pair = market.client(&self.world.e).pair();
            let held = json!({ "token": pair.reserve_b.to_string(), "usdc": pair.reserve_a.to_string() });
            (self.world.tokens.name_of(&market.token).into(), held)
        });
        Value::Object(pairs.collect::<JsonMap<_, _>>())
    }
}

fn expected(outcome: &Outcome<FillReceipt>) -> Value {
    match outcome {
        Ok(receipt) => json!({
            "edge": receipt.edge.to_string(),
            "fee": receipt.fee.to_string(),
            "profit": receipt.profit.to_string(),
            "spent": receipt.spent.to_string(),
        }),
        Err(Refusal::Code(code)) => json!({ "code": code }),
        Err(Refusal::Host) => panic!("a fill fails by a code of somebody's"),
    }
}

fn merged(mut into: Value, from: Value) -> Value {
    if let (Value::Object(into), Value::Object(from)) = (&mut into, from) {
        into.extend(from);
    }
    into
}
