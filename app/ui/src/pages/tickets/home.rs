//! What the first screen says of tickets: own reports and the way to a new one; what waits for one's hand.

use leptos::prelude::*;
use linli_contract::tickets::{ReadTickets, TicketList, TicketsView};

use super::chosen::choose;
use super::list::concerns_tickets;
use super::row::Rows;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Load;
use crate::load::load;
use crate::pages::session::Session;
use crate::platform::prefs::texts;

/// Own reports that are asked for, and the open ones of them that are shown.
const FEW: (u32, usize) = (20, 3);

/// The lines on the first screen; nothing where there is nothing.
#[component]
pub(crate) fn HomeTickets() -> impl IntoView {
    let reach = Session::here().reach();
    let handles = Memo::new(move |_| reach.read().handles_tickets());
    let reports = Memo::new(move |_| reach.with(|reach| reach.may_report() && !reach.handles_tickets()));
    let observes = Memo::new(move |_| reach.with(|reach| reach.is_observer && !reach.handles_tickets()));
    view! {
        <Show when=move || handles.get()><Handling /></Show>
        <Show when=move || reports.get()><Mine /></Show>
        <Show when=move || observes.get()><Figures /></Show>
    }
}

fn read(list: TicketList, count: u32) -> Load<TicketsView> {
    load(ReadTickets { list, category: None, area: None, text: String::new(), from: 0, count }, concerns_tickets)
}

/// What waits for who handles tickets.
#[component]
fn Handling() -> impl IntoView {
    let tickets = read(TicketList::ToDo, 0);
    view! { <Waiting tickets is_always=true /> }
}

/// How much waits for this person's hand.
#[component]
fn Waiting(
    tickets: Load<TicketsView>,
    /// Whether it says so where nothing waits.
    #[prop(optional)]
    is_always: bool,
) -> impl IntoView {
    let t = texts();
    let count = move |list: TicketList| {
        tickets.value.with(|view| {
            let counts = &view.as_ref()?.counts;
            counts.iter().find(|(one, _)| *one == list).map(|(_, count)| *count)
        })
    };
    let counts = Memo::new(move |_| {
        tickets
            .value
            .with(Option::is_some)
            .then(|| (count(TicketList::ToDo).unwrap_or(0), count(TicketList::Overdue).unwrap_or(0)))
    });
    // Who keeps the register has the board of buildings below; for the others this is what the screen is for.
    let reach = Session::here().reach();
    let is_calm = Memo::new(move |_| is_always && !reach.read().keeps_register && counts.get() == Some((0, 0)));
    let line = move || {
        counts.get().filter(|(to_do, overdue)| to_do + overdue > 0).map(|(to_do, overdue)| {
            let list = if to_do > 0 { TicketList::ToDo } else { TicketList::Overdue };
            let to_do = (to_do > 0).then(|| view! { <strong data-testid="home-to-do">{(t.tickets.home_to_do)(to_do)}</strong> });
            let overdue =
                (overdue > 0).then(|| view! { <span data-testid="home-overdue">{(t.tickets.home_overdue)(overdue)}</span> });
            view! {
                <a class="card home-card waiting-line" href="/tickets" on:click=move |_| choose(list) data-testid="home-tickets">
                    <Icon glyph=Glyph::File />
                    <span class="home-words">{to_do}{overdue}</span>
                    <Icon glyph=Glyph::Forward />
                </a>
            }
        })
    };
    view! {
        {line}
        <Show when=move || is_calm.get()>
            <a class="card home-card" href="/tickets" data-testid="home-tickets">
                <Icon glyph=Glyph::File />
                <span class="home-words">{t.tickets.home_calm}</span>
                <Icon glyph=Glyph::Forward />
            </a>
        </Show>
    }
}

/// The way to the figures, for who sees nothing else of the community.
#[component]
fn Figures() -> impl IntoView {
    let t = texts();
    view! {
        <a class="card home-card" href="/board" data-testid="home-board">
            <Icon glyph=Glyph::Chart />
            <span class="home-words"><strong>{t.tickets.board.title}</strong><span class="quiet">{t.tickets.board.own}</span></span>
            <Icon glyph=Glyph::Forward />
        </a>
    }
}

/// Own open reports, and the way to a new one.
#[component]
fn Mine() -> impl IntoView {
    let t = texts();
    let tickets = read(TicketList::Mine, FEW.0);
    let rows = Memo::new(move |_| {
        let rows = tickets.value.with(|view| view.as_ref().map(|view| view.rows.clone())).unwrap_or_default();
        // What is resolved still waits for the reporter's word.
        let is_shown = |row: &linli_contract::tickets::TicketRow| {
            row.status.is_open() || row.status == linli_contract::tickets::Status::Resolved
        };
        rows.into_iter().filter(is_shown).take(FEW.1).collect::<Vec<_>>()
    });
    let categories = Memo::new(move |_| {
        tickets.value.with(|view| view.as_ref().map(|view| view.categories.clone())).unwrap_or_default()
    });
    let is_empty = Memo::new(move |_| rows.read().is_empty());
    view! {
        // A volunteer may be asked to take a service order on.
        <Waiting tickets />
        <section class="home-tickets" data-testid="home-mine">
            <Show when=move || !is_empty.get()>
                <a class="button-text home-tickets-head" href="/tickets" on:click=move |_| choose(TicketList::Mine)>
                    <strong>{t.tickets.home_mine}</strong><Icon glyph=Glyph::Forward />
                </a>
                <Rows rows categories />
            </Show>
            <a class="button button-main button-wide home-report" href="/tickets/new" data-testid="home-report">
                <Icon glyph=Glyph::Plus />{t.tickets.new_report}
            </a>
            <Show when=move || is_empty.get()><p class="quiet">{t.tickets.home_none}</p></Show>
        </section>
    }
}
