//! The device as a state machine: no clock, randomness, sockets or disk inside.
//!
//! A driver asks [`Device::wants`] which rows an input needs, loads them, calls [`Device::step`], commits the batch and
//! only then passes the reply on. If the commit fails the driver drops the device and opens it again from the store, so
//! memory never knows more than the disk.
//! **Invariant:** nothing is reported saved, sent or taken in before its batch is committed.

pub(crate) mod answer;
mod ask;
mod desk;
pub mod doors;
mod erase;
mod facts;
mod hall;
pub mod identity;
mod judge;
mod keyring;
pub mod newcomer;
mod open;
pub mod outbox;
mod parcels;
mod people;
pub mod position;
pub(crate) mod reception;
mod renew;
pub mod rows;
pub mod snapshots;
mod sums;
mod texts;
mod times;
mod undo;
pub(crate) mod write;

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::lists::NamedList;
use linli_contract::sync::{Link, LinkFault};
use linli_contract::{Event, Failure, Request, Response};
use linli_shared::access::{self, EntryHead, RecordMeta};
use linli_shared::areas::{AreaFact, Tree};
use linli_shared::calendar::{Date, Millis};
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId, RingId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::protocol::SyncAnswer;
use linli_shared::roster::{Role, Roster, RosterHistory};

use crate::photos::{BlobOutcome, Photos};
use crate::rights::due::Mark;
use crate::rights::trail::Opened;
use crate::search::Index;
use crate::store::{Batch, Durability};
use doors::DoorRow;
use facts::AreaFacts;
use identity::{Identity, Seat};
use keyring::Keyring;
use newcomer::{LobbyCall, LobbyOutcome, Newcomer};
use outbox::OutboxItem;
use position::SyncState;
use reception::Reception;
use rows::{Rows, Want};

pub use judge::VoidReason;
pub use open::OpenError;

/// The moment of a step and randomness for it.
#[derive(Debug, Clone)]
pub struct Now {
    /// The device's clock.
    pub time: Millis,
    /// 32 random bytes.
    pub entropy: [u8; 32],
}

/// What may happen to a device.
#[derive(Debug, Clone)]
pub enum Input {
    /// A screen asks.
    Ask(Box<Request>),
    /// A seat was fetched for this device.
    Seat(Box<Seat>),
    /// The driver can send now: form what waits and give the request.
    Prepare,
    /// The driver can keep a request open for so many seconds: give one, if there is nothing to send or to fetch.
    Hold(u16),
    /// The relay answered.
    Answer(Box<SyncAnswer>),
    /// The relay was not met.
    Missed(LinkFault),
    /// The driver can send photos, or fetch them, at this moment: give the next question, if there is one.
    PreparePhoto(Millis),
    /// What came of the question about a photo.
    Photo(Box<BlobOutcome>),
    /// What came of a newcomer's request to the lobby.
    Lobby(Box<LobbyCall>, LobbyOutcome),
}

/// What a step gives back besides its batch.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "on 64 bits; made and taken apart once for each input")]
pub enum Reply {
    /// Nothing.
    Nothing,
    /// The answer to a screen.
    Answer(Result<Response, Failure>),
    /// Bytes for the relay; nothing if this device belongs to no community or must not send.
    Send(Option<Vec<u8>>),
    /// The meeting is over, or goes on.
    Met {
        /// Prepare and send again at once.
        more: bool,
    },
    /// The answer was not taken in, for this fault of the relay.
    Failed(LinkFault),
}

/// The outcome of a step.
#[derive(Debug)]
pub struct Step {
    /// What to write.
    pub batch: Batch,
    /// How safely.
    pub durability: Durability,
    /// What to pass on once it is written.
    pub reply: Reply,
    /// What to tell screens once it is written.
    pub events: Vec<Event>,
    /// The step failed half way: write nothing, drop the device and open it again from the store.
    pub is_torn: bool,
}

