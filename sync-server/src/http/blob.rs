//! `POST /v1/blob`: one question about a photo or file, one answer.
//!
//! **Invariant:** however many send photos, texts are served: few of these questions wait for the writer at a time, and
//! their bytes in memory are bounded.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use linli_shared::cbor;
use linli_shared::protocol::{BlobAnswer, BlobRefusal, MAX_BLOB_ASK};
use tokio::sync::Semaphore;

use super::Writer;
use super::sync::cbor_response;

/// Questions that are being read at a time: 33 MB of memory.
const READING: usize = 512;
/// Questions that wait for the writer at a time.
const WAITING: usize = 64;
/// A question that trickles in longer than this is let go: a chunk at 2 kB a second.
const PATIENCE: Duration = Duration::from_secs(35);

/// The writer and the room that photos may take.
#[derive(Clone)]
pub(super) struct Blobs {
    writer: Writer,
    reading: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl Blobs {
    pub(super) fn new(writer: Writer) -> Self {
        Self { writer, reading: Arc::new(Semaphore::new(READING)), waiting: Arc::new(Semaphore::new(WAITING)) }
    }

    async fn handle(&self, body: Body) -> Result<BlobAnswer, BlobRefusal> {
        let _reading = self.reading.try_acquire().map_err(|_| BlobRefusal::Busy)?;
        let read = tokio::time::timeout(PATIENCE, to_bytes(body, MAX_BLOB_ASK)).await;
        let request = read.map_err(|_| BlobRefusal::Malformed)?.map_err(|_| BlobRefusal::Malformed)?;
        let _room = self.waiting.acquire().await.map_err(|_| BlobRefusal::Busy)?;
        Ok(self.writer.handle_blob(request.into()).await)
    }
}

pub(super) async fn post(State(blobs): State<Blobs>, body: Body) -> Response {
    let answer = blobs.handle(body).await.unwrap_or_else(BlobAnswer::Refused);
    let status = match &answer {
        BlobAnswer::Held { .. } | BlobAnswer::Part { .. } => StatusCode::OK,
        BlobAnswer::Refused(refusal) => status(*refusal),
    };
    let mut response = cbor_response(status, cbor::to_vec(&answer));
    if status == StatusCode::TOO_MANY_REQUESTS {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("20"));
    }
    response
}

fn status(refusal: BlobRefusal) -> StatusCode {
    match refusal {
        BlobRefusal::NotAdmitted | BlobRefusal::NoRight => StatusCode::FORBIDDEN,
        BlobRefusal::UnknownRecord | BlobRefusal::NotHere => StatusCode::NOT_FOUND,
        BlobRefusal::WrongHash | BlobRefusal::Misfit => StatusCode::CONFLICT,
        BlobRefusal::Quota => StatusCode::PAYLOAD_TOO_LARGE,
        BlobRefusal::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
        BlobRefusal::Malformed => StatusCode::BAD_REQUEST,
        BlobRefusal::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        BlobRefusal::Busy => StatusCode::TOO_MANY_REQUESTS,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use axum::body::to_bytes;
    use ed25519_dalek::SigningKey;

    use super::*;
    use crate::relay::Relay;
    use crate::store::memory::MemoryStore;

    async fn refusal(response: Response) -> BlobRefusal {
        let body = to_bytes(response.into_body(), 1 << 10).await.unwrap();
        let BlobAnswer::Refused(refusal) = cbor::from_slice(&body).unwrap() else { panic!("not refused") };
        refusal
    }

    #[tokio::test]
    async fn photos_take_no_more_than_their_share() {
        let relay = Relay::open(MemoryStore::new(), SigningKey::from_bytes(&[9; 32])).unwrap();
        let (writer, _thread) = Writer::start(relay, None).unwrap();
        let blobs = Blobs::new(writer);
        let post_one = |body: Vec<u8>| post(State(blobs.clone()), Body::from(body));
        let all = blobs.reading.acquire_many(READING as u32).await.unwrap();
        let busy = post_one(b"no question".to_vec()).await;
        assert_eq!(
            (busy.status(), &busy.headers()[RETRY_AFTER]),
            (StatusCode::TOO_MANY_REQUESTS, &"20".parse().unwrap())
        );
        assert_eq!(refusal(busy).await, BlobRefusal::Busy);
        drop(all);
        for body in [b"no question".to_vec(), vec![0; MAX_BLOB_ASK + 1]] {
            let response = post_one(body).await;
            assert_eq!(response.status(), StatusCode::BAD_REQUEST);
            assert_eq!(refusal(response).await, BlobRefusal::Malformed);
        }
        assert_eq!(blobs.reading.available_permits(), READING, "room is given back");
        assert_eq!(blobs.waiting.available_permits(), WAITING, "room is given back");
    }
}
