//! Where a long conversation is scrolled to: its end, the beginning of what is new, the same words while older ones are put
//! above them.

use leptos::prelude::*;

use crate::platform::page::element;

/// So near to the end, in pixels, counts as the end.
const NEAR: f64 = 96.0;

/// So near to the beginning the older ones are fetched.
const EARLY: f64 = 240.0;

/// What stays in sight above a place that the page goes to, in pixels.
pub(super) const ABOVE: f64 = 120.0;

/// Where the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// At its end.
    pub(super) is_at_end: bool,
    /// Near its beginning.
    pub(super) is_at_begin: bool,
}

fn height() -> f64 {
    document().document_element().map_or(0.0, |root| f64::from(root.scroll_height()))
}

/// Looks where the page is.
pub(super) fn look() -> Place {
    let top = window().scroll_y().unwrap_or_default();
    let seen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    Place { is_at_end: top + seen >= height() - NEAR, is_at_begin: top < EARLY }
}

/// Goes to the end.
pub(super) fn to_end() {
    window().scroll_to_with_x_and_y(0.0, height());
}

/// How far an element is below the top of what is seen.
pub(super) fn top_of(id: &str) -> Option<f64> {
    element(id).map(|found| found.get_bounding_client_rect().top())
}

/// Moves the page and the focus to an element, with what was before it still in sight.
pub(super) fn show(id: &str) {
    let Some(found) = element(id) else { return };
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    drop(found.focus_with_options(&options));
    window().scroll_by_with_x_and_y(0.0, found.get_bounding_client_rect().top() - ABOVE);
}

/// Moves the page so that an element is as far below the top as it was.
pub(super) fn keep(id: &str, was: f64) {
    if let Some(now) = top_of(id).filter(|now| (now - was).abs() >= 1.0) {
        window().scroll_by_with_x_and_y(0.0, now - was);
    }
}

/// Does something whenever the page is scrolled or shown again.
pub(super) fn on_move(work: impl Fn() + Copy + 'static) {
    let handles = ["scroll", "resize", "visibilitychange", "focus"]
        .map(|event| window_event_listener_untyped(event, move |_| work()));
    on_cleanup(move || handles.into_iter().for_each(|handle| handle.remove()));
}

/// Whether somebody can see the page.
pub(super) fn is_seen() -> bool {
    !document().hidden()
}
