//! Search: doors and people by characters, pinyin, initials, door in any writing, end of a phone number.

use linli_shared::ids::{AreaId, PersonId, RecordId};
use serde::{Deserialize, Serialize};

use crate::areas::DoorState;

/// Searches everything on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// What was typed; at most 64 characters count.
    pub text: String,
    /// The most hits wanted, at most 100.
    pub limit: u16,
}

/// What was found, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Hits, at most as many as were wanted.
    pub hits: Vec<Hit>,
    /// All that fit.
    pub total: u32,
}

/// One door or person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The door.
    pub door: AreaId,
    /// Building, stair, door.
    pub path: Vec<String>,
    /// What is known of the door.
    pub state: DoorState,
    /// The person; `None` for a hit on the door itself.
    pub person: Option<PersonHit>,
}

/// A person who was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonHit {
    /// The household.
    pub household: RecordId,
    /// The entry.
    pub person: PersonId,
    /// Name; empty if none is registered.
    pub name: String,
    /// Range of the name's characters (from, to) that fit; equal where another thing than the name fits.
    pub fits: (u16, u16),
    /// Year of birth, if registered.
    pub born: Option<i16>,
    /// Last four digits of the phone that fit, if it was the phone.
    pub phone_end: Option<String>,
}
