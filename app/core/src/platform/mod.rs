//! What differs between a phone or desktop and a page: clock, pauses, visibility, the HTTP client.

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod web;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use native::{http_client, is_visible, sleep, spawn, time};
#[cfg(target_arch = "wasm32")]
pub(crate) use web::{http_client, is_visible, keep_setting, on_return, setting, sleep, spawn, time};

use std::time::Duration;

use futures::future::{Either, FusedFuture, select};

/// How long the network may take for one step of a request.
const DEADLINE: Duration = Duration::from_secs(60);

/// Waits for something of the network, but not for ever.
pub(crate) async fn with_deadline<F: FusedFuture>(work: F) -> Option<F::Output> {
    within(DEADLINE, work).await
}

/// Waits for something of the network for so long at most.
pub(crate) async fn within<F: FusedFuture>(length: Duration, work: F) -> Option<F::Output> {
    let pause = core::pin::pin!(sleep(length));
    let work = core::pin::pin!(work);
    match select(work, pause).await {
        Either::Left((output, _)) => Some(output),
        Either::Right(_) => None,
    }
}
