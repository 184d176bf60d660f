//! The window: the only code that knows Tauri. It carries requests to the core and events to the screens.
//!
//! **Invariant:** there are two commands, `ask` and `save_file`, and one event, `linli`; nothing else of the computer is
//! open to the page, and what it saves is a new file among the downloads.
//! **Invariant:** no text of a request or an answer is looked at, kept or logged here.

mod bridge;
mod files;
mod place;

use linli_core::native::{Handle, Options};
use tauri::Manager;

/// Opens the window and serves it until it is closed.
///
/// # Panics
/// If the platform gives no data folder or no window; there is nothing to go on with, and nobody to tell but the log.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    tauri::Builder::default()
        .setup(|app| {
            let data = place::data_folder(app)?;
            let core = tauri::async_runtime::block_on(async { Handle::start(Options { data }) });
            bridge::pass_events_on(app.handle().clone(), core.events());
            app.manage(core);
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![bridge::ask, files::save_file])
        .run(tauri::generate_context!())
        .expect("the platform gives a data folder and a window");
}
