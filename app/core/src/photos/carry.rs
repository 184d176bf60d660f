//! Sending and fetching: one question to the relay at a time, formed and answered like a meeting's turns.
//!
//! The driver asks for a question ([`Device::prepare_photo`]) until there is none, posts each, and hands over what came of it.
//! What is looked at is fetched first; then thumbnails are sent, then wholes, while no text waits.

use linli_contract::photos::PhotoFault;
use linli_contract::{Event, Failure};
use linli_shared::access::RecordAt;
use linli_shared::blobs::{BlobId, BlobRef, BlobType, CHUNK, MAX_BLOB};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::protocol::{BlobAnswer, BlobAsk, BlobCall, BlobRefusal, PROTOCOL, SignedBlobAsk};
use linli_shared::seal::open_blob;
use zeroize::Zeroizing;

use super::Photos;
use super::named::has_fit_size;
use super::read::joined;
use super::rows::{PhotoRow, Seen, State, StoredAt, chunk_key, chunk_keys, chunk_wants, named_key, photo_key};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::store::Table;

/// What is missing at the relay is asked for again after so long, in milliseconds.
const SOON: i64 = 30_000;
/// What was refused is tried again after so long: shares are freed, roles return.
const MUCH_LATER: i64 = 3_600_000;

/// What came of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlobOutcome {
    /// The relay answered.
    Answered(BlobAnswer),
    /// It was not met, or the link was cut.
    Missed,
}

/// A question under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Errand {
    /// A part of something that is looked at.
    Fetch { id: BlobId, offset: u32, at: StoredAt },
    /// How much of something the relay has.
    Ask { id: BlobId, at: StoredAt },
    /// A part of something that waits.
    Send { id: BlobId, offset: u32, at: StoredAt },
    /// That a further record names it.
    Name { id: BlobId, at: StoredAt },
}

impl Errand {
    const fn id(self) -> BlobId {
        match self {
            Self::Fetch { id, .. } | Self::Ask { id, .. } | Self::Send { id, .. } | Self::Name { id, .. } => id,
        }
    }

    const fn at(self) -> StoredAt {
        match self {
            Self::Fetch { at, .. } | Self::Ask { at, .. } | Self::Send { at, .. } | Self::Name { at, .. } => at,
        }
    }
}

impl Device {
    /// The rows that forming the next question needs.
    pub(crate) fn prepare_photo_wants(&self, time: Millis) -> Vec<Want> {
        let mut wants = self.tidy_wants(time);
        if let Some(Errand::Send { id, offset, .. }) = self.next_errand(time) {
            wants.push(Want::Row(Table::Blob, chunk_key(id, offset)));
        }
        wants
    }

    /// The next question's bytes; `None` if there is nothing to ask now.
    pub(crate) fn prepare_photo(&mut self, time: Millis, turn: &mut Turn<'_>) -> Result<Option<Vec<u8>>, Failure> {
        self.photos.errand = None;
        for (key, chunk) in core::mem::take(&mut self.photos.moved) {
            turn.rows.put(Table::Blob, key, chunk);
        }
        // Before anything is tidied: the rows are loaded for what was next then.
        let next = self.next_errand(time);
        self.tidy_photos(turn);
        let Ok(identity) = self.member().map(|(_, identity)| identity.clone()) else { return Ok(None) };
        let next = next.filter(|errand| self.photos.known(errand.id()).is_some());
        let Some(errand) = next else { return Ok(None) };
        let call = match errand {
            Errand::Fetch { offset, .. } => BlobCall::Get { offset },
            Errand::Ask { .. } | Errand::Name { .. } => BlobCall::Have,
            Errand::Send { id, offset, .. } => {
                let size = self.photos.rows.get(&id).map_or(0, |row| row.blob.size);
                let Some(bytes) = turn.rows.get(Table::Blob, &chunk_key(id, offset))?.map(<[u8]>::to_vec) else {
                    // The cache was let go before the relay lost it: nobody has it any more.
                    self.photos.fault(id, PhotoFault::Broken, time.plus(MUCH_LATER));
                    turn.tell(Event::PhotosChanged(vec![id]));
                    return Ok(None);
                };
                BlobCall::Put { size, offset, bytes }
            }
        };
        let StoredAt { record, kind, scope } = errand.at();
        let (log, device, blob) = (identity.seat.log, identity.device, errand.id());
        let ask = BlobAsk { version: PROTOCOL, log, device, blob, record, kind, scope, call };
        let signed = SignedBlobAsk::sign(&ask, &identity.keys.signing());
        self.photos.errand = Some(errand);
        Ok(Some(cbor::to_vec(&signed)))
    }

