//! A newcomer's device: keys of its own, what it asked of the lobby, what it heard.
//!
//! **Invariant:** the seed never leaves this device; what the newcomer says of themself leaves it sealed to the poster's
//! key, or on its own screen.
//! **Invariant:** what the lobby says is believed as far as it can do no harm: that a device is admitted, and as whose, only
//! the roster tells, whose first fact the poster's or the voucher's root key signed.

use linli_contract::Event;
use linli_contract::joining::{JoinRefusal, JoinState, Newcomer as NewcomerView, WaitingToJoin};
use linli_contract::sync::{Link, LinkFault};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{DeviceId, LogCode, MemberId, RecordId};
use linli_shared::joining::{Invite, JoinRequest, Reply as ReviewerReply, ReplyReason, ScannedCode};
use linli_shared::kinds::Kind;
use linli_shared::protocol::{LobbyAnswer, LobbyAsk, LobbyRefusal, PROTOCOL};
use linli_shared::roster::RosterFact;
use linli_shared::seal::{DeviceSecret, LetterContext, open_letter};
use zeroize::Zeroize;

use super::identity::Seat;
use super::outbox::OutBody;
use super::rows::meta;
use super::{Device, Reply, Turn};
use crate::store::Table;

/// Stands for the relay in a code that is shown face to face by somebody who knows none; it never resolves (RFC 2606).
const NO_RELAY: &str = "https://linli.invalid";
/// The longest place that is shown of a poster, in characters.
const PLACE: usize = 40;
/// The longest word of a reviewer that is kept, in characters.
const WORDS: usize = 200;

/// Somebody who wishes to join, with the keys their device made.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Newcomer {
    /// Seed of the keys.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub(crate) seed: [u8; 32],
    /// What they say of themself.
    #[n(1)]
    pub(crate) request: JoinRequest,
    /// The poster by which they asked; `None` for somebody who only shows themself.
    #[n(2)]
    pub(crate) poster: Option<Poster>,
    /// How the request by the poster stands.
    #[n(3)]
    pub(crate) stage: Stage,
    /// Whether they show themself face to face.
    #[n(4)]
    pub(crate) is_shown: bool,
}

/// A poster with the request that was made by it.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Poster {
    /// Address of the relay.
    #[n(0)]
    pub(crate) relay: String,
    /// The poster.
    #[n(1)]
    pub(crate) invite: Invite,
    /// The signed request, the same bytes each time.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub(crate) signed: Vec<u8>,
}

/// How a request stands, as the relay said last.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) enum Stage {
    /// The relay has not answered yet.
    #[n(0)]
    NotSent,
    /// With the reviewers.
    #[n(1)]
    Asked(#[n(0)] Millis),
    /// Returned.
    #[n(2)]
    Returned(#[n(0)] ReviewerReply),
    /// Turned away.
    #[n(3)]
    Refused(#[n(0)] LobbyRefusal),
    /// Taken back; the relay does not know it yet.
    #[n(4)]
    Withdrawn,
}

impl Drop for Newcomer {
    fn drop(&mut self) {
        self.seed.zeroize();
    }
}

impl core::fmt::Debug for Newcomer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Newcomer").field("stage", &self.stage).finish_non_exhaustive()
    }
}

impl Newcomer {
    /// The keys.
    pub(crate) fn keys(&self) -> DeviceSecret {
        DeviceSecret::from_seed(self.seed)
    }

    /// The code that is shown face to face.
    fn code(&self) -> Option<String> {
        // What can be said aloud would make the code too fine to scan.
        let request = JoinRequest { note: String::new(), ..self.request.clone() };
        let ask = LobbyAsk {
            version: PROTOCOL,
            log: self.poster.as_ref().map_or(LogCode(0), |poster| poster.invite.log),
            invitation: RecordId([0; 16]),
            keys: self.keys().keys(),
            sealed: cbor::to_vec(&request),
            made: self.request.consent.at,
        };
        let relay = self.poster.as_ref().map_or(NO_RELAY, |poster| poster.relay.as_str());
        self.is_shown.then(|| ScannedCode::Newcomer(cbor::to_vec(&ask)).to_link(relay))
    }

    fn view(&self) -> WaitingToJoin {
        let state = match &self.stage {
            _ if self.is_shown => JoinState::ToShow,
            Stage::NotSent | Stage::Withdrawn => JoinState::NotSent,
            Stage::Asked(since) => JoinState::Asked { since: *since },
            Stage::Returned(reply) => JoinState::Returned { reason: reply.reason, words: reply.words.clone() },
            Stage::Refused(refusal) => JoinState::Refused(refusal_view(*refusal)),
        };
        WaitingToJoin {
            place: self.poster.as_ref().map(|poster| shown_place(&poster.invite)).unwrap_or_default(),
            newcomer: newcomer_view(&self.request),
            state,
            code: self.code(),
        }
    }
}

