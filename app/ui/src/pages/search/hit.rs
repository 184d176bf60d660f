//! A hit: a person with the characters that fit, or a door.

use leptos::prelude::*;
use linli_contract::search::{Hit, PersonHit};

use crate::components::icon::{Glyph, Icon};
use crate::model::search::highlight;
use crate::pages::lists::mark::StateMark;
use crate::platform::prefs::texts;

/// The id of a hit, for the arrow keys.
pub(crate) fn id_of(at: usize) -> String {
    format!("hit-{at}")
}

/// One line of what was found.
#[component]
pub(crate) fn HitRow(hit: Hit, at: usize) -> impl IntoView {
    let t = texts();
    let place = hit.path.join(" ");
    let (glyph, words) = match hit.person {
        Some(person) => (Glyph::Person, view! { <Who person place /> }.into_any()),
        None => (
            Glyph::Home,
            view! {
                <span class="hit-name">{place}</span>
                <span class="quiet">{t.search.door}</span>
            }
            .into_any(),
        ),
    };
    view! {
        <li>
            <a class="hit" id=id_of(at) data-hit=at.to_string() href=format!("/door/{}", hit.door) data-testid="hit">
                <Icon glyph />
                <span class="hit-words">{words}</span>
                <StateMark state=hit.state />
            </a>
        </li>
    }
}

#[component]
fn Who(person: PersonHit, place: String) -> impl IntoView {
    let t = texts();
    let (before, fits, after) = if person.name.is_empty() {
        (t.door.nameless.to_owned(), String::new(), String::new())
    } else {
        highlight(&person.name, person.fits)
    };
    view! {
        <span class="hit-name">
            <span class="hit-whole">
                {before}
                {(!fits.is_empty()).then(|| view! { <mark>{fits}</mark> })}
                {after}
            </span>
            {person.born.map(|year| view! { <span class="quiet">{(t.search.born)(year)}</span> })}
            {person.phone_end.map(|end| view! { <mark>{(t.search.phone_end)(&end)}</mark> })}
        </span>
        <span class="quiet">{place}</span>
    }
}
