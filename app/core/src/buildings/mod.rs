//! Buildings: editing the area tree, a building's sheet.

use linli_contract::Failure;
use linli_contract::buildings::{AreasEdited, AreasView, EditAreas, ReadSheet, SheetView};

use crate::device::{Device, Turn};

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn areas(_device: &Device) -> Result<AreasView, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn edit(_device: &mut Device, _request: &EditAreas, _turn: &mut Turn<'_>) -> Result<AreasEdited, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn sheet(_device: &Device, _request: &ReadSheet, _turn: &Turn<'_>) -> Result<SheetView, Failure> {
    Err(Failure::Defect)
}
