//! Doors opened last, to move somebody there with one tap.
//!
//! **Invariant:** in memory only, gone when the app is closed.

use std::cell::RefCell;

use crate::model::picker::{Door, remember};

thread_local! {
    static RECENT: RefCell<Vec<Door>> = const { RefCell::new(Vec::new()) };
}

/// Notes that a door where this person may write was opened.
pub(crate) fn opened(door: Door) {
    RECENT.with_borrow_mut(|recent| remember(recent, door));
}

/// The doors opened last, the newest first.
pub(crate) fn recent() -> Vec<Door> {
    RECENT.with_borrow(Clone::clone)
}
