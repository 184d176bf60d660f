//! Areas and doors: the community's buildings, the board of one, a new door.

pub use linli_shared::areas::Use;
use linli_shared::ids::AreaId;
use serde::{Deserialize, Serialize};

/// Asks for the buildings in the person's scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadCommunity;

/// The buildings in the person's scope: the grid worker's grids, the committee's whole community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommunityView {
    /// Name of the community.
    pub name: String,
    /// Name of the street 街道 and district 区 above it, nearest first.
    pub above: Vec<String>,
    /// Grids in the person's scope, each with its buildings in walking order.
    pub grids: Vec<GridView>,
    /// The whole.
    pub coverage: Coverage,
}

/// One grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridView {
    /// The grid.
    pub id: AreaId,
    /// E.g. `第一网格`.
    pub label: String,
    /// Its buildings.
    pub buildings: Vec<BuildingRow>,
    /// Its sum.
    pub coverage: Coverage,
}

/// One building in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildingRow {
    /// The building.
    pub id: AreaId,
    /// E.g. `12号楼`.
    pub label: String,
    /// Its doors by state.
    pub coverage: Coverage,
}

/// Counts of doors; never of workers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// All homes, and other doors where a household is registered.
    pub doors: u32,
    /// Doors with at least one registered household, or known to be vacant.
    pub registered: u32,
    /// Doors whose next visit is due today or earlier.
    pub due: u32,
    /// Doors with a conflict to settle.
    pub conflicts: u32,
    /// Doors with something only on this phone.
    pub waiting: u32,
}

/// Asks for a building's board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadBuilding {
    /// The building.
    pub building: AreaId,
}

/// 楼栋图: stairs side by side, floors from the top.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildingView {
    /// The building.
    pub id: AreaId,
    /// E.g. `12号楼`.
    pub label: String,
    /// Label of its grid.
    pub grid: String,
    /// Its stairs 单元.
    pub stairs: Vec<StairView>,
    /// Its sum.
    pub coverage: Coverage,
    /// Whether this person may register here.
    pub may_write: bool,
}

/// One stair 单元.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StairView {
    /// The stair.
    pub id: AreaId,
    /// E.g. `1单元`.
    pub label: String,
    /// Its floors, highest first.
    pub floors: Vec<FloorView>,
}

/// One floor of a stair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FloorView {
    /// Its number; 0 and below are cellars.
    pub floor: i16,
    /// Its doors, by label.
    pub doors: Vec<DoorCell>,
}

/// One door on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorCell {
    /// The door.
    pub id: AreaId,
    /// E.g. `301`.
    pub label: String,
    /// What is known of it.
    pub state: DoorState,
    /// Number of people registered.
    pub people: u16,
    /// Something of it is only on this phone.
    pub is_waiting: bool,
    /// A draft is kept for it.
    pub has_draft: bool,
    /// What it is used for.
    pub usage: Use,
    /// It was handed to a grid this person does not work in, though the building is theirs.
    pub is_elsewhere: bool,
}

/// What is known of a door; the most pressing state wins, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DoorState {
    /// Two values stand for one field, or two ID numbers.
    Conflict,
    /// The next visit is due today or earlier.
    Due,
    /// Nobody was home at the last visit, and nobody is registered.
    NobodyHome,
    /// The last visit was refused, and nobody is registered.
    Refused,
    /// Nobody lives there.
    Vacant,
    /// Registered.
    Done,
    /// Not yet registered.
    Unregistered,
}

/// Adds a door the tree does not know. The same label under the same stair gives the same door on every device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddDoor {
    /// The stair.
    pub stair: AreaId,
    /// Its floor; 0 and below are cellars.
    pub floor: i16,
    /// E.g. `305` or `地下室2`; 1 to 20 characters.
    pub label: String,
}
