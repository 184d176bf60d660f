//! A ticket in a list: what it is about, where, where it stands, how long it waits.

use leptos::prelude::*;
use linli_contract::sync::RecordSync;
use linli_contract::tickets::{Category, TicketRow};

use super::marks::{CategoryIcon, DueMark, StatusMark, ago};
use crate::components::icon::{Glyph, Icon};
use crate::components::photos::Thumb;
use crate::components::sync_mark::SyncMark;
use crate::model::tickets::{category_name, names_of, place_of};
use crate::platform::prefs::texts;

/// What makes a row another one, so that only changed rows are drawn anew.
pub(super) fn row_key(row: &TicketRow) -> String {
    let TicketRow { ticket, changed, status, sync, is_unread, is_to_do, urged, voices, thumb, .. } = row;
    format!("{ticket} {} {status:?} {sync:?} {is_unread} {is_to_do} {urged} {voices} {thumb:?}", changed.0)
}

/// The address of a row's screen.
pub(super) fn address(row: &TicketRow, is_public: bool) -> String {
    if is_public { format!("/public/{}", row.ticket) } else { format!("/tickets/{}", row.ticket) }
}

/// Rows, one below the other.
#[component]
pub(super) fn Rows(
    #[prop(into)] rows: Signal<Vec<TicketRow>>,
    #[prop(into)] categories: Signal<Vec<Category>>,
    /// Whether they are public versions.
    #[prop(optional, into)]
    is_public: Signal<bool>,
) -> impl IntoView {
    view! {
        <ul class="tickets" data-testid="tickets">
            <For each=move || rows.get() key=move |row| (row_key(row), is_public.get()) children=move |row| {
                let to = address(&row, is_public.get_untracked());
                let name = category_name(texts(), &row.category, &categories.read_untracked());
                view! { <li><a class="card ticket-row" href=to data-testid="ticket-row"><RowWords row name /></a></li> }
            } />
        </ul>
    }
}

/// What a row says.
#[component]
pub(super) fn RowWords(row: TicketRow, name: String) -> impl IntoView {
    let t = texts();
    let place = place_of(&row);
    let is_open = row.status.is_open();
    let tags = [
        row.is_to_do.then(|| t.tickets.for_me_to_do.to_owned()),
        (row.urged > 0).then(|| (t.tickets.urged)(row.urged)),
        (row.voices > 0).then(|| (t.tickets.voices)(row.voices)),
        (row.attached > 1).then(|| (t.tickets.photos)(row.attached)),
    ];
    let tags: Vec<String> = tags.into_iter().flatten().collect();
    let with = names_of(t, &row.hands, &[]);
    let when = ago(t, row.reported);
    let when = if with.is_empty() || !is_open { when } else { format!("{when} · {with}") };
    let excerpt = if row.excerpt.is_empty() { name.clone() } else { row.excerpt.clone() };
    let line = if place.is_empty() { name } else { format!("{name} · {place}") };
    view! {
        <CategoryIcon category=row.category.clone() />
        <span class="ticket-words">
            <span class="ticket-excerpt">
                {row.is_unread.then(|| view! { <span class="ticket-new" role="img" aria-label=t.tickets.unread></span> })}
                {excerpt}
            </span>
            <span class="quiet">{line}</span>
            <span class="ticket-marks">
                <StatusMark status=row.status />
                {row.due.filter(|_| is_open).map(|at| view! { <DueMark at /> })}
                <span class="quiet">{when}</span>
                {(row.sync != RecordSync::WithRelay).then(|| view! { <SyncMark sync=row.sync /> })}
                {tags.into_iter().map(|tag| view! { <span class="tag">{tag}</span> }).collect_view()}
                {row.needs_newer_app.then(|| view! { <span class="tag"><Icon glyph=Glyph::Alert />{t.tickets.newer}</span> })}
            </span>
        </span>
        {row.thumb.map(|id| view! { <span class="ticket-thumb"><Thumb id /></span> })}
    }
}
