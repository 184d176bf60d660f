//! Living registers: people and households that move, leave, are split, joined, withdrawn; history and undo.

use linli_contract::Failure;
use linli_contract::registers::{
    AlikeView, Done, EndHousehold, FindAlike, HistoryView, MergeHouseholds, MovePeople, PeopleLeft, PersonBack,
    ReadHistory, ReopenHousehold, Undo, Undone,
};

use crate::device::{Device, Turn};

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn move_people(_device: &mut Device, _request: &MovePeople, _turn: &mut Turn<'_>) -> Result<Done, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn people_left(_device: &mut Device, _request: &PeopleLeft, _turn: &mut Turn<'_>) -> Result<Done, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn person_back(_device: &mut Device, _request: &PersonBack, _turn: &mut Turn<'_>) -> Result<Done, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn end(_device: &mut Device, _request: &EndHousehold, _turn: &mut Turn<'_>) -> Result<Done, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn reopen(_device: &mut Device, _request: &ReopenHousehold, _turn: &mut Turn<'_>) -> Result<Done, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn merge(_device: &mut Device, _request: &MergeHouseholds, _turn: &mut Turn<'_>) -> Result<Done, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn undo(_device: &mut Device, _request: &Undo, _turn: &mut Turn<'_>) -> Result<Undone, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn history(_device: &Device, _request: &ReadHistory, _turn: &Turn<'_>) -> Result<HistoryView, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn alike(_device: &Device, _request: &FindAlike, _turn: &Turn<'_>) -> Result<AlikeView, Failure> {
    Err(Failure::Defect)
}
