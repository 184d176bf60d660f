//! Phone and desktop.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use linli_shared::calendar::Millis;

/// The system clock.
#[must_use]
pub(crate) fn time() -> Millis {
    let now = SystemTime::now();
    let millis = match now.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX),
    };
    Millis(millis)
}

/// A pause.
pub(crate) async fn sleep(length: Duration) {
    tokio::time::sleep(length).await;
}

/// Goes on with something beside what asks for it, on the same thread; needs a `LocalSet` around it.
pub(crate) fn spawn(work: impl Future<Output = ()> + 'static) {
    drop(tokio::task::spawn_local(work));
}

/// Whether somebody may be looking; a window in the background still meets the relay.
#[must_use]
pub(crate) const fn is_visible() -> bool {
    true
}

/// The HTTP client.
#[must_use]
pub(crate) fn http_client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().connect_timeout(Duration::from_secs(10)).build().unwrap_or_default()
}
