//! Search: the index over doors and people, in memory.

use linli_contract::Failure;
use linli_contract::search::{Found, Search};

use crate::device::{Device, Turn};

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn search(_device: &Device, _request: &Search, _turn: &Turn<'_>) -> Result<Found, Failure> {
    Err(Failure::Defect)
}
