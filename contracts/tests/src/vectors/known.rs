//! Numbers that came from somewhere else than our own code: a recorded mainnet ledger and the pool contracts' own unit
//! tests. Our arithmetic must reproduce them; `tests/vectors.rs` says so.
use nectar_interfaces::blend::{ReserveConfig, ReserveData};

/// Slopes of the interest curve and its target utilisation.
pub struct Curve {
    pub util: u32,
    pub rates: [u32; 4],
    pub reactivity: u32,
}

pub fn config(index: u32, c_factor: u32, l_factor: u32, max_util: u32, curve: &Curve) -> ReserveConfig {
    let [r_base, r_one, r_two, r_three] = curve.rates;
    ReserveConfig {
        c_factor,
        decimals: 7,
        enabled: true,
        index,
        l_factor,
        max_util,
        r_base,
        r_one,
        r_three,
        r_two,
        reactivity: curve.reactivity,
        supply_cap: 100_000_000_000_000_000,
        util: curve.util,
    }
}

/// Unix seconds of ledger 64271347.
pub const MAINNET_NOW: u64 = 1_788_534_414;

/// Blend's Fixed pool on mainnet, before accrual: XLM, USDC, EURC.
pub fn mainnet_reserves() -> [(&'static str, ReserveConfig, ReserveData); 3] {
    let volatile = Curve {
        util: 4_000_000,
        rates: [100_000, 300_000, 3_000_000, 50_000_000],
        reactivity: 50,
    };
    let stable = Curve {
        util: 8_000_000,
        rates: [300_000, 400_000, 1_200_000, 50_000_000],
        reactivity: 20,
    };
    let xlm = ReserveData {
        b_rate: 1_000_022_303_241,
        b_supply: 7_654_654_078_715_796,
        backstop_credit: 31_426_481,
        d_rate: 1_001_568_283_884,
        d_supply: 13_201_825_877_188,
        ir_mod: 1_000_000,
        last_time: 1_788_533_688,
    };
    let usdc = ReserveData {
        b_rate: 1_143_597_595_724,
        b_supply: 472_075_267_288_691,
        backstop_credit: 65_446_630_777,
        d_rate: 1_228_743_585_510,
        d_supply: 354_986_019_743_103,
        ir_mod: 14_810_061,
        last_time: 1_788_534_379,
    };
    let eurc = ReserveData {
        b_rate: 1_142_044_033_025,
        b_supply: 3_087_825_484_723,
        backstop_credit: 171_404_770,
        d_rate: 1_228_440_145_896,
        d_supply: 596_521_813_932,
        ir_mod: 3_590_134,
        last_time: 1_788_533_750,
    };
    [
        ("XLM", config(0, 7_500_000, 7_500_000, 7_000_000, &volatile), xlm),
        ("USDC", config(1, 9_500_000, 9_500_000, 9_000_000, &stable), usdc),
        ("EURC", config(2, 9_500_000, 9_500_000, 9_000_000, &stable), eurc),
    ]
}

/// Oracle prices of the Templar samples, 7 decimals, in the order of `mainnet_reserves`.
pub const MAINNET_PRICES: [i128; 3] = [1_778_617, 9_999_165, 11_613_052];

/// The pool contracts' unit-test reserve: rate 1, so that utilisation is d_supply over b_supply (1e9).
pub fn contract_curve() -> Curve {
    Curve {
        util: 7_500_000,
        rates: [100_000, 500_000, 5_000_000, 15_000_000],
        reactivity: 20,
    }
}
