//! New versions of the web app: the starter page tells that one waits, and lets it take over when the person wishes.

use leptos::prelude::*;

/// Whether a new version waits.
pub(crate) fn is_waiting() -> ReadSignal<bool> {
    let root = document().document_element();
    let is_told = root.and_then(|root| root.get_attribute("data-update")).as_deref() == Some("waiting");
    let (waiting, set_waiting) = signal(is_told);
    let handle = window_event_listener_untyped("linli-update-waiting", move |_| set_waiting.set(true));
    on_cleanup(move || handle.remove());
    waiting
}

/// Lets the waiting version take over; the page is loaded anew.
pub(crate) fn apply() {
    if let Ok(event) = web_sys::Event::new("linli-update-apply") {
        drop(window().dispatch_event(&event));
    }
}
