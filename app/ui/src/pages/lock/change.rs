//! `/lock`: turns the lock on and off, changes its secret, says how long until it locks by itself.

use leptos::prelude::*;
use linli_contract::lock::{LockNow, LockView, ReadLock, SetLock};
use linli_contract::{Event, Failure};
use wasm_bindgen_futures::spawn_local;

use super::secret_field::SecretField;
use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded};
use crate::load::load;
use crate::model::lock::{Unready, as_clock, twice};
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The minutes offered.
const MINUTES: [u16; 5] = [1, 5, 15, 30, 60];

/// Which field something is wrong with.
#[derive(Clone, PartialEq, Eq)]
enum Wrong {
    Nothing,
    Current(String),
    New(String),
    Again(String),
}

/// `/lock`.
#[component]
pub(crate) fn LockPage() -> impl IntoView {
    let t = texts();
    let lock = load(ReadLock, |event| matches!(event, Event::StandingChanged));
    view! {
        <Frame title=t.lock.title back=Some("/more".to_owned())>
            <Loaded load=lock children=move |view| view! { <Lock lock view /> } />
        </Frame>
    }
}

#[component]
fn Lock(lock: Load<LockView>, view: Memo<LockView>) -> impl IntoView {
    let t = texts();
    let has_secret = Memo::new(move |_| view.read().has_secret);
    view! {
        <section class="card stack">
            <h2 data-testid="lock-state">
                {move || if has_secret.get() { t.lock.is_on } else { t.lock.is_off }}
            </h2>
            <p>{t.lock.what}</p>
            <p class="quiet">{t.lock.what_not}</p>
            {move || has_secret.get().then(|| view! { <NowButton /> })}
        </section>
        {move || {
            let minutes = view.with_untracked(|view| view.minutes);
            view! { <Form lock has_secret=has_secret.get() minutes /> }
        }}
        <section class="card stack">
            <h2>{t.lock.forgotten}</h2>
            <p>{t.lock.forgotten_what}</p>
        </section>
    }
}

#[component]
fn NowButton() -> impl IntoView {
    let acts = Acts::here();
    view! {
        <button type="button" class="button button-wide" data-testid="lock-now"
            on:click=move |_| acts.run(bridge::ask(LockNow), |_| ())>
            <Icon glyph=Glyph::Hand />{acts.t.lock.now}
        </button>
    }
}

/// Sets the lock or changes it; made anew once it was turned on or off.
#[component]
fn Form(lock: Load<LockView>, has_secret: bool, minutes: u16) -> impl IntoView {
    let acts = Acts::here();
    let t = acts.t;
    let (current, new, again) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let chosen = RwSignal::new(minutes.to_string());
    let wrong = RwSignal::new(Wrong::Nothing);
    let is_busy = RwSignal::new(false);
    let send = move |secret: Option<String>| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        wrong.set(Wrong::Nothing);
        let minutes = chosen.with_untracked(|minutes| minutes.parse().unwrap_or(MINUTES[1]));
        let said = if secret.is_some() { t.lock.was_set } else { t.lock.was_removed };
        let request = SetLock { current: current.get_untracked(), new: secret, minutes };
        spawn_local(async move {
            let answer = bridge::ask(request).await;
            is_busy.try_set(false);
            match answer {
                Ok(view) => {
                    for typed in [current, new, again] {
                        typed.try_set(String::new());
                    }
                    acts.toasts.say(said);
                    lock.value.try_set(Some(view));
                }
                Err(Failure::WrongSecret { wait: 0 }) => drop(wrong.try_set(Wrong::Current(t.lock.wrong.to_owned()))),
                Err(Failure::WrongSecret { wait }) => {
                    drop(wrong.try_set(Wrong::Current((t.lock.wrong_wait)(&as_clock(wait)))));
                }
                Err(Failure::SecretTooSimple) => drop(wrong.try_set(Wrong::New(t.lock.new_hint.to_owned()))),
                Err(failure) => acts.toasts.fail((t.shell.failure)(&failure)),
            }
        });
    };
    let submit = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        if has_secret && current.read_untracked().trim().is_empty() {
            wrong.set(Wrong::Current(t.lock.missing.to_owned()));
            return;
        }
        let is_kept = has_secret && new.read_untracked().is_empty() && again.read_untracked().is_empty();
        match twice(&new.read_untracked(), &again.read_untracked()) {
            _ if is_kept => send(Some(current.get_untracked())),
            Ok(()) => send(Some(new.get_untracked())),
            Err(Unready::Missing) => wrong.set(Wrong::New(t.lock.missing.to_owned())),
            Err(Unready::Differs) => wrong.set(Wrong::Again(t.lock.differs.to_owned())),
        }
    };
    let remove = move |_| {
        if current.read_untracked().trim().is_empty() {
            wrong.set(Wrong::Current(t.lock.missing.to_owned()));
        } else {
            send(None);
        }
    };
    let of = move |pick: fn(&Wrong) -> Option<&String>| {
        Signal::derive(move || wrong.with(|wrong| pick(wrong).cloned().unwrap_or_default()))
    };
    let choices = MINUTES.iter().map(|minutes| Choice::new(minutes.to_string(), (t.lock.minute)(*minutes))).collect();
    view! {
        <form class="card stack" novalidate on:submit=submit>
            {has_secret.then(|| view! {
                <SecretField id="lock-current" label=t.lock.current text=current
                    error=of(|wrong| if let Wrong::Current(why) = wrong { Some(why) } else { None }) />
            })}
            <SecretField id="lock-new" label=if has_secret { t.lock.new_or_keep } else { t.lock.new } text=new
                hint=t.lock.new_hint error=of(|wrong| if let Wrong::New(why) = wrong { Some(why) } else { None }) />
            <SecretField id="lock-again" label=t.lock.again text=again
                error=of(|wrong| if let Wrong::Again(why) = wrong { Some(why) } else { None }) />
            <div>
                <p class="label">{t.lock.minutes}</p>
                <Chips label=t.lock.minutes choices=choices chosen=chosen on_choose=move |code| chosen.set(code)
                    testid="lock-minutes" />
            </div>
            <button type="submit" class="button button-main button-wide" data-testid="lock-set"
                aria-busy=move || is_busy.get().to_string()>
                {if has_secret { t.lock.change } else { t.lock.set }}
            </button>
            {has_secret.then(|| view! {
                <button type="button" class="button-text button-danger" on:click=remove data-testid="lock-remove">
                    {t.lock.remove}
                </button>
            })}
        </form>
    }
}
