//! Keeps a call that is being written on the device, so that a killed app loses at most the last moment.
//!
//! **Invariant:** once the call went out, nothing typed before is kept again. A change of what was called keeps no draft.

use core::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use linli_contract::activities::{ActivityForm, SaveActivityDraft};
use linli_shared::calendar::Millis;
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::model::activities::form::is_blank;
use crate::platform::clock::now;
use crate::platform::page::on_leaving;

/// How long after the last key the draft is kept.
const PAUSE: Duration = Duration::from_millis(400);

/// How the draft is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DraftState {
    /// Nothing was typed yet, or no draft is kept.
    Untouched,
    /// Kept at that moment.
    Kept(Millis),
    /// Could not be kept.
    Failed,
}

/// Keeps the draft of one form.
#[derive(Clone, Copy)]
pub(super) struct Keeper {
    form: RwSignal<ActivityForm>,
    timer: StoredValue<Option<TimeoutHandle>>,
    is_over: StoredValue<bool>,
    kept: StoredValue<ActivityForm>,
    /// How the draft is.
    pub(super) state: RwSignal<DraftState>,
}

impl Keeper {
    /// Watches a form from now on, unless it changes what was called; leaving the screen or the app keeps it at once.
    pub(super) fn watch(form: RwSignal<ActivityForm>, is_change: bool) -> Self {
        let keeper = Self {
            form,
            timer: StoredValue::new(None),
            is_over: StoredValue::new(is_change),
            kept: StoredValue::new(form.get_untracked()),
            state: RwSignal::new(DraftState::Untouched),
        };
        Effect::new(move |is_begun: Option<()>| {
            form.track();
            if is_begun.is_some() && !keeper.is_over.get_value() {
                keeper.stop_timer();
                keeper.timer.set_value(set_timeout_with_handle(move || keeper.keep(), PAUSE).ok());
            }
        });
        on_leaving(move || keeper.keep());
        keeper
    }

    fn keep(self) {
        self.stop_timer();
        if self.is_over.try_get_value() != Some(false) {
            return;
        }
        let Some(form) = self.form.try_get_untracked() else { return };
        let is_new = self.kept.try_update_value(|kept| {
            let is_new = *kept != form;
            kept.clone_from(&form);
            is_new
        });
        if is_new != Some(true) {
            return;
        }
        spawn_local(async move {
            let draft = (!is_blank(&form)).then_some(form);
            let has_draft = draft.is_some();
            let state = match bridge::ask(SaveActivityDraft(draft)).await {
                Ok(()) if has_draft => DraftState::Kept(now()),
                Ok(()) => DraftState::Untouched,
                Err(_) => DraftState::Failed,
            };
            self.state.try_set(state);
        });
    }

    /// Ends the keeping while the call is sent.
    pub(super) fn end(self) {
        self.stop_timer();
        self.is_over.set_value(true);
    }

    /// The call did not go out: drafts are kept again.
    pub(super) fn go_on(self) {
        self.is_over.try_set_value(false);
        self.keep();
    }

    fn stop_timer(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }
}
