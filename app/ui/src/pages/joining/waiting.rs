//! While a newcomer waits: what happens next, how it stands, and a way to ask again or take it back.

use leptos::prelude::*;
use linli_contract::joining::{AskToJoin, JoinState, ShowMyself, TakeCode, WaitingToJoin, WithdrawJoin};
use linli_contract::members::Standing;
use linli_contract::{Ask, Failure};
use wasm_bindgen_futures::spawn_local;

use super::form::{Draft, JoinForm};
use super::plain::{Plain, Trouble, hold_back};
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::note::{Note, Weight};
use crate::components::qr::{CopyLink, Qr};
use crate::components::scanner::Scanner;
use crate::i18n::Said;
use crate::platform::back;
use crate::platform::clock::say;
use crate::platform::code::{Arrival, take_arrival};
use crate::platform::prefs::texts;

/// What the waiting newcomer looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    State,
    Change,
    Scan,
    Withdraw,
}

/// What the parts of the screen share.
#[derive(Clone, Copy)]
struct Wait {
    look: RwSignal<Look>,
    is_busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    on_standing: Callback<Standing>,
}

impl Wait {
    fn run<A: Ask<Reply = Standing> + 'static>(self, request: A) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = bridge::ask(request).await;
            self.is_busy.try_set(false);
            match answer {
                Ok(standing) => {
                    self.look.try_set(Look::State);
                    self.on_standing.run(standing);
                }
                Err(failure) => drop(self.failure.try_set(Some(failure))),
            }
        });
    }

    fn go(self, look: Look) {
        self.failure.set(None);
        self.look.set(look);
    }
}

/// The screen of somebody who asked to join.
#[component]
pub(crate) fn Waiting(waiting: WaitingToJoin, on_standing: Callback<Standing>) -> impl IntoView {
    back::provide();
    let wait = Wait {
        look: RwSignal::new(Look::State),
        is_busy: RwSignal::new(false),
        failure: RwSignal::new(None),
        on_standing,
    };
    let is_inside = Memo::new(move |_| *wait.look.read() != Look::State);
    hold_back(is_inside.into(), Callback::new(move |()| wait.go(Look::State)));
    let arrive = move || {
        if let Some(Arrival::Code(code)) = take_arrival() {
            wait.run(TakeCode { code });
        }
    };
    arrive();
    let changed = window_event_listener_untyped("hashchange", move |_| arrive());
    on_cleanup(move || changed.remove());
    let draft = Draft::of(&waiting.newcomer);
    let waiting = StoredValue::new(waiting);
    move || match wait.look.get() {
        Look::State => view! { <State wait waiting=waiting.get_value() /> }.into_any(),
        Look::Change => view! { <Change wait waiting=waiting.get_value() draft /> }.into_any(),
        Look::Scan => view! { <Scan wait /> }.into_any(),
        Look::Withdraw => view! { <Withdraw wait /> }.into_any(),
    }
}

fn to_state(wait: Wait) -> Callback<()> {
    Callback::new(move |()| wait.go(Look::State))
}

#[component]
fn Failed(wait: Wait) -> impl IntoView {
    let t = texts();
    move || wait.failure.get().map(|failure| view! { <Trouble said=(t.shell.failure)(&failure) /> })
}

