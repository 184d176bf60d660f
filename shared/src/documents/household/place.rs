//! The place of a household, by which a reader finds that a record is what its id says.

use super::keys;
use crate::documents::text::{hex, read_place};
use crate::documents::{Document, Kind};
use crate::ids::AreaId;

/// Where a household is registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// The door.
    pub door: AreaId,
    /// Which of the households behind it, from 0.
    pub slot: u8,
    /// The generation of the record, counted up by each renewal.
    pub generation: u32,
}

/// Why a document says no one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// Not a household.
    #[error("not a household document")]
    AnotherKind,
    /// Nobody has written yet.
    #[error("the household has no place yet")]
    Missing,
    /// The text is no place.
    #[error("the household's place cannot be read")]
    Malformed,
    /// Concurrent changes name different places.
    #[error("the household has two places")]
    Several,
}

impl Place {
    pub(super) fn text(&self) -> String {
        format!("{}.{}.{}", hex(self.door.0), self.slot, self.generation)
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let (door, slot, generation) = read_place(text)?;
        Some(Self { door: AreaId(door), slot, generation })
    }

    /// Reads the one place a household document names; the body rule of households compares it with the record's id.
    ///
    /// # Errors
    /// Nothing, no place or several places are written.
    pub fn of(document: &Document) -> Result<Self, PlaceError> {
        if document.kind() != Kind::Household {
            return Err(PlaceError::AnotherKind);
        }
        let standing = document.standing(keys::PLACE, None);
        let first = standing.first().ok_or(PlaceError::Missing)?;
        if standing.iter().any(|other| other.text != first.text) {
            return Err(PlaceError::Several);
        }
        Self::read(&first.text).ok_or(PlaceError::Malformed)
    }

    /// When the household was first registered, in seconds as that device's clock said; of two at once, the earlier.
    #[must_use]
    pub fn first_seconds(document: &Document) -> Option<i64> {
        document.standing(keys::PLACE, None).iter().map(|one| one.seconds).min()
    }
}
