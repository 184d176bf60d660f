//! Stars: shown with their number in words, chosen one by one.

use leptos::prelude::*;

use crate::platform::prefs::texts;

/// Stars as they were given.
#[component]
pub(super) fn Stars(stars: u8) -> impl IntoView {
    let t = texts();
    let shown = "★".repeat(usize::from(stars.min(5)));
    view! { <span class="stars" role="img" aria-label=(t.tickets.stars)(stars)>{shown}</span> }
}

/// Five stars to choose from.
#[component]
pub(super) fn StarChoice(stars: RwSignal<u8>) -> impl IntoView {
    let t = texts();
    let star = move |number: u8| {
        view! {
            <button type="button" class="star" role="radio" aria-label=(t.tickets.stars)(number)
                aria-checked=move || (stars.get() == number).to_string() class:star-on=move || { stars.get() >= number }
                on:click=move |_| stars.update(|now| *now = if *now == number { 0 } else { number })
                data-testid=format!("star-{number}")>"★"</button>
        }
    };
    view! {
        <div role="radiogroup" aria-label=t.tickets.rating class="star-choice" data-testid="stars">
            {(1..=5).map(star).collect_view()}
        </div>
    }
}