    /// What to ask next.
    fn next_errand(&self, time: Millis) -> Option<Errand> {
        let photos = &self.photos;
        if photos.rests_until.is_some_and(|until| time < until) || self.log().is_none() {
            return None;
        }
        if let Some(errand) = photos.next_fetch(time) {
            return Some(errand);
        }
        if self.has_text_to_send() {
            return None;
        }
        let is_placed = |at: &StoredAt| !self.outbox().any(|item| item.is_pending() && item.record == at.record);
        photos.next_sent(time, is_placed)
    }

    /// The rows that taking an answer in needs: at the end of a blob all of its chunks.
    pub(crate) fn photo_wants(&self) -> Vec<Want> {
        let of = |id, offset: u32, at| {
            let blob = self.photos.said(id, at).map(|(blob, _)| blob);
            let is_end = |size: u32| offset.saturating_add(CHUNK) >= size;
            blob.filter(|blob| is_end(blob.size)).map_or_else(Vec::new, |blob| chunk_wants(&blob))
        };
        match self.photos.errand {
            Some(Errand::Fetch { id, offset, at } | Errand::Send { id, offset, at }) => of(id, offset, at),
            Some(Errand::Ask { id, at }) => of(id, u32::MAX, at),
            Some(Errand::Name { .. }) | None => Vec::new(),
        }
    }

    /// Takes in what came of the question under way.
    pub(crate) fn take_photo(&mut self, outcome: BlobOutcome, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let Some(errand) = self.photos.errand.take() else { return Ok(()) };
        let answer = match outcome {
            BlobOutcome::Answered(answer) => answer,
            BlobOutcome::Missed => {
                // Whether the last part arrived only the relay knows.
                self.photos.asked.clear();
                return Ok(());
            }
        };
        match (errand, answer) {
            (_, BlobAnswer::Refused(refusal)) => self.photo_refused(errand, refusal, turn),
            (Errand::Fetch { id, offset, at }, BlobAnswer::Part { size, bytes }) => {
                self.take_photo_part(id, offset, at, (size, bytes), turn)
            }
            (Errand::Ask { id, .. } | Errand::Send { id, .. }, BlobAnswer::Held { held, size }) => {
                self.take_held(id, held, size, turn)
            }
            (Errand::Name { id, at }, BlobAnswer::Held { held, .. }) => {
                if held > 0 {
                    self.photos.named.remove(&(id, at.record));
                    turn.rows.delete(Table::Meta, named_key(id, at.record));
                } else {
                    self.photos.later.insert(id, turn.now.time.plus(SOON));
                }
                Ok(())
            }
            (Errand::Fetch { id, .. }, BlobAnswer::Held { .. })
            | (Errand::Ask { id, .. } | Errand::Send { id, .. } | Errand::Name { id, .. }, BlobAnswer::Part { .. }) => {
                self.photos.later.insert(id, turn.now.time.plus(MUCH_LATER));
                Ok(())
            }
        }
    }

    fn take_held(&mut self, id: BlobId, held: u32, size: u32, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let Some(mut row) = self.photos.rows.get(&id).cloned() else { return Ok(()) };
        self.photos.asked.insert(id);
        self.photos.clear(id);
        // What the relay says of another size cannot be gone on with.
        if (size != row.blob.size && size != 0) || held > row.blob.size || !held.is_multiple_of(CHUNK) && held != size {
            self.photos.fault(id, PhotoFault::Broken, turn.now.time.plus(MUCH_LATER));
        } else if held == row.blob.size {
            row.state = State::Sent { after: self.sync_state().at, era: self.sync_state().era };
            // Durable rows are in the safety copy, which what can be had again does not belong into.
            for key in chunk_keys(&row.blob) {
                if let Some(chunk) = turn.rows.get(Table::Blob, &key)?.map(<[u8]>::to_vec) {
                    self.photos.moved.push((key.clone(), chunk));
                    turn.rows.delete(Table::Blob, key);
                }
            }
            turn.durable();
        } else {
            row.state = State::Waiting { sent: held };
        }
        let shown = row.whole.unwrap_or(id);
        self.photos.put(row, turn);
        turn.tell(Event::PhotosChanged(vec![shown]));
        Ok(())
    }

