//! Whom a notice reached, as numbers of homes; the doors to knock at; the text for a loudspeaker.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use linli_contract::Event;
use linli_contract::notices::{NoticeView, ReachView, ReadNotice, ReadReach};
use linli_shared::ids::RecordId;

use super::body::Marks;
use super::knock::{Knock, Paper};
use super::loud::Loud;
use crate::app::NotFound;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded};
use crate::load::load;
use crate::model::notices::reach::{Left, left};
use crate::pages::session::Session;
use crate::platform::page::print;
use crate::platform::prefs::texts;

/// `/notices/:id/reach`.
#[component]
pub(crate) fn ReachPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<RecordId>().ok()));
    move || match id.get() {
        Some(notice) => view! { <Reach notice /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Reach(notice: RecordId) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let reach: Load<ReachView> =
        load(ReadReach { notice }, |event| matches!(event, Event::NoticesChanged | Event::AreasChanged));
    let said: Load<NoticeView> = load(ReadNotice { notice }, |event| matches!(event, Event::NoticesChanged));
    let wants_confirmation =
        Memo::new(move |_| said.value.with(|view| view.as_ref().is_some_and(|view| view.form.wants_confirmation)));
    let which = RwSignal::new(Left::Unread);
    let has_left = Memo::new(move |_| {
        reach.value.with(|view| view.as_ref().is_some_and(|view| !left(view, which.get()).is_empty()))
    });
    let actions = move || {
        view! {
            <Show when=move || has_left.get()>
                <button type="button" class="button button-main button-wide" on:click=|_| print() data-testid="print">
                    <Icon glyph=Glyph::Print />{t.notices.print_list}
                </button>
            </Show>
        }
    };
    view! {
        <div class="sheet-screen reach-screen">
            <Frame title=t.notices.reach back=Some(format!("/notices/{notice}")) actions=actions>
                <Loaded load=reach is_offline=session.is_offline() children=move |view| view! {
                    <div class="screen-only stack">
                        <Numbers view wants_confirmation />
                        <Knock view which wants_confirmation notice />
                        <Loud text=Signal::derive(move || view.read().loudspeaker.clone()) />
                    </div>
                    <Paper view which />
                } />
            </Frame>
        </div>
    }
}

/// The numbers, of homes.
#[component]
fn Numbers(view: Memo<ReachView>, wants_confirmation: Memo<bool>) -> impl IntoView {
    let t = texts();
    let title = Memo::new(move |_| {
        let view = view.read();
        (view.row.title.clone(), view.row.kind, view.row.is_urgent)
    });
    let number = |words: &'static str, testid: &'static str, count: Signal<u32>| {
        view! { <div class="reach-number"><dt>{words}</dt><dd data-testid=testid>{move || count.get().to_string()}</dd></div> }
    };
    let not_read = Signal::derive(move || view.read().doors.saturating_sub(view.read().read));
    let answers = Memo::new(move |_| (view.read().question.clone(), view.read().answers.clone()));
    let elsewhere = Memo::new(move |_| view.read().elsewhere);
    view! {
        <section class="card reach-numbers">
            {move || {
                let (title, kind, is_urgent) = title.get();
                view! { <Marks kind is_urgent /><h2>{title}</h2> }
            }}
            <dl>
                {number(t.notices.homes, "reach-doors", Signal::derive(move || view.read().doors))}
                {number(t.notices.were_read, "reach-read", Signal::derive(move || view.read().read))}
                {number(t.notices.not_read, "reach-left", not_read)}
                <Show when=move || wants_confirmation.get()>
                    {number(t.notices.were_confirmed, "reach-confirmed", Signal::derive(move || view.read().confirmed))}
                </Show>
            </dl>
            {move || (elsewhere.get() != 0).then(|| view! { <p class="quiet">{(t.notices.elsewhere)(elsewhere.get())}</p> })}
            <p class="quiet">{t.notices.reach_what}</p>
        </section>
        {move || {
            let (question, answers) = answers.get();
            let line = |(answer, count): (String, u32)| view! {
                <li><span>{answer}</span><strong>{(t.notices.answer_count)(count)}</strong></li>
            };
            (!question.is_empty()).then(|| view! {
                <section class="card reach-answers" data-testid="reach-answers">
                    <h2>{t.notices.answers}</h2>
                    <p>{question}</p>
                    <ul>{answers.into_iter().map(line).collect_view()}</ul>
                </section>
            })
        }}
    }
}
