//! Chance that can be had again: seeded, and the seed is printed.

/// A generator of numbers (splitmix64).
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// Seeded with `VESTIBULE_SEED` if that is set, and told on standard output.
    pub fn told(name: &str) -> Self {
        let given = std::env::var("VESTIBULE_SEED").ok();
        let seed = given
            .and_then(|seed| seed.parse().ok())
            .unwrap_or_else(|| getrandom::u64().unwrap());
        println!("counted: {name}, VESTIBULE_SEED={seed}");
        Self(seed)
    }

    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// What makes the same numbers again.
    pub fn seed(&self) -> u64 {
        self.0
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// So many of all, or all of them.
    pub fn sample<T>(&mut self, mut all: Vec<T>, count: usize) -> Vec<T> {
        let count = count.min(all.len());
        for at in 0..count {
            let rest = (all.len() - at) as u64;
            let other = at + usize::try_from(self.below(rest)).unwrap();
            all.swap(at, other);
        }
        all.truncate(count);
        all
    }
}

/// Whether everything is to be run, and not a sample: `scripts/test --long`.
pub fn is_long() -> bool {
    std::env::var_os("VESTIBULE_LONG").is_some()
}
