//! The draft of a notice: there may be several, so that each is kept under a number of its own.
//!
//! **Invariant:** one draft is kept for one form, however fast somebody types.

use core::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::notices::{DropNoticeDraft, NoticeForm, SaveNoticeDraft};
use linli_shared::ids::RecordId;

use crate::bridge;
use crate::drafts::{Keeper, Kept};
use crate::model::notices::form::is_blank;

/// Keeps the draft of one form.
#[derive(Clone, Copy)]
pub(super) struct Drafting {
    keeper: Keeper<NoticeForm>,
    /// Its number, which outlasts the screen as the keeping does.
    held: StoredValue<Rc<Cell<Option<u64>>>, LocalStorage>,
    /// Its number, once it has one.
    pub(super) number: RwSignal<Option<u64>>,
}

impl Drafting {
    /// Watches a form from now on.
    pub(super) fn watch(form: RwSignal<NoticeForm>, number: Option<u64>, corrects: Option<RecordId>) -> Self {
        let held = Rc::new(Cell::new(number));
        let number = RwSignal::new(number);
        let ask = {
            let held = Rc::clone(&held);
            move |form: NoticeForm| {
                let held = Rc::clone(&held);
                async move {
                    let now = match (is_blank(&form), held.get()) {
                        (true, None) => None,
                        (true, Some(number)) => bridge::ask(DropNoticeDraft { number }).await.map(|()| None)?,
                        (false, number) => bridge::ask(SaveNoticeDraft { number, form, corrects }).await.map(Some)?,
                    };
                    held.set(now);
                    number.try_set(now);
                    Ok::<bool, Failure>(now.is_some())
                }
            }
        };
        Self { keeper: Keeper::watch(form, None, ask), held: StoredValue::new_local(held), number }
    }

    /// How the draft is.
    pub(super) const fn kept(self) -> Kept {
        self.keeper.kept
    }

    /// Ends the keeping; the future gives the draft's number once nothing is being written any more.
    pub(super) fn end(self) -> impl Future<Output = Option<u64>> + 'static {
        let (ended, held) = (self.keeper.end(), self.held.try_get_value());
        async move {
            ended.await;
            held.and_then(|held| held.get())
        }
    }

    /// Publishing failed: drafts are kept again.
    pub(super) fn go_on(self) {
        self.keeper.go_on();
    }
}
