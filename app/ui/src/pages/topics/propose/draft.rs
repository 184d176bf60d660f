//! Keeps a proposal that is being written on the device, so that a killed app loses at most the last moment.
//!
//! **Invariant:** once the proposal is sent, nothing typed before is kept again.

use core::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use linli_contract::topics::{SaveTopicDraft, TopicForm};
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::model::topics::is_blank;
use crate::platform::page::on_leaving;

/// How long after the last key the draft is kept.
const PAUSE: Duration = Duration::from_millis(400);

/// Keeps the draft.
#[derive(Clone, Copy)]
pub(super) struct Keeper {
    form: Memo<TopicForm>,
    timer: StoredValue<Option<TimeoutHandle>>,
    is_over: StoredValue<bool>,
    /// What was kept last, so that nothing is written twice.
    kept: StoredValue<TopicForm>,
}

impl Keeper {
    /// Watches a form from now on; leaving the screen, the tab or the app keeps what is typed at once.
    pub(super) fn watch(form: Memo<TopicForm>) -> Self {
        let keeper = Self {
            form,
            timer: StoredValue::new(None),
            is_over: StoredValue::new(false),
            kept: StoredValue::new(form.get_untracked()),
        };
        Effect::new(move |_| {
            form.track();
            keeper.stop_timer();
            keeper.timer.set_value(set_timeout_with_handle(move || keeper.keep_now(), PAUSE).ok());
        });
        on_leaving(move || keeper.keep_now());
        keeper
    }

    /// Nothing is kept any more.
    pub(super) fn end(self) {
        self.is_over.set_value(true);
        self.stop_timer();
    }

    /// The proposal was not sent: what is typed is kept again.
    pub(super) fn go_on(self) {
        self.is_over.try_set_value(false);
        self.keep_now();
    }

    /// Throws the draft away.
    pub(super) fn drop_draft(self) {
        spawn_local(async move { drop(bridge::ask(SaveTopicDraft(TopicForm::default())).await) });
    }

    fn keep_now(self) {
        self.stop_timer();
        if self.is_over.try_get_value() != Some(false) {
            return;
        }
        let Some(form) = self.form.try_get_untracked() else { return };
        if self.kept.try_with_value(|kept| *kept == form) != Some(false) {
            return;
        }
        self.kept.set_value(form.clone());
        let form = if is_blank(&form) { TopicForm::default() } else { form };
        spawn_local(async move { drop(bridge::ask(SaveTopicDraft(form)).await) });
    }

    fn stop_timer(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }
}
