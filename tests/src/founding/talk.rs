//! A founded community where much is said: seats of people who post one after the other.

use std::net::SocketAddr;

use anyhow::Context;
use linli_contract::posts::{PostForm, SendPost};

use super::clock;
use super::seats::SeatFolder;
use super::worker::Worker;

/// What one of them posts on a day; the relay takes a few more.
const A_DAY: usize = 90;

/// Lets people post, each from a seat that nobody has taken yet; the relay has everything then. No day takes all of it, so `pass`
/// lets one pass.
///
/// # Errors
/// If somebody has no seat left, or the relay refuses or cannot be met.
pub async fn post(
    seats: &SeatFolder,
    relay: SocketAddr,
    people: &[&str],
    forms: impl IntoIterator<Item = PostForm>,
    pass: impl Fn(),
) -> anyhow::Result<()> {
    let mut workers = Vec::new();
    for name in people {
        let mut seat = seats.take(name)?;
        // The relay that founded them listened elsewhere.
        seat.relay = format!("http://{relay}");
        let worker = Worker::sit(seat).await?;
        worker.meet_until_nothing_waits().await.with_context(|| format!("{name} meets the relay"))?;
        workers.push(worker);
    }
    anyhow::ensure!(!workers.is_empty(), "nobody posts");
    let mut forms = forms.into_iter().peekable();
    while forms.peek().is_some() {
        for worker in &workers {
            for form in forms.by_ref().take(A_DAY) {
                worker.ask(SendPost { edits: None, form }, clock()).await?;
            }
            worker.meet_until_nothing_waits().await.context("posts")?;
        }
        pass();
    }
    Ok(())
}
