//! What is not answered since when: tables and simple bars of counts. Never of people; small numbers stay hidden.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::tickets::{BoardLine, ReadTicketBoard, TicketBoard};

use super::list::concerns_tickets;
use super::row::Rows;
use super::ticket::categories;
use crate::components::frame::Frame;
use crate::components::icon::Glyph;
use crate::components::loaded::{Load, Loaded, Nothing};
use crate::i18n::Texts;
use crate::load::load;
use crate::model::tickets::{Cell, category_name, cell, handler_name, hours, width};
use crate::pages::session::Session;
use crate::pages::sync::line::SyncDot;
use crate::pages::tabs::back_unless_tab;
use crate::platform::clock::say;
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// `/board`.
#[component]
pub(crate) fn BoardPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    keep_scroll("/board".into());
    let board: Load<TicketBoard> =
        load(ReadTicketBoard, |event| concerns_tickets(event) || matches!(event, Event::DeskChanged));
    view! {
        <Frame title=t.tickets.board.title back=back_unless_tab("/board") aside=|| view! { <SyncDot /> }>
            <Loaded load=board is_offline=session.is_offline() children=move |view| view! { <Board view /> } />
        </Frame>
    }
}

#[component]
fn Board(view: Memo<TicketBoard>) -> impl IntoView {
    let t = texts();
    let b = &t.tickets.board;
    let is_missing = Memo::new(move |_| view.with(|view| view.is_from_figures && view.made.is_none()));
    let made = move || view.read().made.map(|at| (b.made)(&say(t, at)));
    let note = move || if view.read().is_from_figures { b.hidden } else { b.own };
    let categories = categories();
    let hands = Signal::derive(move || {
        let view = view.read();
        let line = |(handler, name, line): &(_, String, BoardLine)| {
            (if name.is_empty() { handler_name(t, *handler, &[]) } else { name.clone() }, *line)
        };
        view.hands.iter().map(line).collect::<Vec<_>>()
    });
    let kinds = Signal::derive(move || {
        let (view, categories) = (view.read(), categories.read());
        view.categories.iter().map(|(key, line)| (category_name(t, key, &categories), *line)).collect::<Vec<_>>()
    });
    let is_from_figures = Signal::derive(move || view.read().is_from_figures);
    view! {
        <Show when=move || !is_missing.get() fallback=move || view! {
            <Nothing what=b.made_none next=b.made_none_next glyph=Glyph::Chart />
        }>
            <div class="ticket-board" data-testid="board">
                <p class="quiet">{made}" "{note}</p>
                <Sums line=Signal::derive(move || view.read().all) is_from_figures />
                <Bars title=b.by_hand head=b.who rows=hands is_from_figures testid="board-hands" />
                <Bars title=b.by_category head=b.kind rows=kinds is_from_figures testid="board-kinds" />
                <Cases view categories />
            </div>
        </Show>
    }
}

/// Everything in a few numbers.
#[component]
fn Sums(line: Signal<BoardLine>, is_from_figures: Signal<bool>) -> impl IntoView {
    let t = texts();
    let b = &t.tickets.board;
    let count =
        move |of: fn(&BoardLine) -> Option<u32>| move || (b.cell)(cell(of(&line.read()), is_from_figures.get()));
    let warns = move |of: fn(&BoardLine) -> Option<u32>| move || of(&line.read()).is_some_and(|number| number > 0);
    let length = move |of: fn(&BoardLine) -> Option<u32>| move || (b.hours)(hours(of(&line.read())));
    view! {
        <section class="card" data-testid="board-all">
            <h2>{b.all}</h2>
            <dl class="board-sums">
                <div><dt>{b.open}</dt><dd>{count(|line| line.open)}</dd></div>
                <div class:board-warn=warns(|line| line.unanswered)>
                    <dt>{b.unanswered}</dt><dd>{count(|line| line.unanswered)}</dd>
                </div>
                <div class:board-warn=warns(|line| line.overdue)>
                    <dt>{b.overdue}</dt><dd>{count(|line| line.overdue)}</dd>
                </div>
                <div><dt>{b.longest}</dt><dd>{length(|line| line.longest_hours)}</dd></div>
            </dl>
            <h3 class="board-month">{b.last_month}</h3>
            <dl class="board-sums">
                <div><dt>{b.resolved}</dt><dd>{count(|line| line.resolved)}</dd></div>
                <div><dt>{b.confirmed}</dt><dd>{count(|line| line.confirmed)}</dd></div>
                <div><dt>{b.answer}</dt><dd>{length(|line| line.answer_hours)}</dd></div>
                <div><dt>{b.result}</dt><dd>{length(|line| line.done_hours)}</dd></div>
            </dl>
        </section>
    }
}

