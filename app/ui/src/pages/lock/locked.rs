//! The locked device: a number pad or a field, how long to wait after wrong tries, what waits to be sent, and a way out for
//! somebody who forgot the secret.

use core::time::Duration;

use leptos::prelude::*;
use linli_contract::lock::{LockView, ReadLock, Unlock};
use linli_contract::members::{LeaveCommunity, ReadStanding, Standing};
use linli_contract::{Event, Failure};
use wasm_bindgen_futures::spawn_local;

use super::secret_field::SecretField;
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::typed_confirm::TypedConfirm;
use crate::load::on_event_here;
use crate::model::lock::{Key, as_clock, press, seconds_left};
use crate::pages::communities::others::{Others, go_over};
use crate::pages::session::Acts;
use crate::platform::clock;
use crate::platform::device::{Tap, tap};
use crate::platform::page::{focus_soon, set_title};
use crate::platform::prefs::texts;

/// The field's id.
const FIELD: &str = "lock-secret";

/// What the person is told about their last try.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Nothing,
    Wrong,
    Failed,
}

/// The locked device.
#[component]
pub(crate) fn Locked(lock: LockView, on_standing: Callback<Standing>) -> impl IntoView {
    let t = texts();
    set_title(t.lock.locked);
    let lock = RwSignal::new(lock);
    let (typed, told, is_busy) = (RwSignal::new(String::new()), RwSignal::new(Told::Nothing), RwSignal::new(false));
    let failure = RwSignal::new(None::<Failure>);
    let left = counting_down(lock);
    let is_digits = lock.with_untracked(|lock| lock.is_digits);
    // While locked this is told when something was sent.
    on_event_here(move |event| {
        if matches!(event, Event::SyncChanged) {
            spawn_local(read_again(lock));
        }
    });
    focus_soon(FIELD.to_owned());
    let unlock = move || {
        if is_busy.get_untracked() || left.get_untracked().is_some() || typed.read_untracked().is_empty() {
            return;
        }
        is_busy.set(true);
        let secret = typed.get_untracked();
        spawn_local(async move {
            let answer = bridge::ask(Unlock { secret }).await;
            is_busy.try_set(false);
            typed.try_set(String::new());
            match answer {
                Ok(_) => {
                    tap(Tap::Done);
                    if let Ok(standing) = bridge::ask(ReadStanding).await {
                        on_standing.run(standing);
                    }
                }
                Err(reason) => {
                    tap(Tap::Failed);
                    let is_wrong = matches!(reason, Failure::WrongSecret { .. });
                    told.try_set(if is_wrong { Told::Wrong } else { Told::Failed });
                    failure.try_set(Some(reason));
                    read_again(lock).await;
                    focus_soon(FIELD.to_owned());
                }
            }
        });
    };
    let said = move || match (told.get(), left.get()) {
        (Told::Failed, _) => failure.get().map(|failure| {
            let said = (t.shell.failure)(&failure);
            format!("{} {}", said.what, said.next)
        }),
        (Told::Wrong, Some(seconds)) => Some((t.lock.wrong_wait)(&as_clock(seconds))),
        (Told::Nothing, Some(seconds)) => Some((t.lock.wait)(&as_clock(seconds))),
        (Told::Wrong, None) => Some(t.lock.wrong.to_owned()),
        (Told::Nothing, None) => None,
    };
    let keys = is_digits.then(|| view! { <Pad typed is_blocked=Signal::derive(move || left.get().is_some()) /> });
    view! {
        <main class="locked" id="content" data-testid="locked">
            <img src="/icons/mark.svg" alt="" width="64" height="64" />
            <h1>{t.lock.locked}</h1>
            <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); unlock(); }>
                <SecretField id=FIELD label=t.lock.enter text=typed keys=if is_digits { "none" } else { "text" } />
                <p class="locked-said" role="alert" data-testid="lock-said">{said}</p>
                {keys}
                <button type="submit" class="button button-main button-wide" data-testid="unlock"
                    aria-busy=move || is_busy.get().to_string() aria-disabled=move || left.get().is_some().to_string()>
                    {move || if is_busy.get() { t.lock.opening } else { t.lock.unlock }}
                </button>
            </form>
            <p class="quiet" data-testid="lock-unsent">
                {move || match lock.read().unsent { 0 => t.lock.none_unsent.to_owned(), count => (t.lock.unsent)(count) }}
            </p>
            <Others />
            <Forgotten lock />
        </main>
    }
}

async fn read_again(lock: RwSignal<LockView>) {
    if let Ok(view) = bridge::ask(ReadLock).await {
        lock.try_set(view);
    }
}

/// Seconds until the next try, told anew each second while there are any.
fn counting_down(lock: RwSignal<LockView>) -> Signal<Option<u32>> {
    let now = RwSignal::new(clock::now());
    let left = Memo::new(move |_| seconds_left(lock.with(|lock| lock.wait_until), now.get()));
    Effect::new(move |_| {
        lock.track();
        now.set(clock::now());
    });
    Effect::new(move |_| {
        if left.get().is_some() {
            set_timeout(move || _ = now.try_set(clock::now()), Duration::from_secs(1));
        }
    });
    left.into()
}

/// Large keys for digits.
#[component]
fn Pad(typed: RwSignal<String>, is_blocked: Signal<bool>) -> impl IntoView {
    let t = texts();
    let on_key = move |key: Key| {
        if !is_blocked.get_untracked() {
            typed.update(|typed| press(typed, key));
        }
    };
    let keys = Key::PAD.map(|key| match key {
        None => view! { <span aria-hidden="true"></span> }.into_any(),
        Some(Key::Back) => view! {
            <button type="button" class="pad-key" aria-label=t.lock.back data-testid="pad-back"
                on:click=move |_| on_key(Key::Back)><Icon glyph=Glyph::Back /></button>
        }
        .into_any(),
        Some(key @ Key::Digit(digit)) => view! {
            <button type="button" class="pad-key" data-testid=format!("pad-{digit}") on:click=move |_| on_key(key)>
                {digit.to_string()}
            </button>
        }
        .into_any(),
    });
    view! {
        <div class="pad" class:pad-blocked=is_blocked>{keys.collect_view()}</div>
        <p class="unseen" role="status">{move || (t.lock.digits)(typed.read().chars().count())}</p>
    }
}

/// Clears the device for somebody who forgot the secret.
#[component]
fn Forgotten(lock: RwSignal<LockView>) -> impl IntoView {
    let acts = Acts::here();
    let t = acts.t;
    let is_busy = RwSignal::new(false);
    let wipe = Callback::new(move |()| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let unsent = lock.with_untracked(|lock| lock.unsent);
        acts.run(
            async move {
                let answer = go_over(LeaveCommunity { unsent }).await;
                is_busy.try_set(false);
                answer
            },
            drop,
        );
    });
    view! {
        <details class="card locked-forgotten" data-testid="forgotten">
            <summary>{t.lock.forgotten}</summary>
            <div class="stack">
                <p>{t.lock.forgotten_what}</p>
                <p>{t.lock.wipe_what}</p>
                {move || (lock.read().unsent > 0).then(|| view! { <p class="locked-lost">{(t.lock.wipe_unsent)(lock.read().unsent)}</p> })}
                <TypedConfirm word=t.lock.wipe_word ask=t.lock.wipe_ask label=t.lock.wipe on_confirm=wipe is_blocked=is_busy />
            </div>
        </details>
    }
}
