//! The page: focus, scroll, title, address.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::prelude::*;
use linli_contract::sync::SetVisible;
use linli_shared::ids::PersonId;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use crate::bridge;

thread_local! {
    static SCROLLS: RefCell<BTreeMap<String, f64>> = const { RefCell::new(BTreeMap::new()) };
}

/// Loads the app anew.
pub(crate) fn reload() {
    drop(window().location().reload());
}

/// The element of an id.
pub(crate) fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Whether a keyboard and a mouse are likely: there the focus may go to a field without covering anything.
pub(crate) fn has_keyboard() -> bool {
    window().match_media("(hover: hover) and (pointer: fine)").ok().flatten().is_some_and(|query| query.matches())
}

/// Moves the focus to an element once the screen is drawn, and brings it into view.
pub(crate) fn focus_soon(id: String) {
    request_animation_frame(move || {
        if let Some(found) = element(&id) {
            drop(found.focus());
            found.scroll_into_view_with_bool(false);
        }
    });
}

/// Moves the focus to the heading of a screen that has just appeared, so that it is read out; nothing scrolls.
pub(crate) fn focus_heading(id: &'static str) {
    request_animation_frame(move || {
        if let Some(found) = element(id) {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            drop(found.focus_with_options(&options));
        }
    });
}

/// The mark of a page with a form that somebody works on.
pub(crate) const FORM_OPEN: &str = "data-form-open";

/// Whether the page as a whole bears a mark.
pub(crate) fn has_root(attribute: &str) -> bool {
    document().document_element().is_some_and(|root| root.has_attribute(attribute))
}

/// Marks the page as a whole, for the styles.
pub(crate) fn mark_root(attribute: &str, is_so: bool) {
    if let Some(root) = document().document_element() {
        drop(root.toggle_attribute_with_force(attribute, is_so));
    }
}

/// Opens the print dialog for the page; nothing where there is no printer to speak to.
pub(crate) fn print() {
    drop(window().print());
}

/// Tells the core whether anybody can see the page, now and whenever that changes.
pub(crate) fn tell_visibility() {
    let tell = || {
        let is_visible = !document().hidden();
        spawn_local(async move { drop(bridge::ask(SetVisible { is_visible }).await) });
    };
    tell();
    let handle = window_event_listener_untyped("visibilitychange", move |_| tell());
    on_cleanup(move || handle.remove());
}

/// Does something when the screen, the tab or the app is left: there may be no other moment for it.
pub(crate) fn on_leaving(work: impl Fn() + Copy + Send + Sync + 'static) {
    let handles =
        ["pagehide", "blur", "visibilitychange"].map(|event| window_event_listener_untyped(event, move |_| work()));
    on_cleanup(move || {
        work();
        for handle in handles {
            handle.remove();
        }
    });
}

/// Sets the title in the window or tab.
pub(crate) fn set_title(title: &str) {
    document().set_title(title);
}

/// Remembers how far this screen is scrolled, and goes there again when the person comes back to it.
pub(crate) fn keep_scroll(key: String) {
    let saved = SCROLLS.with_borrow(|all| all.get(&key).copied()).unwrap_or(0.0);
    if saved > 0.0 {
        // The router scrolls to the top after it has shown a screen; this comes after that.
        set_timeout(move || window().scroll_to_with_x_and_y(0.0, saved), core::time::Duration::ZERO);
    }
    let handle = window_event_listener_untyped("scroll", move |_| {
        let now = window().scroll_y().unwrap_or(0.0);
        SCROLLS.with_borrow_mut(|all| all.insert(key.clone(), now));
    });
    on_cleanup(move || handle.remove());
}

/// The part of the address behind `#`, which is taken off so that it is neither kept nor shared.
pub(crate) fn take_fragment() -> Option<String> {
    let location = window().location();
    let fragment = location.hash().ok().filter(|hash| hash.len() > 1)?;
    let path = location.pathname().unwrap_or_else(|_| "/".into());
    drop(
        window()
            .history()
            .and_then(|history| history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path))),
    );
    Some(fragment.trim_start_matches('#').to_owned())
}

/// Sets the address without showing another screen, and tells what it was: the screens that are made next begin there.
pub(crate) fn set_address(path: &str) -> String {
    let location = window().location();
    let was = location.pathname().unwrap_or_else(|_| "/".into()) + &location.search().unwrap_or_default();
    if let Ok(history) = window().history() {
        drop(history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(path)));
    }
    was
}

/// Where the page came from, e.g. `https://linli.example`.
pub(crate) fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// A random id for a person who is being entered.
pub(crate) fn new_person() -> PersonId {
    let mut bytes = [0; 16];
    // Browsers without a source of randomness do not exist; should one appear, the clock keeps ids apart on one device.
    if getrandom::fill(&mut bytes).is_err() {
        bytes[..8].copy_from_slice(&js_sys::Date::now().to_bits().to_be_bytes());
    }
    PersonId(bytes)
}
