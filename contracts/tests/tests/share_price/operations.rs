//! What anybody can do. Amounts are of any size; many are refused, and a refusal is an outcome like another.
use nectar_interfaces::vault::{Order, Swap};
use nectar_tests::{
    histogram::OK,
    ledger,
    prng::SplitMix64,
    signed::{Outcome as Called, Refusal, outcome},
    tokens::UNIT,
    underwater::{AQUA, EURC, USDC, XLM},
};
use soroban_sdk::{MuxedAddress, Vec as SorobanVec, vec};

use crate::stage::Stage;

#[derive(Clone, Debug)]
pub enum Operation {
    Arbitrage {
        reserve: usize,
    },
    Auction {
        slot: usize,
        scale: i128,
    },
    Claim {
        keeper: usize,
    },
    Deposit {
        lp: usize,
        assets: i128,
    },
    Donate {
        reserve: usize,
        amount: i128,
    },
    Fill {
        keeper: usize,
        slot: usize,
        percent: u32,
        named: u32,
        min_profit: i128,
    },
    Mint {
        lp: usize,
        shares: i128,
    },
    PriceMove {
        reserve: usize,
        price: i128,
    },
    Redeem {
        lp: usize,
        shares: i128,
    },
    SellLeftover {
        reserve: usize,
        weight_bps: u32,
    },
    Skim,
    Time {
        ledgers: u32,
        seconds: u64,
    },
    Transfer {
        from: usize,
        to: usize,
        shares: i128,
    },
    VenueMove {
        reserve: usize,
        buys: bool,
        amount: i128,
    },
    Withdraw {
        lp: usize,
        assets: i128,
    },
}

/// What an operation did to the vault's books, USDC.
#[derive(Clone, Debug, PartialEq)]
pub enum Played {
    /// Nothing that the books know of.
    Else,
    In(i128),
    Out(i128),
    /// Surplus booked as profit, or the proceeds of a leftover.
    Profit {
        booked: i128,
        from_surplus: bool,
    },
    SharedProfit {
        profit: i128,
        fee: i128,
    },
    Claimed(i128),
    Donated(i128),
    Refused(Refusal),
}

impl Played {
    pub fn label(&self) -> String {
        match self {
            Played::Refused(Refusal::Code(code)) => code.to_string(),
            Played::Refused(Refusal::Host) => "host".to_owned(),
            _ => OK.to_owned(),
        }
    }
}

impl Operation {
    pub fn name(&self) -> &'static str {
        match self {
            Operation::Arbitrage { .. } => "arbitrage",
            Operation::Auction { .. } => "auction",
            Operation::Claim { .. } => "claim",
            Operation::Deposit { .. } => "deposit",
            Operation::Donate { .. } => "donate",
            Operation::Fill { .. } => "fill",
            Operation::Mint { .. } => "mint",
            Operation::PriceMove { .. } => "price move",
            Operation::Redeem { .. } => "redeem",
            Operation::SellLeftover { .. } => "sell leftover",
            Operation::Skim => "skim",
            Operation::Time { .. } => "time",
            Operation::Transfer { .. } => "transfer",
            Operation::VenueMove { .. } => "venue move",
            Operation::Withdraw { .. } => "withdraw",
        }
    }
}

/// Draws the next operation. A fill that would come too early is preceded by the time it needs, as a keeper waits.
pub fn draw(stage: &Stage, rng: &mut SplitMix64) -> Operation {
    let lp = |rng: &mut SplitMix64| index(rng, stage.lps.len());
    let volatile = |rng: &mut SplitMix64| *rng.pick(&[XLM, XLM, EURC, AQUA]);
    match rng.below(26) {
        0 => Operation::Arbitrage {
            reserve: volatile(rng),
        },
        1..=3 => Operation::Auction {
            slot: index(rng, stage.auctions.len()),
            scale: rng.amount(20, 900) * UNIT + rng.amount(0, 9_999_999),
        },
        4 => Operation::Claim {
            keeper: index(rng, stage.keepers.len()),
        },
        5 | 6 => Operation::Deposit {
            lp: lp(rng),
            assets: rng.of_any_size(11),
        },
        7 => donation(rng),
        8..=14 => fill_or_wait(stage, rng),
        15 => Operation::Mint {
            lp: lp(rng),
            shares: rng.of_any_size(11),
        },
        16 => {
            let reserve = *rng.pick(&[XLM, XLM, XLM, EURC]);
            let price = stage.prices[reserve] * rng.amount(93, 107) / 100;
            Operation::PriceMove {
                reserve,
                price: price.clamp(200_000, 40_000_000),
            }
        }
        17 | 18 => Operation::Redeem {
            lp: lp(rng),
            shares: part_of_shares(stage, rng),
        },
        19 => Operation::SellLeftover {
            reserve: volatile(rng),
            weight_bps: rng.small(1, 10_000),
        },
        20 => Operation::Skim,
        21 | 22 => Operation::Time {
            ledgers: rng.small(0, 60),
            seconds: rng.between(0, 9),
        },
        23 => Operation::Transfer {
            from: lp(rng),
            to: lp(rng),
            shares: rng.of_any_size(10),
        },
        24 => Operation::VenueMove {
            reserve: volatile(rng),
            buys: rng.below(2) == 0,
            // Venues refuse to trade for nothing.
            amount: rng.amount(100_000, 10_000 * 10_000_000),
        },
        _ => Operation::Withdraw {
            lp: lp(rng),
            assets: rng.of_any_size(11),
        },
    }
}

