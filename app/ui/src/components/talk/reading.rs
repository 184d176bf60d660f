//! Where somebody is in a long talk.
//!
//! **Invariant:** whoever asks for more, or follows what a comment answers, goes on at a comment that has the focus.

use leptos::prelude::*;
use linli_contract::posts::{TalkPart, TalkView};
use linli_shared::ids::RecordId;

use crate::model::posts::{with_earlier, with_later};
use crate::platform::page::focus_soon;

/// The element of a comment.
pub(super) fn id_of(id: RecordId) -> String {
    format!("said-{id}")
}

/// The comment to go on at, once another part is shown than this one: comments before and after it.
type Next = (RecordId, Option<(u32, u32)>);

/// The part of a talk that is read.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    part: RwSignal<TalkPart>,
    next: RwSignal<Option<Next>>,
}

impl Reading {
    /// The newest, or where a link leads.
    pub(crate) fn begin(at: Option<RecordId>) -> Self {
        let part = at.map_or(TalkPart::Newest, TalkPart::Around);
        Self { part: RwSignal::new(part), next: RwSignal::new(at.map(|id| (id, None))) }
    }

    /// The part that is asked for.
    pub(crate) fn part(self) -> TalkPart {
        self.part.get()
    }

    /// Goes where new words appear.
    pub(crate) fn to_newest(self) {
        let is_elsewhere = |part: &TalkPart| !matches!(part, TalkPart::Newest | TalkPart::Between { to: None, .. });
        if self.part.with_untracked(is_elsewhere) {
            self.part.set(TalkPart::Newest);
        }
    }

    pub(super) fn earlier(self, shown: &TalkView) {
        self.go_on(shown.comments.first().map(|one| one.id), with_earlier(shown), shown);
    }

    pub(super) fn later(self, shown: &TalkView) {
        self.go_on(shown.comments.last().map(|one| one.id), with_later(shown), shown);
    }

    /// Goes to a comment, shown or not.
    pub(super) fn go_to(self, id: RecordId, shown: &TalkView) {
        if shown.comments.iter().any(|one| one.id == id) {
            focus_soon(id_of(id));
        } else {
            self.go_on(Some(id), TalkPart::Around(id), shown);
        }
    }

    fn go_on(self, at: Option<RecordId>, part: TalkPart, shown: &TalkView) {
        self.next.set(at.map(|id| (id, Some((shown.earlier, shown.later)))));
        self.part.set(part);
    }

    /// To be called with each part that comes to be shown.
    pub(super) fn arrived(self, shown: &TalkView) {
        let Some((id, before)) = self.next.get_untracked() else { return };
        if before != Some((shown.earlier, shown.later)) && shown.comments.iter().any(|one| one.id == id) {
            self.next.set(None);
            focus_soon(id_of(id));
        }
    }
}
