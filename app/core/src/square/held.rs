//! Records of the square that the answer under way speaks of: each is read once, and summed and written once at its end,
//! however many facts of it come.
//!
//! **Invariant:** whoever reads a record in between reads what was taken in so far.

use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_shared::ids::RecordId;

use super::rows::{Thread, stored};
use crate::device::{Device, Turn};

/// Records as they were read, or as what came since left them.
#[derive(Debug, Default)]
pub(crate) struct Held(BTreeMap<RecordId, Row>);

/// A record; `None` where there is no row.
#[derive(Debug, Default)]
struct Row {
    thread: Option<Thread>,
    is_changed: bool,
}

impl Held {
    /// A record that is held; `None` if none is.
    pub(super) fn get(&self, id: RecordId) -> Option<Option<&Thread>> {
        self.0.get(&id).map(|row| row.thread.as_ref())
    }

    /// Lets go of a record: its row says all.
    pub(super) fn forget(&mut self, id: RecordId) {
        self.0.remove(&id);
    }
}

/// Reads a record that more may come of.
///
/// # Errors
/// As [`super::thread`].
pub(super) fn hold<'a>(turn: &'a mut Turn<'_>, id: RecordId) -> Result<Option<&'a Thread>, Failure> {
    if turn.held.get(id).is_none() {
        let thread = stored(turn, id)?;
        turn.held.0.insert(id, Row { thread, is_changed: false });
    }
    Ok(turn.held.get(id).flatten())
}

/// Changes a record that more may come of; what `change` fails to do leaves it as it was.
///
/// # Errors
/// As [`super::thread`].
pub(super) fn change<T, E>(
    turn: &mut Turn<'_>,
    id: RecordId,
    change: impl FnOnce(&mut Option<Thread>) -> Result<T, E>,
) -> Result<Result<T, E>, Failure> {
    hold(turn, id)?;
    let row = turn.held.0.entry(id).or_default();
    let changed = change(&mut row.thread);
    row.is_changed |= changed.is_ok();
    Ok(changed)
}

impl Device {
    /// Writes what is held and changed, and lets go of it.
    pub(crate) fn keep_held(&mut self, turn: &mut Turn<'_>) {
        for (id, row) in core::mem::take(&mut turn.held.0) {
            if let Some(thread) = row.thread.filter(|_| row.is_changed) {
                self.keep_thread(id, &thread, turn);
            }
        }
    }
}

#[cfg(test)]
mod tests;
