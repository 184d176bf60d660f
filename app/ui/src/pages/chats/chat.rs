//! A conversation: what was said, the field to say something, and a sheet about who is in it.

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use linli_contract::chats::{ChatAct, ChatId, ChatView, CircleKind, DoChat};
use linli_shared::blobs::MAX_ATTACHED;
use linli_shared::circles::MESSAGE;
use linli_shared::ids::RecordId;

use super::answer::Knocks;
use super::conversation::{Conversation, Here};
use super::info::Info;
use super::parts::Parts;
use super::row::title_of;
use crate::app::NotFound;
use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Loaded;
use crate::components::note::{Note, Weight};
use crate::components::sheet::Sheet;
use crate::components::talk::{Composer, ReasonForm, Reasons, Spoken, Talk, speaker_name};
use crate::drafts::Keeper;
use crate::model::chats::{chat_of, path_of};
use crate::pages::session::{Acts, Session};
use crate::platform::back;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// `/chats/:id`, with `at` a message at which it opens.
#[component]
pub(crate) fn ChatPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| chat_of(&id)));
    move || match id.get() {
        Some(chat) => view! { <Chat chat /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Chat(chat: ChatId) -> impl IntoView {
    let t = texts();
    let sought = use_query_map().get_untracked().get("at").and_then(|id| id.parse::<RecordId>().ok());
    let parts = Parts::open(chat, sought);
    let value = parts.load.value;
    let about = RwSignal::new(false);
    let may = Memo::new(move |_| value.with(|view| view.as_ref().map(|view| view.may)).unwrap_or_default());
    let talk = Talk::begin(path_of(chat));
    let here = Here { chat, talk, chosen: RwSignal::new(None), hiding: RwSignal::new(None), may, parts };
    let title = move || {
        let name = value.with(|view| view.as_ref().map(|view| title_of(t, view.row.kind, &view.row.name)));
        name.unwrap_or_else(|| t.chats.title.to_owned())
    };
    let subtitle = move || value.with(|view| view.as_ref().map(|view| subtitle_of(t, view))).unwrap_or_default();
    let aside = move || {
        view! {
            <button type="button" class="bar-button" aria-label=t.chats.about on:click=move |_| about.set(true)
                data-testid="chat-about"><Icon glyph=Glyph::Person /></button>
        }
    };
    // Nothing is typed before what was typed last time is there.
    let is_there = Memo::new(move |_| value.with(Option::is_some));
    let actions = move || view! { <Show when=move || is_there.get() && may.get().write><Say here parts /></Show> };
    view! {
        <Frame title=Signal::derive(title) subtitle=Signal::derive(subtitle) back=Some("/chats".to_owned()) aside=aside actions=actions>
            <Loaded load=parts.load is_offline=Session::here().is_offline() children=move |view| view! {
                <Shown view parts here />
                <Sheet open=about title=t.chats.about testid="chat-about-sheet"><Info view chat open=about /></Sheet>
            } />
            <Hiding here />
        </Frame>
    }
}

fn subtitle_of(t: &crate::i18n::Texts, view: &ChatView) -> String {
    match view.row.kind {
        None => t.chats.estate_what.to_owned(),
        Some(CircleKind::Letter) => t.chats.letter_what.to_owned(),
        Some(CircleKind::Building | CircleKind::Topic) => (t.chats.members_count)(view.row.members),
    }
}

#[component]
fn Shown(view: Memo<ChatView>, parts: Parts, here: Here) -> impl IntoView {
    let t = texts();
    let is_over = Memo::new(move |_| view.read().row.is_over);
    let may_write = Memo::new(move |_| view.read().may.write);
    view! {
        <Knocks knocks=Signal::derive(move || view.read().applications.clone()) leads_on=false />
        <Conversation view parts here />
        <Show when=move || is_over.get()>
            <Over view here />
        </Show>
        <Show when=move || !is_over.get() && !may_write.get()>
            <Note weight=Weight::Calm glyph=Glyph::Lock testid="chat-read-only"><p class="note-text">{t.chats.may_not_write}</p></Note>
        </Show>
    }
}

/// That it is over, who ended it, and the way off the list.
#[component]
fn Over(view: Memo<ChatView>, here: Here) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let navigate = use_navigate();
    let chat = here.chat;
    let ended = move || {
        let said = view.read().ended.as_ref().map(|end| (t.chats.ended_by)(&speaker_name(t, &end.by), &say(t, end.at)));
        said.map(|said| view! { <p data-testid="chat-ended-by">{said}</p> })
    };
    let take_off = Callback::new(move |()| {
        let navigate = navigate.clone();
        acts.run(bridge::ask(DoChat { chat, act: ChatAct::List(false) }), move |()| {
            let undo =
                Callback::new(move |()| acts.run(bridge::ask(DoChat { chat, act: ChatAct::List(true) }), |()| ()));
            acts.toasts.say_with_undo(t.chats.unlisted, undo);
            back::leave(navigate, "/chats".to_owned());
        });
    });
    view! {
        <Note weight=Weight::Calm glyph=Glyph::Hand testid="chat-over">
            <div class="note-text">
                {ended}
                <p>{t.chats.is_over}</p>
                <Show when=move || here.may.get().unlist>
                    <button type="button" class="button-text" on:click=move |_| take_off.run(()) data-testid="unlist-chat">{t.chats.unlist}</button>
                </Show>
            </div>
        </Note>
    }
}

/// The field; what was typed on another day is in it again.
#[component]
fn Say(here: Here, parts: Parts) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let (chat, talk) = (here.chat, here.talk);
    let draft =
        parts.load.value.with_untracked(|view| view.as_ref().map(|view| view.draft.clone())).unwrap_or_default();
    if talk.words.with_untracked(String::is_empty) && !draft.is_empty() {
        talk.words.set(draft);
    }
    let keeper = Keeper::watch(talk.words, None, move |words: String| async move {
        let is_there = !words.is_empty();
        bridge::ask(DoChat { chat, act: ChatAct::Draft(words) }).await.map(|()| is_there)
    });
    let send = Callback::new(move |spoken: Spoken| {
        let Spoken { words, attached, reply_to } = spoken;
        let ended = keeper.end();
        let doing = async move {
            ended.await;
            let outcome = bridge::ask(DoChat { chat, act: ChatAct::Send { words, attached, reply_to } }).await;
            if outcome.is_ok() {
                talk.done()
            } else {
                talk.failed()
            }
            keeper.go_on();
            outcome
        };
        acts.run(doing, move |()| parts.to_end());
    });
    view! { <Composer talk on_send=send max=MESSAGE photos=MAX_ATTACHED hint=t.chats.say_hint /> }
}

