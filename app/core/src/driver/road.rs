//! The road to the relay and the pauses on it: HTTP and the system's timers; in tests a relay in the same process and a clock
//! that is set by hand.

use std::time::Duration;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use linli_contract::sync::LinkFault;
use linli_shared::cbor;
use linli_shared::protocol::{BlobAnswer, MAX_ANSWER, MAX_BLOB_ASK, Refusal, SyncAnswer};

use crate::platform;

/// How long a relay may take for the beginning of an answer that it has no reason to hold back.
pub(super) const DEADLINE: Duration = Duration::from_secs(60);

/// How requests reach a relay. A request whose future is dropped is over: nothing of it goes on.
pub trait Road {
    /// Asks the relay at an address, whose answer may be so long in coming.
    fn ask<'a>(
        &'a self,
        relay: &'a str,
        request: Vec<u8>,
        within: Duration,
    ) -> LocalBoxFuture<'a, Result<SyncAnswer, LinkFault>>;

    /// Asks the relay about a photo or file; `None` if it was not met, as on a road that carries none.
    fn blob<'a>(&'a self, _relay: &'a str, _request: Vec<u8>) -> LocalBoxFuture<'a, Option<BlobAnswer>> {
        core::future::ready(None).boxed_local()
    }

    /// A pause.
    fn pause(&self, length: Duration) -> LocalBoxFuture<'static, ()> {
        platform::sleep(length).boxed_local()
    }
}

/// The relay's address by HTTP. Dropping the future closes the connection, in a page by an `AbortController`.
#[derive(Debug)]
pub(super) struct Http {
    client: reqwest::Client,
}

impl Http {
    pub(super) const fn new(client: reqwest::Client) -> Self {
        Self { client }
    }

    async fn post(&self, relay: &str, bytes: Vec<u8>, within: Duration) -> Result<SyncAnswer, LinkFault> {
        let (is_fine, bytes) = post(&self.client, format!("{relay}/v1/sync"), bytes, within, MAX_ANSWER).await?;
        if is_fine {
            return cbor::from_slice(bytes.as_ref()).map_err(|_| LinkFault::NotARelay);
        }
        Err(match cbor::from_slice::<Refusal>(bytes.as_ref()) {
            Ok(Refusal::NotAdmitted) => LinkFault::NotAdmitted,
            Ok(Refusal::NewerAppNeeded) => LinkFault::NewerAppNeeded,
            Ok(Refusal::DiskFull | Refusal::Busy | Refusal::Failed) => LinkFault::RelayInTrouble,
            Ok(Refusal::Malformed | Refusal::TooLarge | Refusal::UnknownLog) | Err(_) => LinkFault::NotARelay,
        })
    }

    async fn post_blob(&self, relay: &str, bytes: Vec<u8>) -> Option<BlobAnswer> {
        let (_, bytes) = post(&self.client, format!("{relay}/v1/blob"), bytes, DEADLINE, MAX_BLOB_ASK).await.ok()?;
        cbor::from_slice(bytes.as_ref()).ok()
    }
}

/// Posts CBOR; gives back whether it went well with what the answer holds, which may be so long in coming and so large.
///
/// # Errors
/// [`LinkFault::Unreachable`], [`LinkFault::NotARelay`] for a larger answer.
pub(super) async fn post(
    client: &reqwest::Client,
    address: String,
    bytes: Vec<u8>,
    within: Duration,
    most: usize,
) -> Result<(bool, impl AsRef<[u8]>), LinkFault> {
    let request = client.post(address).header("content-type", "application/cbor").body(bytes);
    let answer = platform::within(within, request.send().fuse()).await.ok_or(LinkFault::Unreachable)?;
    let answer = answer.map_err(|_| LinkFault::Unreachable)?;
    let is_fine = answer.status().is_success();
    if answer.content_length().is_some_and(|length| length > most as u64) {
        return Err(LinkFault::NotARelay);
    }
    let bytes = platform::with_deadline(answer.bytes().fuse()).await.ok_or(LinkFault::Unreachable)?;
    Ok((is_fine, bytes.map_err(|_| LinkFault::Unreachable)?))
}

impl Road for Http {
    fn ask<'a>(
        &'a self,
        relay: &'a str,
        request: Vec<u8>,
        within: Duration,
    ) -> LocalBoxFuture<'a, Result<SyncAnswer, LinkFault>> {
        self.post(relay, request, within).boxed_local()
    }

    fn blob<'a>(&'a self, relay: &'a str, request: Vec<u8>) -> LocalBoxFuture<'a, Option<BlobAnswer>> {
        self.post_blob(relay, request).boxed_local()
    }
}
