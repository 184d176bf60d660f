//! Random points that can be taken again.

use std::io::Write;

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// How often a loop kills.
pub(crate) fn kills() -> usize {
    number("LINLI_KILLS").map_or(10, |kills| kills as usize)
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().unwrap())
}

/// A source of random numbers.
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    /// Draws from the seed that `LINLI_SEED` names, else from a new one, and says which.
    pub(crate) fn new(test: &str) -> Self {
        let seed = number("LINLI_SEED").unwrap_or_else(|| {
            let mut seed = [0; 4];
            getrandom::fill(&mut seed).unwrap();
            u64::from(u32::from_le_bytes(seed))
        });
        let _ = writeln!(std::io::stderr(), "{test}: LINLI_SEED={seed} takes the same points");
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number below a limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.0.next_u64() % limit as u64) as usize
    }
}
