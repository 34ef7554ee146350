//! Random lives of draws: whatever is called, in whatever order, with bonds in place the share price never falls, every
//! stroop that is out is backed, no deadline moves, and all that is promised can leave.
use std::collections::BTreeMap;

use nectar_tests::{
    custody::{DAY, world},
    ledger,
    prng::SplitMix64,
    tokens::UNIT,
    world::World,
};
use soroban_sdk::{Address, testutils::Address as _};

const SEQUENCES: u64 = 12;
const STEPS: u32 = 60;

struct Walk {
    world: World,
    operators: std::vec::Vec<Address>,
    deadlines: BTreeMap<usize, u64>,
    price: i128,
}

impl Walk {
    fn begin() -> Walk {
        let world = world(1_000 * UNIT);
        let operators: std::vec::Vec<Address> = [50, 105, 210, 21]
            .iter()
            .map(|stake| world.staked(stake * UNIT))
            .collect();
        for who in &operators {
            world.mint(&world.tokens.usdc, who, 5 * UNIT);
        }
        let price = world.vault().share_price();
        Walk {
            world,
            operators,
            deadlines: BTreeMap::new(),
            price,
        }
    }

    fn step(&mut self, random: &mut SplitMix64) -> bool {
        let world = &self.world;
        let who = random.pick(&self.operators).clone();
        let some = |random: &mut SplitMix64| match random.small(0, 3) {
            0 => i128::from(random.small(1, 3)),
            1 => i128::from(random.small(1, 30)) * UNIT,
            _ => world.owed(&who).max(1),
        };
        match random.small(0, 9) {
            0..=2 => world
                .draw(&who, i128::from(random.small(1, 200)) * UNIT / 2)
                .is_ok(),
            3 | 4 => world.give_back(&who, some(random)).is_ok(),
            5 => world.slash(&who, &world.lp).is_ok(),
            6 => world.ask_back(&who, some(random)).is_ok(),
            7 => match random.small(0, 1) {
                0 => world.leave(&who).is_ok(),
                _ => world.collect_stake(&who).is_ok(),
            },
            8 => match random.small(0, 1) {
                0 => world.deposit(&Address::generate(&world.e), 30 * UNIT) > 0,
                _ => world.exit(&world.lp) > 0,
            },
            _ => {
                let secs = [1, 60, 3_600, DAY / 4, DAY];
                ledger::wait(&world.e, *random.pick(&secs));
                true
            }
        }
    }

    fn check(&mut self) {
        let (world, vault) = (&self.world, self.world.vault());
        let price = vault.share_price();
        assert!(price >= self.price, "{price} < {}", self.price);
        self.price = price;
        let mut out = 0;
        for (index, who) in self.operators.iter().enumerate() {
            let backing = world.registry().backing_of(who);
            let stake = world.registry().get_keeper(who).map_or(0, |keeper| keeper.stake);
            assert!(backing <= stake);
            match vault.get_draw(who) {
                Some(draw) => {
                    out += draw.outstanding;
                    assert_eq!(backing, (draw.outstanding * 10_500 + 9_999) / 10_000);
                    let known = *self.deadlines.entry(index).or_insert(draw.deadline);
                    assert_eq!(draw.deadline, known, "no deadline moves");
                    assert!(draw.deadline <= vault.get_draw_window().expect("opened").closes_at);
                }
                None => {
                    assert_eq!(backing, 0);
                    self.deadlines.remove(&index);
                }
            }
        }
        assert_eq!(vault.total_drawn(), out);
        let state = vault.get_state();
        let held = world.balance(&world.tokens.usdc, &world.vault) + out;
        assert_eq!(state.booked, held, "no donations here");
        assert_eq!(state.total_assets, held - state.unvested);
    }

    /// Slashes what is late and lets everybody leave.
    fn end(&mut self) {
        ledger::wait(&self.world.e, DAY);
        for who in &self.operators {
            if self.world.vault().get_draw(who).is_some() {
                self.world.slash(who, &self.world.lp).expect("overdue");
            }
        }
        self.check();
        let vault = self.world.vault();
        let shares = vault.balance(&self.world.lp);
        assert_eq!(vault.max_redeem(&self.world.lp), shares);
        if shares > 0 {
            self.world.exit(&self.world.lp);
        }
        self.check();
    }
}

#[test]
fn the_share_price_never_falls_through_random_lives_of_draws() {
    let mut random = SplitMix64::new(35);
    let (mut done, mut tried) = (0, 0);
    for _ in 0..SEQUENCES {
        let mut walk = Walk::begin();
        for _ in 0..STEPS {
            done += u32::from(walk.step(&mut random));
            tried += 1;
            walk.check();
        }
        walk.end();
    }
    println!("walk: {done} of {tried} calls succeeded");
    assert!(done * 3 > tried, "most of the walk is not refusals");
}