/// The device.
#[derive(Debug)]
pub struct Device {
    identity: Option<Identity>,
    roster: RosterHistory,
    keyring: Keyring,
    areas: AreaFacts,
    tree: Tree,
    names: BTreeMap<MemberId, String>,
    doors: BTreeMap<AreaId, DoorRow>,
    drafts: BTreeSet<(AreaId, u8)>,
    /// What can be undone: numbers with their parts.
    undos: BTreeSet<(u64, u32)>,
    outbox: BTreeMap<u64, OutboxItem>,
    sync: SyncState,
    link: Link,
    sent: Vec<ask::Sent>,
    /// Parcels to offer again that wait for another device to bring what comes before them; tried again at each meeting.
    stalled: BTreeSet<position::ReofferKey>,
    voids: BTreeMap<(u64, u16), VoidReason>,
    /// Batches were written since the start that a crash may take back.
    has_unsafe: bool,
    /// What search looks at, once it was asked for.
    index: Option<Box<Index>>,
    /// Saved lists by number; `None` for one that a newer release wrote.
    lists: BTreeMap<u64, Option<NamedList>>,
    papers: desk::Papers,
    /// Photos and files.
    pub(crate) photos: Photos,
    /// Notices in short, with what this person read and said of them.
    notices: BTreeMap<RecordId, crate::notices::rows::Sum>,
    /// What lists of tickets look at, once one was asked for.
    pub(crate) ticket_sums: Option<Box<crate::tickets::sums::Sums>>,
    /// What the search over everything compares, once it was asked for.
    pub(crate) find_index: Option<Box<crate::search::FindIndex>>,
    /// What lists of the square look at, once one was asked for.
    pub(crate) square_sums: Option<crate::square::Sums>,
    /// Conversations in short, once they were asked for.
    pub(crate) chat_heads: Option<BTreeMap<RecordId, crate::chats::Head>>,
    /// What this person has read and muted.
    pub(crate) marks: crate::chats::Marks,
    /// Messages of circles that came before their secret.
    pub(crate) sealed_messages: crate::chats::circle::SealedMessages,
    /// A report and an order of a service as they were typed and not sent, or as they were when they were refused.
    pub(crate) report_drafts: [Option<linli_contract::tickets::ReportForm>; 2],
    /// Extracts this device made or has to make, by household and device.
    extracts: BTreeMap<(RecordId, DeviceId), Mark>,
    /// Pages opened today.
    opened: Opened,
    pub(crate) upkeep: crate::members::Upkeep,
    /// New keys that are to replace the ones this device sits with.
    pub(crate) enrol: Option<crate::members::Enrol>,
    /// Devices of paper that were printed here.
    pub(crate) sheets: BTreeSet<DeviceId>,
    /// Relay time at which devices were added.
    added: BTreeMap<DeviceId, Millis>,
    /// Place and relay time at which each ring last turned.
    turned: BTreeMap<RingId, (Seq, Millis)>,
    /// Relay time of the places where the roster changed.
    roster_times: BTreeMap<Seq, Millis>,
    /// How many supporters the hall's rules asked, from a place of the log on.
    hall_rules: hall::Asked,
    /// The roster at an earlier place, as it was last needed.
    past: Option<judge::Past>,
    /// This device under keys it had before.
    former: BTreeSet<DeviceId>,
    /// Own acts that contradict what somebody else did first, with the place their author had seen.
    contested: Vec<(Vec<u64>, Seq)>,
    /// Somebody who wishes to join, until they are a member.
    newcomer: Option<Newcomer>,
    reception: Reception,
    /// Newcomers whose requests were returned with the request under way.
    returns_sent: Vec<DeviceId>,
    /// Whether the request under way asks what there is to decide.
    has_asked_for_desk: bool,
}

impl Device {
    /// The rows an input needs that are not loaded yet; ask again until there are none.
    #[must_use]
    pub fn wants(&self, input: &Input, rows: &Rows) -> Vec<Want> {
        let wants = match input {
            Input::Ask(request) => crate::requests::wants(self, request, rows),
            Input::Missed(LinkFault::NotAdmitted) => self.renew_wants(),
            Input::Seat(_) | Input::Missed(_) | Input::Lobby(..) | Input::Hold(_) => Vec::new(),
            Input::Prepare => self.prepare_wants(),
            Input::PreparePhoto(time) => self.prepare_photo_wants(*time),
            Input::Photo(_) => self.photo_wants(),
            Input::Answer(answer) => self.answer_wants(answer, rows),
        };
        wants.into_iter().filter(|want| !rows.has(want)).collect()
    }

