//! The relay on a socket: sync, the lobby, photos, the web app's files and, for demos, prepared seats. Every host name is served alike, so
//! each person of a demo can have an origin of their own.
//!
//! **Invariant:** log output has fields, never bodies; ids at most, never anything about a person.

mod blob;
mod lobby;
pub mod permits;
mod seats;
mod site;
mod sync;
mod waiting;
mod writer;

#[cfg(test)]
mod tests;

use std::future::Future;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{any, get, post};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;

pub use self::seats::Seats;
pub use self::site::Site;
pub use self::waiting::Waiting;
pub use self::writer::{Keeper, Writer};

/// How long requests under way may take after the relay was told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// What is served.
pub fn router(writer: Writer, site: Option<Site>, seats: Option<Seats>) -> Router {
    let mut router = Router::new()
        .route("/v1/sync", post(sync::post).with_state(sync::Gate::new(writer.clone())))
        .route("/v1/lobby", post(lobby::post).with_state(lobby::Lobby::new(writer.clone())))
        .route("/v1/blob", post(blob::post).with_state(blob::Blobs::new(writer)))
        .route("/v1/{*rest}", any(not_found))
        .route("/demo/{*rest}", any(not_found));
    if let Some(seats) = seats {
        router = router.route("/demo/seats/{name}", post(seats::post).with_state(seats));
    }
    match site {
        Some(site) => router.fallback_service(get(site::get).with_state(site)),
        None => router,
    }
}

/// Serves until `stop` comes true, then lets requests under way finish.
///
/// # Errors
/// If the socket fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    tls: Option<RustlsConfig>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let handle: Handle<SocketAddr> = Handle::new();
    let stopping = handle.clone();
    tokio::spawn(async move {
        stop.await;
        stopping.graceful_shutdown(Some(GRACE));
    });
    let service = router.into_make_service();
    match tls {
        Some(tls) => axum_server::from_tcp_rustls(listener, tls)?.handle(handle).serve(service).await,
        None => axum_server::from_tcp(listener)?.handle(handle).serve(service).await,
    }
}

async fn not_found() -> StatusCode {
    StatusCode::NOT_FOUND
}
