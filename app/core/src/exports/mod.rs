//! Exports: lists and the whole community, in parts.

use linli_contract::Failure;
use linli_contract::exports::{ExportPart, PackagePart, ReadExport, ReadPackage};

use crate::device::{Device, Turn};

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn export(_device: &Device, _request: &ReadExport, _turn: &Turn<'_>) -> Result<ExportPart, Failure> {
    Err(Failure::Defect)
}

/// Not here yet.
///
/// # Errors
/// Always [`Failure::Defect`].
pub fn package(_device: &Device, _request: &ReadPackage, _turn: &Turn<'_>) -> Result<PackagePart, Failure> {
    Err(Failure::Defect)
}
