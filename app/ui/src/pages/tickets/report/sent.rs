//! After reporting: where the report is, and who has it.

use leptos::prelude::*;
use linli_contract::sync::RecordSync;
use linli_contract::tickets::{ReadTicket, TicketView};
use linli_shared::ids::RecordId;

use super::super::ticket::concerns_ticket;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded};
use crate::load::load;
use crate::model::tickets::{names_of, now_with};
use crate::platform::prefs::texts;

/// The page after sending.
#[component]
pub(super) fn Sent(ticket: RecordId, on_again: Callback<()>) -> impl IntoView {
    let t = texts();
    let view: Load<TicketView> = load(ReadTicket { ticket }, concerns_ticket(ticket));
    view! {
        <section class="sent" data-testid="report-sent">
            <span class="sent-mark"><Icon glyph=Glyph::Check /></span>
            <h2>{t.tickets.report.sent_title}</h2>
            <Loaded load=view children=move |view| view! { <Where view /> } />
            <a class="button button-main button-wide" href=format!("/tickets/{ticket}") data-testid="to-ticket">
                {t.tickets.report.to_ticket}
            </a>
            <button type="button" class="button button-wide" on:click=move |_| on_again.run(()) data-testid="report-another">
                {t.tickets.report.another}
            </button>
        </section>
    }
}

#[component]
fn Where(view: Memo<TicketView>) -> impl IntoView {
    let t = texts();
    let is_with_relay = Memo::new(move |_| view.read().row.sync == RecordSync::WithRelay);
    let line = move || {
        if is_with_relay.get() {
            view! { <p class="sent-line" data-testid="sent-relay"><Icon glyph=Glyph::Cloud />{t.tickets.report.sent_relay}</p> }
                .into_any()
        } else {
            view! {
                <p class="sent-line" data-testid="sent-here"><Icon glyph=Glyph::Phone />{t.tickets.report.sent_here}</p>
                <p class="quiet">{t.tickets.report.sent_here_next}</p>
            }
            .into_any()
        }
    };
    let with = move || {
        view.with(|view| {
            let with: Vec<_> = now_with(view).iter().map(|hand| hand.handler).collect();
            (t.tickets.report.sent_with)(&names_of(t, &with, &view.names))
        })
    };
    let number = move || (t.tickets.number)(&view.read().row.number);
    view! {
        <div class="card sent-where" role="status">
            {line}
            <p data-testid="sent-with">{with}</p>
            <p class="quiet" data-testid="sent-number">{number}</p>
        </div>
    }
}
