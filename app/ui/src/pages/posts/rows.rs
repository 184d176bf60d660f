//! The rows of the feed: only those near the screen are drawn, and parts are asked for as they come near.

use core::ops::Range;
use std::collections::{BTreeMap, BTreeSet};

use leptos::html::Ul;
use leptos::prelude::*;
use linli_contract::posts::PostRow;

use super::card::{PostCard, PostToCome};
use super::listing::Listing;
use crate::model::lists_window::{drawn, parts};
use crate::platform::prefs::texts;

/// How high a row is until the first one was measured, in pixels.
const USUAL: f64 = 164.0;

/// Rows drawn before the place of the list on the page is known.
const AT_FIRST: usize = 12;

/// The rows.
#[component]
pub(super) fn Rows(list: Listing, total: Memo<usize>) -> impl IntoView {
    let t = texts();
    let place = NodeRef::<Ul>::new();
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
    let near = Memo::new(move |_| {
        let total = total.get();
        list.parts.with(|parts| {
            let rows = range.get().filter(|at| *at < total);
            rows.map(|at| (at, parts.row(at).map(|(_, row)| row.clone()))).collect::<Vec<_>>()
        })
    });
    // A post that moved up or down is the same card at another place.
    let places = Memo::new(move |_| {
        let near = near.read();
        let there = near.iter().filter_map(|(at, row)| row.as_ref().map(|row| (row.post, at + 1)));
        there.collect::<BTreeMap<_, _>>()
    });
    let keyed = move || {
        let mut seen = BTreeSet::new();
        let rows = near.get().into_iter();
        // While parts are of different moments, a post may stand in both.
        let fresh = rows.map(|(at, row)| {
            let row = row.filter(|row| seen.insert(row.post));
            (key(at, row.as_ref()), at, row)
        });
        fresh.collect::<Vec<_>>()
    };
    let above = move || range.with(|range| range.start).min(total.get()).to_string();
    let below = move || total.get().saturating_sub(range.with(|range| range.end)).to_string();
    view! {
        <ul class="post-rows" node_ref=place aria-label=t.posts.list style:--above=above style:--below=below
            data-testid="posts">
            <For each=keyed key=|(key, ..)| key.clone() children=move |(_, at, row)| {
                let post = row.as_ref().map(|row| row.post);
                let place = move || post.and_then(|post| places.read().get(&post).copied()).unwrap_or(at + 1).to_string();
                view! {
                    <li aria-setsize=move || total.get().to_string() aria-posinset=place>
                        {match row {
                            Some(row) => view! { <PostCard row /> }.into_any(),
                            None => view! { <PostToCome /> }.into_any(),
                        }}
                    </li>
                }
            } />
        </ul>
    }
}

/// What makes a row another one, so that news about one post draws one card anew and not a whole part.
fn key(at: usize, row: Option<&PostRow>) -> String {
    let Some(row) = row else { return at.to_string() };
    let PostRow { post, changed, comments, likes, goods, sync, thumb, .. } = row;
    let marks = [row.is_liked, row.has_new, row.is_edited, row.is_withdrawn, row.is_rumour, row.is_hidden];
    format!("{post} {} {comments} {likes} {goods:?} {sync:?} {thumb:?} {marks:?} {:?}", changed.0, row.by.name)
}

/// The rows on screen and a few around them.
fn seen(place: &web_sys::HtmlUListElement, total: usize) -> Range<usize> {
    let row = place.first_element_child().map_or(USUAL, |row| row.get_bounding_client_rect().height());
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    drawn(-place.get_bounding_client_rect().top(), height, row, total)
}
