//! Imports: an existing register becomes households, after its columns were confirmed and its rows looked at.
//!
//! Plan, look, run in parts, undo as a whole. **Invariant:** planning writes nothing; a value somebody typed is never
//! overwritten, it becomes one side of a conflict; an empty cell changes nothing.

use linli_shared::households::Field;
use linli_shared::ids::AreaId;
use serde::{Deserialize, Serialize};

use crate::tables::Sheet;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Column {
    /// Not imported.
    Ignore,
    /// Grid.
    Grid,
    /// Building, e.g. `12号楼` or `12`.
    Building,
    /// Stair 单元.
    Stair,
    /// Door 室号.
    Door,
    /// The whole address in one cell, e.g. `12号楼2单元301`.
    Address,
    /// A number or word that people of one household share, e.g. 户号 or 户主姓名.
    Household,
    /// A field of the register.
    Field(Field),
    /// The ID number.
    IdNumber,
    /// Care groups as words, e.g. 人员类别 with `独居老人、残疾`.
    Care,
}

/// Asks what an import of a sheet would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanImport {
    /// The sheet.
    pub sheet: Sheet,
    /// The columns as the person confirmed them; `None` to have them proposed.
    pub mapping: Option<Mapping>,
}

/// How a sheet is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// First row of the headings, from 0.
    pub header_from: u32,
    /// First row of the data, from 0.
    pub data_from: u32,
    /// What each column holds, from the first.
    pub columns: Vec<Column>,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPlan {
    /// How the sheet is read.
    pub mapping: Mapping,
    /// Whether this reading was confirmed for a sheet of these headings before.
    pub is_remembered: bool,
    /// Headings by column, those of two rows joined.
    pub headings: Vec<String>,
    /// Up to three values of each column, as examples.
    pub examples: Vec<Vec<String>>,
    /// What each row would do, in order.
    pub rows: Vec<RowReport>,
    /// Households by what would happen to them.
    pub counts: ImportCounts,
    /// Doors that no plan of a building knows; only the committee can add them, with their buildings.
    pub doors_to_add: Vec<NewDoor>,
    /// The work, to be handed to [`RunImport`] in parts.
    pub households: Vec<ImportHousehold>,
}

/// Counts of an import.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportCounts {
    /// Households that are new.
    pub new: u32,
    /// Households that gain values.
    pub filled: u32,
    /// Households with values that contradict what somebody typed.
    pub conflicting: u32,
    /// Households in which everything stands already.
    pub unchanged: u32,
    /// Rows that cannot be imported.
    pub refused: u32,
}

/// A door the tree does not know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NewDoor {
    /// Grid as written; empty if the sheet has none.
    pub grid: String,
    /// Building as written.
    pub building: String,
    /// Stair as written; empty if the sheet has none.
    pub stair: String,
    /// Door as written.
    pub door: String,
}

/// What one row would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowReport {
    /// The row in the sheet, from 1 as spreadsheets count.
    pub row: u32,
    /// The address as understood, if it was.
    pub path: Vec<String>,
    /// The person's name, if there is one.
    pub name: String,
    /// What would happen.
    pub outcome: RowOutcome,
    /// What was noticed about single cells.
    pub notes: Vec<CellNote>,
}

/// What happens to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RowOutcome {
    /// A new person, in a new or known household.
    New,
    /// A known person gains values.
    Fills,
    /// A known person; values contradict what somebody typed.
    Conflicts,
    /// Everything stands already.
    Unchanged,
    /// Blank, a sum, or a repeated heading; passed over.
    PassedOver,
    /// Cannot be imported; the notes say why.
    Refused,
}

/// Something about a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellNote {
    /// The column, from 0; `None` if it is about the row.
    pub column: Option<u32>,
    /// What.
    pub what: Noticed,
}

/// What was noticed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Noticed {
    /// The spreadsheet turned the ID number into a rounded number; its last digits are lost.
    IdNumberRounded,
    /// Not a valid ID number.
    IdNumberWrong,
    /// The ID number's birth date differs from the column's.
    BirthContradictsId,
    /// Not a date that can be read.
    DateUnreadable,
    /// Not a telephone number.
    PhoneUnreadable,
    /// A word that is on none of the field's lists.
    UnknownWord,
    /// Too long, or not one line; cut or left out.
    Unusable,
    /// No address in this row or above it.
    NoAddress,
    /// The address names no door that is known.
    DoorUnknown,
    /// The door is outside this person's grids.
    OutsideScope,
    /// The same person is registered at another door.
    RegisteredElsewhere {
        /// Its path.
        path: Vec<String>,
        /// The door.
        door: AreaId,
    },
    /// The same person was registered at this door and is no longer: died, left or moved.
    Departed,
    /// The same person stands in another row.
    RepeatsRow(u32),
    /// Neither a name nor an ID number.
    Nobody,
    /// A formula that failed.
    FormulaFailed,
    /// The person asked to be erased and is not entered again.
    Erased,
}

/// The work for one household, as planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportHousehold {
    /// The door.
    pub door: AreaId,
    /// The slot.
    pub slot: u8,
    /// Values of the home.
    pub home: Vec<(Field, String)>,
    /// Its people.
    pub people: Vec<ImportPerson>,
}

/// One person of the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPerson {
    /// The entry, random for a new one.
    pub person: linli_shared::ids::PersonId,
    /// Whether the entry is new.
    pub is_new: bool,
    /// Values.
    pub fields: Vec<(Field, String)>,
    /// The ID number.
    pub id_number: Option<String>,
}

/// Starts an import; the columns are remembered for sheets of these headings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartImport {
    /// What the list is called; becomes the source of its values. 1 to 60 characters.
    pub name: String,
    /// Headings by column, from the plan.
    pub headings: Vec<String>,
    /// How they are read.
    pub mapping: Mapping,
    /// Households to come.
    pub households: u32,
}

/// A number for an import that was started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportStarted {
    /// For [`RunImport`] and for undo.
    pub import: u64,
}

/// Carries out a part of an import; parts of some 50 households keep the screen alive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunImport {
    /// The import.
    pub import: u64,
    /// The part, at most 200 households.
    pub households: Vec<ImportHousehold>,
}

/// How far an import got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportProgress {
    /// Households written by this part.
    pub written: u32,
    /// Households of this part in which everything stood already.
    pub unchanged: u32,
}

/// Asks for the imports of this device, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadImports;

/// One import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    /// Its number.
    pub import: u64,
    /// What the list is called.
    pub name: String,
    /// When it was started.
    pub at: linli_shared::calendar::Millis,
    /// Households planned.
    pub planned: u32,
    /// Households written.
    pub written: u32,
    /// Whether it was undone.
    pub is_undone: bool,
}

/// Undoes a part of an import; asked again until nothing is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoImport {
    /// The import.
    pub import: u64,
}

/// How far undoing got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportUndone {
    /// Households still to undo.
    pub left: u32,
    /// Values left so far because somebody wrote over them since.
    pub kept: u32,
}