    /// Takes one input with its rows loaded.
    pub fn step(&mut self, input: Input, rows: Rows, now: &Now) -> Step {
        let mut turn = Turn::new(rows, now);
        let reply = match input {
            Input::Ask(request) => Reply::Answer(crate::requests::answer(self, *request, &mut turn)),
            Input::Seat(seat) => Reply::Answer(self.take_seat(*seat, &mut turn)),
            Input::Prepare => match self.prepare(&mut turn) {
                Ok(bytes) => Reply::Send(bytes),
                Err(failure) => Reply::Answer(Err(failure)),
            },
            Input::Hold(seconds) => Reply::Send(self.hold(seconds)),
            Input::PreparePhoto(time) => match self.prepare_photo(time, &mut turn) {
                Ok(bytes) => Reply::Send(bytes),
                Err(failure) => Reply::Answer(Err(failure)),
            },
            Input::Photo(outcome) => match self.take_photo(*outcome, &mut turn) {
                Ok(()) => Reply::Nothing,
                Err(failure) => Reply::Answer(Err(failure)),
            },
            Input::Answer(answer) => self.take_answer(*answer, &mut turn),
            Input::Lobby(call, outcome) => self.take_lobby(&call, outcome, &mut turn),
            // The act that brought new keys ended the old ones before its answer could say so.
            Input::Missed(LinkFault::NotAdmitted) if self.may_have_new_keys() => match self.take_new_keys(&mut turn) {
                Ok(()) => Reply::Met { more: true },
                Err(failure) => Reply::Answer(Err(failure)),
            },
            Input::Missed(fault) => {
                self.set_link(Link::Down(fault), &mut turn);
                Reply::Nothing
            }
        };
        self.follow_areas(&mut turn);
        self.heard_by_search(&turn);
        turn.finish(reply)
    }

