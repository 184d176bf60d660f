//! The ways from the square: the council hall, activities, what one looks up, conversations, notices.

use leptos::prelude::*;

use super::unread::unread;
use crate::components::icon::{Glyph, Icon};
use crate::platform::prefs::texts;

/// The tiles; what waits behind one is a number on it.
#[component]
pub(super) fn Hub() -> impl IntoView {
    let t = texts();
    let unread = unread();
    let tile = move |to: &'static str, glyph, name: &'static str, what: &'static str, count: Signal<(u32, String)>| {
        let badge = move || {
            let (number, words) = count.get();
            (number != 0).then(|| {
                view! { <span class="count" role="img" aria-label=words data-testid="hub-count">{number}</span> }
            })
        };
        view! {
            <li>
                <a class="card hub-tile" href=to data-testid=format!("hub{}", to.replace('/', "-"))>
                    <Icon glyph />
                    <span class="hub-words"><strong>{name}</strong><span class="quiet">{what}</span></span>
                    {badge}
                </a>
            </li>
        }
    };
    let none = Signal::stored((0, String::new()));
    let ballots = Signal::derive(move || (unread.get().ballots, (t.posts.ballots)(unread.get().ballots)));
    let messages = Signal::derive(move || {
        let number = unread.with(|unread| unread.messages.saturating_add(unread.knocks));
        (number, (t.posts.unread)(number))
    });
    let notices = Signal::derive(move || (unread.get().notices, (t.posts.unread)(unread.get().notices)));
    let tiles = [
        tile("/hall", Glyph::Check, t.posts.hub_hall, t.posts.hub_hall_what, ballots),
        tile("/activities", Glyph::Flag, t.posts.hub_activities, t.posts.hub_activities_what, none),
        tile("/guides", Glyph::Phone, t.posts.hub_guides, t.posts.hub_guides_what, none),
        tile("/chats", Glyph::Chat, t.posts.hub_chats, t.posts.hub_chats_what, messages),
        tile("/notices", Glyph::Bell, t.posts.hub_notices, t.posts.hub_notices_what, notices),
    ];
    view! { <nav aria-label=t.posts.hub><ul class="hub" data-testid="hub">{tiles.into_iter().collect_view()}</ul></nav> }
}
