//! `POST /v1/lobby`: a device that is not admitted asks to be, or hears how its request stands.
//!
//! **Invariant:** whatever comes in here, the devices of the community are served: few requests of the lobby wait for the
//! writer at a time, and their bytes in memory are bounded.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::Response;
use linli_shared::cbor;
use linli_shared::protocol::{LobbyRefusal, MAX_LOBBY};
use tokio::sync::Semaphore;

use super::Writer;
use super::sync::cbor_response;

/// Requests that are being read at a time.
const READING: usize = 1_024;
/// Requests that wait for the writer at a time.
const WAITING: usize = 64;
/// A request that trickles in longer than this is let go.
const PATIENCE: Duration = Duration::from_secs(20);

/// The writer and the room that the lobby may take.
#[derive(Clone)]
pub(super) struct Lobby {
    writer: Writer,
    reading: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl Lobby {
    pub(super) fn new(writer: Writer) -> Self {
        Self { writer, reading: Arc::new(Semaphore::new(READING)), waiting: Arc::new(Semaphore::new(WAITING)) }
    }

    async fn handle(&self, body: Body) -> Result<Vec<u8>, LobbyRefusal> {
        let request = {
            let _room = self.reading.try_acquire().map_err(|_| LobbyRefusal::Busy)?;
            let read = tokio::time::timeout(PATIENCE, to_bytes(body, MAX_LOBBY)).await;
            read.map_err(|_| LobbyRefusal::Malformed)?.map_err(|_| LobbyRefusal::Malformed)?
        };
        let _room = self.waiting.try_acquire().map_err(|_| LobbyRefusal::Busy)?;
        self.writer.handle_lobby(request.into()).await
    }
}

pub(super) async fn post(State(lobby): State<Lobby>, body: Body) -> Response {
    let (status, body) = match lobby.handle(body).await {
        Ok(answer) => (StatusCode::OK, answer),
        Err(refusal) => (status(refusal), cbor::to_vec(&refusal)),
    };
    let mut response = cbor_response(status, body);
    if status == StatusCode::TOO_MANY_REQUESTS {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("30"));
    }
    response
}

fn status(refusal: LobbyRefusal) -> StatusCode {
    match refusal {
        LobbyRefusal::Malformed => StatusCode::BAD_REQUEST,
        LobbyRefusal::Unknown => StatusCode::NOT_FOUND,
        LobbyRefusal::Expired | LobbyRefusal::Ended => StatusCode::GONE,
        LobbyRefusal::UsedUp => StatusCode::CONFLICT,
        LobbyRefusal::Busy => StatusCode::TOO_MANY_REQUESTS,
        LobbyRefusal::Removed => StatusCode::FORBIDDEN,
        LobbyRefusal::NewerAppNeeded => StatusCode::UPGRADE_REQUIRED,
        LobbyRefusal::Failed => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use ed25519_dalek::SigningKey;

    use super::*;
    use crate::relay::Relay;
    use crate::store::memory::MemoryStore;

    #[tokio::test]
    async fn the_lobby_takes_no_more_than_its_share() {
        let relay = Relay::open(MemoryStore::new(), SigningKey::from_bytes(&[9; 32])).unwrap();
        let (writer, _thread) = Writer::start(relay, None).unwrap();
        let lobby = Lobby::new(writer);
        let post_one = |body: Vec<u8>| post(State(lobby.clone()), Body::from(body));
        for room in [(&lobby.reading, READING), (&lobby.waiting, WAITING)] {
            let all = room.0.acquire_many(room.1 as u32).await.unwrap();
            let busy = post_one(b"no request".to_vec()).await;
            assert_eq!(busy.status(), StatusCode::TOO_MANY_REQUESTS);
            assert_eq!(busy.headers()[RETRY_AFTER], "30");
            drop(all);
            assert_eq!(post_one(b"no request".to_vec()).await.status(), StatusCode::BAD_REQUEST);
        }
        assert_eq!(post_one(vec![0; MAX_LOBBY + 1]).await.status(), StatusCode::BAD_REQUEST);
        assert_eq!(lobby.reading.available_permits(), READING, "room is given back");
    }
}
