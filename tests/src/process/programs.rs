//! Where the programs are, and waiting for what they do.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use tokio::time::{Instant, sleep};

/// How often a condition is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// A program of this workspace, built beside the one that runs.
///
/// # Errors
/// If it is not built: `cargo build --workspace --bins` does that.
pub fn program(name: &str) -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe().context("the running program has no place")?;
    let mut folders = own.ancestors().skip(1).take(2);
    let place = folders.find_map(|folder| {
        let place = folder.join(name).with_extension(std::env::consts::EXE_EXTENSION);
        place.is_file().then_some(place)
    });
    place.with_context(|| format!("{name} is not built; `cargo build --workspace --bins` does that"))
}

/// Waits until a condition gives something.
///
/// # Errors
/// If it gives nothing for so long; `what` names it.
pub async fn until<T>(what: &str, limit: Duration, mut condition: impl AsyncFnMut() -> Option<T>) -> anyhow::Result<T> {
    let end = Instant::now() + limit;
    loop {
        if let Some(found) = condition().await {
            return Ok(found);
        }
        anyhow::ensure!(Instant::now() < end, "{what} did not come within {} s", limit.as_secs());
        sleep(LOOK_EVERY).await;
    }
}
