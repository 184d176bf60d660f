//! Where this device keeps its data.

use std::path::PathBuf;

use tauri::{App, Manager};

/// Names another data folder, so that tests and demos never meet a person's own.
const DATA: &str = "LINLI_DATA";

/// The folder named by `LINLI_DATA`, else the one the platform gives to this app and leaves on this device.
///
/// # Errors
/// If the platform has no such folder.
pub(crate) fn data_folder(app: &App) -> tauri::Result<PathBuf> {
    match std::env::var_os(DATA) {
        Some(folder) if !folder.is_empty() => Ok(folder.into()),
        Some(_) | None => app.path().app_local_data_dir(),
    }
}
