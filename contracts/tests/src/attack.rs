//! The best sandwich an attacker finds against one fill.
use attacker::{Attacker, AttackerClient, NET_STEP, NET_ZERO, Plan};
use nectar_interfaces::vault::{FillReceipt, Order};
use soroban_sdk::{
    Address, Env, IntoVal, Val, Vec,
    testutils::{Address as _, MockAuth, MockAuthInvoke},
};

use crate::{
    market::Market,
    signed::{Outcome, Refusal, outcome, sign_nothing},
    tokens::{UNIT, mint},
    world::World,
};

const CAPITAL: i128 = 100_000_000 * UNIT;
const ROUNDS: u32 = 6;
const STEPS: i128 = 16;

/// An attacker with a session of the world's operator, and more money than any market is deep.
pub struct Raid<'a> {
    pub world: &'a World,
    pub market: &'a Market,
    pub order: Order,
    /// USDC per token outside, 7 decimals.
    pub fair: i128,
    /// +1: the vault sells the token, −1: it buys it.
    pub direction: i128,
    pub attacker: Address,
}

impl<'a> Raid<'a> {
    pub fn new(world: &'a World, market: &'a Market, order: Order, fair: i128, direction: i128) -> Raid<'a> {
        let e = &world.e;
        let attacker = e.register_at(&Address::generate(e), Attacker, ());
        mint(e, &market.usdc, &attacker, CAPITAL);
        mint(e, &market.token, &attacker, CAPITAL);
        Raid {
            world,
            market,
            order,
            fair,
            direction,
            attacker,
        }
    }

    /// Size of the push and what it gains (to 0.0001 USDC), or nothing when the vault refuses at every size. A grid
    /// first, then ever finer around the best, from a state that no try changes.
    pub fn best(&self) -> Option<(i128, i128)> {
        let pair = self.market.client(&self.world.e).pair();
        let (mut low, mut high) = (0, pair.reserve_b / 2);
        let mut best: Option<(i128, i128)> = None;
        for _ in 0..ROUNDS {
            let step = ((high - low) / STEPS).max(1);
            let sizes = (0..=STEPS).map(|i| low + i * step);
            let tried = sizes.filter_map(|size| self.rehearse(size).ok().map(|net| (size, net)));
            let found = tried.chain(best).max_by_key(|(_, net)| *net);
            let Some((size, _)) = found else {
                high /= STEPS;
                continue;
            };
            best = found;
            (low, high) = ((size - step).max(0), size + step);
        }
        best
    }

    pub fn rehearse(&self, size: i128) -> Outcome<i128> {
        let (fill, plan) = self.arguments(size);
        self.sign("rehearse", &fill, &plan);
        let client = AttackerClient::new(&self.world.e, &self.attacker);
        let tried = client.try_rehearse(&self.world.session, &self.world.vault, &fill, &plan);
        sign_nothing(&self.world.e);
        match outcome(tried) {
            Err(Refusal::Code(code)) if code > NET_ZERO / 2 => {
                Ok((i128::from(code) - i128::from(NET_ZERO)) * NET_STEP)
            }
            Err(refusal) => Err(refusal),
            Ok(()) => unreachable!("a rehearsal always fails"),
        }
    }

    /// For real.
    pub fn attack(&self, size: i128) -> Outcome<i128> {
        let (fill, plan) = self.arguments(size);
        self.sign("attack", &fill, &plan);
        let client = AttackerClient::new(&self.world.e, &self.attacker);
        let tried = client.try_attack(&self.world.session, &self.world.vault, &fill, &plan);
        sign_nothing(&self.world.e);
        outcome(tried)
    }

    fn arguments(&self, size: i128) -> (Vec<Val>, Plan) {
        let World {
            e, operator, session, ..
        } = self.world;
        let fill = (operator.clone(), session.clone(), self.order.clone()).into_val(e);
        let plan = Plan {
            fair: self.fair,
            push: self.direction * size,
            token: self.market.token.clone(),
            usdc: self.market.usdc.clone(),
            venue: self.market.venue.clone(),
        };
        (fill, plan)
    }

    /// The session signs the attack and, inside it, the fill.
    fn sign(&self, function: &'static str, fill: &Vec<Val>, plan: &Plan) {
        let e: &Env = &self.world.e;
        let (session, vault) = (&self.world.session, &self.world.vault);
        let args = (session.clone(), vault.clone(), fill.clone(), plan.clone()).into_val(e);
        e.mock_auths(&[MockAuth {
            address: session,
            invoke: &MockAuthInvoke {
                contract: &self.attacker,
                fn_name: function,
                args,
                sub_invokes: &[MockAuthInvoke {
                    contract: vault,
                    fn_name: "fill",
                    args: fill.clone(),
                    sub_invokes: &[],
                }],
            },
        }]);
    }
}

/// The least profit of a fill with this edge and spending, whose legs other than USDC are worth `volume`.
pub fn profit_floor(receipt: &FillReceipt, volume: i128) -> i128 {
    let margin = receipt.spent * 200 / 10_000;
    let after_slippage = receipt.edge - volume * 200 / 10_000;
    margin.max(after_slippage.min(receipt.edge * 7_500 / 10_000))
}

/// For tables: to the nearest cent.
pub fn usdc(amount: i128) -> String {
    let cents = (amount + UNIT / 200).div_euclid(UNIT / 100);
    format!("{:.2}", cents as f64 / 100.0)
}
