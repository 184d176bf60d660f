//! What was reported: words, place, photos, by whom; what belongs to it.

use leptos::prelude::*;
use linli_contract::tickets::TicketView;

use super::super::row::{RowWords, address};
use super::categories;
use super::stars::Stars;
use crate::components::icon::{Glyph, Icon};
use crate::components::photos::PhotoStrip;
use crate::model::tickets::{category_name, place_of};
use crate::pages::session::Session;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The report.
#[component]
pub(super) fn About(view: Memo<TicketView>) -> impl IntoView {
    let t = texts();
    let words = move || {
        let words = view.read().words.clone();
        if words.is_empty() {
            view! { <p class="quiet">{t.tickets.words_none}</p> }.into_any()
        } else {
            view! { <p class="ticket-said" data-testid="ticket-words">{words}</p> }.into_any()
        }
    };
    let place = move || place_of(&view.read().row);
    let reach = Session::here().reach();
    let door = move || {
        let door = view.read().door.filter(|_| reach.read().keeps_register);
        door.map(|door| {
            view! {
                <a class="button-text" href=format!("/door/{door}") data-testid="to-door">
                    <Icon glyph=Glyph::Home />{t.tickets.to_door}
                </a>
            }
        })
    };
    view! {
        <section class="card stack" data-testid="ticket-about">
            {words}
            <PhotoStrip attached=Signal::derive(move || view.get().attached) />
            <dl class="ticket-facts">
                {move || (!place().is_empty()).then(|| view! {
                    <div><dt>{t.tickets.report.place}</dt><dd data-testid="ticket-place">{place}</dd></div>
                })}
                <People view />
                <div><dt>{t.tickets.reported}</dt><dd>{move || say(t, view.read().row.reported)}</dd></div>
                {move || view.read().rating.map(|stars| view! {
                    <div><dt>{t.tickets.rating}</dt><dd><Stars stars /></dd></div>
                })}
            </dl>
            {door}
        </section>
        <Belongs view />
    }
}

/// Who reported it and for whom, with the ways to reach them.
#[component]
fn People(view: Memo<TicketView>) -> impl IntoView {
    let t = texts();
    let reporter = move || {
        let view = view.read();
        view.reporter.clone().map(|name| view! { <div><dt>{t.tickets.reporter}</dt><dd>{name}</dd></div> })
    };
    let for_whom = move || {
        let view = view.read();
        view.for_whom.clone().map(|name| view! { <div><dt>{t.tickets.for_whom}</dt><dd>{name}</dd></div> })
    };
    let phone = move || {
        let phone = view.read().phone.clone();
        (!phone.is_empty()).then(|| {
            let dial: String = phone.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
            view! {
                <div>
                    <dt>{t.tickets.phone}</dt>
                    <dd>
                        <a class="button-text" href=format!("tel:{dial}") aria-label=(t.door.call)(&phone)>
                            <Icon glyph=Glyph::Phone />{phone.clone()}
                        </a>
                    </dd>
                </div>
            }
        })
    };
    view! { {reporter}{for_whom}{phone} }
}

/// Its public version, its work threads; of a work thread its ticket.
#[component]
fn Belongs(view: Memo<TicketView>) -> impl IntoView {
    let t = texts();
    let categories = categories();
    let public = move || {
        view.read().public.as_ref().map(|public| {
            let voices = public.row.voices;
            view! {
                <a class="card card-link" href=format!("/public/{}", public.row.ticket) data-testid="to-public">
                    <Icon glyph=Glyph::Eye />
                    <span class="card-link-words">
                        <strong>{t.tickets.see_public}</strong>
                        {(voices > 0).then(|| view! { <span class="quiet">{(t.tickets.voices)(voices)}</span> })}
                    </span>
                    <Icon glyph=Glyph::Forward />
                </a>
            }
        })
    };
    let threads = move || {
        let view = view.read();
        let title = if view.is_thread { t.tickets.of_ticket } else { t.tickets.threads };
        let row = |row: linli_contract::tickets::TicketRow| {
            let name = category_name(t, &row.category, &categories.read());
            let to = address(&row, false);
            view! {
                <li>
                    <a class="card ticket-row" href=to data-testid="thread"><RowWords row name /></a>
                </li>
            }
        };
        (!view.threads.is_empty()).then(|| {
            view! {
                <section>
                    <h2 class="section-title">{title}</h2>
                    <ul class="tickets">{view.threads.iter().cloned().map(row).collect_view()}</ul>
                </section>
            }
        })
    };
    view! { {public}{threads} }
}
