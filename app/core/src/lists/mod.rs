//! Lists: doors and people by filter, saved lists, the round of a day.

use linli_contract::Failure;
use linli_contract::lists::{DropList, ListView, ListsView, ReadList, RoundView, SaveList};

use crate::device::{Device, Turn};

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn list(_device: &Device, _request: &ReadList, _turn: &Turn<'_>) -> Result<ListView, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn lists(_device: &Device, _turn: &Turn<'_>) -> Result<ListsView, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn save(_device: &mut Device, _request: &SaveList, _turn: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn discard(_device: &mut Device, _request: &DropList, _turn: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn round(_device: &Device, _turn: &Turn<'_>) -> Result<RoundView, Failure> {
    Err(Failure::Defect)
}
