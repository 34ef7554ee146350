//! Hard bounds and lifetimes. USDC and shares have 7 decimals.

/// Ledgers in a day of 5-second ledgers. Lifetimes only: no rule counts time in ledgers.
pub const DAY_IN_LEDGERS: u32 = 17_280;
/// An entry touched while it has less than this left is extended …
pub const TTL_THRESHOLD: u32 = 30 * DAY_IN_LEDGERS;
/// … to this. The gap means that most calls pay no rent.
pub const TTL_TARGET: u32 = 90 * DAY_IN_LEDGERS;

pub const BPS: i128 = 10_000;
pub const USDC_DECIMALS: u32 = 7;
pub const ONE_USDC: i128 = 10_000_000;
pub const SHARE_DECIMALS: u32 = 7;
/// Fixed point of `share_price`.
pub const SHARE_PRICE_SCALE: i128 = 1_000_000_000_000;

/// The permanent seed: its shares belong to the vault for ever.
pub const MIN_SEED: i128 = 10 * ONE_USDC;
/// `skim` books a surplus from here on.
pub const MIN_SKIM: i128 = ONE_USDC;

/// A lot below 0.01 USDC whose token the fill also repays stays in the vault.
pub const MIN_SALE: i128 = ONE_USDC / 100;

/// Buckets of profit that vest at the same time, at most.
pub const MAX_BUCKETS: u32 = 24;
/// While fewer than this end off the grid a profit gets a bucket of its own, to the second …
pub const EXACT_BUCKETS: u32 = 11;
/// … if it is at least this. Smaller ones are cheap to make, and would make others share.
pub const MIN_EXACT: i128 = ONE_USDC;
/// Other bucket ends are rounded up to this fraction of the unlock time. 11 exact ones and the 13 grid points that
/// (now, now + unlock + unlock / 12] can touch make 24.
pub const VESTING_GRID: u64 = 12;

/// A price may be this much ahead of the ledger's clock: oracles stamp the end of a round.
pub const MAX_PRICE_LEAD_SECS: u64 = 60;

/// Bytes of events the vault plans for, of the network's 16,384 for one transaction, return value included. The parts
/// are measured (test/cost.rs), a bad debt's at most; an operator's first fill emits 124 more and a loss 84, for which
/// the gap has room.
pub const MAX_EVENT_BYTES: u32 = 16_000;
pub const EVENT_BYTES_BASE: u32 = 620;
pub const EVENT_BYTES_RECEIPT: u32 = 236;
pub const EVENT_BYTES_PER_BID: u32 = 556;
pub const EVENT_BYTES_PER_LOT: u32 = 568;
/// The pool's event for one debt that a whole fill leaves without collateral.
pub const EVENT_BYTES_PER_BAD_DEBT: u32 = 180;
/// Two transfers of the asset contract: no leg emits less.
pub const MIN_LEG_EVENT_BYTES: u32 = 472;
pub const MAX_ROUTE_DATA_BYTES: u32 = 512;

/// Age from which the lot is whole, and from which the bid falls.
pub const LOT_FULL_AGE: u32 = 200;
/// Age from which the bid is gone.
pub const BID_GONE_AGE: u32 = 400;
/// Auctions scale in steps of 0.5 %: five thousandths a ledger.
pub const PERMILLE: i128 = 1_000;
pub const PERMILLE_PER_LEDGER: u32 = 5;

/// Fills of bad debt and of interest spend at most 1 % of the assets …
pub const TYPE_CAP_BPS: i128 = 100;
/// … and move at most a tenth of Comet's USDC.
pub const DEPTH_CAP_BPS: i128 = 1_000;

/// Seconds after its timelock in which a change can be executed.
pub const EXECUTION_WINDOW_SECS: u64 = 7 * 86_400;
/// Every pause expires after this at the latest.
pub const MAX_PAUSE_SECS: u64 = 72 * 3_600;
pub const MAX_PAUSES: u32 = 32;
/// A higher floor would be a pause of fills that never expires.
pub const MAX_MIN_PROFIT: i128 = 1_000 * ONE_USDC;

pub const VERSION: u32 = 1;