    /// Carries out work that is no screen's request.
    pub fn step_work<T>(
        &mut self,
        rows: Rows,
        now: &Now,
        work: impl FnOnce(&mut Self, &mut Turn<'_>) -> Result<T, Failure>,
    ) -> (Result<T, Failure>, Step) {
        let mut turn = Turn::new(rows, now);
        let result = work(self, &mut turn);
        let reply = result.as_ref().err().map_or(Reply::Nothing, |failure| Reply::Answer(Err(failure.clone())));
        self.follow_areas(&mut turn);
        self.heard_by_search(&turn);
        (result, turn.finish(reply))
    }

    /// This device's id; `None` before it has a seat.
    #[must_use]
    pub fn id(&self) -> Option<DeviceId> {
        self.identity.as_ref().map(|identity| identity.device)
    }

    /// Address of the relay; `None` before it has a seat.
    #[must_use]
    pub fn relay(&self) -> Option<&str> {
        self.identity.as_ref().map(|identity| identity.seat.relay.as_str())
    }

    /// The roster as far as it was taken in.
    #[must_use]
    pub fn roster(&self) -> &Roster {
        self.roster.current()
    }

    /// The place of the roster's newest fact.
    pub(crate) fn roster_place(&self) -> Seq {
        self.roster.last()
    }

    /// Relay time at which a device was added, if this one saw it.
    pub(crate) fn added(&self, device: DeviceId) -> Option<Millis> {
        self.added.get(&device).copied()
    }

    /// The area tree, own unconfirmed doors included.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// About what time it is ([`SyncState::clock`]).
    pub(crate) fn clock(&self, own: Millis) -> Millis {
        self.sync.clock(own)
    }

    /// Everything that waits or was refused, oldest first.
    pub fn outbox(&self) -> impl Iterator<Item = &OutboxItem> {
        self.outbox.values()
    }

    /// The sync state.
    #[must_use]
    pub fn sync_state(&self) -> &SyncState {
        &self.sync
    }

    /// The link as last tried.
    #[must_use]
    pub fn link(&self) -> Link {
        self.link
    }

    /// Entries that were found void, by place and index in their act.
    #[must_use]
    pub fn voids(&self) -> &BTreeMap<(u64, u16), VoidReason> {
        &self.voids
    }

    /// Summaries by door.
    #[must_use]
    pub fn doors(&self) -> &BTreeMap<AreaId, DoorRow> {
        &self.doors
    }

    pub(crate) fn lists(&self) -> &BTreeMap<u64, Option<NamedList>> {
        &self.lists
    }

    pub(crate) fn lists_mut(&mut self) -> &mut BTreeMap<u64, Option<NamedList>> {
        &mut self.lists
    }

    /// Takes the index of search, which borrows nothing of the device, to be given back by [`Self::keep_index`].
    pub(crate) fn take_index(&mut self) -> Option<Box<Index>> {
        self.index.take()
    }

    pub(crate) fn keep_index(&mut self, index: Box<Index>) {
        self.index = Some(index);
    }

    pub(crate) fn set_permit(&mut self, permit: [u8; 16]) {
        self.sync.permit = Some(permit);
    }

    pub(crate) fn add_own_area(&mut self, number: u64, fact: AreaFact) {
        self.areas.add_own(number, fact);
        self.rebuild_tree();
    }

    pub(crate) fn extracts(&self) -> &BTreeMap<(RecordId, DeviceId), Mark> {
        &self.extracts
    }

    pub(crate) fn extracts_mut(&mut self) -> &mut BTreeMap<(RecordId, DeviceId), Mark> {
        &mut self.extracts
    }

    pub(crate) fn opened(&self) -> &Opened {
        &self.opened
    }

    pub(crate) fn opened_mut(&mut self) -> &mut Opened {
        &mut self.opened
    }

    pub(crate) fn notices(&self) -> &BTreeMap<RecordId, crate::notices::rows::Sum> {
        &self.notices
    }

    pub(crate) fn notices_mut(&mut self) -> &mut BTreeMap<RecordId, crate::notices::rows::Sum> {
        &mut self.notices
    }

    pub(crate) fn drafts(&self) -> &BTreeSet<(AreaId, u8)> {
        &self.drafts
    }

    pub(crate) fn drafts_mut(&mut self) -> &mut BTreeSet<(AreaId, u8)> {
        &mut self.drafts
    }

    pub(crate) fn undos(&self) -> &BTreeSet<(u64, u32)> {
        &self.undos
    }

    pub(crate) fn undos_mut(&mut self) -> &mut BTreeSet<(u64, u32)> {
        &mut self.undos
    }

    pub(crate) fn member(&self) -> Result<(MemberId, &Identity), Failure> {
        self.identity.as_ref().map(|identity| (identity.seat.member, identity)).ok_or(Failure::Stranger)
    }

    /// The name of the member a device belongs to, if it has arrived.
    #[must_use]
    pub fn name_of(&self, device: DeviceId) -> Option<&str> {
        let member = self.roster().device(device)?.member;
        self.names.get(&member).map(String::as_str)
    }

    pub(crate) fn member_name(&self, member: MemberId) -> Option<&str> {
        self.names.get(&member).map(String::as_str)
    }

    pub(crate) fn is_mine(&self, device: DeviceId) -> bool {
        let mine = self.identity.as_ref().map(|identity| identity.seat.member);
        mine.is_some() && self.roster().device(device).map(|device| device.member) == mine
    }

    /// Whether this device may write an entry, by the same table the relay uses.
    pub(crate) fn may_write(&self, entry: &EntryHead, known: Option<&RecordMeta>) -> bool {
        let time = self.sync.last_met.unwrap_or_default();
        self.id().is_some_and(|device| access::may_header(self.roster(), time, device, entry, known).is_ok())
    }

    /// Whether this device's member may register at a door.
    #[must_use]
    pub fn may_register(&self, door: AreaId) -> bool {
        let (Ok((member, _)), Some(grid)) = (self.member(), self.tree.grid(door)) else { return false };
        let time = self.sync.last_met.unwrap_or_default();
        access::holds(self.roster(), time, member, Role::GridWorker, Some(grid))
            || access::holds(self.roster(), time, member, Role::Steward, None)
    }

    /// Sets the link after the device was opened again within one process; batches from before may still be lost.
    pub fn resume(&mut self, link: Link) {
        self.link = link;
        self.has_unsafe = true;
    }

    pub(crate) fn set_link(&mut self, link: Link, turn: &mut Turn<'_>) {
        if self.link != link {
            self.link = link;
            turn.events.push(Event::SyncChanged);
        }
    }

    /// The kind of ring that seals a kind of entry.
    pub(crate) fn ring_of(kind: Kind) -> Option<linli_shared::roster::RingKind> {
        match access::rule(kind)?.sealed_to {
            access::SealedTo::Ring(ring) | access::SealedTo::ToRing(ring) => Some(ring),
            access::SealedTo::Plain
            | access::SealedTo::Device
            | access::SealedTo::Audience
            | access::SealedTo::ToMember => None,
        }
    }
}

/// What a step works with.
pub struct Turn<'a> {
    /// The rows.
    pub rows: Rows,
    /// The moment.
    pub now: &'a Now,
    /// What to tell screens.
    pub events: Vec<Event>,
    /// How safely to write.
    pub durability: Durability,
    /// Records of the square that more may come of.
    pub(crate) held: crate::square::Held,
}

impl<'a> Turn<'a> {
    /// A step with its rows, at a moment.
    #[must_use]
    pub fn new(rows: Rows, now: &'a Now) -> Self {
        let (events, durability, held) = (Vec::new(), Durability::Cached, crate::square::Held::default());
        Self { rows, now, events, durability, held }
    }
}

