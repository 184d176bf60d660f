//! What this person hears: whether neighbours may knock, quiet hours, and whom and what they muted. Holds on all of their devices.

use leptos::prelude::*;
use linli_contract::chats::{ChatAct, ChatRow, ChatsView, DoChat, Hush, SetHearing};
use linli_contract::posts::Speaker;

use super::list::chats;
use super::row::title_of;
use super::who::Who;
use crate::bridge;
use crate::components::frame::Frame;
use crate::components::loaded::Loaded;
use crate::components::switch::Switch;
use crate::components::talk::speaker_name;
use crate::model::chats::hush::{USUAL, is_on, read, shown};
use crate::pages::session::{Acts, Session};
use crate::platform::prefs::texts;

/// `/hearing`.
#[component]
pub(crate) fn HearingPage() -> impl IntoView {
    let t = texts();
    let load = chats();
    view! {
        <Frame title=t.chats.hearing back=Some("/chats".to_owned())>
            <p class="quiet">{t.chats.hearing_what}</p>
            <Loaded load is_offline=Session::here().is_offline() children=move |view| view! { <Hearing view /> } />
        </Frame>
    }
}

/// Sets something; what it came to is seen on the screen itself.
fn set(acts: Acts, what: SetHearing) {
    acts.run(bridge::ask(what), |()| ());
}

#[component]
fn Hearing(view: Memo<ChatsView>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let is_reachable = Memo::new(move |_| view.read().is_reachable);
    view! {
        <section class="card stack chat-part">
            <Switch is_on=is_reachable label=t.chats.reachable hint=t.chats.reachable_hint
                on_switch=move |is_on| set(acts, SetHearing::Reachable(is_on)) testid="reachable" />
        </section>
        <QuietHours hush=Memo::new(move |_| view.read().hush) />
        <MutedPeople muted=Memo::new(move |_| view.read().muted.clone()) />
        <MutedChats muted=Memo::new(move |_| {
            view.read().chats.iter().filter(|row| row.is_muted).cloned().collect::<Vec<ChatRow>>()
        }) />
    }
}

#[component]
fn QuietHours(hush: Memo<Hush>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let is_on = Memo::new(move |_| is_on(hush.get()));
    let switch = move |is_wanted| {
        set(acts, SetHearing::Hush(if is_wanted { USUAL } else { Hush::default() }));
    };
    let change = move |text: String, with: fn(Hush, u16) -> Hush| {
        if let Some(minute) = read(&text) {
            let next = with(hush.get_untracked(), minute);
            if next != hush.get_untracked() {
                set(acts, SetHearing::Hush(next));
            }
        }
    };
    view! {
        <section class="card stack chat-part">
            <Switch is_on label=t.chats.hush hint=t.chats.hush_hint on_switch=switch testid="hush" />
            <Show when=move || is_on.get()>
                <div class="chat-hours">
                    <label>{t.chats.hush_from}
                        <input class="date" type="time" prop:value=move || shown(hush.get().from) data-testid="hush-from"
                            on:change=move |event| change(event_target_value(&event), |hush, from| Hush { from, ..hush }) />
                    </label>
                    <label>{t.chats.hush_to}
                        <input class="date" type="time" prop:value=move || shown(hush.get().to) data-testid="hush-to"
                            on:change=move |event| change(event_target_value(&event), |hush, to| Hush { to, ..hush }) />
                    </label>
                </div>
                <p class="quiet">{t.chats.hush_hazards}</p>
            </Show>
        </section>
    }
}

#[component]
fn MutedPeople(muted: Memo<Vec<Speaker>>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let row = move |speaker: Speaker| {
        let member = speaker.member;
        let label = (t.chats.unmute_of)(&speaker_name(t, &speaker));
        view! {
            <li class="chat-waiting" data-testid="muted-member">
                <span class="chat-words"><Who speaker /></span>
                <button type="button" class="button-text" aria-label=label data-testid="unmute"
                    on:click=move |_| set(acts, SetHearing::Mute(member, false))>{t.chats.unmute}</button>
            </li>
        }
    };
    view! {
        <section class="card chat-part" data-testid="muted-members">
            <h2>{t.chats.muted_people}</h2>
            <p class="quiet">{move || if muted.read().is_empty() { t.chats.muted_nobody } else { t.chats.muted_people_what }}</p>
            <ul>{move || muted.get().into_iter().map(row).collect_view()}</ul>
        </section>
    }
}

#[component]
fn MutedChats(muted: Memo<Vec<ChatRow>>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let row = move |row: ChatRow| {
        let (chat, title) = (row.chat, title_of(t, row.kind, &row.name));
        let label = (t.chats.unmute_of)(&title);
        view! {
            <li class="chat-waiting" data-testid="muted-chat">
                <span class="chat-words">{title}</span>
                <button type="button" class="button-text" aria-label=label data-testid="unmute"
                    on:click=move |_| acts.run(bridge::ask(DoChat { chat, act: ChatAct::Mute(false) }), |()| ())>
                    {t.chats.unmute}
                </button>
            </li>
        }
    };
    view! {
        <section class="card chat-part" data-testid="muted-chats">
            <h2>{t.chats.muted_chats}</h2>
            <p class="quiet">{move || if muted.read().is_empty() { t.chats.muted_no_chat } else { t.chats.muted_chats_what }}</p>
            <ul>{move || muted.get().into_iter().map(row).collect_view()}</ul>
        </section>
    }
}
