//! The feed under way: which of its parts are here, which are asked for.
//!
//! **Invariant:** what is shown stays until its successor is here; rows of another choice never stand in this one.

use core::ops::Range;
use std::cell::RefCell;

use leptos::prelude::*;
use linli_contract::posts::{PostRow, PostsView, ReadPosts};
use linli_contract::{Event, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::components::loaded::Load;
use crate::load::{age, on_event_here};
use crate::model::lists_window::{PART, Parts, Question, Reader};
use crate::model::posts::Shown;

/// Which posts, and which of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Choice {
    /// Section, or the own ones.
    pub(super) shown: Shown,
    /// What they hold; empty for all.
    pub(super) text: String,
}

struct Kept {
    /// The number of [`age`] at which it was kept.
    age: u64,
    choice: Choice,
    /// All that a view says except its rows.
    sums: PostsView,
    parts: Parts<PostRow>,
}

thread_local! {
    /// The feed that was left, so that coming back from a post shows it at once; in memory only.
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

fn take_kept() -> Option<Kept> {
    KEPT.with_borrow_mut(Option::take).filter(|kept| kept.age == age())
}

/// The feed.
#[derive(Clone, Copy)]
pub(super) struct Listing {
    /// What is chosen.
    pub(super) choice: RwSignal<Choice>,
    /// All that a view says except its rows, or why it is not here.
    pub(super) load: Load<PostsView>,
    /// Its parts that are here.
    pub(super) parts: RwSignal<Parts<PostRow>>,
    /// What the parts are of.
    shown: StoredValue<Choice>,
    reader: StoredValue<Reader>,
}

impl Listing {
    /// Shows what was chosen last, and whatever is chosen then.
    pub(super) fn start() -> Self {
        let kept = take_kept();
        let (choice, sums, parts) = kept.map_or_else(
            || (Choice::default(), None, Parts::default()),
            |kept| (kept.choice, Some(kept.sums), kept.parts),
        );
        let load = Load { value: RwSignal::new(sums), failure: RwSignal::new(None), again: RwSignal::new(0) };
        let list = Self {
            choice: RwSignal::new(choice.clone()),
            load,
            parts: RwSignal::new(parts),
            shown: StoredValue::new(choice),
            reader: StoredValue::new(Reader::default()),
        };
        Effect::new(move |_| {
            list.choice.track();
            list.load.again.track();
            list.ask(list.reader.try_update_value(Reader::changed).flatten());
        });
        on_event_here(move |event| {
            if matches!(event, Event::SquareChanged(_) | Event::StandingChanged) {
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
            let request = ReadPosts {
                section: choice.shown.section(),
                mine: choice.shown == Shown::Mine,
                text: choice.text.clone(),
                from: number(question.part.saturating_mul(PART)),
                count: number(PART),
            };
            let answer = bridge::ask(request).await;
            // Nobody is there to answer once the screen was left.
            let Some((holds, next)) = self.reader.try_update_value(|reader| reader.answered(question)) else { return };
            if holds {
                self.take(choice, question.part, answer);
            }
            self.ask(next);
        });
    }

    fn take(self, choice: Choice, part: usize, answer: Result<PostsView, Failure>) {
        match answer {
            Ok(mut view) => {
                let rows = core::mem::take(&mut view.rows);
                let is_other = self.shown.with_value(|shown| *shown != choice);
                self.parts.update(|parts| {
                    if is_other {
                        parts.clear();
                    }
                    parts.take(part, rows);
                });
                self.shown.set_value(choice);
                if self.load.value.with_untracked(|known| known.as_ref() != Some(&view)) {
                    self.load.value.set(Some(view));
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
        KEPT.with_borrow_mut(|kept| *kept = Some(Kept { age: age(), choice, sums, parts }));
    }
}
