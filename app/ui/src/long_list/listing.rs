//! A list under way: which of its parts are here, which are asked for.
//!
//! **Invariant:** what is shown stays until its successor is here; rows of another choice never stand in this one.

use core::ops::Range;
use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::prelude::*;
use linli_contract::{Ask, Failure};
use wasm_bindgen_futures::spawn_local;

use super::Long;
use crate::bridge;
use crate::components::loaded::Load;
use crate::load::{age, on_event_here};
use crate::model::lists_window::{PART, Parts, Question, Reader};

struct Kept<L: Long> {
    /// The number of [`age`] at which it was kept.
    age: u64,
    choice: L::Choice,
    sums: L::Sums,
    parts: Parts<L::Row>,
}

thread_local! {
    /// The lists that were left, so that coming back shows them at once; in memory only.
    static KEPT: RefCell<BTreeMap<TypeId, Box<dyn Any>>> = const { RefCell::new(BTreeMap::new()) };
}

fn take_kept<L: Long>() -> Option<Kept<L>> {
    let kept = KEPT.with_borrow_mut(|kept| kept.remove(&TypeId::of::<L>()))?;
    kept.downcast::<Kept<L>>().ok().map(|kept| *kept).filter(|kept| kept.age == age())
}

/// A list.
pub(crate) struct Listing<L: Long> {
    /// What is chosen.
    pub(crate) choice: RwSignal<L::Choice>,
    /// All that a view says except its rows, or why it is not here.
    pub(crate) load: Load<L::Sums>,
    /// Its parts that are here.
    pub(super) parts: RwSignal<Parts<L::Row>>,
    /// What the parts are of.
    shown: StoredValue<L::Choice>,
    reader: StoredValue<Reader>,
}

impl<L: Long> Clone for Listing<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L: Long> Copy for Listing<L> {}

impl<L: Long> Listing<L> {
    /// Shows what is chosen, and whatever is chosen then.
    pub(crate) fn start() -> Self {
        let kept = take_kept::<L>();
        let choice = L::begin(kept.as_ref().map(|kept| &kept.choice));
        let (sums, parts) = kept
            .filter(|kept| choice.with_untracked(|choice| *choice == kept.choice))
            .map_or_else(|| (None, Parts::default()), |kept| (Some(kept.sums), kept.parts));
        let load = Load { value: RwSignal::new(sums), failure: RwSignal::new(None), again: RwSignal::new(0) };
        let list = Self {
            choice,
            load,
            parts: RwSignal::new(parts),
            shown: StoredValue::new(choice.get_untracked()),
            reader: StoredValue::new(Reader::default()),
        };
        Effect::new(move |_| {
            list.choice.track();
            list.load.again.track();
            list.ask(list.reader.try_update_value(Reader::changed).flatten());
        });
        on_event_here(move |event| {
            if L::concerns(event) {
                list.load.again.try_update(|count| *count += 1);
            }
        });
        on_cleanup(move || list.keep());
        list
    }

    /// These parts are on screen.
    pub(super) fn want(self, parts: Range<usize>) {
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
        let Some(choice) = self.choice.try_get_untracked() else { return };
        spawn_local(async move {
            let number = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
            let from = number(question.part.saturating_mul(PART));
            let answer = bridge::ask(L::request(&choice, from, number(PART))).await;
            // Nobody is there to answer once the screen was left.
            let Some((holds, next)) = self.reader.try_update_value(|reader| reader.answered(question)) else { return };
            if holds {
                self.take(choice, question.part, answer);
            }
            self.ask(next);
        });
    }

    fn take(self, choice: L::Choice, part: usize, answer: Result<<L::Request as Ask>::Reply, Failure>) {
        match answer {
            Ok(view) => {
                let (sums, rows) = L::split(view);
                let is_other = self.shown.with_value(|shown| *shown != choice);
                self.parts.update(|parts| {
                    if is_other {
                        parts.clear();
                    }
                    parts.take(part, rows);
                });
                self.shown.set_value(choice);
                if self.load.value.with_untracked(|known| known.as_ref() != Some(&sums)) {
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
        let (Some(choice), Some(Some(sums)), Some(parts)) =
            (self.shown.try_get_value(), self.load.value.try_get_untracked(), self.parts.try_get_untracked())
        else {
            return;
        };
        let left = Kept::<L> { age: age(), choice, sums, parts };
        KEPT.with_borrow_mut(|kept| kept.insert(TypeId::of::<L>(), Box::new(left)));
    }
}
