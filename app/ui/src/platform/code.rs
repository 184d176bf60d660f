//! Codes as links: behind the page's address, in the clipboard, of another relay than this page's.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

use super::page::{origin, take_fragment};
use crate::bridge;
use crate::model::joining::{is_code, relay_of};

/// What stood behind `#` when the page was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// A code, as a whole link.
    Code(String),
    /// A seat of a demo community.
    Seat(String),
}

/// Takes what stands behind `#`, if it is something of ours.
pub(crate) fn take_arrival() -> Option<Arrival> {
    let fragment = take_fragment()?;
    match fragment.strip_prefix("seat=") {
        Some(seat) => Some(Arrival::Seat(seat.to_owned())),
        None => is_code(&fragment).then(|| Arrival::Code(format!("{}/#{fragment}", origin()))),
    }
}

/// Where a code must be opened instead: a page in a browser reaches only the relay that it came from.
pub(crate) fn elsewhere(link: &str) -> Option<String> {
    let relay = relay_of(link).filter(|relay| !bridge::is_window() && *relay != origin())?;
    Some(relay.to_owned())
}

/// The clipboard's text; none where the browser or the person does not give it.
pub(crate) async fn pasted() -> Option<String> {
    let clipboard = window().navigator().clipboard();
    // On a page that came without encryption there is none.
    if clipboard.is_undefined() {
        return None;
    }
    JsFuture::from(clipboard.read_text()).await.ok()?.as_string().filter(|text| !text.trim().is_empty())
}

/// Puts a text into the clipboard; false where the browser does not let it.
pub(crate) async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok()
}
