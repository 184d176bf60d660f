//! The list on screen, for whoever comes back to it, and for the lines that lead to one.
//!
//! **Invariant:** it lives in memory only; what was searched for is in no address, store or log.

use leptos::prelude::*;
use linli_contract::tickets::TicketList;

/// How many rows are asked for at once.
pub(super) const PART: u32 = 30;

/// The most rows the core gives at once.
const MOST: u32 = 200;

/// What the list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Which list; `None` for the person's first.
    pub(super) list: Option<TicketList>,
    /// Only of this category.
    pub(super) category: Option<String>,
    /// Only what holds this text.
    pub(super) text: String,
    /// From which row.
    pub(super) from: u32,
    /// How many rows.
    pub(super) count: u32,
}

impl Chosen {
    /// The same, from the first row: something else is looked for.
    pub(super) fn anew(self) -> Self {
        Self { from: 0, count: PART, ..self }
    }

    /// More rows; behind the most that can be had at once, the next ones instead.
    pub(super) fn more(&mut self) {
        if self.count < MOST {
            self.count = self.count.saturating_add(PART).min(MOST);
        } else {
            self.from = self.from.saturating_add(MOST);
        }
    }

    /// The rows before.
    pub(super) fn earlier(&mut self) {
        self.from = self.from.saturating_sub(MOST);
        self.count = MOST;
    }
}

impl Default for Chosen {
    fn default() -> Self {
        Self { list: None, category: None, text: String::new(), from: 0, count: PART }
    }
}

thread_local! {
    /// Counted by reference, so that it outlives the screen that asks for it.
    static CHOSEN: ArcRwSignal<Chosen> = ArcRwSignal::new(Chosen::default());
}

/// What the list shows.
pub(super) fn chosen() -> RwSignal<Chosen> {
    CHOSEN.with(|chosen| chosen.clone().into())
}

/// Lets the list show something else, from a handler of any screen.
pub(crate) fn choose(list: TicketList) {
    CHOSEN.with(|chosen| chosen.set(Chosen { list: Some(list), ..Chosen::default() }));
}