/// What a poster says it is for, cut where a forged one says too much.
pub(crate) fn shown_place(invite: &Invite) -> String {
    invite.place.chars().take(PLACE).collect()
}

/// What a newcomer says, as screens show it.
pub(crate) fn newcomer_view(request: &JoinRequest) -> NewcomerView {
    NewcomerView {
        name: request.name.clone(),
        door: request.door.clone(),
        phone: request.phone.clone(),
        wish: request.wish,
        note: request.note.clone(),
        consent: request.consent.text,
    }
}

const fn refusal_view(refusal: LobbyRefusal) -> JoinRefusal {
    match refusal {
        LobbyRefusal::Expired => JoinRefusal::Expired,
        LobbyRefusal::Ended => JoinRefusal::Ended,
        LobbyRefusal::UsedUp => JoinRefusal::UsedUp,
        LobbyRefusal::Removed => JoinRefusal::Removed,
        LobbyRefusal::NewerAppNeeded => JoinRefusal::NewerAppNeeded,
        LobbyRefusal::Malformed | LobbyRefusal::Unknown | LobbyRefusal::Busy | LobbyRefusal::Failed => {
            JoinRefusal::Unknown
        }
    }
}

/// What a newcomer's device has to post to a relay's lobby.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LobbyCall {
    /// Address of the relay.
    pub relay: String,
    /// The bytes of a [`linli_shared::protocol::SignedLobbyAsk`].
    pub bytes: Vec<u8>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LobbyOutcome {
    /// The lobby answered.
    Answered(LobbyAnswer),
    /// It turned the request away.
    Refused(LobbyRefusal),
    /// The relay was not met.
    Missed(LinkFault),
}

impl Device {
    /// What to post to a lobby now; `None` for a member's device, and for a request that has its answer.
    #[must_use]
    pub fn lobby_call(&self) -> Option<LobbyCall> {
        let newcomer = self.newcomer()?;
        let poster = newcomer.poster.as_ref()?;
        let asks = match &newcomer.stage {
            // An invitation may be mended, and who waited before it ended may be admitted still.
            Stage::NotSent | Stage::Asked(_) | Stage::Withdrawn => true,
            Stage::Refused(refusal) => *refusal != LobbyRefusal::Removed,
            Stage::Returned(_) => false,
        };
        asks.then(|| LobbyCall { relay: poster.relay.clone(), bytes: poster.signed.clone() })
    }

    /// The newcomer whose device this is, while they are no member.
    pub(crate) fn newcomer(&self) -> Option<&Newcomer> {
        self.newcomer.as_ref().filter(|_| self.identity.is_none())
    }

    /// How a newcomer's request stands.
    pub(crate) fn waiting_to_join(&self) -> Option<WaitingToJoin> {
        self.newcomer().filter(|newcomer| newcomer.stage != Stage::Withdrawn).map(Newcomer::view)
    }

    /// Keeps a newcomer, or forgets them.
    pub(crate) fn set_newcomer(&mut self, newcomer: Option<Newcomer>, turn: &mut Turn<'_>) {
        match &newcomer {
            Some(newcomer) => turn.rows.write(Table::Meta, meta::NEWCOMER.to_vec(), newcomer),
            None => turn.rows.delete(Table::Meta, meta::NEWCOMER.to_vec()),
        }
        self.newcomer = newcomer;
        turn.durable();
        turn.tell(Event::StandingChanged);
    }

