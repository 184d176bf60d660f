//! `POST /v1/sync`: one request in, one answer out; a refusal is a CBOR body under a fitting status.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use linli_shared::cbor;
use linli_shared::protocol::{MAX_REQUEST, Refusal};
use tokio::sync::Semaphore;

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
        let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        let length: usize = length.unwrap_or(MAX_REQUEST);
        if length > MAX_REQUEST {
            return Err(Refusal::TooLarge);
        }
        let units = u32::try_from(length.div_ceil(UNIT)).map_err(|_| Refusal::TooLarge)?;
        let _room = self.room.try_acquire_many(units).map_err(|_| Refusal::Busy)?;
        let reading = tokio::time::timeout(READING, to_bytes(body, length));
        let request = reading.await.map_err(|_| Refusal::Malformed)?.map_err(|_| Refusal::TooLarge)?;
        self.writer.handle(request.into()).await
    }
}

pub(super) async fn post(State(gate): State<Gate>, headers: HeaderMap, body: Body) -> Response {
    let (status, body) = match gate.handle(&headers, body).await {
        Ok(answer) => (StatusCode::OK, answer),
        Err(refusal) => (status(refusal), cbor::to_vec(&refusal)),
    };
    let mut response = (status, body).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/cbor"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("2"));
    }
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
