//! The list on screen, for whoever goes on with it: the list itself after coming back, the exporter.
//!
//! **Invariant:** it lives in memory only, and holds conditions and an area, nothing of a person.

use leptos::prelude::*;
use linli_contract::lists::ListSpec;

thread_local! {
    /// Counted by reference, so that it outlives the screen that asks for it.
    static CHOSEN: ArcRwSignal<ListSpec> = ArcRwSignal::new(ListSpec::default());
}

/// What the list shows.
pub(crate) fn chosen() -> RwSignal<ListSpec> {
    CHOSEN.with(|chosen| chosen.clone().into())
}

/// Lets the list show something else, from a handler of any screen.
pub(crate) fn choose(spec: ListSpec) {
    CHOSEN.with(|chosen| chosen.set(spec));
}
