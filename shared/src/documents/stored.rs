//! A document in the device's own store: its writers, then Automerge's uncompressed form.
//!
//! **Invariant:** only bytes of this device's own store reach Automerge's parser, and only after their checksum fits.

use std::collections::BTreeMap;

use automerge::{Automerge, SaveOptions};
use sha2::{Digest, Sha256};

use super::actor::Writer;
use super::document::Document;
use super::wire::{Input, put_number};
use super::{AdmissionError, Kind};
use crate::ids::{DeviceId, RecordId};

const STORED_FORM: u8 = 1;
const CHUNK_MARK: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const DOCUMENT_CHUNK: u8 = 0;

/// The stored bytes are not a document of this release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the stored document cannot be read")]
pub struct Unreadable;

impl Document {
    /// Reads what [`Self::save`] wrote.
    ///
    /// # Errors
    /// [`Unreadable`] for anything else.
    pub fn load(bytes: &[u8], record: RecordId) -> Result<Self, Unreadable> {
        Self::read_stored(bytes, record).ok_or(Unreadable)
    }

    fn read_stored(bytes: &[u8], record: RecordId) -> Option<Self> {
        let mut input = Input(bytes);
        if input.byte().ok()? != STORED_FORM {
            return None;
        }
        let kind = Kind::from_number(input.byte().ok()?)?;
        let count = input.length(bytes.len() / 17, AdmissionError::TooLong).ok()?;
        let mut writers = BTreeMap::new();
        for _ in 0..count {
            let device = DeviceId(input.array().ok()?);
            let writer = Writer { device, incarnation: input.number().ok()?.try_into().ok()? };
            writers.insert(writer.actor(record), writer);
        }
        let doc = if is_whole_chunk(input.0) { Automerge::load(input.0).ok()? } else { return None };
        Self::from_parts(kind, record, doc, writers)
    }

    /// The document as any Automerge tool opens it; who wrote what is said only by hashes.
    #[must_use]
    pub fn to_automerge(&self) -> Vec<u8> {
        self.automerge().save()
    }

    /// The bytes for this device's own store; the caller deflates and seals them.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        let mut out = vec![STORED_FORM, self.kind().number()];
        put_number(&mut out, self.writers().count() as u64);
        for writer in self.writers() {
            out.extend(writer.device.0);
            put_number(&mut out, writer.incarnation.into());
        }
        out.extend(self.automerge().save_with_options(SaveOptions { deflate: false, retain_orphans: false }));
        out
    }
}

/// Whether the bytes are one document chunk, complete and as it was written.
fn is_whole_chunk(bytes: &[u8]) -> bool {
    let mut input = Input(bytes);
    let (Ok(mark), Ok(checksum), Ok(kind)) = (input.array::<4>(), input.array::<4>(), input.byte()) else {
        return false;
    };
    let after_kind = input.0;
    let Ok(length) = input.number() else { return false };
    let hashed = Sha256::new().chain_update([kind]).chain_update(after_kind).finalize();
    mark == CHUNK_MARK && kind == DOCUMENT_CHUNK && length == input.0.len() as u64 && hashed[..4] == checksum
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use automerge::{AutoCommit, ROOT, ReadDoc};

    use super::*;
    use crate::documents::household::{HouseholdEdit, Place};
    use crate::documents::{Heads, Writer};
    use crate::households::{Field, Subject};
    use crate::ids::{AreaId, PersonId};

    #[test]
    fn any_automerge_tool_opens_a_document_with_its_values_conflicts_and_history() {
        let mut document = Document::genesis(Kind::Household, RecordId([1; 16]));
        let place = Place { door: AreaId([2; 16]), slot: 0, generation: 0 };
        let person = PersonId([3; 16]);
        let set = |field, value: &str| HouseholdEdit::Set {
            subject: Subject::Person(person),
            field,
            value: Some(value.to_owned()),
        };
        let writer = |device: u8| Writer { device: DeviceId([device; 16]), incarnation: 0 };
        let edits = [HouseholdEdit::AddPerson { person }, set(Field::Name, "李清"), set(Field::Phone, "15411111111")];
        document.register(&place, &edits, &Heads::default(), writer(4), 10).unwrap();
        document.register(&place, &[set(Field::Phone, "15422222222")], &Heads::default(), writer(5), 20).unwrap();
        let mut opened = AutoCommit::load(&document.to_automerge()).unwrap();
        let key = |field: &str| format!("p.{}.{field}", person);
        let values = |opened: &AutoCommit, key: &str| -> BTreeMap<String, ()> {
            let all = opened.get_all(ROOT, key).unwrap();
            all.into_iter().map(|(value, _)| (value.as_str().unwrap().to_owned(), ())).collect()
        };
        assert_eq!(values(&opened, &key("name")).into_keys().collect::<Vec<_>>(), ["李清"]);
        assert_eq!(values(&opened, &key("phone")).into_keys().collect::<Vec<_>>(), ["15411111111", "15422222222"]);
        assert_eq!(opened.get_changes(&[]).len(), 3, "the first change and two of people");
    }
}
