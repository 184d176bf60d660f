//! Storage: what this device keeps, and what can be freed.

use linli_contract::Failure;
use linli_contract::storage::StorageView;

use crate::device::{Device, Turn};

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn read(_device: &Device, _turn: &Turn<'_>) -> Result<StorageView, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn free(_device: &mut Device, _turn: &mut Turn<'_>) -> Result<StorageView, Failure> {
    Err(Failure::Defect)
}
