//! New versions of the web app: the starter page tells that one waits, and lets it take over when the person wishes.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

use super::page::reload;

/// The page under a name that the service worker leaves to the relay.
const PUBLISHED: &str = "/index.html";
/// What names the version in a page.
const VERSION: &str = "linli-version";

/// Whether a new version waits.
pub(crate) fn is_waiting() -> ReadSignal<bool> {
    let (waiting, set_waiting) = signal(is_told());
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

/// Lets the version that waits take over, or where none does loads the one that the relay serves.
pub(crate) fn load_newest() {
    if is_told() { apply() } else { reload() }
}

/// Whether the relay serves another version by now than the one that runs; not where it cannot be asked.
pub(crate) async fn is_outdated() -> bool {
    let Some(own) = own_version() else { return false };
    published().await.is_some_and(|page| page.contains(VERSION) && !page.contains(&own))
}

/// Whether the starter page has told that a new version waits.
fn is_told() -> bool {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute("data-update")).as_deref() == Some("waiting")
}

fn own_version() -> Option<String> {
    document().query_selector(&format!("meta[name={VERSION}]")).ok().flatten()?.get_attribute("content")
}

async fn published() -> Option<String> {
    let anew = RequestInit::new();
    anew.set_cache(RequestCache::NoStore);
    let answer = JsFuture::from(window().fetch_with_str_and_init(PUBLISHED, &anew)).await.ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}
