//! The rows of a long list that are near the screen.

use core::ops::Range;
use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::html::Ul;
use leptos::prelude::*;

use super::{Listing, Long};
use crate::model::lists_window::{Identified, drawn, parts};

/// The id of what a row is of.
type IdOf<L> = <<L as Long>::Row as Identified>::Id;

/// A row near the screen: its key, its place, and what it says once that is here.
type Near<L> = (Key<IdOf<L>>, usize, Option<Arc<<L as Long>::Row>>);

/// How a list looks.
pub(crate) struct Look<R> {
    /// The class that says how high a row is, as `--row`.
    pub(crate) class: &'static str,
    /// How high a row is until the first one was measured, in pixels.
    pub(crate) usual: f64,
    /// Rows drawn before the place of the list on the page is known.
    pub(crate) at_first: usize,
    /// Its name.
    pub(crate) label: &'static str,
    /// Its name in tests.
    pub(crate) testid: &'static str,
    /// Draws a row.
    pub(crate) row: Arc<dyn Fn(&R) -> AnyView + Send + Sync>,
    /// Draws a row that is on its way.
    pub(crate) to_come: fn() -> AnyView,
}

/// What makes a row another one: news about one of them draws it anew and not a whole part, and one that moved up or down
/// is the same at another place.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Key<Id> {
    ToCome(usize),
    Here(Id, u64),
}

/// The rows.
pub(crate) fn long_rows<L: Long>(list: Listing<L>, total: Memo<usize>, look: Look<L::Row>) -> impl IntoView {
    let Look { class, usual, at_first, label, testid, row: draw, to_come } = look;
    let list_node = NodeRef::<Ul>::new();
    let range = RwSignal::new(0..total.get_untracked().min(at_first));
    let look = move || {
        let Some(total) = total.try_get_untracked() else { return };
        let Some(seen) = list_node.try_get_untracked().flatten().map(|node| seen(&node, usual, total)) else { return };
        if range.try_with_untracked(|range| *range != seen) == Some(true) {
            list.want(parts(&seen));
            range.set(seen);
        }
    };
    let handles = ["scroll", "resize"].map(|event| window_event_listener_untyped(event, move |_| look()));
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    Effect::new(move |_| {
        total.track();
        list_node.track();
        look();
    });
    // Not of the range, so that scrolling asks no row for its place again.
    let places = Memo::new(move |_| list.parts.with(|parts| parts.places()));
    let near = move || {
        let total = total.get();
        // While parts are of different moments, something may stand in both.
        let mut seen = BTreeSet::new();
        list.parts.with(|parts| {
            let rows = range.get().filter(|at| *at < total).map(|at| match parts.row(at) {
                Some((change, row)) if seen.insert(row.id()) => {
                    (Key::Here(row.id(), change), at, Some(Arc::clone(row)))
                }
                _ => (Key::ToCome(at), at, None),
            });
            rows.collect::<Vec<_>>()
        })
    };
    let child = move |(key, at, row): Near<L>| {
        let place = move || match key {
            Key::Here(id, _) => places.read().get(&id).copied().unwrap_or(at),
            Key::ToCome(at) => at,
        };
        view! {
            <li aria-setsize=move || total.get().to_string() aria-posinset=move || (place() + 1).to_string()>
                {row.map_or_else(to_come, |row| draw(&row))}
            </li>
        }
    };
    // Set on the list alone: a custom property would be inherited, and every row's style worked out anew.
    let room = |rows: usize| format!("calc(var(--row) * {rows})");
    let above = move || room(range.with(|range| range.start).min(total.get()));
    let below = move || room(total.get().saturating_sub(range.with(|range| range.end)));
    view! {
        <ul class=class node_ref=list_node aria-label=label style:padding-top=above style:padding-bottom=below
            data-testid=testid>
            <For each=near key=|(key, ..)| key.clone() children=child />
        </ul>
    }
}

/// The rows on screen and a few around them.
fn seen(list: &web_sys::HtmlUListElement, usual: f64, total: usize) -> Range<usize> {
    let row = list.first_element_child().map_or(usual, |row| row.get_bounding_client_rect().height());
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    drawn(-list.get_bounding_client_rect().top(), height, row, total)
}
