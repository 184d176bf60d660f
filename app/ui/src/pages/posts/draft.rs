//! Keeps what is typed of a post on the device, so that a killed app loses at most the last moment.
//!
//! **Invariant:** once the post is sent, nothing typed before is kept again.

use core::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use linli_contract::posts::{PostForm, SavePostDraft};
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::platform::clock::now;
use crate::platform::page::on_leaving;

/// How long after the last key the draft is kept.
const PAUSE: Duration = Duration::from_millis(400);

/// How the draft is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DraftState {
    /// Nothing was typed yet.
    Untouched,
    /// Kept at that moment.
    Kept(Millis),
    /// Could not be kept.
    Failed,
}

/// Keeps the draft of one form.
#[derive(Clone, Copy)]
pub(super) struct Keeper {
    edits: Option<RecordId>,
    form: RwSignal<PostForm>,
    timer: StoredValue<Option<TimeoutHandle>>,
    is_over: StoredValue<bool>,
    /// What was kept last, so that nothing is written twice.
    kept: StoredValue<PostForm>,
    /// How the draft is.
    pub(super) state: RwSignal<DraftState>,
}

impl Keeper {
    /// Watches a form from now on; leaving the screen, the tab or the app keeps what is typed at once.
    pub(super) fn watch(form: RwSignal<PostForm>, edits: Option<RecordId>, saved: Option<Millis>) -> Self {
        let keeper = Self {
            edits,
            form,
            timer: StoredValue::new(None),
            is_over: StoredValue::new(false),
            kept: StoredValue::new(form.get_untracked()),
            state: RwSignal::new(saved.map_or(DraftState::Untouched, DraftState::Kept)),
        };
        Effect::new(move |before: Option<()>| {
            form.track();
            if before.is_some() {
                keeper.keep_soon();
            }
        });
        on_leaving(move || keeper.keep_now());
        keeper
    }

    /// Nothing is kept any more.
    pub(super) fn end(self) {
        self.is_over.set_value(true);
        self.stop_timer();
    }

    /// The post was not sent: what is typed is kept again.
    pub(super) fn go_on(self) {
        self.is_over.try_set_value(false);
        self.keep_now();
    }

    /// What stands in the form now is taken for kept: the core knows it already.
    pub(super) fn is_known(self) {
        self.stop_timer();
        self.kept.set_value(self.form.get_untracked());
        self.state.set(DraftState::Untouched);
    }

    fn keep_soon(self) {
        self.stop_timer();
        if self.is_over.try_get_value() == Some(false) {
            self.timer.set_value(set_timeout_with_handle(move || self.keep_now(), PAUSE).ok());
        }
    }

    fn keep_now(self) {
        self.stop_timer();
        if self.is_over.try_get_value() != Some(false) {
            return;
        }
        let Some(form) = self.form.try_get_untracked() else { return };
        if self.kept.with_value(|kept| *kept == form) {
            return;
        }
        self.kept.set_value(form.clone());
        let edits = self.edits;
        spawn_local(async move {
            let state = match bridge::ask(SavePostDraft { edits, form }).await {
                Ok(()) => DraftState::Kept(now()),
                Err(_) => DraftState::Failed,
            };
            self.state.try_set(state);
        });
    }

    fn stop_timer(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }
}