fn index(rng: &mut SplitMix64, len: usize) -> usize {
    usize::try_from(rng.below(len as u64)).expect("an index")
}

fn donation(rng: &mut SplitMix64) -> Operation {
    let reserve = *rng.pick(&[USDC, USDC, USDC, XLM, EURC, AQUA]);
    Operation::Donate {
        reserve,
        amount: rng.of_any_size(10),
    }
}

/// As much as somebody owns, a part of it, or more.
fn part_of_shares(stage: &Stage, rng: &mut SplitMix64) -> i128 {
    let owner = rng.pick(&stage.lps);
    let held = stage.world.vault().balance(owner);
    match rng.below(3) {
        0 => held.max(1),
        1 => (held * rng.amount(1, 99) / 100).max(1),
        _ => rng.of_any_size(11),
    }
}

fn fill_or_wait(stage: &Stage, rng: &mut SplitMix64) -> Operation {
    let open: Vec<(usize, u32)> = (0..)
        .zip(stage.auctions)
        .filter_map(|(slot, block)| block.map(|block| (slot, block)))
        .collect();
    let (slot, block) = if open.is_empty() { (0, 0) } else { *rng.pick(&open) };
    let age = i64::from(stage.world.e.ledger().sequence()) - i64::from(block);
    let target = i64::from(rng.small(150, 420));
    let patient = rng.below(8) != 0;
    if !open.is_empty() && patient && age < 185 && age < target {
        let ledgers = u32::try_from(target - age).expect("the target lies ahead");
        return Operation::Time { ledgers, seconds: 0 };
    }
    Operation::Fill {
        keeper: index(rng, stage.keepers.len()),
        slot,
        percent: *rng.pick(&[100, 100, 100, 1, 17, 50, 99]),
        // All routes, mostly; now and then one is not named.
        named: if rng.below(10) == 0 { rng.small(0, 7) } else { 7 },
        min_profit: if rng.below(20) == 0 { 50 * UNIT } else { 0 },
    }
}

impl Stage {
    pub fn play(&mut self, operation: &Operation) -> Played {
        match *operation {
            Operation::Arbitrage { reserve } => self.arbitrage(reserve),
            Operation::Auction { slot, scale } => self.renew_auction(slot, scale),
            Operation::Claim { keeper } => return self.claim(keeper),
            Operation::Deposit { lp, assets } => return self.deposit(lp, assets),
            Operation::Donate { reserve, amount } => return self.donate(reserve, amount),
            Operation::Fill {
                keeper,
                slot,
                percent,
                named,
                min_profit,
            } => {
                let order = self.order(slot, percent, named, min_profit);
                return self.fill(keeper, slot, &order);
            }
            Operation::Mint { lp, shares } => return self.mint(lp, shares),
            Operation::PriceMove { reserve, price } => {
                self.set_price(reserve, price);
                self.arbitrage(reserve);
            }
            Operation::Redeem { lp, shares } => return self.redeem(lp, shares),
            Operation::SellLeftover { reserve, weight_bps } => {
                return self.sell_leftover(reserve, weight_bps);
            }
            Operation::Skim => return self.skim(),
            Operation::Time { ledgers, seconds } => {
                ledger::advance(&self.world.e, ledgers);
                ledger::wait(&self.world.e, seconds);
            }
            Operation::Transfer { from, to, shares } => return self.transfer(from, to, shares),
            Operation::VenueMove {
                reserve,
                buys,
                amount,
            } => self.trade(reserve, buys, amount),
            Operation::Withdraw { lp, assets } => return self.withdraw(lp, assets),
        }
        Played::Else
    }

