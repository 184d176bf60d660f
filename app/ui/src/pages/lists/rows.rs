//! The rows of a list of any length: only those near the screen are drawn, and parts are asked for as they come near.

use core::ops::Range;

use leptos::html::Ul;
use leptos::prelude::*;
use linli_contract::lists::ListRow;

use super::listing::{Listing, Sums};
use super::row::{DoorRow, DoorRowToCome, asks_when_confirmed};
use crate::model::lists_window::{drawn, parts};
use crate::platform::prefs::texts;

/// How high a row is until the first one was measured, in pixels.
const USUAL: f64 = 72.0;

/// Rows drawn before the place of the list on the page is known.
const AT_FIRST: usize = 24;

/// The rows.
#[component]
pub(crate) fn Rows(list: Listing, sums: Memo<Sums>) -> impl IntoView {
    let t = texts();
    let place = NodeRef::<Ul>::new();
    let total = Memo::new(move |_| sums.get().doors as usize);
    let range = RwSignal::new(0..total.get_untracked().min(AT_FIRST));
    let look = move || {
        let Some(total) = total.try_get_untracked() else { return };
        let Some(seen) = place.try_get_untracked().flatten().map(|place| seen(&place, total)) else { return };
        if range.try_with_untracked(|range| *range != seen) == Some(true) {
            list.want(parts(&seen));
            range.set(seen);
        }
    };
    let handles = ["scroll", "resize"].map(|event| window_event_listener_untyped(event, move |_| look()));
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    Effect::new(move |_| {
        total.track();
        place.track();
        look();
    });
    let with_confirmed = Memo::new(move |_| list.spec.with(|spec| asks_when_confirmed(&spec.filters)));
    let near = move || {
        let total = total.get();
        list.parts.with(|parts| {
            let rows = range.get().filter(|at| *at < total);
            rows.map(|at| (at, parts.row(at).map(|(change, row)| (change, row.clone())))).collect::<Vec<_>>()
        })
    };
    let key = |(at, row): &(usize, Option<(u64, ListRow)>)| (*at, row.as_ref().map(|(change, _)| *change));
    let above = move || range.with(|range| range.start).min(total.get()).to_string();
    let below = move || total.get().saturating_sub(range.with(|range| range.end)).to_string();
    view! {
        <ul class="door-rows" node_ref=place aria-label=t.lists.rows style:--above=above style:--below=below
            data-testid="list-rows">
            <For each=near key=key children=move |(at, row)| view! {
                <li aria-setsize=move || total.get().to_string() aria-posinset=(at + 1).to_string()>
                    {match row {
                        Some((_, row)) => view! { <DoorRow row with_confirmed=with_confirmed.get_untracked() /> }.into_any(),
                        None => view! { <DoorRowToCome /> }.into_any(),
                    }}
                </li>
            } />
        </ul>
    }
}

/// The rows on screen and a few around them.
fn seen(place: &web_sys::HtmlUListElement, total: usize) -> Range<usize> {
    let row = place.first_element_child().map_or(USUAL, |row| row.get_bounding_client_rect().height());
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    drawn(-place.get_bounding_client_rect().top(), height, row, total)
}