#[component]
fn State(wait: Wait, waiting: WaitingToJoin) -> impl IntoView {
    let t = texts();
    let WaitingToJoin { place, newcomer, state, code } = waiting;
    let (weight, glyph, said, word) = match &state {
        JoinState::NotSent => (Weight::Warn, Glyph::CloudOff, t.joining.not_sent, String::new()),
        JoinState::Asked { since } => {
            (Weight::Calm, Glyph::Clock, t.joining.asked, (t.joining.asked_since)(&say(t, *since)))
        }
        JoinState::ToShow => (Weight::Calm, Glyph::Person, t.joining.to_show, String::new()),
        JoinState::Returned { reason, words } => {
            (Weight::Bad, Glyph::Undo, (t.joining.returned)(*reason), words.clone())
        }
        JoinState::Refused(refusal) => (Weight::Bad, Glyph::Alert, (t.joining.refused)(*refusal), String::new()),
    };
    let Said { what, next } = said;
    let is_shown = matches!(state, JoinState::ToShow);
    let is_waiting = matches!(state, JoinState::NotSent | JoinState::Asked { .. });
    let is_back = matches!(state, JoinState::Returned { .. });
    let is_refused = matches!(state, JoinState::Refused(_));
    let again = newcomer.clone();
    let facts = [
        (t.joining.your_name, newcomer.name.clone()),
        (t.joining.as_what, (t.joining.wish)(newcomer.wish).to_owned()),
        (t.joining.your_door, newcomer.door.clone()),
        (t.joining.phone, newcomer.phone.clone()),
        (t.joining.note, newcomer.note),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| {
        view! { <dt>{name}</dt><dd>{value}</dd> }
    });
    let steps = t.joining.waiting_steps.iter().map(|step| view! { <li>{*step}</li> }).collect_view();
    view! {
        <Plain title=t.joining.waiting testid="waiting">
            {(!place.is_empty()).then(|| view! {
                <p class="join-place"><span class="quiet">{t.joining.you_join}</span><strong>{place}</strong></p>
            })}
            <Failed wait />
            <div role="status" data-testid="join-state">
                <Note weight glyph>
                    <div class="note-text">
                        <strong>{what}</strong>
                        {(!word.is_empty()).then(|| view! { <p class="said-word">{word}</p> })}
                        <p>{next}</p>
                    </div>
                </Note>
            </div>
            {code.filter(|_| is_shown).map(|code| view! {
                <section class="card show-code">
                    <p>{t.joining.show_this}</p>
                    <Qr text=code.clone() label=t.joining.show_myself testid="my-code" />
                    <CopyLink text=code />
                </section>
                <button type="button" class="button button-main button-wide button-tall" data-testid="scan-answer"
                    on:click=move |_| wait.go(Look::Scan)>
                    <Icon glyph=Glyph::Scan />{t.joining.scan_answer}
                </button>
            })}
            {is_waiting.then(move || view! {
                <section class="card"><h2>{t.joining.what_next}</h2><ol class="numbered">{steps}</ol></section>
                <button type="button" class="button button-wide" data-testid="show-instead"
                    on:click=move |_| wait.run(ShowMyself { newcomer: again.clone() })>
                    <Icon glyph=Glyph::Person />{t.joining.show_instead}
                </button>
            })}
            {is_back.then(|| view! {
                <button type="button" class="button button-main button-wide button-tall" data-testid="join-change"
                    on:click=move |_| wait.go(Look::Change)>
                    <Icon glyph=Glyph::Edit />{t.joining.change_and_ask}
                </button>
            })}
            // A refused request is of no more use; without it the way in is open again.
            {is_refused.then(|| view! {
                <button type="button" class="button button-main button-wide button-tall" data-testid="join-other"
                    on:click=move |_| wait.run(WithdrawJoin)>
                    <Icon glyph=Glyph::Scan />{t.joining.scan_other}
                </button>
            })}
            <section class="card">
                <h2>{t.joining.you_said}</h2>
                <dl class="facts">{facts.collect_view()}</dl>
                {is_shown.then(|| view! {
                    <button type="button" class="button-text" on:click=move |_| wait.go(Look::Change) data-testid="join-change">
                        <Icon glyph=Glyph::Edit />{t.door.edit}
                    </button>
                })}
            </section>
            <button type="button" class="button-text button-danger" on:click=move |_| wait.go(Look::Withdraw)
                data-testid="join-withdraw">
                <Icon glyph=Glyph::Trash />{t.joining.withdraw}
            </button>
        </Plain>
    }
}

/// The form once more, with what was said before.
#[component]
fn Change(wait: Wait, waiting: WaitingToJoin, draft: Draft) -> impl IntoView {
    let t = texts();
    let is_shown = matches!(waiting.state, JoinState::ToShow);
    let go = if is_shown { t.joining.agree_and_show } else { t.joining.agree_and_ask };
    // Asked again without a poster in hand, the request goes by the same invitation.
    let on_ask = Callback::new(move |newcomer| {
        if is_shown { wait.run(ShowMyself { newcomer }) } else { wait.run(AskToJoin { code: String::new(), newcomer }) }
    });
    view! {
        <Plain title=t.joining.change_and_ask on_back=to_state(wait) testid="step-change">
            <JoinForm draft go is_busy=wait.is_busy on_ask />
            <Failed wait />
        </Plain>
    }
}

/// The reviewer's answer is scanned.
#[component]
fn Scan(wait: Wait) -> impl IntoView {
    let t = texts();
    view! {
        <Plain title=t.joining.scan_answer on_back=to_state(wait) testid="step-answer">
            <Failed wait />
            <Scanner on_text=move |code: String| wait.run(TakeCode { code }) />
        </Plain>
    }
}

/// Asked once more before the request is taken back.
#[component]
fn Withdraw(wait: Wait) -> impl IntoView {
    let t = texts();
    view! {
        <Plain title=t.joining.withdraw on_back=to_state(wait) testid="step-withdraw">
            <p>{t.joining.withdraw_what}</p>
            <Failed wait />
            <button type="button" class="button button-wide button-tall button-danger" on:click=move |_| wait.run(WithdrawJoin)
                aria-busy=move || wait.is_busy.get().to_string() data-testid="withdraw-yes">{t.joining.withdraw_yes}</button>
            <button type="button" class="button button-main button-wide button-tall" on:click=move |_| wait.go(Look::State)
                data-testid="withdraw-no">{t.joining.keep_waiting}</button>
        </Plain>
    }
}
