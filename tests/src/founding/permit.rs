//! The permission to found a community, as the relay's command line gives it out.

use std::path::Path;

use anyhow::Context;
use linli_shared::ids::LogCode;

/// A one-time permission.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Permit {
    /// The secret that the founding request shows.
    pub secret: [u8; 16],
    /// The relay's key, which the founding act names.
    pub relay: [u8; 32],
}

impl core::fmt::Debug for Permit {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Permit").finish_non_exhaustive()
    }
}

impl Permit {
    /// Has the relay's program lay a permission down in its data folder; the relay may be running.
    ///
    /// # Errors
    /// If the program cannot be run, fails, or prints something else.
    pub async fn issue(program: &Path, data: &Path, code: LogCode) -> anyhow::Result<Self> {
        let mut command = tokio::process::Command::new(program);
        command.arg("permit").arg("--data").arg(data).arg(code.to_string());
        let output = command.output().await.context("running the relay's program")?;
        anyhow::ensure!(output.status.success(), "the relay gives no permission");
        Self::parse(&String::from_utf8_lossy(&output.stdout)).context("the relay's permission cannot be read")
    }

    fn parse(text: &str) -> Option<Self> {
        let word = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        Some(Self { secret: unhex(word("permit")?)?, relay: unhex(word("relay")?)? })
    }
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits: Vec<u8> =
        text.chars().map(|digit| digit.to_digit(16).map(|digit| digit as u8)).collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high << 4 | low).collect();
    if rest.is_empty() { bytes.try_into().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_lines_are_needed_in_full() {
        let (secret, relay) = ("01".repeat(16), "fe".repeat(32));
        let both = format!("permit {secret}\nrelay {relay}\n");
        assert_eq!(Permit::parse(&both), Some(Permit { secret: [1; 16], relay: [0xfe; 32] }));
        for text in ["", &both[..60], &format!("permit {secret}0\nrelay {relay}"), &both.replace('f', "g")] {
            assert_eq!(Permit::parse(text), None, "{text}");
        }
    }
}
