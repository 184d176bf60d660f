//! Doors that were ticked off while knocking, for as long as the page lives: they outlast loading it anew.
//!
//! **Invariant:** ids of doors and nothing else; the browser forgets them when the app is closed, and they never leave the
//! device.

use std::collections::BTreeSet;

use leptos::prelude::window;
use linli_shared::ids::{AreaId, RecordId};

use crate::model::notices::reach::{from_line, to_line};

/// The doors ticked off for a notice.
pub(crate) fn ticks(notice: RecordId) -> BTreeSet<AreaId> {
    let kept = store().and_then(|store| store.get_item(&key(notice)).ok().flatten());
    kept.map(|line| from_line(&line)).unwrap_or_default()
}

/// Keeps the doors ticked off for a notice.
pub(crate) fn keep_ticks(notice: RecordId, ticks: &BTreeSet<AreaId>) {
    if let Some(store) = store() {
        drop(store.set_item(&key(notice), &to_line(ticks)));
    }
}

fn key(notice: RecordId) -> String {
    format!("linli-ticks-{notice}")
}

fn store() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}
