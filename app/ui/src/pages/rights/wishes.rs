//! Own wishes about a home's record, and what became of them.

use leptos::prelude::*;
use linli_contract::rights::{ExtractView, RecordWish, WishView};
use linli_shared::calendar::Millis;

use crate::components::icon::{Glyph, Icon};
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The wishes, newest first; nothing where there are none.
#[component]
pub(crate) fn Wishes(view: Memo<ExtractView>) -> impl IntoView {
    let t = texts();
    let wishes = Memo::new(move |_| view.read().wishes.clone());
    view! {
        <Show when=move || !wishes.read().is_empty()>
            <section class="record-person" data-testid="wishes">
                <h3>{t.rights.wishes}</h3>
                <ul class="trail-lines">
                    {move || wishes.get().into_iter().map(|wish| view! { <Wish wish /> }).collect_view()}
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Wish(wish: WishView) -> impl IntoView {
    let t = texts();
    let what = match &wish.wish {
        RecordWish::Fresh => t.rights.wish_fresh.to_owned(),
        RecordWish::Correct(edits) => (t.rights.wish_correct)(edits.len()),
        RecordWish::Erase(_) => t.rights.wish_erase.to_owned(),
    };
    let (state, glyph) = match &wish.answer {
        None => (t.rights.wish_waits, Glyph::Clock),
        Some(answer) if answer.is_done => (t.rights.wish_done, Glyph::Check),
        Some(_) => (t.rights.wish_declined, Glyph::Close),
    };
    let when = say(t, Millis(wish.at.saturating_mul(1_000)));
    let said = (!wish.words.is_empty()).then(|| view! { <p class="record-said">{wish.words.clone()}</p> });
    let answer = wish.answer.filter(|answer| !answer.words.is_empty());
    view! {
        <li data-testid="wish">
            <p class="row-title"><Icon glyph />{what}<span class="tag">{state}</span></p>
            <p class="quiet">{when}</p>
            {said}
            {answer.map(|answer| view! { <p>{(t.rights.answered)(&answer.words)}</p> })}
        </li>
    }
}
