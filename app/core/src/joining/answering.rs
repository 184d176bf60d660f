//! Answering requests without admitting: returning them, saying whether one knows the person, taking in what is shown.

use linli_contract::joining::{CodeFault, Recommend, RequestView, ReturnRequest, ReviewCode};
use linli_contract::{Event, Failure};
use linli_shared::cbor;
use linli_shared::ids::{DeviceId, LogCode, RecordId};
use linli_shared::joining::{JoinRequest, Reply, ScannedCode};
use linli_shared::kinds::Kind;
use linli_shared::protocol::LobbyReturn;
use linli_shared::seal::{LetterContext, seal_letter};

use super::acting::{rng, steward};
use super::codes::{fault, newcomer, read};
use super::invitations::reviews;
use super::requests::{self, Surroundings};
use crate::device::reception::Shown;
use crate::device::write::About;
use crate::device::{Device, Turn};

/// The longest word of a reviewer, in characters.
const WORDS: usize = 200;
/// The most requests that are kept of those shown face to face.
const SHOWN: usize = 64;

/// What a reviewer says of a request.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct Recommendation {
    #[n(0)]
    pub(super) device: DeviceId,
    #[n(1)]
    pub(super) is_for: bool,
    #[n(2)]
    pub(super) words: String,
}

fn words(text: &str) -> Result<String, Failure> {
    let text = text.trim();
    if text.chars().count() <= WORDS { Ok(text.to_owned()) } else { Err(Failure::InvalidInput) }
}

/// Returns a request with a reason; the relay is told at the next meeting, the newcomer at theirs.
///
/// # Errors
/// [`Failure::NoRight`] for anybody but a steward, [`Failure::NotHere`] for an unknown request,
/// [`Failure::InvalidInput`] for a word that is too long.
pub fn return_request(device: &mut Device, request: &ReturnRequest, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let identity = steward(device)?;
    let asked = requests::find(device, request.device)?;
    let reply = Reply { reason: request.reason, words: words(&request.words)? };
    let mut reception = device.reception().clone();
    reception.shown.retain(|shown| shown.keys.device() != request.device);
    if asked.poster.is_some() {
        let context = LetterContext::reply(identity.seat.log, request.device);
        let letter = seal_letter(&asked.keys.sealing, &context, &cbor::to_vec(&reply), &mut rng(turn, "reply"));
        let sealed = letter.map_err(|_| Failure::InvalidInput)?;
        reception.returns.push(LobbyReturn { device: request.device, sealed });
    }
    device.set_reception(reception, turn);
    turn.durable();
    turn.tell(Event::SyncChanged);
    Ok(())
}

/// Says of a request whether one knows the person; a second word takes the place of the first.
///
/// # Errors
/// [`Failure::NoRight`] outside one's building, [`Failure::NotHere`] for an unknown request or one without an invitation,
/// [`Failure::InvalidInput`] for a word that is too long.
pub fn recommend(device: &mut Device, request: &Recommend, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let asked = requests::find(device, request.device)?;
    let invitation = asked.poster.ok_or(Failure::NotHere)?;
    let scope = device.roster().invitation(invitation).ok_or(Failure::NotHere)?.scope;
    if !reviews(device, scope) {
        return Err(Failure::NoRight);
    }
    let said = Recommendation { device: request.device, is_for: request.is_for, words: words(&request.words)? };
    let author = device.member()?.1.device;
    let record = RecordId::derive("linli recommendation 1", &[&request.device.0, &author.0, &turn.now.entropy]);
    let about = About { record, kind: Kind::Recommendation, scope, area: None };
    device.write_paper(None, about, cbor::to_vec(&said), turn)?;
    Ok(())
}

/// Takes what a newcomer shows; the request then lies on this device's desk.
///
/// # Errors
/// [`Failure::NoRight`] for anybody but a steward, who alone can answer, [`Failure::InvalidCode`] for what is no newcomer's code, for another
/// community's, and for somebody who is admitted already.
pub fn review_code(device: &mut Device, request: &ReviewCode, turn: &mut Turn<'_>) -> Result<RequestView, Failure> {
    let log = steward(device)?.seat.log;
    let ScannedCode::Newcomer(bytes) = read(&request.code)?.1 else { return Err(fault(CodeFault::NotForThis)) };
    let ask = newcomer(&bytes)?;
    let wanted: JoinRequest = cbor::from_slice(&ask.sealed).map_err(|_| fault(CodeFault::Damaged))?;
    if !wanted.is_bounded() {
        return Err(fault(CodeFault::Damaged));
    }
    let is_for_here = ask.log == log || ask.log == LogCode(0);
    if !is_for_here || device.roster_hoped().device(ask.keys.device()).is_some() {
        return Err(fault(CodeFault::NotForThis));
    }
    let mut reception = device.reception().clone();
    reception.shown.retain(|shown| shown.keys.device() != ask.keys.device());
    reception.shown.push(Shown { keys: ask.keys, request: wanted, at: turn.now.time });
    let over = reception.shown.len().saturating_sub(SHOWN);
    reception.shown.drain(..over);
    device.set_reception(reception, turn);
    turn.durable();
    let asked = requests::find(device, ask.keys.device())?;
    Ok(Surroundings::new(device).view(device, &asked))
}
