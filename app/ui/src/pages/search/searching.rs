//! A search under way: asks the core on every keystroke and lets only the newest answer be seen.
//!
//! **Invariant:** what is typed and found is kept in memory alone, for the way back from a hit; never in an address, a
//! store or a log, and never shown in another community.

use std::cell::RefCell;

use leptos::prelude::*;
use linli_contract::search::{AllFound, FindAll, FoundKind};
use linli_contract::{Event, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::components::loaded::Load;
use crate::load::{age, on_event_here};
use crate::model::search::{Finder, Step, first};

/// Hits of one kind asked for while somebody types; more on demand.
const FEW: u16 = 30;

/// The most hits of one kind the core gives.
const MANY: u16 = 50;

#[derive(Clone, Default)]
struct Kept {
    age: u64,
    text: String,
    found: Option<AllFound>,
    only: Option<FoundKind>,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// A search.
#[derive(Clone, Copy)]
pub(crate) struct Searching {
    /// The hits, or why there are none.
    pub(crate) load: Load<AllFound>,
    /// Whether anything is typed.
    pub(crate) has_text: RwSignal<bool>,
    /// The one kind that is shown; `None` for all.
    pub(crate) only: RwSignal<Option<FoundKind>>,
    finder: StoredValue<Finder>,
    limit: RwSignal<u16>,
    /// Called with the address of the best hit once the answer to what is typed is here.
    best: StoredValue<Option<Callback<String>>>,
}

impl Searching {
    /// Goes on with the search that was left, and tells what its field says.
    pub(crate) fn start() -> (Self, String) {
        let kept = KEPT.with_borrow_mut(|kept| {
            if kept.age != age() {
                *kept = Kept { age: age(), ..Kept::default() };
            }
            kept.clone()
        });
        let load =
            Load { value: RwSignal::new(kept.found), failure: RwSignal::new(None::<Failure>), again: RwSignal::new(0) };
        let search = Self {
            load,
            has_text: RwSignal::new(!kept.text.trim().is_empty()),
            only: RwSignal::new(kept.only),
            finder: StoredValue::new(Finder::default()),
            limit: RwSignal::new(if kept.only.is_some() { MANY } else { FEW }),
            best: StoredValue::new(None),
        };
        // The core makes its index at the first question; an empty one leaves the first letter free of that.
        spawn_local(async { drop(bridge::ask(FindAll { text: String::new(), limit: 1 }).await) });
        search.go(search.finder.try_update_value(|finder| finder.typed(&kept.text)));
        Effect::new(move |last: Option<()>| {
            load.again.track();
            if last.is_some() {
                search.again();
            }
        });
        on_event_here(move |event| {
            if concerns(event) {
                search.again();
            }
        });
        (search, kept.text)
    }

    /// The field says something else.
    pub(crate) fn typed(self, text: &str) {
        KEPT.with_borrow_mut(|kept| text.clone_into(&mut kept.text));
        self.has_text.set(!text.trim().is_empty());
        self.best.set_value(None);
        self.limit.set(FEW);
        self.put_only(None);
        self.go(self.finder.try_update_value(|finder| finder.typed(text)));
    }

    /// Shows one kind alone, as much of it as the core gives; `None` shows every kind.
    pub(crate) fn show_only(self, only: Option<FoundKind>) {
        self.put_only(only);
        if only.is_some() && self.limit.get_untracked() < MANY {
            self.limit.set(MANY);
            self.again();
        }
    }

    /// Calls `open` with the best hit for what is typed now, waiting for the answer if it is still on its way.
    pub(crate) fn open_best(self, open: Callback<String>) {
        let is_here = self.finder.with_value(Finder::is_settled);
        if is_here {
            self.open(open);
        } else {
            self.best.set_value(Some(open));
        }
    }

    fn open(self, open: Callback<String>) {
        let only = self.only.get_untracked();
        if let Some(to) = self.load.value.with_untracked(|found| first(found.as_ref()?, only)) {
            open.run(to);
        }
    }

    fn again(self) {
        self.go(self.finder.try_update_value(Finder::changed));
    }

    fn go(self, step: Option<Step>) {
        match step {
            Some(Step::Ask(text)) => spawn_local(async move {
                let limit = self.limit.try_get_untracked().unwrap_or(FEW);
                let answer = bridge::ask(FindAll { text, limit }).await;
                // Nobody is there to answer once the screen was left.
                match self.finder.try_update_value(Finder::answered) {
                    Some(Step::Show) => self.show(answer),
                    next => self.go(next),
                }
            }),
            Some(Step::Clear) => self.put(None),
            Some(Step::Show | Step::Wait) | None => {}
        }
    }

    fn show(self, answer: Result<AllFound, Failure>) {
        match answer {
            Ok(found) => {
                // A kind of which nothing is left is not shown alone.
                let only = self.only.get_untracked();
                if only.is_some_and(|only| found.groups.iter().all(|group| group.kind != only)) {
                    self.put_only(None);
                }
                self.put(Some(found));
                let best = self.best.try_update_value(Option::take).flatten();
                if let Some(open) = best {
                    self.open(open);
                }
            }
            Err(failure) => drop(self.load.failure.try_set(Some(failure))),
        }
    }

    fn put(self, found: Option<AllFound>) {
        KEPT.with_borrow_mut(|kept| kept.found.clone_from(&found));
        self.load.failure.try_set(None);
        self.load.value.try_set(found);
    }

    fn put_only(self, only: Option<FoundKind>) {
        KEPT.with_borrow_mut(|kept| kept.only = only);
        if self.only.try_with_untracked(|now| *now != only) == Some(true) {
            self.only.set(only);
        }
    }
}

/// Whether what is found may be another after this.
fn concerns(event: &Event) -> bool {
    matches!(
        event,
        Event::DoorsChanged(_)
            | Event::AreasChanged
            | Event::StandingChanged
            | Event::NoticesChanged
            | Event::TicketsChanged(_)
            | Event::SquareChanged(_)
            | Event::ChatsChanged
    )
}
