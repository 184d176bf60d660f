//! Rows: what the state machine reads from the store and writes back, and how each row is keyed and encoded.
//!
//! **Invariant:** a step reads only rows that were loaded for it, and its writes form one batch.
//! **Invariant:** a row that is written again is held once: a batch is as large as what it leaves.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::Failure;
use linli_shared::access::RecordMeta;
use linli_shared::cbor;
use linli_shared::documents;
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId, RingId};
use linli_shared::kinds::{Family, Kind};
use linli_shared::log::Seq;

use crate::store::{Batch, Put, Table};

/// Something to load before a step.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Want {
    /// One row.
    Row(Table, Vec<u8>),
    /// Every row of a table.
    All(Table),
}

/// The rows of one step: what was loaded, what is written.
#[derive(Debug, Default)]
pub struct Rows {
    loaded: BTreeMap<(Table, Vec<u8>), Option<Vec<u8>>>,
    whole: Vec<Table>,
    written: BTreeSet<(Table, Vec<u8>)>,
}

impl Rows {
    /// Takes in a loaded row; `None` if there is none. What was written since stays.
    pub fn load(&mut self, table: Table, key: Vec<u8>, value: Option<Vec<u8>>) {
        let at = (table, key);
        if !self.written.contains(&at) {
            self.loaded.insert(at, value);
        }
    }

    /// Takes in all rows of a table.
    pub fn load_all(&mut self, table: Table, rows: Vec<(Vec<u8>, Vec<u8>)>) {
        for (key, value) in rows {
            self.loaded.entry((table, key)).or_insert(Some(value));
        }
        self.whole.push(table);
    }

    /// Whether a want is loaded.
    #[must_use]
    pub fn has(&self, want: &Want) -> bool {
        match want {
            Want::Row(table, key) => self.whole.contains(table) || self.loaded.contains_key(&(*table, key.clone())),
            Want::All(table) => self.whole.contains(table),
        }
    }

    /// A row's value.
    ///
    /// # Errors
    /// [`Failure::Defect`] if it was not loaded.
    pub fn get(&self, table: Table, key: &[u8]) -> Result<Option<&[u8]>, Failure> {
        match self.loaded.get(&(table, key.to_vec())) {
            Some(value) => Ok(value.as_deref()),
            None if self.whole.contains(&table) => Ok(None),
            None => Err(Failure::Defect),
        }
    }

    /// A row's value, decoded.
    ///
    /// # Errors
    /// [`Failure::Defect`] if it was not loaded, [`Failure::StoreFailed`] if it cannot be read.
    pub fn read<T: for<'b> minicbor::Decode<'b, ()>>(&self, table: Table, key: &[u8]) -> Result<Option<T>, Failure> {
        self.get(table, key)?.map(|bytes| cbor::from_slice(bytes).map_err(|_| Failure::StoreFailed)).transpose()
    }

    /// All loaded rows of a table, in key order.
    pub fn all(&self, table: Table) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.loaded
            .range((table, Vec::new())..)
            .take_while(move |((of, _), _)| *of == table)
            .filter_map(|((_, key), value)| value.as_deref().map(|value| (&key[..], value)))
    }

    /// Writes a row.
    pub fn put(&mut self, table: Table, key: Vec<u8>, value: Vec<u8>) {
        self.written.insert((table, key.clone()));
        self.loaded.insert((table, key), Some(value));
    }

    /// Writes a row in its encoding.
    pub fn write<T: minicbor::Encode<()>>(&mut self, table: Table, key: Vec<u8>, value: &T) {
        self.put(table, key, cbor::to_vec(value));
    }

    /// Deletes a row.
    pub fn delete(&mut self, table: Table, key: Vec<u8>) {
        self.written.insert((table, key.clone()));
        self.loaded.insert((table, key), None);
    }

    /// The keys of a table that were written or deleted.
    pub fn written(&self, table: Table) -> impl Iterator<Item = &[u8]> {
        let of_it = self.written.range((table, Vec::new())..).take_while(move |(of, _)| *of == table);
        of_it.map(|(_, key)| &key[..])
    }

    /// What was written: each row once, as it was left.
    #[must_use]
    pub fn into_batch(mut self) -> Batch {
        let mut batch = Batch::new();
        for at in self.written {
            let value = self.loaded.remove(&at).flatten();
            let (table, key) = at;
            batch.puts.push(Put { table, key, value });
        }
        batch
    }
}

