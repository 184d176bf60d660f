//! A list under way: which of its parts are here, which are asked for.
//!
//! **Invariant:** what is shown stays until its successor is here; rows of another list never stand in this one.

use core::ops::Range;
use std::cell::RefCell;

use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::lists::{ListRow, ListSpec, ListView, ReadList};
use wasm_bindgen_futures::spawn_local;

use super::chosen::chosen;
use crate::bridge;
use crate::components::loaded::Load;
use crate::load::on_event_here;
use crate::model::lists_window::{PART, Parts, Question, Reader};
use crate::pages::session::concerns_doors;

/// How much is on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sums {
    /// Doors.
    pub(crate) doors: u32,
    /// People.
    pub(crate) people: u32,
}

struct Kept {
    spec: ListSpec,
    sums: Sums,
    parts: Parts<ListRow>,
}

thread_local! {
    /// The list that was left, so that coming back from a door shows it at once; in memory only.
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

/// A list.
#[derive(Clone, Copy)]
pub(crate) struct Listing {
    /// What it shows.
    pub(crate) spec: RwSignal<ListSpec>,
    /// How much is on it, or why it is not here.
    pub(crate) load: Load<Sums>,
    /// Its parts that are here.
    pub(crate) parts: RwSignal<Parts<ListRow>>,
    /// What the parts are of.
    shown: StoredValue<ListSpec>,
    reader: StoredValue<Reader>,
}

impl Listing {
    /// Shows the list that is chosen, and whichever is chosen then.
    pub(crate) fn start() -> Self {
        let spec = chosen();
        let kept = KEPT.with_borrow_mut(Option::take).filter(|kept| spec.with_untracked(|spec| *spec == kept.spec));
        let (sums, parts) = kept.map_or((None, Parts::default()), |kept| (Some(kept.sums), kept.parts));
        let load = Load { value: RwSignal::new(sums), failure: RwSignal::new(None), again: RwSignal::new(0) };
        let list = Self {
            spec,
            load,
            parts: RwSignal::new(parts),
            shown: StoredValue::new(spec.get_untracked()),
            reader: StoredValue::new(Reader::default()),
        };
        Effect::new(move |_| {
            list.spec.track();
            list.load.again.track();
            list.ask(list.reader.try_update_value(Reader::changed).flatten());
        });
        on_event_here(move |event| {
            if concerns_doors(event, |_| true) {
                list.load.again.try_update(|count| *count += 1);
            }
        });
        on_cleanup(move || list.keep());
        list
    }

    /// These parts are on screen.
    pub(crate) fn want(self, parts: Range<usize>) {
        // What is let go was far from the screen, so nothing has to be drawn anew.
        self.parts.update_untracked(|here| here.stay_near(&parts));
        let next = self.reader.try_update_value(|reader| {
            self.parts.with_untracked(|here| reader.let_go(|part| here.has(part)));
            reader.want(parts)
        });
        self.ask(next.flatten());
    }

    fn ask(self, question: Option<Question>) {
        let Some(question) = question else { return };
        let Some(spec) = self.spec.try_get_untracked() else { return };
        spawn_local(async move {
            let (from, limit) = (question.part.saturating_mul(PART), PART);
            let (from, limit) = (u32::try_from(from).unwrap_or(u32::MAX), u32::try_from(limit).unwrap_or(u32::MAX));
            let answer = bridge::ask(ReadList { spec: spec.clone(), from, limit }).await;
            // Nobody is there to answer once the screen was left.
            let Some((holds, next)) = self.reader.try_update_value(|reader| reader.answered(question)) else { return };
            if holds {
                self.take(spec, question.part, answer);
            }
            self.ask(next);
        });
    }

    fn take(self, spec: ListSpec, part: usize, answer: Result<ListView, Failure>) {
        match answer {
            Ok(view) => {
                let sums = Sums { doors: view.doors, people: view.people };
                let is_other = self.shown.with_value(|shown| *shown != spec);
                self.parts.update(|parts| {
                    if is_other {
                        parts.clear();
                    }
                    parts.take(part, view.rows);
                });
                self.shown.set_value(spec);
                if self.load.value.get_untracked() != Some(sums) {
                    self.load.value.set(Some(sums));
                }
                if self.load.failure.with_untracked(Option::is_some) {
                    self.load.failure.set(None);
                }
            }
            Err(failure) => self.load.failure.set(Some(failure)),
        }
    }

    fn keep(self) {
        let (Some(spec), Some(Some(sums)), Some(parts)) =
            (self.shown.try_get_value(), self.load.value.try_get_untracked(), self.parts.try_get_untracked())
        else {
            return;
        };
        KEPT.with_borrow_mut(|kept| *kept = Some(Kept { spec, sums, parts }));
    }
}