    fn take_photo_part(
        &mut self,
        id: BlobId,
        offset: u32,
        at: StoredAt,
        (size, bytes): (u32, Vec<u8>),
        turn: &mut Turn<'_>,
    ) -> Result<(), Failure> {
        let Some((blob, _)) = self.photos.said(id, at) else { return Ok(()) };
        let left = blob.size.saturating_sub(offset);
        turn.tell(Event::PhotosChanged(vec![id]));
        if size != blob.size || bytes.len() != left.min(CHUNK) as usize {
            return self.drop_fetched(id, at, turn);
        }
        let held = offset + bytes.len() as u32;
        turn.rows.put(Table::Blob, chunk_key(id, offset), bytes);
        if held < blob.size {
            self.photos.coming.insert(id, held);
            return Ok(());
        }
        let Some(sealed) = joined(&blob, turn)?.filter(|sealed| BlobId::of(sealed) == id) else {
            return self.drop_fetched(id, at, turn);
        };
        // Whoever named it first may have done so with a wrong key: the one that opens it is the right one.
        let opens = |seen: &Seen| open_blob(&seen.blob().key, id, &sealed).map(Zeroizing::new).is_ok();
        let is_here = self.photos.rows.contains_key(&id);
        let mut of = self.photos.seen_of(id);
        of.sort_by_key(|seen| seen.record != at);
        let seen = of.into_iter().find(|seen| opens(seen));
        if !is_here && seen.is_none() {
            self.drop_fetched(id, at, turn)?;
            self.photos.forget_seen(id, at.record, turn);
            if self.photos.known(id).is_none() {
                // Nothing is tried until somebody else names it.
                self.photos.wanted.retain(|wanted| *wanted != id);
                self.photos.later.remove(&id);
            }
            return Ok(());
        }
        self.photos.coming.remove(&id);
        self.photos.wanted.retain(|wanted| *wanted != id);
        self.photos.clear(id);
        let Some(seen) = seen.filter(|_| !is_here) else { return Ok(()) };
        let Seen { attachment, is_thumb, record } = &seen;
        let row = PhotoRow {
            blob: seen.blob().clone(),
            kind: seen.kind(),
            width: attachment.width,
            height: attachment.height,
            name: attachment.name.clone(),
            thumb: attachment.thumb.clone().filter(|_| !is_thumb),
            whole: is_thumb.then_some(attachment.full.id),
            time: turn.now.time,
            record: Some(*record),
            state: State::Fetched,
        };
        self.photos.put(row, turn);
        Ok(())
    }

    /// What came of a blob so far goes, and what the record said of it. What another record says is tried next; where there is
    /// none it is asked for again from its beginning, much later.
    fn drop_fetched(&mut self, id: BlobId, at: StoredAt, turn: &mut Turn<'_>) -> Result<(), Failure> {
        if let Some((blob, _)) = self.photos.said(id, at) {
            chunk_keys(&blob).for_each(|key| turn.rows.delete(Table::Blob, key));
        }
        self.photos.coming.remove(&id);
        let is_own = self.photos.rows.contains_key(&id);
        if !is_own && self.photos.seen_of(id).iter().any(|seen| seen.record != at && has_fit_size(seen.blob())) {
            self.photos.forget_seen(id, at.record, turn);
        } else {
            self.photos.fault(id, PhotoFault::Broken, turn.now.time.plus(MUCH_LATER));
        }
        Ok(())
    }

    fn photo_refused(&mut self, errand: Errand, refusal: BlobRefusal, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let (id, time) = (errand.id(), turn.now.time);
        let is_fetch = matches!(errand, Errand::Fetch { .. });
        let (soon, later) = (time.plus(SOON), time.plus(MUCH_LATER));
        if is_fetch {
            // Another record that names it may be one that the relay knows.
            self.photos.try_last(id, errand.at());
        }
        match refusal {
            BlobRefusal::NotAdmitted | BlobRefusal::NoRight => self.photos.fault(id, PhotoFault::NoRight, later),
            BlobRefusal::Quota => self.photos.fault(id, PhotoFault::Quota, later),
            BlobRefusal::Malformed => self.photos.fault(id, PhotoFault::Broken, later),
            BlobRefusal::UnknownRecord | BlobRefusal::NotHere if is_fetch => {
                self.photos.fault(id, PhotoFault::NotSentYet, soon);
            }
            BlobRefusal::UnknownRecord => {
                self.photos.unknown.insert(id);
                self.photos.later.insert(id, soon);
            }
            // The next try begins with asking.
            BlobRefusal::WrongHash | BlobRefusal::Misfit | BlobRefusal::NotHere => {
                self.photos.asked.remove(&id);
                self.photos.later.insert(id, soon);
                if is_fetch {
                    return self.drop_fetched(id, errand.at(), turn);
                }
            }
            BlobRefusal::DiskFull | BlobRefusal::Busy | BlobRefusal::Failed => self.photos.rests_until = Some(soon),
        }
        let shown = self.photos.rows.get(&id).and_then(|row| row.whole).filter(|_| !is_fetch).unwrap_or(id);
        turn.tell(Event::PhotosChanged(vec![shown]));
        Ok(())
    }
}

