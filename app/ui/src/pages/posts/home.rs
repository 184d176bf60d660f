//! What the first screen says of the square: ballots that wait, followed posts with something new, the next activity. Small
//! lines in one card; a way to the square where there is nothing.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::activities::{ActivitiesView, OwnPlace, ReadActivities};

use super::unread::unread;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Load;
use crate::load::load;
use crate::pages::session::Session;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The card; nothing for whom the square is not.
#[component]
pub(crate) fn HomeSquare() -> impl IntoView {
    let reach = Session::here().reach();
    let may_read = Memo::new(move |_| reach.read().reads_square());
    view! { <Show when=move || may_read.get()><Lines /></Show> }
}

#[component]
fn Lines() -> impl IntoView {
    let t = texts();
    let unread = unread();
    let activities: Load<ActivitiesView> =
        load(ReadActivities, |event| matches!(event, Event::SquareChanged(_) | Event::StandingChanged));
    // The next one this person goes to; else the next one at all.
    let next = Memo::new(move |_| {
        activities.value.with(|view| {
            let to_come = || {
                let all = view.iter().flat_map(|view| &view.activities);
                all.filter(|one| !one.is_off && !one.is_over)
            };
            let own = to_come().find(|one| one.own != OwnPlace::None);
            own.or_else(|| to_come().next()).map(|one| (one.activity, one.title.clone(), one.begins))
        })
    });
    let line = |to: String, glyph, words: String, testid: &'static str, is_asked: bool| {
        view! {
            <li>
                <a class="home-line" class:home-line-asked=is_asked href=to data-testid=testid>
                    <Icon glyph /><span>{words}</span><Icon glyph=Glyph::Forward />
                </a>
            </li>
        }
    };
    let counted = move |number: u32, to: &'static str, glyph, words: fn(u32) -> String, testid, is_asked| {
        (number != 0).then(|| line(to.to_owned(), glyph, words(number), testid, is_asked))
    };
    view! {
        <section class="card home-square" aria-label=t.posts.home_title data-testid="home-square">
            <ul>
                {move || counted(unread.get().ballots, "/hall", Glyph::Check, t.posts.home_ballots, "home-ballots", true)}
                {move || counted(unread.get().posts, "/square", Glyph::Heart, t.posts.home_new, "home-posts", false)}
                {move || counted(unread.get().messages, "/chats", Glyph::Chat, t.posts.home_messages, "home-messages", false)}
                {move || next.get().map(|(activity, title, begins)| {
                    let words = (t.posts.home_next)(&title, &say(t, begins));
                    line(format!("/activities/{activity}"), Glyph::Flag, words, "home-activity", false)
                })}
                {line("/square".to_owned(), Glyph::Heart, t.posts.all.to_owned(), "home-to-square", false)}
            </ul>
        </section>
    }
}
