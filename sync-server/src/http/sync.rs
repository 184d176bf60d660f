//! `POST /v1/sync`: one request in, one answer out; a refusal is a CBOR body under a fitting status.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use linli_shared::cbor;
use linli_shared::protocol::{MAX_REQUEST, Refusal};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::Writer;

/// Bytes of requests that are in memory at most, in units of [`UNIT`].
const IN_MEMORY: usize = 96 << 10;
const UNIT: usize = 1 << 10;
/// A request that trickles in longer than this is let go.
const READING: Duration = Duration::from_secs(60);

/// The writer and the room that requests may take.
#[derive(Clone)]
pub(super) struct Gate {
    writer: Writer,
    room: Arc<Semaphore>,
}

impl Gate {
    pub(super) fn new(writer: Writer) -> Self {
        Self { writer, room: Arc::new(Semaphore::new(IN_MEMORY)) }
    }

    async fn handle(&self, headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Refusal> {
        let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if length.is_some_and(|length| length > MAX_REQUEST) {
            return Err(Refusal::TooLarge);
        }
        let reading = tokio::time::timeout(READING, self.read(body));
        let (mut request, room) = reading.await.map_err(|_| Refusal::Malformed)??;
        request.shrink_to_fit();
        self.writer.handle_in(request, room).await
    }

    /// Reads a body; room is taken as bytes come in, so that announcing a large one blocks nobody.
    async fn read(&self, body: Body) -> Result<(Vec<u8>, Option<SemaphorePermit<'_>>), Refusal> {
        let mut chunks = body.into_data_stream();
        let mut request = Vec::new();
        let mut room: Option<SemaphorePermit<'_>> = None;
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(|_| Refusal::Malformed)?;
            if request.len() + chunk.len() > MAX_REQUEST {
                return Err(Refusal::TooLarge);
            }
            // By what has come in all, so that many small pieces take no more than they are.
            let held = room.as_ref().map_or(0, SemaphorePermit::num_permits);
            let lacking = (request.len() + chunk.len()).div_ceil(UNIT).saturating_sub(held);
            let units = u32::try_from(lacking).map_err(|_| Refusal::TooLarge)?;
            let more = self.room.try_acquire_many(units).map_err(|_| Refusal::Busy)?;
            match &mut room {
                Some(room) => room.merge(more),
                None => room = Some(more),
            }
            request.extend_from_slice(&chunk);
        }
        Ok((request, room))
    }
}

pub(super) async fn post(State(gate): State<Gate>, headers: HeaderMap, body: Body) -> Response {
    let (status, body) = match gate.handle(&headers, body).await {
        Ok(answer) => (StatusCode::OK, answer),
        Err(refusal) => (status(refusal), cbor::to_vec(&refusal)),
    };
    let mut response = cbor_response(status, body);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response
}

/// A body of CBOR that nobody keeps.
pub(super) fn cbor_response(status: StatusCode, body: Vec<u8>) -> Response {
    let mut response = (status, body).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/cbor"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn status(refusal: Refusal) -> StatusCode {
    match refusal {
        Refusal::Malformed => StatusCode::BAD_REQUEST,
        Refusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::NotAdmitted => StatusCode::FORBIDDEN,
        Refusal::UnknownLog => StatusCode::NOT_FOUND,
        Refusal::NewerAppNeeded => StatusCode::UPGRADE_REQUIRED,
        Refusal::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
        Refusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::Failed => StatusCode::INTERNAL_SERVER_ERROR,
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
    async fn without_room_a_request_is_told_to_come_later() {
        let relay = Relay::open(MemoryStore::new(), SigningKey::from_bytes(&[9; 32])).unwrap();
        let (writer, _thread) = Writer::start(relay, None).unwrap();
        let gate = Gate::new(writer);
        let post_one = || post(State(gate.clone()), HeaderMap::new(), Body::from("no request"));
        let all = gate.room.acquire_many(IN_MEMORY as u32).await.unwrap();
        let busy = post_one().await;
        assert_eq!(busy.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(busy.headers()[RETRY_AFTER], "2");
        drop(all);
        assert_eq!(post_one().await.status(), StatusCode::BAD_REQUEST);
        let pieces = || Body::from_stream(futures::stream::iter(["a"; 3 * UNIT].map(Ok::<_, std::io::Error>)));
        let (read, room) = gate.read(pieces()).await.unwrap();
        assert_eq!((read.len(), room.map(|room| room.num_permits())), (3 * UNIT, Some(3)), "small pieces are small");
        assert_eq!(gate.room.available_permits(), IN_MEMORY, "room is given back");
    }
}
