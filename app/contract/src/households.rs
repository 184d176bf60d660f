//! Households: a door with who lives behind it, the registration form, conflicts and duplicates.

use linli_shared::calendar::Millis;
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, PersonId, RecordId};
use serde::{Deserialize, Serialize};

use crate::areas::DoorState;
use crate::registers::{DepartedView, EndedHousehold, Source};
use crate::sync::RecordSync;
use crate::visits::VisitView;

/// Asks for one door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadDoor {
    /// The door.
    pub door: AreaId,
}

/// A door with everything known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorView {
    /// The door.
    pub id: AreaId,
    /// Building, stair, door: `12号楼`, `1单元`, `301`.
    pub path: Vec<String>,
    /// Its building, to go back to.
    pub building: AreaId,
    /// What is known of it, as on the board.
    pub state: DoorState,
    /// Its households; several share a door where rooms are let singly.
    pub households: Vec<HouseholdView>,
    /// Households that have ended, newest first.
    pub ended: Vec<EndedHousehold>,
    /// Visits, newest first.
    pub visits: Vec<VisitView>,
    /// Slots for which a draft is kept.
    pub drafts: Vec<u8>,
    /// The slot a further household would get.
    pub next_slot: u8,
    /// Whether this person may register and record visits here.
    pub may_write: bool,
    /// Neighbouring doors on the way: previous and next.
    pub neighbours: (Option<AreaId>, Option<AreaId>),
}

/// The state of a household a form or choice was made from: its document's heads, opaque to the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Version(pub String);

/// One household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseholdView {
    /// The record.
    pub id: RecordId,
    /// Its slot at the door, from 0.
    pub slot: u8,
    /// The state shown.
    pub version: Version,
    /// Fields of the home that have a value, in form order.
    pub fields: Vec<FieldView>,
    /// Its people: the householder first, then in order of entry.
    pub people: Vec<PersonView>,
    /// People who are no longer in it, the last to leave first.
    pub departed: Vec<DepartedView>,
    /// Pairs that look like one person.
    pub duplicates: Vec<DuplicateView>,
    /// Where it is.
    pub sync: RecordSync,
    /// When its newest value was written.
    pub changed: Millis,
}

/// One field with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldView {
    /// The field.
    pub field: Field,
    /// The value; of a conflict, the one every device shows first.
    pub value: String,
    /// Who wrote it and when.
    pub by: Author,
    /// All values of a conflict, the shown one first; empty without conflict.
    pub conflict: Vec<Alternative>,
}

/// Who wrote a value and when, as their device's clock said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// Name from the profile; `None` if it is not on this device.
    pub name: Option<String>,
    /// Whether it is the person whose device this is.
    pub is_me: bool,
    /// Device time of the change.
    pub at: Millis,
    /// Where the value is known from.
    pub source: Source,
}

/// One of the values of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// The value; `None` where one side removed it.
    pub value: Option<String>,
    /// Who wrote it and when.
    pub by: Author,
}

/// One person of a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// The entry.
    pub id: PersonId,
    /// Fields that have a value, in form order.
    pub fields: Vec<FieldView>,
    /// The ID number, masked; `None` if none is registered.
    pub id_number: Option<IdNumberView>,
}

/// An ID number as shown: `310***********002X` and so on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdNumberView {
    /// First three and last four characters, the rest as `*`.
    pub masked: String,
    /// Two devices wrote different numbers; someone has to choose.
    pub is_conflict: bool,
}

/// Two entries that look like one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DuplicateView {
    /// The two entries, the older first.
    pub pair: (PersonId, PersonId),
    /// Why they look alike.
    pub because: DuplicateReason,
}

/// Why two entries look like one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DuplicateReason {
    /// The same ID number.
    IdNumber,
    /// The same name and birth date.
    NameAndBirth,
    /// The same name, and no birth date that differs.
    Name,
    /// The same telephone number.
    Phone,
}

/// Opens the form of a household, or of a new one in a free slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenForm {
    /// The door.
    pub door: AreaId,
    /// The slot.
    pub slot: u8,
}

/// What the form starts with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormView {
    /// Building, stair, door.
    pub path: Vec<String>,
    /// The household as registered; `None` for a new one.
    pub household: Option<HouseholdView>,
    /// What was typed before and not registered.
    pub draft: Option<Draft>,
}

/// What the person typed: edits against a version.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Draft {
    /// The state the form was opened on.
    pub base: Version,
    /// Edits in the order they were made; a later edit of the same field replaces an earlier one.
    pub edits: Vec<Edit>,
    /// When it was last typed in.
    pub at: Millis,
    /// Where the values are known from.
    #[serde(default)]
    pub source: Source,
}

/// One edit of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Sets a field, or clears it with `None`.
    Set {
        /// The home or a person.
        subject: Subject,
        /// The field.
        field: Field,
        /// The text as the field's kind wants it.
        value: Option<String>,
    },
    /// Enters a person; the form makes a random id.
    AddPerson {
        /// The new entry.
        person: PersonId,
    },
    /// Takes an entry out (moved away, entered by mistake).
    RemovePerson {
        /// The entry.
        person: PersonId,
    },
    /// Sets a person's ID number (18 characters, `X` in upper case), or clears it.
    SetIdNumber {
        /// The person.
        person: PersonId,
        /// The number.
        number: Option<String>,
    },
}

/// Keeps a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveDraft {
    /// The door.
    pub door: AreaId,
    /// The slot.
    pub slot: u8,
    /// What was typed.
    pub draft: Draft,
}

/// Throws a draft away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropDraft {
    /// The door.
    pub door: AreaId,
    /// The slot.
    pub slot: u8,
}

/// Registers or changes a household and drops its draft, in one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveHousehold {
    /// The door.
    pub door: AreaId,
    /// The slot.
    pub slot: u8,
    /// The state the form was opened on: what changed since stays beside the edits, as a conflict where both touched a field.
    pub base: Version,
    /// The edits.
    pub edits: Vec<Edit>,
    /// Where the values are known from.
    pub source: Source,
}

/// The household is on this device, safe against a crash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseholdSaved {
    /// The record.
    pub household: RecordId,
    /// The number by which it can be undone; none if nothing changed.
    pub undo: Option<u64>,
}

/// Chooses a value of a conflict; the choice is itself a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettleConflict {
    /// The household.
    pub household: RecordId,
    /// The state the choice was made on.
    pub version: Version,
    /// The home or a person.
    pub subject: Subject,
    /// The field.
    pub field: Field,
    /// The value chosen (one of the alternatives or a third).
    pub value: Option<String>,
}

/// Says that two entries are one person: `drop` becomes part of `keep`, both histories stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinPeople {
    /// The household.
    pub household: RecordId,
    /// The entry that stays.
    pub keep: PersonId,
    /// The entry that joins it; its values fill what the other lacks.
    pub merge: PersonId,
}

/// Says that two entries are two people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepBothPeople {
    /// The household.
    pub household: RecordId,
    /// The two entries.
    pub pair: (PersonId, PersonId),
}

/// Asks for a person's ID number in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShowIdNumber {
    /// The household.
    pub household: RecordId,
    /// The person.
    pub person: PersonId,
}

/// The numbers that stand for one person: one, or the two of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdNumbers {
    /// Each with its author.
    pub numbers: Vec<Alternative>,
}

/// Chooses an ID number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettleIdNumber {
    /// The household.
    pub household: RecordId,
    /// The person.
    pub person: PersonId,
    /// The number chosen.
    pub number: Option<String>,
}
