//! Writing: a person's work becomes an outbox item and the rows it changes, in one batch.

use linli_contract::{Event, Failure};
use linli_shared::access::{self, EntryHead, RecordMeta, SealedTo};
use linli_shared::documents::{self, Document, Writer};
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::{RingKind, member_ring};

use super::outbox::{Command, OutBody, OutState, OutboxItem, StoredPlace};
use super::rows::{self, RecordRow, meta};
use super::{Device, Turn};
use crate::store::{Durability, Table};

/// What an outbox item is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About {
    /// The record.
    pub record: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// Its scope.
    pub scope: AreaId,
    /// Door or area to show.
    pub area: Option<AreaId>,
}

impl Device {
    /// Puts work that stands alone into the outbox.
    pub(crate) fn enqueue(&mut self, about: About, command: Command, body: OutBody, turn: &mut Turn<'_>) -> u64 {
        self.enqueue_in(None, about, command, body, turn)
    }

    /// Puts work into the outbox, to be accepted together with all of its bundle.
    pub(crate) fn enqueue_in(
        &mut self,
        bundle: Option<u64>,
        about: About,
        command: Command,
        body: OutBody,
        turn: &mut Turn<'_>,
    ) -> u64 {
        let number = self.sync.take_number();
        let item = OutboxItem {
            number,
            saved: turn.now.time,
            record: about.record,
            kind: about.kind,
            scope: about.scope,
            area: about.area,
            command,
            body,
            state: OutState::Waiting,
            bundle,
        };
        turn.rows.write(Table::Outbox, rows::outbox(number), &item);
        let household = self.household_of(&item);
        self.outbox.insert(number, item);
        if let Some(household) = household {
            crate::rights::due::mark(self, household, turn);
        }
        self.write_sync(turn);
        turn.durable();
        turn.tell(Event::SyncChanged);
        number
    }

    /// The household that work is on, whose members' extracts follow it.
    pub(super) fn household_of(&self, item: &OutboxItem) -> Option<RecordId> {
        match (item.kind, &item.command) {
            (Kind::Household, _) => Some(item.record),
            (_, Command::IdNumbers(_, place)) => self.household_record(*place),
            (
                _,
                Command::Household(_)
                | Command::Fact
                | Command::Name(..)
                | Command::Revert(..)
                | Command::Upkeep
                | Command::Covenant(..),
            ) => None,
        }
    }

    /// A number nothing else has: for a bundle, or to undo by.
    pub(crate) fn take_number(&mut self) -> u64 {
        self.sync.take_number()
    }

    pub(crate) fn write_item(&mut self, item: OutboxItem, turn: &mut Turn<'_>) {
        turn.rows.write(Table::Outbox, rows::outbox(item.number), &item);
        self.outbox.insert(item.number, item);
        turn.tell(Event::SyncChanged);
    }

    pub(crate) fn drop_item(&mut self, number: u64, turn: &mut Turn<'_>) -> Option<OutboxItem> {
        let item = self.outbox.remove(&number)?;
        turn.rows.delete(Table::Outbox, rows::outbox(number));
        turn.tell(Event::SyncChanged);
        Some(item)
    }

    pub(crate) fn write_sync(&self, turn: &mut Turn<'_>) {
        turn.rows.write(Table::Meta, meta::SYNC.to_vec(), &self.sync);
    }

    /// Writes the position once more where the batch may be lost in a crash, so that opening can tell what survived.
    pub(super) fn write_position(&mut self, turn: &mut Turn<'_>) {
        let is_unsafe = turn.durability == Durability::Cached;
        if is_unsafe {
            self.sync.tick += 1;
            self.has_unsafe = true;
        }
        // A batch that stays for certain says nothing of those before it that may not.
        if is_unsafe || !self.has_unsafe {
            turn.rows.write(Table::Meta, meta::POSITION.to_vec(), &self.sync.place());
        }
        self.write_sync(turn);
    }

