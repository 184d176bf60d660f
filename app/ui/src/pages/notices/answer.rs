//! What a notice asks of a household: to confirm it, to choose an answer, which can be changed while it holds.

use leptos::prelude::*;
use linli_contract::notices::{AnswerNotice, NoticeView};

use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Load;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// Whether answers still count.
fn holds(view: &NoticeView) -> bool {
    view.row.is_for_me && view.withdrawn.is_none() && (!view.row.is_over || view.row.is_urgent)
}

/// How the button stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    Nothing,
    ToConfirm,
    Confirmed,
}

/// The button within reach of the thumb; nothing where nothing is asked.
#[component]
pub(super) fn Confirm(load: Load<NoticeView>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let asks = Memo::new(move |_| {
        load.value.with(|view| match view.as_ref().filter(|view| holds(view) && view.form.wants_confirmation) {
            Some(view) if view.is_confirmed => Asks::Confirmed,
            Some(_) => Asks::ToConfirm,
            None => Asks::Nothing,
        })
    });
    let is_sending = RwSignal::new(false);
    let confirm = move |_| {
        let asked = load.value.with_untracked(|view| {
            view.as_ref().map(|view| AnswerNotice { notice: view.row.notice, is_confirmed: true, answer: view.answer })
        });
        let Some(asked) = asked.filter(|_| !is_sending.get_untracked()) else { return };
        is_sending.set(true);
        let doing = async move {
            let done = bridge::ask(asked).await;
            is_sending.try_set(false);
            done
        };
        acts.run(doing, move |()| acts.toasts.say(t.notices.confirmed_done));
    };
    move || match asks.get() {
        Asks::Nothing => ().into_any(),
        Asks::ToConfirm => view! {
            <button type="button" class="button button-main button-wide notice-confirm" on:click=confirm
                aria-busy=move || is_sending.get().to_string() data-testid="confirm-notice">
                <Icon glyph=Glyph::Check />{t.notices.confirm}
            </button>
        }
        .into_any(),
        Asks::Confirmed => view! {
            <p class="notice-confirmed" role="status" data-testid="confirmed-notice">
                <Icon glyph=Glyph::Check />{t.notices.confirmed}
            </p>
        }
        .into_any(),
    }
}

/// The question with its answers as large choices.
#[component]
pub(super) fn Question(view: Memo<NoticeView>) -> impl IntoView {
    let asked = Memo::new(move |_| {
        let view = view.read();
        (!view.form.question.is_empty()).then(|| (view.form.question.clone(), view.form.answers.clone(), holds(&view)))
    });
    move || asked.get().map(|(question, answers, holds)| view! { <Choices view question answers holds /> })
}

#[component]
fn Choices(view: Memo<NoticeView>, question: String, answers: Vec<String>, holds: bool) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let chosen = Memo::new(move |_| view.read().answer);
    // What was tapped shows at once; what the core says takes its place.
    let tapped = RwSignal::new(None::<u8>);
    let shown = Memo::new(move |_| tapped.get().or(chosen.get()));
    let choose = move |number: u8| {
        let (notice, is_confirmed) = view.with_untracked(|view| (view.row.notice, view.is_confirmed));
        tapped.set(Some(number));
        let doing = async move {
            let done = bridge::ask(AnswerNotice { notice, is_confirmed, answer: Some(number) }).await;
            if done.is_err() {
                tapped.try_set(None);
            }
            done
        };
        acts.run(doing, move |()| acts.toasts.say(t.notices.answer_saved));
    };
    let choice = |(at, answer): (usize, String)| {
        let number = u8::try_from(at).unwrap_or(u8::MAX);
        let is_chosen = move || shown.get() == Some(number);
        view! {
            <button type="button" class="notice-answer" aria-pressed=move || is_chosen().to_string()
                on:click=move |_| choose(number) data-testid="notice-answer">
                {move || view! { <Icon glyph=if is_chosen() { Glyph::Check } else { Glyph::Ring } /> }}
                <span>{answer}</span>
            </button>
        }
    };
    let body = if holds {
        view! {
            <div class="notice-answers" role="group" aria-label=question.clone()>
                {answers.into_iter().enumerate().map(choice).collect_view()}
            </div>
            {move || shown.get().map(|_| view! { <p class="quiet" role="status">{t.notices.answer_change}</p> })}
        }
        .into_any()
    } else {
        let answers = answers.into_iter().enumerate().map(|(at, answer)| {
            let is_own = view.read_untracked().answer.map(usize::from) == Some(at);
            view! { <li class:notice-own=is_own>{answer}</li> }
        });
        let is_for_me = view.read_untracked().row.is_for_me;
        view! {
            {(!is_for_me).then(|| view! { <p class="quiet">{t.notices.asks_homes}</p> })}
            <ul class="notice-answers-read">{answers.collect_view()}</ul>
        }
        .into_any()
    };
    view! {
        <section class="card notice-question" data-testid="notice-question">
            <h3>{question}</h3>
            {body}
        </section>
    }
}
