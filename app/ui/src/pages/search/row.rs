//! A hit that is neither door nor person of the register: a notice, a post, a number to call, a member, a message.

use leptos::prelude::*;
use linli_contract::search::{FoundKind, FoundRow};

use super::hit::id_of;
use crate::components::icon::{Glyph, Icon};
use crate::components::talk::speaker_name;
use crate::model::guides::dial;
use crate::model::search::{address, highlight};
use crate::pages::chats::row::title_of;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The shape of a kind.
pub(super) const fn glyph(kind: FoundKind) -> Glyph {
    match kind {
        FoundKind::Register => Glyph::Home,
        FoundKind::Guide => Glyph::Phone,
        FoundKind::Notice => Glyph::Bell,
        FoundKind::Ticket => Glyph::File,
        FoundKind::Public => Glyph::Eye,
        FoundKind::Post => Glyph::Heart,
        FoundKind::Topic => Glyph::Check,
        FoundKind::Activity => Glyph::Flag,
        FoundKind::Member => Glyph::Person,
        FoundKind::Chat | FoundKind::Message => Glyph::Chat,
    }
}

/// One line of what was found; a number can be called at once.
#[component]
pub(super) fn FoundLine(kind: FoundKind, row: FoundRow, at: usize) -> impl IntoView {
    let t = texts();
    let to = address(kind, &row);
    let FoundRow { id, title, excerpt, fits, at: when, phone, said } = row;
    let none = (0, 0);
    let (of_title, of_excerpt) = if excerpt.is_empty() { (fits, none) } else { (none, fits) };
    let is_estate = kind == FoundKind::Chat && id == linli_shared::ids::RecordId::default() && title.is_empty();
    let title = match &said {
        Some(said) => title_of(t, said.kind, &said.name),
        None if is_estate => t.search.estate.to_owned(),
        None => title,
    };
    let who = said.map(|said| if said.by.is_me { t.door.me.to_owned() } else { speaker_name(t, &said.by) });
    let call = (!phone.is_empty()).then(|| {
        view! {
            <a class="button hit-call" href=format!("tel:{}", dial(&phone)) aria-label=(t.guides.call)(&title, &phone)
                data-testid="call"><Icon glyph=Glyph::Phone /></a>
        }
    });
    view! {
        <li class="hit-line">
            <a class="hit" id=id_of(at) data-hit=at.to_string() href=to data-testid="hit">
                <Icon glyph=glyph(kind) />
                <span class="hit-words">
                    <span class="hit-name">
                        {marked(&title, of_title)}
                        {who.map(|who| view! { <span class="quiet">{(t.search.said_by)(&who)}</span> })}
                    </span>
                    {(!excerpt.is_empty()).then(|| view! { <span class="hit-excerpt">{marked(&excerpt, of_excerpt)}</span> })}
                    {when.map(|at| view! { <span class="quiet">{say(t, at)}</span> })}
                </span>
            </a>
            {call}
        </li>
    }
}

/// A text with the part that fits marked.
fn marked(text: &str, fits: (u16, u16)) -> impl IntoView {
    let (before, fits, after) = highlight(text, fits);
    view! {
        <span class="hit-whole">{before}{(!fits.is_empty()).then(|| view! { <mark>{fits}</mark> })}{after}</span>
    }
}
