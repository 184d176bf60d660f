//! Buildings: the committee edits the area tree; a building's sheet for the printer.

use linli_shared::ids::{AreaId, RecordId};
use serde::{Deserialize, Serialize};

pub use linli_shared::areas::{AreaKind, Use};

/// Asks for the whole tree, to edit it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadAreas;

/// The tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreasView {
    /// Name of the community.
    pub name: String,
    /// Every area, each parent before its children, children in walking order.
    pub areas: Vec<AreaRow>,
    /// Whether this person may edit.
    pub may_edit: bool,
}

/// One area of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaRow {
    /// The area.
    pub id: AreaId,
    /// What it lies in; the community for a grid, the grid it belongs to now for a building.
    pub parent: AreaId,
    /// What it is.
    pub kind: AreaKind,
    /// Its label.
    pub label: String,
    /// Floor of a door; order of the others.
    pub order: i16,
    /// What a door is used for.
    pub usage: Use,
    /// Households registered in it.
    pub households: u32,
    /// Whether it is out of use.
    pub is_retired: bool,
    /// The grid a stair or door was handed to, if it is not the one of what it lies in.
    pub handed_to: Option<AreaId>,
}

/// One edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AreaEdit {
    /// Says what the community is called, and the areas above it.
    NameCommunity {
        /// E.g. `宝钢一村居委会`.
        name: String,
        /// Nearest first: street, district, city, province.
        above: Vec<String>,
    },
    /// Adds a grid.
    AddGrid {
        /// E.g. `第四网格`.
        label: String,
    },
    /// Adds a building, or stairs, floors and doors to one that has this label.
    AddBuilding {
        /// The grid.
        grid: AreaId,
        /// E.g. `12号楼`.
        label: String,
        /// Its stairs.
        stairs: Vec<NewStair>,
    },
    /// Adds a building with the stairs and doors of another.
    CopyBuilding {
        /// The one to copy.
        building: AreaId,
        /// The new one's label.
        label: String,
        /// The new one's grid.
        grid: AreaId,
    },
    /// Adds stairs, floors and doors to a building.
    Extend {
        /// The building.
        building: AreaId,
        /// Its further stairs, or floors of a stair that has this label.
        stairs: Vec<NewStair>,
    },
    /// Changes a label; ids and everything registered stay.
    Rename {
        /// The area.
        area: AreaId,
        /// The new label.
        label: String,
    },
    /// Changes the place among its neighbours.
    Reorder {
        /// A grid, building or stair.
        area: AreaId,
        /// Its new order.
        order: i16,
    },
    /// Says what a door is used for.
    SetUse {
        /// The door.
        door: AreaId,
        /// For what.
        usage: Use,
    },
    /// Takes an area out of use; only where no household stands.
    Retire {
        /// The area.
        area: AreaId,
    },
    /// Takes it into use again.
    Restore {
        /// The area.
        area: AreaId,
    },
    /// Hands a building, stair or door to another grid.
    HandOver {
        /// The area.
        area: AreaId,
        /// The grid.
        grid: AreaId,
    },
    /// Says that two doors of one building are one.
    SameDoor {
        /// One.
        a: AreaId,
        /// The other.
        b: AreaId,
    },
}

/// A stair to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewStair {
    /// E.g. `1单元`.
    pub label: String,
    /// Floors numbered by the rule floor + two digits.
    pub floors: Vec<NewFloors>,
    /// Doors outside the rule: floor, label, use.
    pub doors: Vec<(i16, String, Use)>,
}

/// Floors with doors by the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFloors {
    /// The lowest.
    pub from: i16,
    /// The highest, included.
    pub to: i16,
    /// Number of the first door.
    pub first: u8,
    /// Doors on each floor.
    pub doors: u8,
}

/// Edits the tree, all or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditAreas {
    /// The edits, in order.
    pub edits: Vec<AreaEdit>,
}

/// The tree was edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreasEdited {
    /// The first area that was added, if any.
    pub added: Option<AreaId>,
    /// Households that were taken over into another grid.
    pub handed_over: u32,
}

/// Asks for a building's sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadSheet {
    /// The building.
    pub building: AreaId,
}

/// A building's sheet: what a worker takes along on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetView {
    /// Community, grid, building.
    pub path: Vec<String>,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// Stairs, each with its doors from the highest floor down.
    pub stairs: Vec<SheetStair>,
}

/// One stair of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetStair {
    /// E.g. `1单元`.
    pub label: String,
    /// Its doors.
    pub doors: Vec<SheetDoor>,
}

/// One door of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetDoor {
    /// Its floor.
    pub floor: i16,
    /// Its label.
    pub label: String,
    /// What is known of it.
    pub state: crate::areas::DoorState,
    /// Households with the names of their people.
    pub households: Vec<(RecordId, Vec<String>)>,
    /// The day to come again.
    pub due: Option<String>,
    /// What it is used for.
    pub usage: Use,
}