impl Photos {
    fn next_fetch(&self, time: Millis) -> Option<Errand> {
        let ready = self.wanted.iter().filter(|id| self.is_due(**id, time));
        let known = ready.filter_map(|id| {
            // What was sent from here and let go since is fetched like anything else.
            let own = || self.rows.get(id).and_then(|row| Some((row.record?, row.whole.is_some(), row.blob.size)));
            let seen = self.seen_of(*id);
            let seen = seen.first().map(|seen| (seen.record, seen.is_thumb, seen.blob().size));
            let (at, is_thumb, size) = seen.or_else(own)?;
            (size > 0 && size <= MAX_BLOB).then_some((*id, at, is_thumb))
        });
        let (id, at, _) = known.min_by_key(|(_, _, is_thumb)| !is_thumb)?;
        Some(Errand::Fetch { id, offset: self.coming.get(&id).copied().unwrap_or(0), at })
    }

    fn next_sent(&self, time: Millis, is_placed: impl Fn(&StoredAt) -> bool) -> Option<Errand> {
        if self.must_wait() {
            return None;
        }
        let waiting = self.rows.values().filter_map(|row| match (row.state, row.record) {
            (State::Waiting { sent }, Some(at)) if self.is_due(row.blob.id, time) && is_placed(&at) => {
                Some((row, sent, at))
            }
            _ => None,
        });
        let first = waiting.min_by_key(|(row, ..)| (row.whole.is_none(), row.time, row.blob.id));
        if let Some((row, offset, at)) = first {
            let id = row.blob.id;
            let is_asked = self.asked.contains(&id);
            return Some(if is_asked { Errand::Send { id, offset, at } } else { Errand::Ask { id, at } });
        }
        let mut named = self.named.iter().filter(|((id, _), at)| {
            let is_there = self.rows.get(id).is_none_or(|row| !matches!(row.state, State::Waiting { .. }));
            is_there && self.is_due(*id, time) && is_placed(at)
        });
        named.next().map(|((id, _), at)| Errand::Name { id: *id, at: *at })
    }

    /// What opens a blob and what it is: as it is here, or as a record says.
    fn said(&self, id: BlobId, at: StoredAt) -> Option<(BlobRef, BlobType)> {
        let seen = || self.seen_at(id, at).map(|seen| (seen.blob().clone(), seen.kind()));
        let row = self.rows.get(&id).map(|row| (row.blob.clone(), row.kind));
        row.or_else(seen)
    }

    fn is_due(&self, id: BlobId, time: Millis) -> bool {
        self.later.get(&id).is_none_or(|later| time >= *later)
    }

    fn fault(&mut self, id: BlobId, fault: PhotoFault, later: Millis) {
        self.faults.insert(id, fault);
        self.later.insert(id, later);
    }

    /// Something went well.
    fn clear(&mut self, id: BlobId) {
        self.faults.remove(&id);
        self.later.remove(&id);
        self.unknown.remove(&id);
        self.rests_until = None;
    }

    /// Writes again that something waits.
    pub(super) fn wait_again(&mut self, id: BlobId, turn: &mut Turn<'_>) {
        if let Some(row) = self.rows.get_mut(&id) {
            row.state = State::Waiting { sent: 0 };
            turn.rows.write(Table::Meta, photo_key(id), row);
            self.asked.remove(&id);
        }
    }
}

impl From<StoredAt> for RecordAt {
    fn from(at: StoredAt) -> Self {
        Self { record: at.record, kind: at.kind, scope: at.scope }
    }
}