/// A bar per row with its numbers in a table; the bar shows the open ones, its darker part those without an answer.
#[component]
fn Bars(
    title: &'static str,
    head: &'static str,
    rows: Signal<Vec<(String, BoardLine)>>,
    is_from_figures: Signal<bool>,
    testid: &'static str,
) -> impl IntoView {
    let t = texts();
    let b = &t.tickets.board;
    let largest = move || rows.with(|rows| rows.iter().filter_map(|(_, line)| line.open).max().unwrap_or(0));
    let heads = [head, b.open, b.unanswered, b.overdue, b.longest];
    let heads = move || heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view();
    let row = move |(name, line): (String, BoardLine)| {
        let cells = cells(line, is_from_figures.get());
        let [open, unanswered, overdue] = cells;
        let said = (b.said)(&(b.cell)(open), &(b.cell)(unanswered), &(b.cell)(overdue));
        let share = |cell: Cell| format!("{}%", width(cell, largest()));
        view! {
            <tr>
                <th scope="row">
                    {name}
                    <span class="board-bar" role="img" aria-label=said>
                        <span class="board-bar-open" style:width=share(open)></span>
                        <span class="board-bar-late" style:width=share(unanswered)></span>
                    </span>
                </th>
                {cells.map(|cell| view! { <td>{(b.cell)(cell)}</td> }).collect_view()}
                <td>{(b.hours)(hours(line.longest_hours))}</td>
            </tr>
        }
    };
    let is_empty = Memo::new(move |_| rows.read().is_empty());
    view! {
        <section class="card" data-testid=testid>
            <h2>{title}</h2>
            <Show when=move || !is_empty.get() fallback=move || view! { <p class="quiet">{b.nothing}</p> }>
                <div class="board-scroll" tabindex="0" role="group" aria-label=title>
                    <table class="board-table">
                        <thead><tr>{heads}</tr></thead>
                        <tbody>{move || rows.get().into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            </Show>
        </section>
    }
}

const fn cells(line: BoardLine, is_from_figures: bool) -> [Cell; 3] {
    [cell(line.open, is_from_figures), cell(line.unanswered, is_from_figures), cell(line.overdue, is_from_figures)]
}

/// The cases themselves, where they are this person's to read: without an answer, opened for the level above.
#[component]
fn Cases(view: Memo<TicketBoard>, categories: Signal<Vec<linli_contract::tickets::Category>>) -> impl IntoView {
    let t: &'static Texts = texts();
    let b = &t.tickets.board;
    let waiting = Memo::new(move |_| view.read().waiting.clone());
    let opened = Memo::new(move |_| view.read().opened.clone());
    let reads_them = Memo::new(move |_| view.with(|view| !view.is_from_figures || !view.waiting.is_empty()));
    let has_opened = Memo::new(move |_| !opened.read().is_empty());
    let has_waiting = Memo::new(move |_| !waiting.read().is_empty());
    view! {
        <Show when=move || reads_them.get()>
            <section data-testid="board-waiting">
                <h2 class="section-title">{b.waiting}</h2>
                <Show when=move || has_waiting.get() fallback=move || view! { <p class="quiet">{b.waiting_none}</p> }>
                    <Rows rows=waiting categories />
                </Show>
            </section>
        </Show>
        <Show when=move || has_opened.get()>
            <section data-testid="board-opened"><h2 class="section-title">{b.opened}</h2><Rows rows=opened categories /></section>
        </Show>
    }
}
