//! A search under way: asks the core on every keystroke and lets only the newest answer be seen.
//!
//! **Invariant:** what is typed and found is kept in memory alone, for the way back from a door; never in an address, a
//! store or a log.

use std::cell::RefCell;

use leptos::prelude::*;
use linli_contract::search::{Found, Search};
use linli_contract::{Event, Failure};
use linli_shared::ids::AreaId;
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::components::loaded::Load;
use crate::load::on_event_here;
use crate::model::search::{Finder, Step};

/// Hits asked for while somebody types; more on demand.
const FEW: u16 = 30;

/// The most hits the core gives.
const MANY: u16 = 100;

thread_local! {
    static KEPT: RefCell<(String, Option<Found>)> = const { RefCell::new((String::new(), None)) };
}

/// A search.
#[derive(Clone, Copy)]
pub(crate) struct Searching {
    /// The hits, or why there are none.
    pub(crate) load: Load<Found>,
    /// Whether anything is typed.
    pub(crate) has_text: RwSignal<bool>,
    finder: StoredValue<Finder>,
    limit: RwSignal<u16>,
    /// Called with the best hit once the answer to what is typed is here.
    best: StoredValue<Option<Callback<AreaId>>>,
}

impl Searching {
    /// Goes on with the search that was left, and tells what its field says.
    pub(crate) fn start() -> (Self, String) {
        let (text, found) = KEPT.with_borrow(Clone::clone);
        let many = found.as_ref().is_some_and(|found| found.hits.len() > usize::from(FEW));
        let load =
            Load { value: RwSignal::new(found), failure: RwSignal::new(None::<Failure>), again: RwSignal::new(0) };
        let search = Self {
            load,
            has_text: RwSignal::new(!text.trim().is_empty()),
            finder: StoredValue::new(Finder::default()),
            limit: RwSignal::new(if many { MANY } else { FEW }),
            best: StoredValue::new(None),
        };
        // The core makes its index at the first question; an empty one leaves the first letter free of that.
        spawn_local(async { drop(bridge::ask(Search { text: String::new(), limit: 1 }).await) });
        search.go(search.finder.try_update_value(|finder| finder.typed(&text)));
        Effect::new(move |last: Option<()>| {
            load.again.track();
            if last.is_some() {
                search.again();
            }
        });
        on_event_here(move |event| {
            if matches!(event, Event::DoorsChanged(_) | Event::AreasChanged) {
                search.again();
            }
        });
        (search, text)
    }

    /// The field says something else.
    pub(crate) fn typed(self, text: &str) {
        KEPT.with_borrow_mut(|kept| text.clone_into(&mut kept.0));
        self.has_text.set(!text.trim().is_empty());
        self.best.set_value(None);
        self.limit.set(FEW);
        self.go(self.finder.try_update_value(|finder| finder.typed(text)));
    }

    /// Shows as many hits as the core gives.
    pub(crate) fn more(self) {
        self.limit.set(MANY);
        self.again();
    }

    /// Whether more hits can be had than are shown.
    pub(crate) fn may_show_more(self) -> bool {
        self.limit.get() < MANY
    }

    /// Calls `open` with the best hit for what is typed now, waiting for the answer if it is still on its way.
    pub(crate) fn open_best(self, open: Callback<AreaId>) {
        let is_here = self.finder.with_value(Finder::is_settled);
        if is_here {
            self.open(open);
        } else {
            self.best.set_value(Some(open));
        }
    }

    fn open(self, open: Callback<AreaId>) {
        let best = self.load.value.with_untracked(|found| found.as_ref()?.hits.first().map(|hit| hit.door));
        if let Some(door) = best {
            open.run(door);
        }
    }

    fn again(self) {
        self.go(self.finder.try_update_value(Finder::changed));
    }

    fn go(self, step: Option<Step>) {
        match step {
            Some(Step::Ask(text)) => spawn_local(async move {
                let limit = self.limit.try_get_untracked().unwrap_or(FEW);
                let answer = bridge::ask(Search { text, limit }).await;
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

    fn show(self, answer: Result<Found, Failure>) {
        match answer {
            Ok(found) => {
                self.put(Some(found));
                let best = self.best.try_update_value(Option::take).flatten();
                if let Some(open) = best {
                    self.open(open);
                }
            }
            Err(failure) => drop(self.load.failure.try_set(Some(failure))),
        }
    }

    fn put(self, found: Option<Found>) {
        KEPT.with_borrow_mut(|kept| kept.1.clone_from(&found));
        self.load.failure.try_set(None);
        self.load.value.try_set(found);
    }
}
