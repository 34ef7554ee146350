//! Positions that can be liquidated at the prices of the moment, with each kind of auction: one lot or several, a bid in
//! USDC, in another asset or in both, a leg of dust.
use crate::tokens::UNIT;

/// In `Tokens::reserves`.
pub const USDC: usize = 0;
pub const XLM: usize = 1;
pub const EURC: usize = 2;
pub const AQUA: usize = 3;

/// Kinds of `positions`.
pub const KINDS: usize = 5;
/// Percents of the debt to try, the likeliest first.
pub const PERCENTS: [u32; 10] = [69, 60, 75, 50, 85, 98, 40, 92, 30, 20];

/// Reserve and amount.
pub type Amounts = Vec<(usize, i128)>;

/// Collateral worth `scale` USDC, and debt. `prices`: by reserve, 7 decimals.
pub fn positions(kind: usize, scale: i128, prices: &[i128; 4]) -> (Amounts, Amounts) {
    let worth = |reserve: usize, usdc: i128| usdc * UNIT / prices[reserve];
    let volatile_debt = scale * 8 / 10;
    let stable_debt = scale * 96 / 100;
    match kind {
        0 => (vec![(XLM, worth(XLM, scale))], vec![(USDC, volatile_debt)]),
        1 => (
            vec![(XLM, worth(XLM, scale))],
            vec![(EURC, worth(EURC, volatile_debt))],
        ),
        2 => (vec![(USDC, scale)], vec![(EURC, worth(EURC, stable_debt))]),
        3 => (
            vec![(XLM, worth(XLM, scale)), (AQUA, 1 + scale % 100_000)],
            vec![(USDC, volatile_debt)],
        ),
        _ => (
            vec![
                (USDC, scale / 4),
                (XLM, worth(XLM, scale / 2)),
                (AQUA, worth(AQUA, scale / 4)),
            ],
            vec![(USDC, volatile_debt / 2), (EURC, worth(EURC, volatile_debt / 2))],
        ),
    }
}