/// A document or an ID record with what is not confirmed of it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct RecordRow {
    /// What the log holds of it; its creator is this device's member until then.
    #[n(0)]
    pub meta: RecordMeta,
    /// The stored document or the encoded ID record, own unconfirmed work included.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub content: Vec<u8>,
    /// Own changes the log does not hold yet: their 32-byte names with the outbox number.
    #[n(2)]
    pub own: Vec<OwnChange>,
    /// The place of the newest entry taken in; 0 while the record is only on this device.
    #[n(3)]
    pub last: Seq,
    /// Under which incarnation this device writes; counted up when own work was refused.
    #[n(4)]
    pub incarnation: u32,
}

/// A fact about a door, as this device keeps it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct FactRow {
    /// What the log holds of it; its creator is this device's member until then.
    #[n(0)]
    pub meta: RecordMeta,
    /// The body's content.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub content: Vec<u8>,
    /// Who wrote it.
    #[n(2)]
    pub device: DeviceId,
    /// Its place; 0 while it is only on this device.
    #[n(3)]
    pub seq: Seq,
    /// When it was taken back, device time in seconds.
    #[n(4)]
    pub withdrawn: Option<i64>,
}

/// An own change that the log does not hold yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct OwnChange {
    /// Hash of the change, or of the ID record's version.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub name: [u8; 32],
    /// The outbox item.
    #[n(1)]
    pub number: u64,
}

/// Keys of the single values and lists in [`Table::Meta`].
pub mod meta {
    use super::{DeviceId, MemberId, RecordId, RingId, Seq};

    /// The identity row.
    pub const IDENTITY: &[u8] = b"identity";
    /// Who wishes to join with this device.
    pub const NEWCOMER: &[u8] = b"newcomer";
    /// What waits for this person's decision.
    pub const DESK: &[u8] = b"desk";
    /// The sync state row.
    pub const SYNC: &[u8] = b"sync";
    /// The position as the last batch that may be lost wrote it.
    pub const POSITION: &[u8] = b"position";
    /// Which summaries the store holds.
    pub const SUMS: &[u8] = b"sums";
    /// Prefix of saved lists.
    pub const LIST: &[u8] = b"list/";
    /// Prefix of ring secrets.
    pub const RING: &[u8] = b"ring/";
    /// New keys that are to replace the ones this device sits with.
    pub const ENROL: &[u8] = b"enrol";
    /// Prefix of the devices that this one was under keys it had before.
    pub const FORMER: &[u8] = b"former/";
    /// Prefix of devices of paper that were printed here.
    pub const SHEET: &[u8] = b"sheet/";
    /// Prefix of when devices were added.
    pub const ADDED: &[u8] = b"added/";
    /// Prefix of when rings last turned.
    pub const TURNED: &[u8] = b"turned/";
    /// Prefix of when the roster changed.
    pub const TIMED: &[u8] = b"timed/";
    /// Prefix of what the hall's rules asked.
    pub const HALL: &[u8] = b"hall/";
    /// Prefix of roster facts.
    pub const ROSTER: &[u8] = b"roster/";
    /// Prefix of area facts.
    pub const AREA: &[u8] = b"area/";
    /// Prefix of members' names.
    pub const NAME: &[u8] = b"name/";
    /// What this person has read and muted.
    pub const MARKS: &[u8] = b"marks";
    /// A report that is being typed, and an order of a service.
    pub const REPORTS: [&[u8]; 2] = [b"report", b"report-service"];
    /// Prefix of parts of snapshots that are not taken in yet.
    pub const PART: &[u8] = b"part/";
    /// Prefix of void entries.
    pub const VOID: &[u8] = b"void/";

    /// Prefix of what can be undone.
    pub const UNDO: &[u8] = b"undo/";
    /// Prefix of changes that were written again because what they built on was refused.
    pub const AGAIN: &[u8] = b"again/";

    /// Prefix of extracts that were made or are to be made.
    pub const EXTRACT: &[u8] = b"extract/";

