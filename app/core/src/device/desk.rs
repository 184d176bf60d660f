//! Short papers: invitations, recommendations, extracts, proposals and their answers, who was shown what, telephone
//! numbers, marks of the erased.
//!
//! There are few of them, so they are all in memory; what they say is their features' matter.
//! **Invariant:** a paper with place 0 is this device's own and not confirmed.

use std::collections::BTreeMap;

use linli_contract::{Event, Failure};
use linli_shared::access::{self, SealedTo, device_ring};
use linli_shared::cbor;
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::parcel::KeyRef;
use linli_shared::roster::member_ring;
use linli_shared::seal::{BodyContext, LetterContext, OpenError, open, open_letter, seal, seal_letter};

use super::outbox::{Command, OutBody};
use super::rows::FactRow;
use super::write::About;
use super::{Device, Turn};
use crate::store::Table;

/// Papers by kind and record.
pub(super) type Papers = BTreeMap<(Kind, RecordId), FactRow>;

/// The row of a paper.
#[must_use]
pub(super) fn key(kind: Kind, record: RecordId) -> Vec<u8> {
    [&kind.number().to_be_bytes()[..], &record.0].concat()
}

/// Reads [`key`].
#[must_use]
pub(super) fn paper(key: &[u8]) -> Option<(Kind, RecordId)> {
    let (kind, record) = key.split_first_chunk::<2>()?;
    Some((Kind::from_number(u16::from_be_bytes(*kind)), RecordId(record.try_into().ok()?)))
}

impl Device {
    /// The papers of a kind, in the order of their records.
    pub(crate) fn papers(&self, kind: Kind) -> impl Iterator<Item = (RecordId, &FactRow)> {
        let of_kind = (kind, RecordId([0; 16]))..=(kind, RecordId([u8::MAX; 16]));
        self.papers.range(of_kind).map(|((_, record), row)| (*record, row))
    }

    /// A paper.
    pub(crate) fn paper(&self, kind: Kind, record: RecordId) -> Option<&FactRow> {
        self.papers.get(&(kind, record))
    }

    /// Writes a paper: it is shown at once and goes out with the next meeting, with its bundle if it has one.
    ///
    /// # Errors
    /// [`Failure::NoRight`]; then nothing was written.
    pub(crate) fn write_paper(
        &mut self,
        bundle: Option<u64>,
        about: About,
        content: Vec<u8>,
        turn: &mut Turn<'_>,
    ) -> Result<u64, Failure> {
        let known = self.paper(about.kind, about.record).filter(|row| row.seq > 0).map(|row| row.meta.clone());
        self.check_right(&about, known.as_ref())?;
        self.put_paper(bundle, about, content, turn)
    }

    /// Like [`Self::write_paper`] without asking for the right: for work that gives the right in the same act.
    pub(crate) fn put_paper(
        &mut self,
        bundle: Option<u64>,
        about: About,
        content: Vec<u8>,
        turn: &mut Turn<'_>,
    ) -> Result<u64, Failure> {
        let device = self.member()?.1.device;
        let meta = self.own_meta(&about)?;
        // What is made for another device is not this one's to keep.
        if !about.kind.is_for_device() {
            let seq = self.paper(about.kind, about.record).map_or(0, |row| row.seq);
            let row = FactRow { meta, content: content.clone(), device, seq, withdrawn: None };
            self.keep_paper(about.kind, about.record, row, turn);
        }
        // Of a day's figures the committee's devices make one: which of them, nobody has to know.
        let command = if about.kind == Kind::Figures { Command::Upkeep } else { Command::Fact };
        Ok(self.enqueue_in(bundle, about, command, OutBody::Content(content), turn))
    }

    pub(super) fn keep_paper(&mut self, kind: Kind, record: RecordId, row: FactRow, turn: &mut Turn<'_>) {
        turn.rows.write(Table::Desk, key(kind, record), &row);
        self.papers.insert((kind, record), row);
        tell_of(kind, turn);
    }

    pub(crate) fn drop_paper(&mut self, kind: Kind, record: RecordId, turn: &mut Turn<'_>) {
        if self.papers.remove(&(kind, record)).is_some() {
            turn.rows.delete(Table::Desk, key(kind, record));
            tell_of(kind, turn);
        }
    }

