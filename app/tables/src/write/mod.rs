//! Writing: tables as a spreadsheet or as CSV, files as one package.

pub(crate) mod csv;
mod package;
mod xlsx;

pub use package::{Package, PackageError};

use linli_contract::tables::{Format, NewTable};

/// Why a table cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// More rows or columns than the format holds, or no table at all.
    #[error("does not fit the format")]
    DoesNotFit,
}

/// Writes tables as one file; CSV holds one table and takes the first.
///
/// # Errors
/// [`WriteError::DoesNotFit`].
pub fn write(tables: &[NewTable], format: Format) -> Result<Vec<u8>, WriteError> {
    let first = tables.first().ok_or(WriteError::DoesNotFit)?;
    match format {
        Format::Xlsx => xlsx::write(tables),
        Format::Csv => Ok(csv::write(first)),
    }
}
