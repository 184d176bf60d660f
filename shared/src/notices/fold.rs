//! The state of a notice: a pure fold over its publication and changes in the order of places.

use super::{NoticeChange, NoticeContent};
use crate::calendar::Millis;
use crate::ids::MemberId;

/// A change at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Who wrote it.
    pub by: MemberId,
    /// The relay's time; the device's own while it is not confirmed.
    pub time: Millis,
    /// What it says.
    pub change: NoticeChange,
}

/// What a notice came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeState {
    /// What it says now.
    pub content: NoticeContent,
    /// What it said before, oldest first, with when each ended.
    pub earlier: Vec<(NoticeContent, Millis)>,
    /// When and why it was withdrawn.
    pub withdrawn: Option<(Millis, String)>,
}

/// Folds a notice. A change of what was withdrawn has no effect; so has a correction that moves it to another area, whose
/// people would not learn of it.
#[must_use]
pub fn fold(published: NoticeContent, changes: &[Change]) -> NoticeState {
    let mut state = NoticeState { content: published, earlier: Vec::new(), withdrawn: None };
    for Change { time, change, .. } in changes {
        if state.withdrawn.is_some() {
            break;
        }
        match change {
            NoticeChange::Corrected(content) if content.area == state.content.area => {
                state.earlier.push((core::mem::replace(&mut state.content, content.clone()), *time));
            }
            NoticeChange::Corrected(_) => {}
            NoticeChange::Withdrawn { reason, .. } => state.withdrawn = Some((*time, reason.clone())),
        }
    }
    state
}