/// The reason for hiding a message.
#[component]
fn Hiding(here: Here) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(here.hiding.get().is_some()));
    Effect::new(move |was: Option<bool>| {
        let is_open = open.get();
        if was == Some(true) && !is_open {
            here.hiding.set(None);
        }
        is_open
    });
    let asked = Reasons {
        title: t.chats.hide,
        what: t.chats.hide_what,
        label: t.chats.hide_why,
        hint: t.chats.hide_why_hint,
        confirm: t.chats.hide,
        may_be_empty: false,
        testid: "hide-message",
    };
    let chat = here.chat;
    let hide = Callback::new(move |why: String| {
        let Some(id) = here.hiding.get_untracked() else { return };
        open.set(false);
        acts.run(bridge::ask(DoChat { chat, act: ChatAct::Hide(id, why) }), move |()| {
            let undo = Callback::new(move |()| show(acts, chat, id));
            acts.toasts.say_with_undo(t.chats.hidden_done, undo);
        });
    });
    view! { <Sheet open title=t.chats.hide testid="hide-sheet"><ReasonForm asked on_reason=hide /></Sheet> }
}

fn show(acts: Acts, chat: ChatId, id: RecordId) {
    acts.run(bridge::ask(DoChat { chat, act: ChatAct::Hide(id, String::new()) }), |()| ());
}