    /// What the log will hold of a record this device creates now.
    pub(crate) fn own_meta(&self, about: &About) -> Result<RecordMeta, Failure> {
        let (member, _) = self.member()?;
        let is_to_member = access::rule(about.kind).is_some_and(|rule| rule.sealed_to == SealedTo::ToMember);
        let ring = if is_to_member {
            Some(member_ring(MemberId(about.scope.0)))
        } else {
            Self::ring_of(about.kind).and_then(|kind| self.roster().ring_of(kind)).map(|(id, _)| id)
        };
        Ok(RecordMeta { kind: about.kind, creator: member, scope: about.scope, ring, audience: None })
    }

    /// Checks the right to write an entry by the table, with the newest secret this device holds.
    pub(crate) fn check_right(&self, about: &About, known: Option<&RecordMeta>) -> Result<(), Failure> {
        let key = self.key_for(about.kind, about.scope);
        let entry = EntryHead { record: about.record, kind: about.kind, scope: about.scope, key };
        if self.may_write(&entry, known) { Ok(()) } else { Err(Failure::NoRight) }
    }

    /// What work on the household of a place is about.
    pub(crate) fn about(&self, place: StoredPlace) -> Result<About, Failure> {
        let record = self.household_record(place).ok_or(Failure::NoRight)?;
        let scope = self.tree.grid(place.door).ok_or(Failure::NotHere)?;
        Ok(About { record, kind: Kind::Household, scope, area: Some(self.tree.canonical(place.door)) })
    }

    /// The household record of a place.
    pub(crate) fn household_record(&self, place: StoredPlace) -> Option<RecordId> {
        let naming = self.keyring.naming(self.roster())?;
        Some(naming.household(place.door, place.generation, place.slot))
    }

    /// The ID record of a household.
    pub(crate) fn id_record(&self, household: RecordId) -> Option<RecordId> {
        Some(self.keyring.naming(self.roster())?.id_record(household))
    }

    /// What stands for an ID number in summaries; `None` if this device may not name the register's records.
    pub(crate) fn number_mark(&self, number: &str) -> Option<u64> {
        Some(self.keyring.naming(self.roster())?.number_mark(number))
    }

    /// What stands for what tells a person apart; `None` if this device may not name the register's records.
    pub(crate) fn person_mark(&self, what: &str) -> Option<u64> {
        Some(self.keyring.naming(self.roster())?.person_mark(what))
    }

    /// Whether this device can read and name the register's records.
    #[must_use]
    pub fn reads_register(&self) -> bool {
        self.keyring.newest(self.roster(), RingKind::Register).is_some()
    }

    /// Whether this device can read the register or could once: what it holds of it stays in sight until its own work is
    /// settled.
    #[must_use]
    pub fn knew_register(&self) -> bool {
        self.keyring.naming(self.roster()).is_some()
    }

    /// The writer this device is on a document.
    pub(crate) fn writer(&self) -> Result<Writer, Failure> {
        Ok(Writer { device: self.member()?.1.device, incarnation: 0 })
    }

    /// Whether what is kept of a record, if anything, is of this kind: a record that began as one thing never becomes another.
    pub(crate) fn keeps_kind(turn: &Turn<'_>, kind: Kind, record: RecordId) -> Result<bool, Failure> {
        let row: Option<RecordRow> =
            turn.rows.read(Table::Record, &rows::document(documents::Kind::of(kind), record))?;
        Ok(row.is_none_or(|row| row.meta.kind == kind))
    }

    /// The document of a record row, or an empty one.
    pub(crate) fn document(
        turn: &Turn<'_>,
        kind: documents::Kind,
        record: RecordId,
    ) -> Result<(Option<RecordRow>, Document), Failure> {
        let row: Option<RecordRow> = turn.rows.read(Table::Record, &rows::document(kind, record))?;
        let document = match &row {
            Some(row) => Document::load(&row.content, record).map_err(|_| Failure::StoreFailed)?,
            None => Document::genesis(kind, record),
        };
        Ok((row, document))
    }
}
