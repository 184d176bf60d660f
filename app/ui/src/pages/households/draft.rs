//! Keeps what is typed on the device, so that a killed app loses at most the last moment.
//!
//! **Invariant:** once the household is saved or the draft discarded, nothing typed before is written again.

use core::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::households::{DropDraft, SaveDraft};
use linli_shared::calendar::Millis;
use linli_shared::ids::AreaId;
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::model::form::Form;
use crate::platform::clock::now;
use crate::platform::page::on_leaving;

/// How long after the last key the draft is kept.
const PAUSE: Duration = Duration::from_millis(400);

/// How long somebody may type without a pause before the draft is kept all the same, in milliseconds.
const PATIENCE: i64 = 1_500;

/// How the draft is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DraftState {
    /// Nothing was typed yet.
    Untouched,
    /// Kept at that moment.
    Kept(Millis),
    /// Could not be kept.
    Failed(Failure),
}

/// Keeps the draft of one form.
#[derive(Clone, Copy)]
pub(crate) struct Keeper {
    door: AreaId,
    slot: u8,
    form: RwSignal<Form>,
    timer: StoredValue<Option<TimeoutHandle>>,
    waits_since: StoredValue<Option<Millis>>,
    is_over: StoredValue<bool>,
    /// Counts what is typed, so that only the keeping of the last of it says that all is kept.
    edition: StoredValue<u64>,
    /// How the draft is.
    pub(crate) state: RwSignal<DraftState>,
    /// Whether something typed is not kept yet.
    pub(crate) is_behind: RwSignal<bool>,
}

impl Keeper {
    /// Watches a form from now on; leaving the screen, the tab or the app keeps what is typed at once.
    pub(crate) fn watch(door: AreaId, slot: u8, form: RwSignal<Form>) -> Self {
        let keeper = Self {
            door,
            slot,
            form,
            timer: StoredValue::new(None),
            waits_since: StoredValue::new(None),
            is_over: StoredValue::new(false),
            edition: StoredValue::new(0),
            state: RwSignal::new(DraftState::Untouched),
            is_behind: RwSignal::new(false),
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

    fn keep_soon(self) {
        if self.is_over.get_value() {
            return;
        }
        self.edition.update_value(|edition| *edition += 1);
        self.is_behind.set(true);
        let now = now();
        let since = self.waits_since.get_value().unwrap_or(now);
        self.waits_since.set_value(Some(since));
        self.stop_timer();
        let pause = if now.0 - since.0 < PATIENCE { PAUSE } else { Duration::ZERO };
        self.timer.set_value(set_timeout_with_handle(move || self.keep_now(), pause).ok());
    }

    /// Keeps what is typed if anything was typed since the last time.
    pub(crate) fn keep_now(self) {
        if self.is_over.try_get_value() != Some(false) || !self.stop_timer() {
            return;
        }
        self.waits_since.set_value(None);
        let at = now();
        let Some(draft) = self.form.try_with_untracked(|form| form.draft(at)) else { return };
        let Self { door, slot, state, edition, is_behind, .. } = self;
        let kept_edition = edition.get_value();
        spawn_local(async move {
            let is_empty = draft.edits.is_empty();
            let kept = if is_empty {
                bridge::ask(DropDraft { door, slot }).await
            } else {
                bridge::ask(SaveDraft { door, slot, draft }).await
            };
            state.try_set(match kept {
                Ok(()) if is_empty => DraftState::Untouched,
                Ok(()) => DraftState::Kept(at),
                Err(failure) => DraftState::Failed(failure),
            });
            if edition.try_get_value() == Some(kept_edition) {
                is_behind.try_set(false);
            }
        });
    }

    /// The form is saved: no draft is written any more.
    pub(crate) fn end(self) {
        self.is_over.set_value(true);
        self.stop_timer();
    }

    /// The save failed: drafts are written again.
    pub(crate) fn go_on(self) {
        self.is_over.set_value(false);
        self.keep_soon();
    }

    /// Forgets that anything was typed, after the draft was discarded.
    pub(crate) fn forget(self) {
        self.stop_timer();
        self.state.set(DraftState::Untouched);
    }

    /// Stops the timer; says whether one was running.
    fn stop_timer(self) -> bool {
        let timer = self.timer.try_update_value(Option::take).flatten();
        if let Some(timer) = &timer {
            timer.clear();
        }
        timer.is_some()
    }
}
