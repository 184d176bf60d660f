//! One ticket: where it stands in a sentence, what was reported, the whole trail, and what this person can do.

mod about;
mod act;
mod card_form;
mod form;
mod stars;
mod to_whom;
mod trail;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use linli_contract::Event;
use linli_contract::sync::RecordSync;
use linli_contract::tickets::{Category, HandState, Level, ReadTables, ReadTicket, TicketView};
use linli_shared::ids::RecordId;

use self::about::About;
use self::act::{ActSheet, Acting, Bar};
use self::trail::Trail;
use super::marks::{DueMark, StatusMark, until};
use crate::app::NotFound;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded};
use crate::components::note::{Note, Weight};
use crate::components::sync_mark::SyncMark;
use crate::i18n::Texts;
use crate::load::load;
use crate::model::tickets::{Due, category_name, due_of, handler_name, names_of, now_with, since, standing};
use crate::pages::session::Session;
use crate::pages::sync::line::SyncDot;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// Whether an event speaks of this ticket.
pub(super) fn concerns_ticket(ticket: RecordId) -> impl Fn(&Event) -> bool + 'static {
    move |event| {
        let is_it = matches!(event, Event::TicketsChanged(all) if all.is_empty() || all.contains(&ticket));
        // Its photos say how far they are on their way.
        is_it || matches!(event, Event::StandingChanged | Event::PhotosChanged(_))
    }
}

/// The community's categories, as far as this person reads them; the screens' own names do for the rest.
pub(super) fn categories() -> Signal<Vec<Category>> {
    let tables = load(ReadTables, |event| matches!(event, Event::StandingChanged));
    let categories = Memo::new(move |_| {
        tables.value.with(|view| view.as_ref().map(|view| view.tables.categories.clone())).unwrap_or_default()
    });
    categories.into()
}

/// `/tickets/:id`.
#[component]
pub(crate) fn TicketPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<RecordId>().ok()));
    move || match id.get() {
        Some(ticket) => view! { <Ticket ticket /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Ticket(ticket: RecordId) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let view: Load<TicketView> = load(ReadTicket { ticket }, concerns_ticket(ticket));
    let categories = categories();
    let title = move || {
        let key = view.value.with(|view| view.as_ref().map(|view| view.row.category.clone()));
        key.map_or_else(|| t.tickets.title.to_owned(), |key| category_name(t, &key, &categories.read()))
    };
    let subtitle = move || {
        view.value.with(|view| view.as_ref().map(|view| (t.tickets.number)(&view.row.number))).unwrap_or_default()
    };
    let acting = Acting::new(ticket);
    let actions = move || view! { <Bar view=view.value acting /> };
    view! {
        <Frame title=Signal::derive(title) subtitle=Signal::derive(subtitle) back=Some("/tickets".to_owned())
            aside=|| view! { <SyncDot /> } actions=actions>
            <Loaded load=view is_offline=session.is_offline() children=move |view| view! {
                <div class="ticket" data-testid="ticket">
                    <Standing view />
                    <About view />
                    <Trail view />
                </div>
                <ActSheet view acting />
            } />
        </Frame>
    }
}

/// The sentence that says where a ticket stands.
pub(super) fn sentence(t: &Texts, view: &TicketView) -> String {
    let with: Vec<_> = now_with(view).iter().map(|hand| hand.handler).collect();
    let due = due_of(view).and_then(|(what, at)| {
        let due: Due = until(at)?;
        Some((what, (t.tickets.due)(due), due.is_over()))
    });
    (t.tickets.sentence)(&standing(view, names_of(t, &with, &view.names), say(t, since(view)), due))
}

/// Where it stands, until when, and who has it since when.
#[component]
fn Standing(view: Memo<TicketView>) -> impl IntoView {
    let t = texts();
    let hands = move || {
        let view = view.read();
        let is_open = view.row.status.is_open();
        let hands = if is_open { now_with(&view) } else { Vec::new() };
        let row = |hand: linli_contract::tickets::Hand| {
            let name = handler_name(t, hand.handler, &view.names);
            let is_asked = matches!(hand.state, HandState::Asked | HandState::Working);
            view! {
                <li class="hand" data-testid="hand">
                    <strong>{name}</strong>
                    {(hand.is_lead && view.hands.len() > 1).then(|| view! { <span class="tag">{t.tickets.lead}</span> })}
                    <span class="quiet">
                        {(t.tickets.hand_state)(hand.state)}
                        {is_asked.then(|| format!(" · {}", (t.tickets.since)(&say(t, hand.since))))}
                    </span>
                </li>
            }
        };
        (!hands.is_empty()).then(|| {
            view! {
                <p class="label">{t.tickets.now_with}</p>
                <ul class="hands">{hands.into_iter().map(row).collect_view()}</ul>
            }
        })
    };
    let marks = move || {
        let view = view.read();
        let due = due_of(&view).map(|(_, at)| view! { <DueMark at /> });
        let sync = (view.row.sync != RecordSync::WithRelay).then(|| view! { <SyncMark sync=view.row.sync /> });
        let urged =
            (view.row.urged > 0).then(|| view! { <span class="tag">{(t.tickets.urged)(view.row.urged)}</span> });
        let level = (view.level >= Level::Street).then(|| {
            view! { <span class="tag" data-testid="ticket-level">{(t.tickets.escalated)((t.tickets.level)(view.level))}</span> }
        });
        view! { <div class="ticket-marks"><StatusMark status=view.row.status />{due}{level}{urged}{sync}</div> }
    };
    view! {
        <section class="card standing" data-testid="standing">
            {marks}
            <p class="standing-words" role="status" data-testid="standing-words">{move || sentence(t, &view.read())}</p>
            {hands}
        </section>
        {move || view.read().row.needs_newer_app.then(|| view! {
            <Note weight=Weight::Warn glyph=Glyph::Alert testid="ticket-newer"><p class="note-text">{t.tickets.newer}</p></Note>
        })}
        {move || view.read().is_thread.then(|| view! {
            <Note weight=Weight::Calm glyph=Glyph::Lock testid="ticket-thread"><p class="note-text">{t.tickets.is_thread}</p></Note>
        })}
        {move || view.read().card.as_ref().map(|card| {
            let office = card.office.clone();
            view! {
                <a class="card card-link" href=format!("/tickets/{}/card", view.read().row.ticket) data-testid="to-card">
                    <Icon glyph=Glyph::File />
                    <span class="card-link-words"><strong>{t.tickets.card.open}</strong><span>{office}</span></span>
                    <Icon glyph=Glyph::Forward />
                </a>
            }
        })}
    }
}
