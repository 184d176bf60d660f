//! An act on the register: it opens households, writes to them as one bundle, and can be undone by its number.

use linli_contract::Failure;
use linli_contract::registers::Done;
use linli_shared::documents::household::{Household, Place};
use linli_shared::documents::{self, Document, Heads};
use linli_shared::ids::RecordId;

use super::undoing;
use super::writing::{self, Base, Writing, Written};
use crate::device::outbox::StoredPlace;
use crate::device::{Device, Turn};
use crate::households::id_record::IdNumbers;

/// A household that an act is about.
pub(super) struct Here {
    pub(super) record: RecordId,
    pub(super) place: StoredPlace,
    pub(super) document: Document,
    pub(super) read: Household,
    /// ID numbers; `None` if there never were any.
    pub(super) numbers: Option<IdNumbers>,
}

impl Here {
    /// Opens a household to write to it.
    ///
    /// # Errors
    /// [`Failure::NotHere`], [`Failure::NoRight`].
    pub(super) fn open(device: &Device, household: RecordId, turn: &Turn<'_>) -> Result<Self, Failure> {
        let (row, document) = Device::document(turn, documents::Kind::Household, household)?;
        row.ok_or(Failure::NotHere)?;
        let place: StoredPlace = Place::of(&document).map_err(|_| Failure::NotHere)?.into();
        device.check_right(&device.about(place)?, None)?;
        let read = Household::of(&document);
        let numbers = writing::shown_numbers(device, household, turn)?;
        Ok(Self { record: household, place, document, read, numbers })
    }

    /// The state a screen names.
    ///
    /// # Errors
    /// [`Failure::InvalidInput`] if it names none, [`Failure::NotHere`] if it is not here.
    pub(super) fn state(&self, version: &linli_contract::households::Version) -> Result<Heads, Failure> {
        let heads: Heads = version.0.parse().map_err(|_| Failure::InvalidInput)?;
        if heads.is_empty() || !self.document.has_all(&heads) { Err(Failure::NotHere) } else { Ok(heads) }
    }
}

/// An act under way.
pub(crate) struct Act {
    number: u64,
    written: Vec<Written>,
}

impl Act {
    pub(crate) fn begin(device: &mut Device) -> Self {
        Self { number: device.take_number(), written: Vec::new() }
    }

    /// The bundle of what it writes.
    pub(super) const fn bundle(&self) -> u64 {
        self.number
    }

    /// Writes to one household.
    ///
    /// # Errors
    /// As [`writing::write`].
    pub(crate) fn write(
        &mut self,
        device: &mut Device,
        place: StoredPlace,
        writing: &Writing,
        base: Base<'_>,
        turn: &mut Turn<'_>,
    ) -> Result<(), Failure> {
        self.written.push(writing::write(device, place, writing, base, self.number, turn)?);
        Ok(())
    }

    pub(crate) fn done(self, device: &mut Device, turn: &mut Turn<'_>) -> Done {
        Done { undo: undoing::note(device, self.number, undoing::WHOLE, self.written, turn) }
    }
}