    /// Own work on a paper was refused: it goes, unless the log holds an earlier state, which comes again on demand.
    pub(super) fn undo_paper(&mut self, kind: Kind, record: RecordId, turn: &mut Turn<'_>) {
        if self.paper(kind, record).is_some_and(|row| row.seq == 0) {
            self.drop_paper(kind, record, turn);
        }
    }

    /// The secret that an entry of a kind names when it is formed now; `None` if this device cannot seal it.
    pub(crate) fn key_for(&self, kind: Kind, scope: AreaId) -> Option<KeyRef> {
        match access::rule(kind)?.sealed_to {
            SealedTo::Plain | SealedTo::Audience => None,
            SealedTo::Device => {
                Some(KeyRef { ring: device_ring(DeviceId(scope.0)), generation: 0, commitment: [0; 16] })
            }
            SealedTo::Ring(ring) => self.keyring.newest(self.roster(), ring).map(|(key, _)| key),
            SealedTo::ToRing(ring) => {
                let (id, ring) = self.roster().ring_of(ring)?;
                ring.newest(id)
            }
            SealedTo::ToMember => {
                let id = member_ring(MemberId(scope.0));
                self.roster().ring(id)?.newest(id)
            }
        }
    }

    /// Seals the content of an entry as its kind is sealed; `None` if this device cannot now.
    pub(super) fn seal_content(
        &self,
        context: &BodyContext,
        content: &[u8],
        turn: &Turn<'_>,
    ) -> Option<(KeyRef, Vec<u8>)> {
        let key = self.key_for(context.kind, context.scope)?;
        let public = match access::rule(context.kind)?.sealed_to {
            SealedTo::Plain | SealedTo::Audience => return None,
            SealedTo::Ring(_) => return Some((key, seal(self.keyring.get(&key)?, context, content))),
            SealedTo::Device => self.roster().active(DeviceId(context.scope.0))?.keys.sealing,
            SealedTo::ToRing(ring) => self.roster().ring_of(ring)?.1.generations.last()?.public,
            SealedTo::ToMember => self.roster().ring(key.ring)?.generations.last()?.public,
        };
        let mut rng = turn.rng(u64::from(context.index) + 1);
        let letter = seal_letter(&public, &LetterContext::entry(context), content, &mut rng).ok()?;
        Some((key, letter))
    }

    /// Opens the content of an entry as its kind is sealed.
    pub(super) fn open_content(&self, context: &BodyContext, key: &KeyRef, body: &[u8]) -> Result<Vec<u8>, OpenError> {
        let sealed_to = access::rule(context.kind).map(|rule| rule.sealed_to);
        let letter = || LetterContext::entry(context);
        let opened = match sealed_to {
            Some(SealedTo::Device) => {
                let identity = self.identity.as_ref().ok_or(OpenError::BrokenSeal)?;
                open_letter(&identity.keys, &letter(), body)?
            }
            Some(SealedTo::ToRing(_) | SealedTo::ToMember) => {
                open_letter(self.keyring.get(key).ok_or(OpenError::BrokenSeal)?, &letter(), body)?
            }
            Some(SealedTo::Ring(_) | SealedTo::Plain | SealedTo::Audience) | None => {
                return open(self.keyring.get(key).ok_or(OpenError::BrokenSeal)?, context, body);
            }
        };
        if linli_shared::fit::max_content(context.kind).is_some_and(|most| opened.len() > most) {
            return Err(OpenError::Malformed);
        }
        Ok(opened.to_vec())
    }

    pub(super) fn load_paper(&mut self, key: &[u8], value: &[u8]) -> Option<()> {
        let row: FactRow = cbor::from_slice(value).ok()?;
        self.papers.insert(paper(key)?, row);
        Some(())
    }
}

/// Tells every screen that shows papers of a kind.
#[allow(clippy::wildcard_enum_match_arm, reason = "the desk shows every other paper")]
fn tell_of(kind: Kind, turn: &mut Turn<'_>) {
    turn.tell(Event::DeskChanged);
    match kind {
        Kind::Tables | Kind::Figures => turn.tell(Event::TicketsChanged(Vec::new())),
        Kind::Knock | Kind::OwnMarks => turn.tell(Event::ChatsChanged),
        Kind::Complaint | Kind::HallRules => turn.tell(Event::SquareChanged(Vec::new())),
        _ => {}
    }
}
