//! What the first screen says of notices: hazards that hold, the newest that was not read, how many still ask.

use leptos::prelude::*;

use super::list::notices;
use super::row::NoticeCard;
use crate::components::icon::{Glyph, Icon};
use crate::model::notices::order::home;
use crate::pages::session::Session;
use crate::platform::prefs::texts;

/// The lines on the first screen; nothing where there is nothing.
#[component]
pub(crate) fn HomeNotices() -> impl IntoView {
    let reach = Session::here().reach();
    let may_read = Memo::new(move |_| reach.read().may_open("/notices"));
    view! { <Show when=move || may_read.get()><Lines /></Show> }
}

#[component]
fn Lines() -> impl IntoView {
    let t = texts();
    let load = notices();
    let shown = Memo::new(move |_| load.value.with(|view| view.as_ref().map(home)).unwrap_or_default());
    let has_any = Memo::new(move |_| {
        let shown = shown.read();
        !shown.pinned.is_empty() || shown.newest.is_some() || shown.asked != 0
    });
    let cards = move || {
        let shown = shown.get();
        let rows = shown.pinned.into_iter().chain(shown.newest);
        rows.map(|row| view! { <NoticeCard row /> }).collect_view()
    };
    let more = move || {
        let shown = shown.read();
        let line = |number: usize, words: fn(usize) -> String| (number != 0).then(|| words(number));
        [line(shown.asked, t.notices.still_asked), line(shown.more_unread, t.notices.more_unread)]
    };
    view! {
        <Show when=move || has_any.get()>
            <section class="notice-home" aria-label=t.notices.title data-testid="home-notices">
                {cards}
                <a class="notice-home-all" href="/notices" data-testid="all-notices">
                    <span>
                        {move || {
                            let lines: Vec<String> = more().into_iter().flatten().collect();
                            if lines.is_empty() { t.notices.all.to_owned() } else { lines.join(" · ") }
                        }}
                    </span>
                    <Icon glyph=Glyph::Forward />
                </a>
            </section>
        </Show>
    }
}
