//! Progress: counts of doors over time, visits by outcome, care groups not seen; never counts of workers.

use linli_shared::households::CareGroup;
use linli_shared::ids::AreaId;
use serde::{Deserialize, Serialize};

use crate::areas::Coverage;
use crate::visits::Outcome;

/// Asks for the progress of an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadProgress {
    /// A grid or building; `None` for everything the person may see.
    pub within: Option<AreaId>,
    /// How many weeks back, 1 to 104.
    pub weeks: u16,
    /// After how many weeks without a visit a person of a care group counts as not seen.
    pub unseen_weeks: u16,
}

/// The progress of an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressView {
    /// Doors by state today.
    pub now: Coverage,
    /// Doors covered at the end of each week, oldest first; the last is today.
    pub weeks: Vec<WeekPoint>,
    /// Parts of the area: grids of the community, buildings of a grid; empty for a building.
    pub parts: Vec<PartRow>,
    /// Each care group somebody belongs to.
    pub care: Vec<CareRow>,
}

/// One week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekPoint {
    /// Its last day, `YYYY-MM-DD`.
    pub until: String,
    /// Doors covered by then.
    pub covered: u32,
    /// Visits of that week by outcome, those taken back left out.
    pub visits: Vec<(Outcome, u32)>,
}

/// One part of an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRow {
    /// The grid or building.
    pub id: AreaId,
    /// Its label.
    pub label: String,
    /// Its doors by state today.
    pub coverage: Coverage,
}

/// One care group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareRow {
    /// The group.
    pub group: CareGroup,
    /// Doors where somebody of it lives.
    pub doors: u32,
    /// Of these, doors where nobody was met for the weeks asked for: as many as the list of `Care(group)` and
    /// `NotMet { days: 7 * weeks }` has.
    pub unseen: u32,
}