    /// `named` has a bit for every route that the order names.
    fn order(&self, slot: usize, percent: u32, named: u32, min_profit: i128) -> Order {
        let whole = self.world.order(&self.borrowers[slot], percent);
        let mut swaps = SorobanVec::new(&self.world.e);
        for swap in whole.swaps.iter().filter(|swap| (named >> swap.route) & 1 == 1) {
            swaps.push_back(swap);
        }
        Order {
            min_profit,
            swaps,
            ..whole
        }
    }

    fn fill(&mut self, keeper: usize, slot: usize, order: &Order) -> Played {
        let (operator, session) = &self.keepers[keeper];
        let filled = outcome(self.world.vault().try_fill(operator, session, order));
        if filled.is_ok() {
            let user = &self.borrowers[slot];
            let gone = self.world.pool().try_get_auction(&0, user).is_err();
            if gone {
                self.auctions[slot] = None;
            }
        }
        played(filled, |receipt| Played::SharedProfit {
            profit: receipt.profit,
            fee: receipt.fee,
        })
    }

    fn claim(&self, keeper: usize) -> Played {
        let operator = &self.keepers[keeper].0;
        played(
            outcome(self.world.vault().try_claim_rewards(operator)),
            Played::Claimed,
        )
    }

    fn sell_leftover(&self, reserve: usize, weight_bps: u32) -> Played {
        let token = self.token(reserve).clone();
        let swap = Swap {
            route: u32::try_from(reserve - 1).expect("routes follow the reserves after USDC"),
            token: token.clone(),
            weight_bps,
        };
        let swaps = vec![&self.world.e, swap];
        let vault = self.world.vault();
        let sold = vault.try_sell_leftover(&self.world.pool.address, &token, &swaps);
        played(outcome(sold), |booked| Played::Profit {
            booked,
            from_surplus: false,
        })
    }

    fn skim(&self) -> Played {
        played(outcome(self.world.vault().try_skim()), |booked| Played::Profit {
            booked,
            from_surplus: true,
        })
    }

    fn deposit(&self, lp: usize, assets: i128) -> Played {
        let who = &self.lps[lp];
        self.world.mint(self.token(USDC), who, assets);
        let deposited = self.world.vault().try_deposit(&assets, who, who, who);
        played(outcome(deposited), |_| Played::In(assets))
    }

    fn mint(&self, lp: usize, shares: i128) -> Played {
        let (who, vault) = (&self.lps[lp], self.world.vault());
        self.world
            .mint(self.token(USDC), who, vault.preview_mint(&shares));
        played(outcome(vault.try_mint(&shares, who, who, who)), Played::In)
    }

    fn redeem(&self, lp: usize, shares: i128) -> Played {
        let who = &self.lps[lp];
        let redeemed = self.world.vault().try_redeem(&shares, who, who, who);
        played(outcome(redeemed), Played::Out)
    }

    fn withdraw(&self, lp: usize, assets: i128) -> Played {
        let who = &self.lps[lp];
        let withdrawn = self.world.vault().try_withdraw(&assets, who, who, who);
        played(outcome(withdrawn), |_| Played::Out(assets))
    }

    fn transfer(&self, from: usize, to: usize, shares: i128) -> Played {
        let to = MuxedAddress::from(self.lps[to].clone());
        let sent = self.world.vault().try_transfer(&self.lps[from], &to, &shares);
        played(outcome(sent), |()| Played::Else)
    }

    fn donate(&self, reserve: usize, amount: i128) -> Played {
        self.world.mint(self.token(reserve), &self.world.vault, amount);
        if reserve == USDC {
            Played::Donated(amount)
        } else {
            Played::Else
        }
    }

    /// Opens an auction where there is none; deletes one that has gone stale.
    fn renew_auction(&mut self, slot: usize, scale: i128) {
        let now = self.world.e.ledger().sequence();
        match self.auctions[slot] {
            None => {
                assert!(
                    self.open_auction(slot, scale),
                    "no percent is valid in slot {slot}"
                );
            }
            Some(block) if now >= block + 500 => {
                self.world.pool().del_auction(&0, &self.borrowers[slot]);
                self.auctions[slot] = None;
            }
            Some(_) => (),
        }
    }
}

fn played<T>(called: Called<T>, what: impl FnOnce(T) -> Played) -> Played {
    match called {
        Ok(value) => what(value),
        Err(refusal) => Played::Refused(refusal),
    }
}
