//! The lobby: where a newcomer's device asks to be let in, in place of meeting the relay.

use linli_contract::Failure;
use linli_contract::sync::LinkFault;
use linli_shared::cbor;
use linli_shared::protocol::LobbyRefusal;

use super::meet::{Core, now};
use super::road::{DEADLINE, post};
use crate::device::newcomer::{LobbyCall, LobbyOutcome};
use crate::device::{Input, Reply};
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
        let address = format!("{}/v1/lobby", call.relay);
        let (is_fine, bytes) = post(&self.http, address, call.bytes.clone(), DEADLINE, MAX_ANSWER).await?;
        if is_fine {
            let answer = cbor::from_slice(bytes.as_ref()).map_err(|_| LinkFault::NotARelay)?;
            return Ok(LobbyOutcome::Answered(answer));
        }
        let refusal: LobbyRefusal = cbor::from_slice(bytes.as_ref()).map_err(|_| LinkFault::NotARelay)?;
        Ok(LobbyOutcome::Refused(refusal))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;

    use linli_shared::calendar::Millis;
    use linli_shared::protocol::LobbyAnswer;

    use super::*;
    use crate::driver::{Host, Options};
    use crate::store::memory::MemoryDisk;
    use crate::store::{SealedStore, StoreKey};

    /// A relay that gives one answer to what was posted to its lobby; its address.
    fn relay(status: &'static str, body: Vec<u8>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(&stream);
            let mut length = 0;
            let mut first = String::new();
            reader.read_line(&mut first).unwrap();
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                if let Some(number) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = number.trim().parse().unwrap();
                }
                if line.trim().is_empty() {
                    break;
                }
            }
            let mut posted = vec![0; length];
            reader.read_exact(&mut posted).unwrap();
            let is_right = first.starts_with("POST /v1/lobby ") && posted == [1, 2, 3];
            let status = if is_right { status } else { "404 Not Found" };
            let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            (&stream).write_all(&[head.as_bytes(), &body].concat()).unwrap();
        });
        format!("http://{address}")
    }

    #[tokio::test(flavor = "current_thread")]
    async fn every_answer_of_a_lobby_is_told_from_what_is_none() {
        let store = SealedStore::new(MemoryDisk::new(), &StoreKey::from_bytes([7; 32]));
        let (core, _woken) = Core::new(Host::open(store).await.unwrap(), Options::default());
        let waiting = LobbyAnswer::Waiting { since: Millis(9) };
        for (status, body, outcome) in [
            ("200 OK", cbor::to_vec(&waiting), LobbyOutcome::Answered(waiting)),
            ("410 Gone", cbor::to_vec(&LobbyRefusal::Ended), LobbyOutcome::Refused(LobbyRefusal::Ended)),
            ("200 OK", b"<html>".to_vec(), LobbyOutcome::Missed(LinkFault::NotARelay)),
            ("404 Not Found", b"nothing here".to_vec(), LobbyOutcome::Missed(LinkFault::NotARelay)),
            ("200 OK", vec![0; MAX_ANSWER + 1], LobbyOutcome::Missed(LinkFault::NotARelay)),
        ] {
            let call = LobbyCall { relay: relay(status, body), bytes: vec![1, 2, 3] };
            assert_eq!(core.post(&call).await, outcome, "{status}");
        }
        let nowhere = LobbyCall { relay: "http://127.0.0.1:1".to_owned(), bytes: Vec::new() };
        assert_eq!(core.post(&nowhere).await, LobbyOutcome::Missed(LinkFault::Unreachable));
    }
}
