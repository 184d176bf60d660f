//! Requests in, answers and events out.

use linli_contract::{Event, Failure, Request, Response};
use linli_core::native::Handle;
use tauri::{AppHandle, Emitter, State};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// The name under which screens hear every event of the core.
const EVENT: &str = "linli";

/// Asks the core.
#[tauri::command]
pub(crate) async fn ask(request: Request, core: State<'_, Handle>) -> Result<Response, Failure> {
    core.ask(request).await
}

/// Hands every event of the core to the screens until the core ends.
pub(crate) fn pass_events_on(app: AppHandle, mut events: Receiver<Event>) {
    tauri::async_runtime::spawn(async move {
        loop {
            match events.recv().await {
                Ok(event) => tell(&app, &event),
                Err(RecvError::Lagged(_)) => tell_all(&app),
                Err(RecvError::Closed) => return,
            }
        }
    });
}

/// After missed events everything may have changed.
fn tell_all(app: &AppHandle) {
    let all = [
        Event::StandingChanged,
        Event::AreasChanged,
        Event::DoorsChanged(Vec::new()),
        Event::SyncChanged,
        Event::DeskChanged,
    ];
    for event in all {
        tell(app, &event);
    }
}

fn tell(app: &AppHandle, event: &Event) {
    // Fails only while the window closes, when nobody listens any more.
    let _ = app.emit(EVENT, event);
}
