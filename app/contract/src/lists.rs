//! Lists: doors and people by filter, saved filters, the round of a day.

use linli_shared::households::CareGroup;
use linli_shared::ids::{AreaId, PersonId, RecordId};
use serde::{Deserialize, Serialize};

use crate::areas::DoorState;

/// One condition on a door or on a person behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Filter {
    /// A person of this care group lives there.
    Care(CareGroup),
    /// A person of any care group lives there.
    AnyCare,
    /// The home is let.
    Let,
    /// Nobody lives there.
    Vacant,
    /// The next visit is due today or earlier.
    Due,
    /// Something is to be settled.
    Conflict,
    /// Registered, and no value was written and nobody was met for this many days.
    NotConfirmed {
        /// Days, e.g. 365.
        days: u16,
    },
    /// Registered, and nobody was met for this many days: with a care group, the doors its row of progress counts as not seen.
    NotMet {
        /// Days, e.g. 56.
        days: u16,
    },
    /// Not yet registered.
    Unregistered,
    /// Nobody was home, and nobody is registered.
    NobodyHome,
    /// The last visit was refused, and nobody is registered.
    Refused,
    /// Something is only on this device.
    Waiting,
}

/// What a list shows: doors that meet every condition, in walking order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ListSpec {
    /// Conditions, all of which must hold; none means every door.
    pub filters: Vec<Filter>,
    /// Only within this grid or building; `None` for everything the person may see.
    pub within: Option<AreaId>,
}

/// Asks for a part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadList {
    /// What it shows.
    pub spec: ListSpec,
    /// How many rows to pass over.
    pub from: u32,
    /// The most rows wanted, at most 500.
    pub limit: u32,
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListView {
    /// Rows in walking order: grid, building, stair, from the lowest floor up.
    pub rows: Vec<ListRow>,
    /// Doors in the whole list.
    pub doors: u32,
    /// People in the whole list; with a condition on people only those who meet it.
    pub people: u32,
}

/// One door of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRow {
    /// The door.
    pub door: AreaId,
    /// Building, stair, door.
    pub path: Vec<String>,
    /// What is known of it.
    pub state: DoorState,
    /// The people registered; with a condition on people those who meet it.
    pub people: Vec<PersonBrief>,
    /// The day to come again, `YYYY-MM-DD`.
    pub due: Option<String>,
    /// The day somebody was last met or a value was last written, `YYYY-MM-DD`.
    pub confirmed: Option<String>,
}

/// A person in a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonBrief {
    /// The household.
    pub household: RecordId,
    /// The entry.
    pub person: PersonId,
    /// Name; empty if none is registered.
    pub name: String,
    /// Care groups.
    pub care: Vec<CareGroup>,
    /// Birth date, `YYYY-MM-DD`.
    pub birth: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
}

/// Asks for the saved lists, and how many doors each has today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadLists;

/// A list under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedList {
    /// Its name, 1 to 40 characters.
    pub name: String,
    /// What it shows.
    pub spec: ListSpec,
}

/// The saved lists with their counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListsView {
    /// Saved on this device, in order of saving; each with its doors today.
    pub saved: Vec<(NamedList, u32)>,
    /// Each single filter a screen offers, with its doors today.
    pub counts: Vec<(Filter, u32)>,
}

/// Saves a list on this device; one of the same name is replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveList {
    /// The list.
    pub list: NamedList,
}

/// Forgets a saved list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropList {
    /// Its name.
    pub name: String,
}

/// Asks for what is due today, in walking order by stair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRound;

/// The round of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundView {
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// Stairs with doors to visit, in walking order.
    pub stairs: Vec<RoundStair>,
    /// Doors due.
    pub due: u32,
    /// Doors visited today by anybody, of those in the person's scope.
    pub visited: u32,
}

/// One stair of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundStair {
    /// Building and stair.
    pub path: Vec<String>,
    /// Its building.
    pub building: AreaId,
    /// Its doors that are due, from the highest floor down: up by the lift, down by the stairs.
    pub doors: Vec<ListRow>,
}
