//! The first screen of a device nobody has used: which relay, which seat. A link with a seat in it fills in both.

use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::members::{Standing, TakeSeat};
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::icon::{Glyph, Icon};
use crate::components::note::{Note, Weight};
use crate::components::text_field::{Keys, TextField};
use crate::i18n::Lang;
use crate::platform::page::{origin, set_title, take_fragment};
use crate::platform::prefs::{Prefs, texts};

/// Which field is wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Relay,
    Seat,
}

/// What is typed on this screen; it outlives a change of the language, which draws the screen anew.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Typed {
    relay: RwSignal<String>,
    seat: RwSignal<String>,
}

impl Typed {
    /// Nothing yet; in a browser the relay is the one that the page came from.
    pub(crate) fn new() -> Self {
        let relay = if bridge::is_window() { String::new() } else { origin() };
        Self { relay: RwSignal::new(relay), seat: RwSignal::new(String::new()) }
    }
}

/// The welcome screen.
#[component]
pub(crate) fn Welcome(typed: Typed, on_standing: Callback<Standing>) -> impl IntoView {
    let t = texts();
    set_title(t.start.welcome);
    let is_browser = !bridge::is_window();
    let Typed { relay, seat } = typed;
    let missing = RwSignal::new(None);
    let failure = RwSignal::new(None::<Failure>);
    let is_joining = RwSignal::new(false);

    let join = move || {
        missing.set(match (is_address(&relay.read_untracked()), seat.read_untracked().trim().is_empty()) {
            (false, _) => Some(Missing::Relay),
            (true, true) => Some(Missing::Seat),
            (true, false) => None,
        });
        if missing.get_untracked().is_some() || is_joining.get_untracked() {
            return;
        }
        is_joining.set(true);
        failure.set(None);
        let address = relay.read_untracked().trim().trim_end_matches('/').to_owned();
        let request = TakeSeat { relay: address, seat: seat.read_untracked().trim().to_owned() };
        spawn_local(async move {
            let answer = bridge::ask(request).await;
            is_joining.try_set(false);
            match answer {
                Ok(standing) => on_standing.run(standing),
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    if let Some(offered) = take_fragment().as_deref().and_then(|fragment| fragment.strip_prefix("seat=")) {
        seat.set(offered.to_owned());
        if is_browser {
            join();
        }
    }
    let error = move |which, words: &'static str| {
        move || if missing.get() == Some(which) { words.to_owned() } else { String::new() }
    };
    view! {
        <main class="welcome" id="content">
            <img src="/icons/mark.svg" alt="" width="72" height="72" />
            <h1>{t.start.welcome}</h1>
            <p class="welcome-what">{t.start.what_it_is}</p>
            <WelcomePrefs />
            <form class="card" novalidate on:submit=move |submit| { submit.prevent_default(); join(); }>
                {move || failure.get().map(|failure| {
                    let said = (t.shell.failure)(&failure);
                    view! {
                        <Note weight=Weight::Bad glyph=Glyph::Alert testid="join-failed">
                            <div class="note-text" role="alert"><strong>{said.what}</strong><p>{said.next}</p></div>
                        </Note>
                    }
                })}
                <TextField id="relay" label=t.start.relay text=relay on_text=move |text| relay.set(text) keys=Keys::Address
                    hint=Signal::stored(t.start.relay_hint.to_owned())
                    error=Signal::derive(error(Missing::Relay, t.start.relay_wrong)) testid="relay" />
                <TextField id="seat" label=t.start.seat text=seat on_text=move |text| seat.set(text) keys=Keys::Code
                    hint=Signal::stored(t.start.seat_hint.to_owned())
                    error=Signal::derive(error(Missing::Seat, t.start.seat_wrong)) is_last=true testid="seat" />
                <button type="submit" class="button button-main button-wide" aria-busy=move || is_joining.get().to_string()
                    data-testid="join">
                    {move || if is_joining.get() { t.start.joining } else { t.start.join }}
                </button>
            </form>
            <p class="welcome-promise"><Icon glyph=Glyph::Check />{t.start.promise}</p>
        </main>
    }
}

/// Language and large type, from the first start.
#[component]
fn WelcomePrefs() -> impl IntoView {
    let t = texts();
    let prefs: Prefs = expect_context();
    let languages = Lang::ALL.iter().map(|lang| Choice::new(lang.tag(), lang.own_name())).collect();
    view! {
        <div class="welcome-prefs">
            <Chips label=t.setting.language choices=languages is_bar=true testid="language"
                chosen=Signal::derive(move || prefs.lang.get().tag().to_owned())
                on_choose=move |tag: String| prefs.lang.set(Lang::of_tag(&tag)) />
            <button type="button" class="chip" aria-pressed=move || prefs.is_large.get().to_string() data-testid="large"
                on:click=move |_| prefs.is_large.update(|is_large| *is_large = !*is_large)>{t.start.large_offer}</button>
        </div>
    }
}

fn is_address(text: &str) -> bool {
    let text = text.trim();
    text.strip_prefix("http://").or_else(|| text.strip_prefix("https://")).is_some_and(|rest| !rest.is_empty())
}
