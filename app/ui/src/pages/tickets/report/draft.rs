//! Keeps what is typed of a report on the device, so that a killed app loses at most the last moment.
//!
//! **Invariant:** once the report is sent, nothing typed before is kept again.

use core::time::Duration;

use leptos::ev;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use linli_contract::tickets::{ReportForm, SaveReportDraft};
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::model::tickets::is_empty;

/// How long after the last key the draft is kept.
const PAUSE: Duration = Duration::from_millis(400);

/// Keeps the draft.
#[derive(Clone, Copy)]
pub(super) struct Keeper {
    form: Memo<ReportForm>,
    timer: StoredValue<Option<TimeoutHandle>>,
    is_on: StoredValue<bool>,
    /// What was kept last, so that nothing is written twice.
    kept: StoredValue<Option<ReportForm>>,
}

impl Keeper {
    /// Keeps nothing yet.
    pub(super) fn new(form: Memo<ReportForm>) -> Self {
        let keeper =
            Self { form, timer: StoredValue::new(None), is_on: StoredValue::new(false), kept: StoredValue::new(None) };
        Effect::new(move |_| {
            form.track();
            keeper.keep_soon();
        });
        let handles = [
            window_event_listener_untyped("pagehide", move |_| keeper.keep_now()),
            window_event_listener_untyped("blur", move |_| keeper.keep_now()),
            window_event_listener(ev::visibilitychange, move |_| keeper.keep_now()),
        ];
        on_cleanup(move || {
            keeper.keep_now();
            for handle in handles {
                handle.remove();
            }
        });
        keeper
    }

    /// From now on what is typed is kept; what stands there now is.
    pub(super) fn watch(self) {
        self.kept.set_value(Some(self.form.get_untracked()));
        self.is_on.set_value(true);
    }

    /// Nothing is kept any more.
    pub(super) fn end(self) {
        self.is_on.set_value(false);
        self.stop_timer();
    }

    /// The report was not sent: what is typed is kept again.
    pub(super) fn go_on(self) {
        self.is_on.set_value(true);
        self.keep_now();
    }

    /// Throws the draft away.
    pub(super) fn drop_draft(self) {
        let Some(is_service) = self.form.try_with_untracked(|form| form.is_service) else { return };
        spawn_local(async move { drop(bridge::ask(SaveReportDraft { is_service, form: None }).await) });
    }

    fn keep_soon(self) {
        self.stop_timer();
        if self.is_on.get_value() {
            self.timer.set_value(set_timeout_with_handle(move || self.keep_now(), PAUSE).ok());
        }
    }

    fn keep_now(self) {
        self.stop_timer();
        if self.is_on.try_get_value() != Some(true) {
            return;
        }
        let Some(form) = self.form.try_get_untracked() else { return };
        if self.kept.with_value(|kept| kept.as_ref() == Some(&form)) {
            return;
        }
        self.kept.set_value(Some(form.clone()));
        let is_service = form.is_service;
        let form = (!is_empty(&form)).then_some(form);
        spawn_local(async move { drop(bridge::ask(SaveReportDraft { is_service, form }).await) });
    }

    fn stop_timer(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }
}
