//! Exports: lists and the whole community, read in parts; the screen puts labels in place of codes and writes the file.

use linli_shared::households::{Field, Subject};
use linli_shared::ids::RecordId;
use serde::{Deserialize, Serialize};

use crate::lists::ListSpec;
use crate::registers::{DepartedView, HistoryChange};
use crate::visits::VisitView;

/// Asks for a part of a list with every registered value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadExport {
    /// Which doors.
    pub spec: ListSpec,
    /// How many doors to pass over.
    pub from: u32,
    /// The most doors wanted, at most 200.
    pub limit: u32,
    /// Whether ID numbers come in full; else masked.
    pub with_id_numbers: bool,
}

/// A part of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportPart {
    /// Doors, in walking order.
    pub doors: Vec<ExportDoor>,
    /// Doors in the whole export.
    pub total: u32,
}

/// One door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportDoor {
    /// Grid, building, stair, door.
    pub path: Vec<String>,
    /// Its households.
    pub households: Vec<ExportHousehold>,
    /// Its visits, newest first.
    pub visits: Vec<VisitView>,
}

/// One household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportHousehold {
    /// The record.
    pub id: RecordId,
    /// Its slot, from 0.
    pub slot: u8,
    /// Values of the home and of each person; of a conflict the one shown first.
    pub values: Vec<(Subject, Field, String)>,
    /// ID numbers.
    pub id_numbers: Vec<(Subject, String)>,
    /// People, in the order shown.
    pub people: Vec<linli_shared::ids::PersonId>,
    /// People who are no longer in it.
    pub departed: Vec<DepartedView>,
    /// When its newest value was written, device time in milliseconds.
    pub changed: linli_shared::calendar::Millis,
}

/// Asks for a part of the whole community as records; for the committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPackage {
    /// After this record; `None` for the first.
    pub after: Option<RecordId>,
    /// The most records wanted, at most 200.
    pub limit: u32,
}

/// A part of the package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackagePart {
    /// Documents in the order of their records.
    pub documents: Vec<PackageDocument>,
    /// Where the next part begins; `None` after the last.
    pub next: Option<RecordId>,
    /// Documents in the whole package.
    pub total: u32,
}

/// One document of the package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageDocument {
    /// The record.
    pub id: RecordId,
    /// Building, stair, door.
    pub path: Vec<String>,
    /// The document as any Automerge tool opens it, base64.
    pub automerge: String,
    /// Its history, newest first.
    pub history: Vec<HistoryChange>,
}
