//! What a ticket is about, where it stands, until when something is due: shapes and words, not colour alone.

use leptos::prelude::*;
use linli_contract::tickets::Status;
use linli_shared::calendar::Millis;

use crate::components::icon::{Glyph, Icon};
use crate::i18n::Texts;
use crate::model::tickets::{Due, due, span};
use crate::platform::clock::{now, offset};
use crate::platform::prefs::texts;

/// The drawing of a category; one of the community's own has a plain one.
fn drawing(key: &str) -> &'static str {
    match key {
        "water" => "M12 3.5s6 6.800 6 11a6 6 0 0 1-12 0c0-4.200 6-11 6-11Z",
        "power" => "M13 3 5.500 13.500H12L11 21l7.500-10.500H12L13 3Z",
        "lift" => "M5 3.500h14v17H5v-17ZM9 10.500l3-3.500 3 3.500M9 13.500l3 3.500 3-3.500",
        "fire" => {
            "M12 3.500c1 4 5.500 5.500 5.500 10.500a5.500 5.500 0 0 1-11 0c0-2.500 1.500-3.500 2.200-5.500 1.300.8 1.800 2 1.800 3 1-1.500 2-4 1.500-8Z"
        }
        "light" => {
            "M9.500 17.500h5M10 20.500h4M8.500 14.500a5.500 5.500 0 1 1 7 0c-.7.6-1 1.500-1 3h-5c0-1.500-.3-2.400-1-3Z"
        }
        "clean" => "M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13M10.500 10.500l.4 6m2.600-6-.4 6",
        "green" => "M5 19C5 9 11 5 19.500 4.500 19.500 13 15.500 19 8 17.500M5 20.500c1-4 4-7.500 8-9.500",
        "parking" => "M5 4.500h14v15H5v-15ZM9.500 16.500v-9h3.200a2.700 2.700 0 0 1 0 5.400H9.500",
        "noise" => {
            "M4.500 9.500H8l4.500-4v13l-4.500-4H4.500v-5Zm11.500-.5a4 4 0 0 1 0 6m2.500-8.500a7.500 7.500 0 0 1 0 11"
        }
        "building" => "M5 20.500v-16h9v16m0-11h5v11M3.500 20.500h17M8 8h3m-3 4h3m-3 4h3",
        "pets" => {
            "M12 12.500c2.500 0 4.500 3 4.500 5s-2 2.500-4.500 1.800c-2.500.7-4.500.2-4.500-1.800s2-5 4.500-5ZM6.500 9.500v.4M10 6v.4m4-.4v.4m3.500 3.100v.4"
        }
        "help" => "M12 20 4.800 12.600a4.600 4.600 0 0 1 6.500-6.500l.7.7.7-.7a4.600 4.600 0 0 1 6.500 6.500L12 20Z",
        "repair" => {
            "M14.500 6.500a4 4 0 0 1 5-1.500L17 7.500 18.500 9 21 6.500a4 4 0 0 1-5.300 4.900l-7.200 7.300a1.900 1.900 0 0 1-2.700-2.700l7.200-7.200a4 4 0 0 1 1.500-2.300Z"
        }
        "papers" => "M7 3.500h7l4 4V20.500H7V3.500Zm7 0v4h4M9.500 12.500h6m-6 3.500h6",
        "other" => {
            "M9 9.500a3 3 0 1 1 4.200 2.700c-.8.400-1.200 1-1.200 2.300m0 2.500v.3M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17Z"
        }
        _ => "M4.500 11.500v-7h7l8.500 8.500-7 7-8.500-8.500ZM8.300 8.200v.1",
    }
}

/// The icon of a category; the words beside it name it.
#[component]
pub(super) fn CategoryIcon(#[prop(into)] category: String) -> impl IntoView {
    view! {
        <svg class="icon category-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=drawing(&category) />
        </svg>
    }
}

const fn look(status: Status) -> (&'static str, Glyph) {
    match status {
        Status::Submitted => ("status status-waits", Glyph::Clock),
        Status::Accepted => ("status status-goes", Glyph::Check),
        Status::Sent => ("status status-goes", Glyph::Move),
        Status::InProgress => ("status status-goes", Glyph::Sync),
        Status::Offline => ("status status-waits", Glyph::Route),
        Status::Returned => ("status status-bad", Glyph::Undo),
        Status::Resolved | Status::Confirmed => ("status status-done", Glyph::Check),
        Status::Reopened => ("status status-bad", Glyph::Alert),
        Status::Withdrawn => ("status status-over", Glyph::Minus),
    }
}

/// Where a ticket stands.
#[component]
pub(super) fn StatusMark(status: Status) -> impl IntoView {
    let t = texts();
    let (class, glyph) = look(status);
    view! { <span class=class data-testid="ticket-status"><Icon glyph />{(t.tickets.status)(status)}</span> }
}

/// Until when, seen from now in the phone's zone.
pub(super) fn until(at: Millis) -> Option<Due> {
    due(at, now(), offset(at))
}

/// How long ago in plain words.
pub(super) fn ago(t: &Texts, at: Millis) -> String {
    (t.tickets.ago)(span(now().0.saturating_sub(at.0)))
}

/// Until when something is due; a warning once it is past.
#[component]
pub(super) fn DueMark(at: Millis) -> impl IntoView {
    let t = texts();
    until(at).map(|due| {
        let is_over = due.is_over();
        view! {
            <span class="due" class:due-over=is_over data-testid="ticket-due">
                {is_over.then(|| view! { <Icon glyph=Glyph::Alert /> })}{(t.tickets.row_due)(due)}
            </span>
        }
    })
}
