//! Living registers: people and households that move, leave, die, are split, joined, withdrawn; what happened, and undo.

use linli_shared::calendar::Millis;
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, PersonId, RecordId};
use serde::{Deserialize, Serialize};

use crate::households::{Author, DuplicateReason, Version};

/// Where a value is known from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Source {
    /// Said at the door.
    #[default]
    AtTheDoor,
    /// Said on the telephone.
    ByPhone,
    /// Read from a paper: an ID card, a lease.
    Paper,
    /// From a list that was imported.
    List {
        /// What the list is called, 1 to 60 characters, e.g. `2024年底册`.
        name: String,
    },
    /// Taken over from another place of the register.
    Moved,
    /// Said by a member of the household, through the app.
    ByMember,
}

/// Why a person is no longer in a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Departure {
    /// Died.
    Died {
        /// The day, `YYYY-MM-DD`, if known.
        on: Option<String>,
    },
    /// Left the community.
    Left {
        /// The day, `YYYY-MM-DD`, if known.
        on: Option<String>,
        /// Where to, at most 100 characters; empty if not known.
        to: String,
    },
    /// Lives at another door now.
    Moved {
        /// The door.
        door: AreaId,
        /// The slot there.
        slot: u8,
    },
    /// Was entered by mistake.
    Mistake,
}

/// Why a household has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// All of it left.
    Left,
    /// Its people live at another door now.
    Moved,
    /// Other people moved in; they are a household of their own.
    TenantsChanged,
    /// Was entered by mistake.
    Mistake,
}

/// What was done, and the number by which it can be undone; no number if nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// For [`Undo`].
    pub undo: Option<u64>,
}

/// Where people move to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destination {
    /// The door.
    pub door: AreaId,
    /// A household there; `None` for one of their own.
    pub slot: Option<u8>,
}

/// Moves people to another household, or to one of their own (a split); all of them is a move of the household.
///
/// Only within what this person may write: who leaves for elsewhere is [`PeopleLeft`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovePeople {
    /// From where.
    pub household: RecordId,
    /// The state it was chosen on.
    pub version: Version,
    /// Who, at least one.
    pub people: Vec<PersonId>,
    /// To where.
    pub to: Destination,
    /// Whether the values of the home go with them: the household was entered at the wrong door.
    pub with_home: bool,
}

/// People died, left or were entered by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleLeft {
    /// The household.
    pub household: RecordId,
    /// The state it was chosen on.
    pub version: Version,
    /// Who, at least one.
    pub people: Vec<PersonId>,
    /// Why; [`Departure::Moved`] is [`MovePeople`]'s alone.
    pub why: Departure,
}

/// A departed person is back, or had not left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonBack {
    /// The household.
    pub household: RecordId,
    /// Who.
    pub person: PersonId,
}

/// Ends a household: all of it left, or it was a mistake. With [`Ending::TenantsChanged`] the next form of its slot is a
/// new household, of which the old one's values are no part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndHousehold {
    /// The household.
    pub household: RecordId,
    /// The state it was chosen on.
    pub version: Version,
    /// Why; [`Ending::Moved`] is [`MovePeople`]'s alone.
    pub why: Ending,
}

/// Takes an ending back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReopenHousehold {
    /// The household.
    pub household: RecordId,
}

/// Two households of one door are one: the people of `merge` become people of `keep`, pairs that look alike are offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeHouseholds {
    /// The household that stays.
    pub keep: RecordId,
    /// The household that ends.
    pub merge: RecordId,
}

/// Undoes an act of this device: what it wrote is set back where nobody wrote over it since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// From [`Done`], `HouseholdSaved` or an import.
    pub number: u64,
}

/// What undoing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// Values set back.
    pub values: u32,
    /// Values left because somebody wrote over them since.
    pub kept: u32,
    /// The number by which the undoing can be undone; none if nothing was set back.
    pub undo: Option<u64>,
}

/// Asks for the history of a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadHistory {
    /// The household.
    pub household: RecordId,
}

/// The history of a household, newest first; at most 500 changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryView {
    /// Building, stair, door.
    pub path: Vec<String>,
    /// The door.
    pub door: AreaId,
    /// Changes.
    pub changes: Vec<HistoryChange>,
    /// Names of people spoken of, as they are or were last called.
    pub names: Vec<(PersonId, String)>,
    /// Paths (building, stair, door) of the doors that people moved to.
    pub doors: Vec<(AreaId, Vec<String>)>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryChange {
    /// Who, when, and where from.
    pub by: Author,
    /// What, in the order it was written.
    pub what: Vec<Happening>,
    /// Only on this device so far.
    pub is_waiting: bool,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Happening {
    /// The household was registered.
    Registered,
    /// A field was set or cleared.
    Set {
        /// The home or a person.
        subject: Subject,
        /// The field.
        field: Field,
        /// What stood there before.
        before: Option<String>,
        /// What stands there now.
        after: Option<String>,
    },
    /// A person was entered.
    Entered(PersonId),
    /// A person left.
    Gone(PersonId, Departure),
    /// A departure was taken back.
    Back(PersonId),
    /// The second entry became part of the first.
    Joined(PersonId, PersonId),
    /// Two entries were told apart.
    ToldApart(PersonId, PersonId),
    /// The household ended.
    Ended(Ending),
    /// An ending was taken back.
    Reopened,
    /// A person's ID number was written; the number itself is not part of the history.
    IdNumber(PersonId),
    /// Something of a newer app.
    Unknown,
}

/// A household that has ended, at its door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedHousehold {
    /// The record.
    pub id: RecordId,
    /// Why it ended.
    pub why: Ending,
    /// Who said so, and when.
    pub by: Author,
    /// Names of its people, as last registered.
    pub names: Vec<String>,
}

/// A person who is no longer in a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartedView {
    /// The entry.
    pub id: PersonId,
    /// Name; empty if none was registered.
    pub name: String,
    /// Why.
    pub why: Departure,
    /// Path of the door moved to, if that is why.
    pub to: Vec<String>,
    /// Who said so, and when.
    pub by: Author,
}

/// Asks, while a person is being entered, who on this device looks like them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindAlike {
    /// The household being written, whose own entries are left out.
    pub household: Option<RecordId>,
    /// Name as typed; empty if none yet.
    pub name: String,
    /// Birth date `YYYY-MM-DD`.
    pub birth: Option<String>,
    /// Telephone as typed.
    pub phone: Option<String>,
    /// ID number as typed; used only if it is valid.
    pub id_number: Option<String>,
}

/// People elsewhere who look alike, the strongest reason first, at most 10.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlikeView {
    /// Each of them.
    pub people: Vec<Alike>,
    /// Somebody who looks like the one being entered asked to be erased; they may be entered again if they wish it now.
    #[serde(default)]
    pub is_erased: bool,
}

/// A person elsewhere who looks alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    /// The door.
    pub door: AreaId,
    /// Building, stair, door.
    pub path: Vec<String>,
    /// The household.
    pub household: RecordId,
    /// The entry.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Year of birth, if registered.
    pub born: Option<i16>,
    /// Whether this person may move them.
    pub may_write: bool,
    /// Why they look alike.
    pub because: DuplicateReason,
    /// When their household's newest value was written.
    pub changed: Millis,
}
