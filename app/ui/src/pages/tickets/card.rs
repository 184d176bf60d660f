//! The offline card: where to go, whom to ask for, what to bring; read without a network, printed on one page.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use linli_contract::tickets::{Card, ReadTicket, Step, TicketView};
use linli_shared::ids::RecordId;

use super::ticket::{categories, concerns_ticket};
use crate::app::NotFound;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded, Nothing};
use crate::load::load;
use crate::model::tickets::{category_name, handler_name, place_of};
use crate::pages::session::Session;
use crate::platform::clock::say;
use crate::platform::page::print;
use crate::platform::prefs::texts;

/// `/tickets/:id/card`.
#[component]
pub(crate) fn CardPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<RecordId>().ok()));
    move || match id.get() {
        Some(ticket) => view! { <CardOf ticket /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn CardOf(ticket: RecordId) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let view: Load<TicketView> = load(ReadTicket { ticket }, concerns_ticket(ticket));
    let has_card = Memo::new(move |_| view.value.with(|view| view.as_ref().is_some_and(|view| view.card.is_some())));
    let actions = move || {
        view! {
            <Show when=move || has_card.get()>
                <button type="button" class="button button-main button-wide" on:click=|_| print() data-testid="print">
                    <Icon glyph=Glyph::Print />{t.tickets.card.print}
                </button>
            </Show>
        }
    };
    view! {
        <div class="sheet-screen">
            <Frame title=t.tickets.card.title back=Some(format!("/tickets/{ticket}")) actions=actions>
                <Loaded load=view is_offline=session.is_offline() children=move |view| move || {
                    match view.read().card.clone() {
                        Some(card) => view! { <Page view card /> }.into_any(),
                        None => view! {
                            <Nothing what=t.tickets.card.none next=t.tickets.card.none_next glyph=Glyph::File />
                        }
                        .into_any(),
                    }
                } />
            </Frame>
        </div>
    }
}

/// The card as it is printed.
#[component]
fn Page(view: Memo<TicketView>, card: Card) -> impl IntoView {
    let t = texts();
    let c = &t.tickets.card;
    let categories = categories();
    let rows = [
        (c.office, card.office),
        (c.person, card.person),
        (c.papers, card.papers),
        (c.conditions, card.conditions),
        (c.limit, card.limit),
    ];
    let row = |(label, words): (&'static str, String)| {
        (!words.trim().is_empty()).then(|| view! { <div class="case-card-row"><dt>{label}</dt><dd>{words}</dd></div> })
    };
    let made = move || {
        let view = view.read();
        let is_it = |step: &&linli_contract::tickets::StepView| {
            step.void.is_none() && matches!(step.step, Step::Offline { .. })
        };
        view.steps.iter().rev().find(is_it).map(|step| {
            let hand = step.hand.map(|hand| handler_name(t, hand, &view.names));
            let who = [hand, step.by.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
            let who = if who.is_empty() { t.tickets.somebody.to_owned() } else { who };
            (c.made)(&who, &say(t, step.relayed.unwrap_or(step.at)))
        })
    };
    let about = move || {
        let view = view.read();
        let name = category_name(t, &view.row.category, &categories.read());
        let place = place_of(&view.row);
        if place.is_empty() { name } else { format!("{name} · {place}") }
    };
    view! {
        <p class="quiet no-print">{c.what}</p>
        <section class="paper case-card" data-testid="case-card">
            <h2 class="case-card-title">{c.title}</h2>
            <p class="case-card-about">{about}</p>
            <p>{move || (t.tickets.number)(&view.read().row.number)}</p>
            <dl>{rows.into_iter().map(row).collect_view()}</dl>
            <p class="case-card-bring">{c.bring}</p>
            <p class="case-card-made">{made}</p>
        </section>
    }
}