    /// The row of a household's extract for a device.
    #[must_use]
    pub fn extract(household: RecordId, device: DeviceId) -> Vec<u8> {
        [EXTRACT, &household.0[..], &device.0].concat()
    }

    /// Reads [`extract`].
    #[must_use]
    pub fn extract_of(key: &[u8]) -> Option<(RecordId, DeviceId)> {
        let (household, device) = key.strip_prefix(EXTRACT)?.split_at_checked(16)?;
        Some((RecordId(household.try_into().ok()?), DeviceId(device.try_into().ok()?)))
    }

    /// The row of a part of what can be undone by a number.
    #[must_use]
    pub fn undo(number: u64, part: u32) -> Vec<u8> {
        [UNDO, &number.to_be_bytes()[..], &part.to_be_bytes()].concat()
    }

    /// Reads [`undo`].
    #[must_use]
    pub fn undo_part(key: &[u8]) -> Option<(u64, u32)> {
        let (number, part) = key.strip_prefix(UNDO)?.split_at_checked(8)?;
        Some((u64::from_be_bytes(number.try_into().ok()?), u32::from_be_bytes(part.try_into().ok()?)))
    }

    /// The row that names the change which stands for another one.
    #[must_use]
    pub fn again(change: &[u8; 32]) -> Vec<u8> {
        [AGAIN, &change[..]].concat()
    }

    /// The row of a ring's secret.
    #[must_use]
    pub fn ring(ring: RingId, generation: u32) -> Vec<u8> {
        [RING, &ring.0, &generation.to_be_bytes()].concat()
    }

    /// The row of a device that this one was.
    #[must_use]
    pub fn former(device: DeviceId) -> Vec<u8> {
        [FORMER, &device.0].concat()
    }

    /// The row of a device of paper.
    #[must_use]
    pub fn sheet(device: DeviceId) -> Vec<u8> {
        [SHEET, &device.0].concat()
    }

    /// The row that says when a device was added.
    #[must_use]
    pub fn added(device: DeviceId) -> Vec<u8> {
        [ADDED, &device.0].concat()
    }

    /// The row that says when a ring last turned.
    #[must_use]
    pub fn turned(of: RingId) -> Vec<u8> {
        [TURNED, &of.0].concat()
    }

    /// The row that says when the roster changed at a place.
    #[must_use]
    pub fn timed(seq: Seq) -> Vec<u8> {
        [TIMED, &seq.to_be_bytes()[..]].concat()
    }

    /// The row that says what the hall's rules asked from a place on.
    #[must_use]
    pub fn hall(seq: Seq) -> Vec<u8> {
        [HALL, &seq.to_be_bytes()[..]].concat()
    }

    /// The row of a ring's secret by what it commits to, so that two of one generation stand side by side.
    #[must_use]
    pub fn secret(of: RingId, generation: u32, commitment: [u8; 16]) -> Vec<u8> {
        [&ring(of, generation)[..], &commitment].concat()
    }

    /// The row of something at a place: prefix, place, index of the entry in its act.
    #[must_use]
    pub fn at(prefix: &[u8], seq: Seq, index: u16) -> Vec<u8> {
        [prefix, &seq.to_be_bytes()[..], &index.to_be_bytes()[..]].concat()
    }

    /// Reads [`at`].
    #[must_use]
    pub fn place(key: &[u8], prefix: &[u8]) -> Option<(Seq, u16)> {
        let (seq, index) = key.strip_prefix(prefix)?.split_at_checked(8)?;
        Some((Seq::from_be_bytes(seq.try_into().ok()?), u16::from_be_bytes(index.try_into().ok()?)))
    }

    /// The row of a saved list.
    #[must_use]
    pub fn list(number: u64) -> Vec<u8> {
        [LIST, &number.to_be_bytes()[..]].concat()
    }

    /// The row of a member's name.
    #[must_use]
    pub fn name(member: MemberId) -> Vec<u8> {
        [NAME, &member.0].concat()
    }
}

/// Key of a record or fact row.
#[must_use]
pub fn record(record: RecordId) -> Vec<u8> {
    record.0.to_vec()
}

