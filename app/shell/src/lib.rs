//! The window: the only code that knows Tauri.
//!
//! **Invariant:** nothing of the computer is open to the page but what `capabilities/main.json` names.

/// Opens the window and serves it until it is closed.
///
/// # Panics
/// If the platform gives no window; there is nothing to go on with, and nobody to tell but the log.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    tauri::Builder::default().run(tauri::generate_context!()).expect("the platform gives a window");
}
