//! splitmix64, as tests/vectors/GENERATOR.md defines it.

pub struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    pub fn new(seed: u64) -> SplitMix64 {
        SplitMix64 { state: seed }
    }

    pub fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 ≤ result < bound; slightly biased, which no test minds.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.draw() % bound
    }

    /// `low` ≤ result ≤ `high`.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    pub fn amount(&mut self, low: u64, high: u64) -> i128 {
        i128::from(self.between(low, high))
    }

    pub fn small(&mut self, low: u32, high: u32) -> u32 {
        u32::try_from(self.between(low.into(), high.into())).expect("between two u32")
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        let index = usize::try_from(self.below(items.len() as u64)).expect("an index");
        &items[index]
    }

    /// Anything from one digit to `digits`, each length as likely.
    pub fn of_any_size(&mut self, digits: u32) -> i128 {
        let length = self.small(1, digits);
        1 + i128::from(self.below(10u64.pow(length)))
    }
}
