//! The lobby: where a newcomer's device asks to be let in, in place of meeting the relay.

use futures::FutureExt;
use linli_contract::Failure;
use linli_contract::sync::LinkFault;
use linli_shared::cbor;
use linli_shared::protocol::LobbyRefusal;

use super::meet::{Core, now};
use crate::device::newcomer::{LobbyCall, LobbyOutcome};
use crate::device::{Input, Reply};
use crate::platform;
use crate::store::Vault;

/// The largest answer of a lobby that is read, in bytes.
const MAX_ANSWER: usize = 64 << 10;

impl<D: Vault + 'static> Core<D> {
    /// Asks the lobby once; true if the device was let in and has to meet the relay now.
    pub(super) async fn visit_lobby(&self, call: LobbyCall) -> Result<bool, Failure> {
        let outcome = self.post(&call).await;
        let input = Input::Lobby(Box::new(call), outcome);
        let (reply, events) = self.host.lock().await.take(input, &now()?).await?;
        self.tell(events);
        match reply {
            Reply::Met { more } => Ok(more),
            Reply::Answer(Err(failure)) => Err(failure),
            Reply::Nothing | Reply::Answer(Ok(_)) | Reply::Send(_) | Reply::Failed(_) => Ok(false),
        }
    }

    async fn post(&self, call: &LobbyCall) -> LobbyOutcome {
        self.posted(call).await.unwrap_or_else(LobbyOutcome::Missed)
    }

    async fn posted(&self, call: &LobbyCall) -> Result<LobbyOutcome, LinkFault> {
        let request = self.http.post(format!("{}/v1/lobby", call.relay));
        let request = request.header("content-type", "application/cbor").body(call.bytes.clone());
        let answer = platform::with_deadline(request.send().fuse()).await.ok_or(LinkFault::Unreachable)?;
        let answer = answer.map_err(|_| LinkFault::Unreachable)?;
        let is_fine = answer.status().is_success();
        if answer.content_length().is_some_and(|length| length > MAX_ANSWER as u64) {
            return Err(LinkFault::NotARelay);
        }
        let bytes = platform::with_deadline(answer.bytes().fuse()).await.ok_or(LinkFault::Unreachable)?;
        let bytes = bytes.map_err(|_| LinkFault::Unreachable)?;
        if is_fine {
            let answer = cbor::from_slice(&bytes).map_err(|_| LinkFault::NotARelay)?;
            return Ok(LobbyOutcome::Answered(answer));
        }
        let refusal: LobbyRefusal = cbor::from_slice(&bytes).map_err(|_| LinkFault::NotARelay)?;
        Ok(LobbyOutcome::Refused(refusal))
    }
}
