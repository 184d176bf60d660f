//! One request to join: who they say they are, what the register and the neighbours say, and the decision.

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use linli_contract::joining::{Admitted, RequestView};
use linli_shared::ids::DeviceId;

use super::admit::AdmitSheet;
use super::desk::desk;
use super::recommend::Recommending;
use super::send_back::SendBackSheet;
use crate::app::NotFound;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Loaded, Nothing};
use crate::components::note::{Note, Weight};
use crate::components::qr::{CopyLink, Qr};
use crate::model::joining::{Hint, hints};
use crate::pages::session::{Acts, Session};
use crate::platform::back;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// `/desk/:device`.
#[component]
pub(crate) fn RequestPage() -> impl IntoView {
    let params = use_params_map();
    let device = Memo::new(move |_| params.read().get("device").and_then(|id| id.parse::<DeviceId>().ok()));
    move || match device.get() {
        Some(device) => view! { <Request device /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Request(device: DeviceId) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let session = Session::here();
    let load = desk();
    let answer = RwSignal::new(None::<String>);
    let (is_admitting, is_returning) = (RwSignal::new(false), RwSignal::new(false));
    let request = Memo::new(move |_| {
        let find = |requests: &[RequestView]| requests.iter().find(|request| request.device == device).cloned();
        load.value.with(|desk| desk.as_ref().and_then(|desk| find(&desk.requests)))
    });
    let can_admit = Memo::new(move |_| load.value.with(|desk| desk.as_ref().is_some_and(|desk| desk.can_admit)));
    let is_whole = Memo::new(move |_| request.with(|one| one.as_ref().is_some_and(|one| one.newcomer.is_some())));
    let title = move || {
        let name = request.with(|request| request.as_ref()?.newcomer.as_ref().map(|newcomer| newcomer.name.clone()));
        name.unwrap_or_else(|| t.joining.request.to_owned())
    };
    let navigate = use_navigate();
    let leave = Callback::new(move |()| back::leave(navigate.clone(), "/desk".to_owned()));
    let on_admitted = Callback::new(move |admitted: Admitted| {
        is_admitting.set(false);
        match admitted.code {
            Some(code) => answer.set(Some(code)),
            None => {
                acts.toasts.say(t.joining.admitted);
                leave.run(());
            }
        }
    });
    let on_returned = Callback::new(move |()| {
        is_returning.set(false);
        leave.run(());
    });
    let actions = move || {
        view! {
            <Show when=move || can_admit.get() && request.read().is_some() && answer.read().is_none()>
                <div class="actions-row">
                    <button type="button" class="button" on:click=move |_| is_returning.set(true) data-testid="send-back">
                        <Icon glyph=Glyph::Undo />{t.joining.send_back}
                    </button>
                    <Show when=move || is_whole.get()>
                        <button type="button" class="button button-main" on:click=move |_| is_admitting.set(true)
                            data-testid="admit">
                            <Icon glyph=Glyph::Check />{t.joining.admit}
                        </button>
                    </Show>
                </div>
            </Show>
        }
    };
    view! {
        <Frame title=Signal::derive(title) back=Some("/desk".to_owned()) actions=actions>
            {move || match answer.get() {
                Some(code) => view! { <Answer code leave /> }.into_any(),
                None => view! {
                    <Loaded load is_offline=session.is_offline() children=move |_| view! {
                        {move || match request.get() {
                            Some(request) => view! { <Body request can_admit /> }.into_any(),
                            None => view! { <Nothing what=t.joining.request_gone next=t.joining.request_gone_next /> }.into_any(),
                        }}
                    } />
                }
                .into_any(),
            }}
            <AdmitSheet open=is_admitting request on_admitted />
            <SendBackSheet open=is_returning device on_returned />
        </Frame>
    }
}

/// The code by which a newcomer without network learns that they are admitted.
#[component]
fn Answer(code: String, leave: Callback<()>) -> impl IntoView {
    let t = texts();
    view! {
        <section class="show-code show-code-large" data-testid="answer">
            <h2>{t.joining.let_them_scan}</h2>
            <Qr text=code.clone() label=t.joining.let_them_scan testid="answer-code" />
            <p class="quiet">{t.joining.let_them_scan_what}</p>
            <CopyLink text=code />
            <button type="button" class="button button-main button-wide button-tall" on:click=move |_| leave.run(())
                data-testid="answer-done">{t.joining.they_are_in}</button>
        </section>
    }
}

#[component]
fn Body(request: RequestView, can_admit: Memo<bool>) -> impl IntoView {
    let t = texts();
    let device = request.device;
    // A word about somebody goes with the invitation they came by.
    let is_by_poster = request.since.is_some();
    let notes = hints(&request).into_iter().map(|hint| view! { <HintNote hint /> }).collect_view();
    let since = request.since.map_or_else(|| t.joining.face_to_face.to_owned(), |since| say(t, since));
    let facts = request.newcomer.as_ref().map(|newcomer| {
        let phone = (!newcomer.phone.is_empty()).then(|| {
            let number = newcomer.phone.clone();
            view! { <dt>{t.joining.phone}</dt><dd><a href=format!("tel:{number}")>{number.clone()}</a></dd> }
        });
        let line = |name: &'static str, value: &str| {
            let value = value.to_owned();
            (!value.is_empty()).then(|| view! { <dt>{name}</dt><dd>{value}</dd> })
        };
        view! {
            {line(t.joining.your_name, &newcomer.name)}
            {line(t.joining.as_what, (t.joining.wish)(newcomer.wish))}
            {line(t.joining.says_door, &newcomer.door)}
            {line(t.joining.means_door, &request.path.join(" "))}
            {phone}
            {line(t.joining.note, &newcomer.note)}
            {line(t.joining.by_invitation, &request.place)}
        }
    });
    let voices = request.recommendations.iter().map(|voice| {
        let by = voice.by.clone().unwrap_or_else(|| t.door.somebody.to_owned());
        let (glyph, said) =
            if voice.is_for { (Glyph::Check, t.joining.knows) } else { (Glyph::Alert, t.joining.knows_not) };
        let words = voice.words.clone();
        view! { <li class="voice"><Icon glyph /><span><strong>{by}</strong>" "{said}" "{words}</span></li> }
    });
    let voices = voices.collect_view();
    let has_voices = !request.recommendations.is_empty();
    view! {
        <section class="card">
            <dl class="facts">{facts}<dt>{t.joining.since}</dt><dd>{since}</dd></dl>
        </section>
        <div class="stack hints">{notes}</div>
        {has_voices.then(|| view! {
            <h2 class="section-title">{t.joining.neighbours_say}</h2>
            <ul class="card">{voices}</ul>
        })}
        <Show when=move || is_by_poster && !can_admit.get()><Recommending device /></Show>
    }
}

#[component]
fn HintNote(hint: Hint) -> impl IntoView {
    let t = texts();
    let (weight, glyph, words) = match hint {
        Hint::Sealed => (Weight::Warn, Glyph::EyeOff, t.joining.hint_sealed.to_owned()),
        Hint::NoDoor => (Weight::Warn, Glyph::Alert, t.joining.hint_no_door.to_owned()),
        Hint::Registered => (Weight::Calm, Glyph::Check, t.joining.hint_registered.to_owned()),
        Hint::NotRegistered => (Weight::Warn, Glyph::Alert, t.joining.hint_not_registered.to_owned()),
        Hint::SeatHeld(name) => (Weight::Warn, Glyph::Person, (t.joining.hint_seat)(&name)),
        Hint::Namesakes(number) => (Weight::Warn, Glyph::Person, (t.joining.hint_namesakes)(number)),
    };
    view! { <Note weight glyph testid="hint"><p class="note-text">{words}</p></Note> }
}