    /// Takes in what a lobby said to a request; nothing if another request was made meanwhile.
    pub(super) fn take_lobby(&mut self, call: &LobbyCall, outcome: LobbyOutcome, turn: &mut Turn<'_>) -> Reply {
        let Some(newcomer) = self.newcomer().cloned() else { return Reply::Met { more: false } };
        let is_current = newcomer.poster.as_ref().is_some_and(|poster| poster.signed == call.bytes);
        if !is_current {
            return Reply::Met { more: true };
        }
        let link = match &outcome {
            LobbyOutcome::Answered(_) | LobbyOutcome::Refused(_) => Link::Up,
            LobbyOutcome::Missed(fault) => Link::Down(*fault),
        };
        self.set_link(link, turn);
        if newcomer.stage == Stage::Withdrawn {
            let is_heard = !matches!(
                outcome,
                LobbyOutcome::Missed(_) | LobbyOutcome::Refused(LobbyRefusal::Busy | LobbyRefusal::Failed)
            );
            if is_heard {
                self.set_newcomer(None, turn);
            }
            return Reply::Met { more: false };
        }
        let stage = match outcome {
            LobbyOutcome::Answered(LobbyAnswer::Admitted { member }) => return self.sit_as(&newcomer, member, turn),
            LobbyOutcome::Answered(LobbyAnswer::Waiting { since }) => Stage::Asked(since),
            // Another device with these keys took it back; this one still asks.
            LobbyOutcome::Answered(LobbyAnswer::Withdrawn) => Stage::NotSent,
            LobbyOutcome::Answered(LobbyAnswer::Returned { sealed }) => Stage::Returned(opened(&newcomer, &sealed)),
            LobbyOutcome::Missed(_) | LobbyOutcome::Refused(LobbyRefusal::Busy | LobbyRefusal::Failed) => {
                return Reply::Met { more: false };
            }
            LobbyOutcome::Refused(refusal) => Stage::Refused(refusal),
        };
        if newcomer.stage != stage {
            let mut newcomer = newcomer;
            // Whoever shows themself reads a reviewer's word first.
            newcomer.is_shown &= !matches!(stage, Stage::Returned(_));
            newcomer.stage = stage;
            self.set_newcomer(Some(newcomer), turn);
        }
        Reply::Met { more: false }
    }

    fn sit_as(&mut self, newcomer: &Newcomer, member: MemberId, turn: &mut Turn<'_>) -> Reply {
        let Some(poster) = &newcomer.poster else { return Reply::Met { more: false } };
        let Invite { log, root, .. } = poster.invite;
        let seat = Seat { log, root, member, seed: newcomer.seed, relay: poster.relay.clone() };
        match self.sit_down(seat, turn) {
            Ok(()) => Reply::Met { more: true },
            Err(failure) => Reply::Answer(Err(failure)),
        }
    }

    /// Makes a newcomer's device a member's.
    pub(crate) fn sit_down(&mut self, seat: Seat, turn: &mut Turn<'_>) -> Result<(), linli_contract::Failure> {
        self.take_seat(seat, turn)?;
        self.set_newcomer(None, turn);
        turn.tell(Event::SyncChanged);
        Ok(())
    }

    /// Whose this device is, is what the roster says.
    pub(super) fn follow_roster(&mut self, turn: &mut Turn<'_>) {
        let Some(mut identity) = self.identity.clone() else { return };
        let Some(member) = self.roster().active(identity.device).map(|device| device.member) else { return };
        if member != identity.seat.member {
            identity.seat.member = member;
            turn.rows.write(Table::Meta, meta::IDENTITY.to_vec(), &identity.seat);
            self.identity = Some(identity);
            turn.durable();
            turn.tell(Event::StandingChanged);
        }
    }

    /// Whether an act only brings certificates. Both who was admitted and who admitted bring one, and the second is refused
    /// as a contradiction, which is no news to anybody.
    pub(super) fn only_certifies(&self, numbers: &[u64]) -> bool {
        let certifies = |number: &u64| match self.outbox.get(number).map(|item| &item.body) {
            Some(OutBody::Act(entries)) => entries.iter().all(|entry| {
                entry.kind == Kind::Roster
                    && matches!(RosterFact::from_body(&entry.body), Ok(RosterFact::Certified { .. }))
            }),
            Some(OutBody::Changes(_) | OutBody::Content(_)) | None => false,
        };
        !numbers.is_empty() && numbers.iter().all(certifies)
    }
}

/// Whether a fact adds a device before anything else in the roster tells of it: the founder's own, or a certified one.
pub(crate) fn brings_device(fact: &RosterFact, device: DeviceId, is_founded: bool) -> Option<[u8; 32]> {
    let keys = if let RosterFact::DeviceAdded { keys, .. } = fact {
        Some(*keys).filter(|_| !is_founded)
    } else if let RosterFact::Certified { certificate } = fact {
        certificate.admission().map(|admission| admission.keys)
    } else {
        None
    };
    keys.filter(|keys| keys.device() == device).map(|keys| keys.signing)
}

fn opened(newcomer: &Newcomer, sealed: &[u8]) -> ReviewerReply {
    let keys = newcomer.keys();
    let log = newcomer.poster.as_ref().map_or(LogCode(0), |poster| poster.invite.log);
    let letter = open_letter(&keys, &LetterContext::reply(log, keys.keys().device()), sealed);
    let reply = letter.ok().and_then(|content| cbor::from_slice::<ReviewerReply>(&content).ok());
    match reply {
        Some(reply) => ReviewerReply { words: reply.words.chars().take(WORDS).collect(), ..reply },
        None => ReviewerReply { reason: ReplyReason::Other, words: String::new() },
    }
}
