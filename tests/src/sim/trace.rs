//! What happened, as lines: their hash tells two runs apart, the last of them explain a failure.

use std::collections::VecDeque;

use linli_shared::ids::hash32;

/// How many lines are kept.
const KEPT: usize = 200;

/// A trace.
#[derive(Debug, Default)]
pub struct Trace {
    hash: [u8; 32],
    lines: VecDeque<String>,
    count: u64,
}

impl Trace {
    /// Writes a line.
    pub(super) fn line(&mut self, line: String) {
        self.count += 1;
        self.hash = hash32("simulator trace", &[&self.hash, line.as_bytes()]);
        self.lines.push_back(format!("{:>5} {line}", self.count));
        if self.lines.len() > KEPT {
            self.lines.pop_front();
        }
    }

    /// The hash of all lines.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// The last lines.
    pub fn tail(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(String::as_str)
    }
}
