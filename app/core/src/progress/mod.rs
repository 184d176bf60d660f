//! Progress: counts of doors over time.

use linli_contract::Failure;
use linli_contract::progress::{ProgressView, ReadProgress};

use crate::device::{Device, Turn};

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn progress(_device: &Device, _request: &ReadProgress, _turn: &Turn<'_>) -> Result<ProgressView, Failure> {
    Err(Failure::Defect)
}