impl Turn<'_> {
    fn finish(self, reply: Reply) -> Step {
        let has_failed = matches!(reply, Reply::Answer(Err(_)) | Reply::Failed(_));
        let batch = self.rows.into_batch();
        if has_failed {
            let is_torn = !batch.is_empty() || matches!(reply, Reply::Failed(_));
            return Step { batch: Batch::new(), durability: self.durability, reply, events: Vec::new(), is_torn };
        }
        Step { batch, durability: self.durability, reply, events: self.events, is_torn: false }
    }

    /// Randomness of this step for one use; each use has a number of its own.
    #[must_use]
    pub fn rng(&self, use_number: u64) -> impl linli_shared::seal::rand_core::CryptoRng + use<> {
        let seed = linli_shared::ids::hash32("linli step randomness", &[&self.now.entropy, &use_number.to_be_bytes()]);
        <rand_chacha::ChaCha20Rng as linli_shared::seal::rand_core::SeedableRng>::from_seed(seed)
    }

    /// The device's clock in seconds.
    #[must_use]
    pub fn seconds(&self) -> i64 {
        self.now.time.0.div_euclid(1_000)
    }

    /// Today in China (UTC+8), by the device's clock.
    #[must_use]
    pub fn today(&self) -> Date {
        today(self.now.time)
    }

    /// What the person did must survive whatever comes.
    pub fn durable(&mut self) {
        self.durability = Durability::Durable;
    }

    /// A door's cell or page changed.
    pub fn door_changed(&mut self, door: AreaId) {
        const fn listed(event: &mut Event) -> Option<&mut Vec<AreaId>> {
            if let Event::DoorsChanged(doors) = event { Some(doors) } else { None }
        }
        self.list(door, listed, Event::DoorsChanged);
    }

    /// A ticket or public version changed.
    pub fn ticket_changed(&mut self, record: RecordId) {
        const fn listed(event: &mut Event) -> Option<&mut Vec<RecordId>> {
            if let Event::TicketsChanged(records) = event { Some(records) } else { None }
        }
        self.list(record, listed, Event::TicketsChanged);
    }

    /// A record of the square changed.
    pub fn square_changed(&mut self, record: RecordId) {
        const fn listed(event: &mut Event) -> Option<&mut Vec<RecordId>> {
            if let Event::SquareChanged(records) = event { Some(records) } else { None }
        }
        self.list(record, listed, Event::SquareChanged);
    }

    /// Adds one to the event that lists its like; too many are told as all.
    fn list<T: PartialEq>(
        &mut self,
        one: T,
        listed: fn(&mut Event) -> Option<&mut Vec<T>>,
        event: fn(Vec<T>) -> Event,
    ) {
        const MANY: usize = 200;
        match self.events.iter_mut().find_map(listed) {
            None => self.events.push(event(vec![one])),
            Some(all) if all.is_empty() || all.contains(&one) => {}
            Some(many) if many.len() >= MANY => many.clear(),
            Some(some) => some.push(one),
        }
    }

    /// Tells of a change once.
    pub fn tell(&mut self, event: Event) {
        if !self.events.contains(&event) {
            self.events.push(event);
        }
    }
}

/// The day in China (UTC+8) of a device time in seconds, as rows keep it.
#[must_use]
pub fn day(seconds: i64) -> Date {
    today(Millis(seconds.saturating_mul(1_000)))
}

/// The day in China (UTC+8) at a moment; a clock outside the calendar gives the nearest day it has.
#[must_use]
pub fn today(time: Millis) -> Date {
    const HOURS_EAST: i64 = 8;
    let days = time.0.saturating_add(HOURS_EAST * 3_600_000).div_euclid(86_400_000);
    let (first, last) = (Date { year: 1850, month: 1, day: 1 }, Date { year: 2199, month: 12, day: 31 });
    Date::from_day_number(days).unwrap_or(if days < 0 { first } else { last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_turns_at_midnight_in_china() {
        for (millis, day) in [
            (0, "1970-01-01"),
            (1_709_135_999_000, "2024-02-28"),
            (1_709_136_000_000, "2024-02-29"),
            (1_767_196_800_000, "2026-01-01"),
            (i64::MIN, "1850-01-01"),
            (i64::MAX, "2199-12-31"),
        ] {
            assert_eq!(today(Millis(millis)).to_string(), day, "{millis}");
        }
    }
}
