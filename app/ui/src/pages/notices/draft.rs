//! Keeps a notice that is being written on the device, so that a killed app loses at most the last moment.
//!
//! **Invariant:** one draft is kept for one form, however fast somebody types; once it is published nothing is kept again.

use core::cell::{Cell, RefCell};
use core::time::Duration;
use std::rc::Rc;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use linli_contract::notices::{DropNoticeDraft, NoticeForm, SaveNoticeDraft};
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::model::notices::form::is_blank;
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

type After = Box<dyn FnOnce(Option<u64>)>;

/// What outlasts the screen, so that what was typed last is kept after it was left.
struct Writing {
    corrects: Option<RecordId>,
    number: Cell<Option<u64>>,
    next: RefCell<Option<NoticeForm>>,
    is_running: Cell<bool>,
    is_over: Cell<bool>,
    after: RefCell<Option<After>>,
}

/// Keeps the draft of one form.
#[derive(Clone, Copy)]
pub(super) struct Keeper {
    form: RwSignal<NoticeForm>,
    writing: StoredValue<Rc<Writing>, LocalStorage>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// How the draft is.
    pub(super) state: RwSignal<DraftState>,
    /// Its number, once it has one.
    pub(super) number: RwSignal<Option<u64>>,
    /// Whether something typed is not kept yet.
    pub(super) is_behind: RwSignal<bool>,
}

impl Keeper {
    /// Watches a form from now on; leaving the screen, the tab or the app keeps what is typed at once.
    pub(super) fn watch(form: RwSignal<NoticeForm>, number: Option<u64>, corrects: Option<RecordId>) -> Self {
        let writing = Writing {
            corrects,
            number: Cell::new(number),
            next: RefCell::new(None),
            is_running: Cell::new(false),
            is_over: Cell::new(false),
            after: RefCell::new(None),
        };
        let keeper = Self {
            form,
            writing: StoredValue::new_local(Rc::new(writing)),
            timer: StoredValue::new(None),
            state: RwSignal::new(DraftState::Untouched),
            number: RwSignal::new(number),
            is_behind: RwSignal::new(false),
        };
        Effect::new(move |before: Option<NoticeForm>| {
            let form = form.get();
            if before.is_some_and(|before| before != form) {
                keeper.keep_soon();
            }
            form
        });
        on_leaving(move || keeper.keep_now());
        keeper
    }

    fn keep_soon(self) {
        let Some(writing) = self.writing.try_get_value() else { return };
        if writing.is_over.get() {
            return;
        }
        self.is_behind.set(true);
        self.stop_timer();
        self.timer.set_value(set_timeout_with_handle(move || self.keep_now(), PAUSE).ok());
    }

    /// Keeps what is typed if anything was typed since the last time.
    fn keep_now(self) {
        if !self.stop_timer() {
            return;
        }
        let (Some(writing), Some(form)) = (self.writing.try_get_value(), self.form.try_get_untracked()) else { return };
        if writing.is_over.get() {
            return;
        }
        writing.next.replace(Some(form));
        if !writing.is_running.replace(true) {
            spawn_local(self.write(writing));
        }
    }

    async fn write(self, writing: Rc<Writing>) {
        while let Some(form) = writing.next.take() {
            let kept = match (is_blank(&form), writing.number.get()) {
                (true, None) => Ok(None),
                (true, Some(number)) => bridge::ask(DropNoticeDraft { number }).await.map(|()| None),
                (false, number) => {
                    bridge::ask(SaveNoticeDraft { number, form, corrects: writing.corrects }).await.map(Some)
                }
            };
            match kept {
                Ok(number) => {
                    writing.number.set(number);
                    self.number.try_set(number);
                    let state = number.map_or(DraftState::Untouched, |_| DraftState::Kept(now()));
                    self.state.try_set(state);
                }
                Err(_) => drop(self.state.try_set(DraftState::Failed)),
            }
        }
        writing.is_running.set(false);
        self.is_behind.try_set(false);
        if let Some(after) = writing.after.take() {
            after(writing.number.get());
        }
    }

    /// Ends the keeping; `then` is told the number once nothing is being written any more.
    pub(super) fn end(self, then: impl FnOnce(Option<u64>) + 'static) {
        self.stop_timer();
        let Some(writing) = self.writing.try_get_value() else { return };
        writing.is_over.set(true);
        writing.next.replace(None);
        if writing.is_running.get() {
            writing.after.replace(Some(Box::new(then)));
        } else {
            then(writing.number.get());
        }
    }

    /// Publishing failed: drafts are kept again.
    pub(super) fn go_on(self) {
        if let Some(writing) = self.writing.try_get_value() {
            writing.is_over.set(false);
            self.keep_soon();
        }
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