/// Key of a document's row. A covenant is kept beside the record it is of: members choose the names of topics, and one that is
/// called like a profile or a household touches neither.
#[must_use]
pub fn document(kind: documents::Kind, id: RecordId) -> Vec<u8> {
    match kind {
        documents::Kind::Household | documents::Kind::Profile => record(id),
        documents::Kind::Covenant => record(RecordId::derive("linli covenant row", &[&id.0])),
    }
}

/// The rows that work on a record is taken in, undone or done again with; papers and roster facts are in memory.
#[must_use]
pub fn want(kind: Kind, id: RecordId, scope: AreaId) -> Vec<Want> {
    let one = match kind.family() {
        // A covenant is of a topic.
        Family::Document if kind == Kind::Covenant => {
            let covenant = Want::Row(Table::Record, document(documents::Kind::Covenant, id));
            return vec![covenant, crate::square::want(id)];
        }
        Family::Document | Family::IdRecord => Want::Row(Table::Record, document(documents::Kind::of(kind), id)),
        Family::Visit | Family::Withdrawal => Want::Row(Table::Fact, record(id)),
        Family::Ticket => crate::tickets::rows::want(id),
        Family::Public => crate::tickets::rows::public_want(id),
        Family::Notice => Want::Row(Table::Notice, record(id)),
        Family::Receipt => Want::Row(Table::Notice, receipts(id, scope)),
        Family::Square => Want::Row(Table::Square, record(id)),
        Family::Ballot => Want::Row(Table::Square, crate::square::ballot_key(id, scope)),
        Family::Chat => return crate::chats::wants(id),
        Family::Roster | Family::Wrap | Family::Areas | Family::Paper | Family::Unknown => return Vec::new(),
    };
    vec![one]
}

/// Key of the receipts for a notice from one area.
#[must_use]
pub fn receipts(notice: RecordId, scope: AreaId) -> Vec<u8> {
    [&notice.0[..], &scope.0].concat()
}

/// Key of a draft.
#[must_use]
pub fn draft(door: AreaId, slot: u8) -> Vec<u8> {
    [&door.0[..], &[slot]].concat()
}

/// Reads [`draft`].
#[must_use]
pub fn draft_place(key: &[u8]) -> Option<(AreaId, u8)> {
    let (door, slot) = key.split_at_checked(16)?;
    Some((AreaId(door.try_into().ok()?), *slot.first()?))
}

/// Key of an outbox item.
#[must_use]
pub fn outbox(number: u64) -> Vec<u8> {
    number.to_be_bytes().to_vec()
}

/// Key of a parcel.
#[must_use]
pub fn parcel(device: DeviceId, device_seq: u64) -> Vec<u8> {
    [&device.0[..], &device_seq.to_be_bytes()].concat()
}

impl RecordRow {
    /// A record nobody has written to.
    #[must_use]
    pub const fn new(meta: RecordMeta) -> Self {
        Self { meta, content: Vec::new(), own: Vec::new(), last: 0, incarnation: 0 }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_batch_holds_what_was_written_last_of_each_row() {
        let mut rows = Rows::default();
        rows.load_all(Table::Ticket, vec![(vec![1], vec![10]), (vec![2], vec![20])]);
        for value in 0..100 {
            rows.put(Table::Ticket, vec![1], vec![value]);
        }
        rows.delete(Table::Ticket, vec![2]);
        rows.put(Table::Notice, vec![3], vec![30]);
        rows.delete(Table::Notice, vec![3]);
        rows.delete(Table::Notice, vec![4]);
        rows.put(Table::Notice, vec![4], vec![40]);
        rows.load(Table::Notice, vec![4], None);
        assert_eq!(rows.get(Table::Notice, &[4]).unwrap(), Some(&[40][..]), "what was loaded late is older");
        let left: Vec<(Table, u8, Option<Vec<u8>>)> =
            rows.into_batch().puts.into_iter().map(|put| (put.table, put.key[0], put.value)).collect();
        let ticket = |key, value| (Table::Ticket, key, value);
        let notice = |key, value| (Table::Notice, key, value);
        let expected = [ticket(1, Some(vec![99])), ticket(2, None), notice(3, None), notice(4, Some(vec![40]))];
        assert_eq!(left, expected, "one change for each row, and nothing that was only read");
    }
}
