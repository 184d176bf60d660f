//! A post that becomes a report: its author's tap, the wish of who handles tickets, and where it went.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use linli_contract::posts::{DoPost, PostAct, PostView};
use linli_contract::tickets::{OpenReport, ReportView};

use super::act::Doing;
use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded};
use crate::components::note::{Note, Weight};
use crate::components::sheet::Sheet;
use crate::components::switch::Switch;
use crate::components::talk::speaker_name;
use crate::load::load;
use crate::model::tickets::category_name;
use crate::pages::session::Session;
use crate::platform::prefs::texts;

/// Somebody who handles tickets would like it reported; its author sees the way.
#[component]
pub(super) fn Asked(view: Memo<PostView>, makes_ticket: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let asked = Memo::new(move |_| {
        let view = view.read();
        view.ticket_asked.clone().filter(|_| view.may.make_ticket && !view.is_ticket)
    });
    move || {
        asked.get().map(|who| {
            view! {
                <Note weight=Weight::Warn glyph=Glyph::Bell testid="ticket-asked">
                    <p class="note-text">{(t.posts.ticket_asked)(&speaker_name(t, &who))}</p>
                    <button type="button" class="button" on:click=move |_| makes_ticket.set(true) data-testid="ticket-yes">
                        {t.posts.make_ticket}
                    </button>
                </Note>
            }
        })
    }
}

/// Where it went.
#[component]
pub(super) fn IsTicket(view: Memo<PostView>) -> impl IntoView {
    let t = texts();
    let reach = Session::here().reach();
    let went = Memo::new(move |_| {
        let view = view.read();
        view.is_ticket.then_some((view.ticket, view.row.by.is_me))
    });
    let words = move |has_way: bool| {
        view! {
            <Icon glyph=Glyph::Check />
            <span class="home-words">
                <strong>{t.posts.is_ticket}</strong>
                {has_way.then(|| view! { <span class="quiet">{t.posts.is_ticket_see}</span> })}
            </span>
        }
    };
    move || {
        went.get().map(|(ticket, is_mine)| match ticket {
            Some(ticket) => {
                let opens = is_mine || reach.read().handles_tickets();
                let to = if opens { format!("/tickets/{ticket}") } else { format!("/public/{ticket}") };
                view! {
                    <a class="card home-card post-ticket" href=to data-testid="post-ticket">
                        {words(true)}<Icon glyph=Glyph::Forward />
                    </a>
                }
                .into_any()
            }
            None => {
                view! { <p class="card home-card post-ticket" data-testid="post-ticket">{words(false)}</p> }.into_any()
            }
        })
    }
}

/// The sheet in which its author makes a report of it.
#[component]
pub(super) fn MakeTicket(open: RwSignal<bool>, doing: Doing) -> impl IntoView {
    let t = texts();
    view! { <Sheet open title=t.posts.make_ticket testid="ticket-sheet"><Make open doing /></Sheet> }
}

#[component]
fn Make(open: RwSignal<bool>, doing: Doing) -> impl IntoView {
    let report: Load<ReportView> = load(OpenReport { is_service: false }, |_| false);
    view! { <Loaded load=report children=move |report| view! { <Fields report open doing /> } /> }
}

#[component]
fn Fields(report: Memo<ReportView>, open: RwSignal<bool>, doing: Doing) -> impl IntoView {
    let t = texts();
    let navigate = use_navigate();
    let category = RwSignal::new(String::new());
    let is_public = RwSignal::new(false);
    let is_tried = RwSignal::new(false);
    let is_sending = RwSignal::new(false);
    let choices = report.with_untracked(|report| {
        let all = &report.categories;
        all.iter().map(|one| Choice::new(one.key.clone(), category_name(t, &one.key, all))).collect::<Vec<_>>()
    });
    let make = move |_| {
        is_tried.set(true);
        let chosen = category.get_untracked();
        if chosen.is_empty() || is_sending.get_untracked() {
            return;
        }
        is_sending.set(true);
        let act = PostAct::MakeTicket { category: chosen, is_public: is_public.get_untracked() };
        let (request, navigate, acts) = (DoPost { post: doing.post, act }, navigate.clone(), doing.acts);
        wasm_bindgen_futures::spawn_local(async move {
            match bridge::ask(request).await {
                Ok(ticket) => {
                    acts.toasts.say(t.posts.ticket_done);
                    match ticket {
                        // The sheet goes with the screen it lies on.
                        Some(ticket) => navigate(&format!("/tickets/{ticket}"), NavigateOptions::default()),
                        None => drop(open.try_set(false)),
                    }
                }
                Err(failure) => {
                    is_sending.try_set(false);
                    acts.toasts.fail((t.shell.failure)(&failure));
                }
            }
        });
    };
    view! {
        <div class="stack">
            <p>{t.posts.make_ticket_what}</p>
            <div>
                <p class="label">{t.posts.ticket_category}</p>
                <Chips label=t.posts.ticket_category choices chosen=category on_choose=move |code| category.set(code)
                    testid="ticket-category" />
            </div>
            <Switch is_on=is_public label=t.posts.ticket_public hint=t.posts.ticket_public_hint
                on_switch=move |is_on| is_public.set(is_on) testid="ticket-public" />
            <p class="actions-note" role="alert">
                {move || (is_tried.get() && category.read().is_empty()).then_some(t.posts.ticket_choose)}
            </p>
            <button type="button" class="button button-main button-wide" on:click=make
                aria-busy=move || is_sending.get().to_string() data-testid="ticket-make">{t.posts.ticket_make}</button>
        </div>
    }
}
