//! Imports: an existing register becomes households.

use linli_contract::Failure;
use linli_contract::imports::{
    ImportPlan, ImportProgress, ImportStarted, ImportUndone, ImportView, PlanImport, RunImport, StartImport, UndoImport,
};

use crate::device::{Device, Turn};

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn plan(_device: &Device, _request: &PlanImport, _turn: &Turn<'_>) -> Result<ImportPlan, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn start(_device: &mut Device, _request: &StartImport, _turn: &mut Turn<'_>) -> Result<ImportStarted, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn run(_device: &mut Device, _request: &RunImport, _turn: &mut Turn<'_>) -> Result<ImportProgress, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn list(_device: &Device, _turn: &Turn<'_>) -> Result<Vec<ImportView>, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn undo(_device: &mut Device, _request: &UndoImport, _turn: &mut Turn<'_>) -> Result<ImportUndone, Failure> {
    Err(Failure::Defect)
}
