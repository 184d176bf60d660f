//! One message; a tap shows what can be done with it.

use leptos::prelude::*;
use linli_contract::chats::{ChatAct, DoChat, MessageView, SetHearing};
use linli_contract::sync::RecordSync;
use linli_shared::blobs::MAX_ATTACHED;
use linli_shared::ids::RecordId;
use wasm_bindgen::JsCast;

use super::conversation::Here;
use super::who::Who;
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::photos::PhotoStrip;
use crate::components::sync_mark::SyncMark;
use crate::components::talk::{Marked, MarkedAs, begin_with, speaker_name};
use crate::model::chats::{hush, path_of};
use crate::pages::session::Acts;
use crate::platform::clock::on_the_wall;
use crate::platform::prefs::texts;

/// The id of a message on the page.
pub(super) fn id_of(id: RecordId) -> String {
    format!("said-{id}")
}

/// The message.
#[component]
pub(super) fn Message(id: RecordId, message: Memo<Option<MessageView>>, is_named: bool, here: Here) -> impl IntoView {
    let is_own = message.with_untracked(|one| one.as_ref().is_some_and(|one| one.by.is_me));
    let is_chosen = Memo::new(move |_| here.chosen.get() == Some(id));
    let is_sought = Memo::new(move |_| here.parts.sought.get() == Some(id));
    // A tap on the words; one on a photo, a button or a selection is none.
    let tap = move |click: leptos::ev::MouseEvent| {
        let target = click.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let is_other = target.and_then(|target| target.closest("button, a, summary").ok().flatten()).is_some();
        if !is_other {
            toggle(here, id);
        }
    };
    // Photos stay as they are while the rest of the message changes.
    let attached = Signal::derive(move || {
        message.read().as_ref().filter(|one| !one.is_withdrawn).map(|one| one.attached.clone()).unwrap_or_default()
    });
    let words = move || message.get().map(|message| view! { <Words message is_named here is_chosen /> });
    view! {
        <li class="said" class:said-own=is_own class:said-sought=is_sought id=id_of(id) tabindex="-1" data-testid="message">
            <div class="said-bubble" on:click=tap>
                {words}
                <PhotoStrip attached />
            </div>
            <Show when=move || is_chosen.get()>
                {move || message.get().map(|message| view! { <Ways message here /> })}
            </Show>
        </li>
    }
}

fn toggle(here: Here, id: RecordId) {
    here.chosen.update(|chosen| *chosen = if *chosen == Some(id) { None } else { Some(id) });
}

#[component]
fn Words(message: MessageView, is_named: bool, here: Here, is_chosen: Memo<bool>) -> impl IntoView {
    let t = texts();
    let id = message.id;
    let who =
        (is_named && !message.by.is_me).then(|| view! { <p class="said-by"><Who speaker=message.by.clone() /></p> });
    let quote = message.reply_to.map(|(to, by, begin)| {
        let line = format!("{}：{begin}", speaker_name(t, &by));
        view! { <button type="button" class="talk-quote" on:click=move |_| here.parts.go_to(to) data-testid="quoted">{line}</button> }
    });
    let said = if message.is_withdrawn {
        view! { <p class="quiet" data-testid="message-withdrawn">{t.chats.taken_back}</p> }.into_any()
    } else {
        let hidden = message.hidden.map(|mark| view! { <Marked mark what=MarkedAs::Hidden /> });
        let words = (!message.words.is_empty())
            .then(|| view! { <p class="said-words" data-testid="message-words">{message.words}</p> });
        let newer = message
            .needs_newer_app
            .then(|| view! { <p class="quiet" data-testid="message-newer">{t.posts.needs_newer}</p> });
        view! { {hidden}{words}{newer} }.into_any()
    };
    let time = on_the_wall(message.at);
    let time = hush::shown(u16::from(time.hour) * 60 + u16::from(time.minute));
    let sync = message.sync;
    view! {
        {who}
        {quote}
        {said}
        <p class="said-foot">
            <span>{time}</span>
            {(sync != RecordSync::WithRelay).then(|| view! { <SyncMark sync /> })}
            <button type="button" class="said-more" aria-label=t.chats.what_to_do aria-expanded=move || is_chosen.get().to_string()
                on:click=move |_| toggle(here, id) data-testid="message-more"><Icon glyph=Glyph::More /></button>
        </p>
    }
}

/// What can be done with a message.
#[component]
fn Ways(message: MessageView, here: Here) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let (id, chat) = (message.id, here.chat);
    let done = move || _ = here.chosen.try_set(None);
    let is_there = !message.is_withdrawn && message.hidden.is_none();
    let is_me = message.by.is_me;
    let (member, name) = (message.by.member, speaker_name(t, &message.by));
    let by = StoredValue::new(message.by.clone());
    let answer = move |_| {
        done();
        here.talk.answer(id, by.get_value());
    };
    // What was taken back stays so for everybody; its words and photos may be said again.
    let again = StoredValue::new((
        message.words.clone(),
        message.attached.clone(),
        message.reply_to.as_ref().map(|(to, by, _)| (*to, by.clone())),
    ));
    let take_back = move |_| {
        done();
        let (words, photos, reply_to) = again.get_value();
        acts.run(bridge::ask(DoChat { chat, act: ChatAct::TakeBack(id) }), move |()| {
            let undo = Callback::new(move |()| {
                if !here.talk.put_back(&words, photos.clone(), reply_to.clone(), MAX_ATTACHED) {
                    begin_with(path_of(chat), &words);
                }
            });
            acts.toasts.say_with_undo(t.chats.taken_back_done, undo);
        });
    };
    let show_again = move |_| {
        done();
        acts.run(bridge::ask(DoChat { chat, act: ChatAct::Hide(id, String::new()) }), |()| ());
    };
    let hide = move |_| {
        done();
        here.hiding.set(Some(id));
    };
    let mute = move |_| {
        done();
        acts.run(bridge::ask(SetHearing::Mute(member, true)), move |()| {
            let undo = Callback::new(move |()| acts.run(bridge::ask(SetHearing::Mute(member, false)), |()| ()));
            acts.toasts.say_with_undo(t.chats.muted_done, undo);
        });
    };
    let may = move || here.may.get();
    let is_hidden = message.hidden.is_some();
    // Where they are muted, the fold around the message says how to hear them again.
    let is_heard = !message.is_muted;
    view! {
        <div class="said-ways" data-testid="message-ways">
            <Show when=move || may().write && is_there>
                <button type="button" class="button-text" on:click=answer data-testid="reply">{t.chats.reply}</button>
            </Show>
            <Show when=move || is_me && is_there>
                <button type="button" class="button-text" on:click=take_back data-testid="take-back">{t.chats.take_back}</button>
            </Show>
            <Show when=move || may().hide && !is_me && is_there>
                <button type="button" class="button-text" on:click=hide data-testid="hide-message">{t.chats.hide}</button>
            </Show>
            <Show when=move || may().hide && is_hidden>
                <button type="button" class="button-text" on:click=show_again data-testid="show-message">{t.chats.show_again}</button>
            </Show>
            {(!is_me).then(|| view! {
                <a class="button-text" href=format!("/members/{member}") data-testid="see-member">{(t.chats.see_member)(&name)}</a>
                {is_heard.then(|| view! {
                    <button type="button" class="button-text" on:click=mute data-testid="mute-author">{t.chats.mute_short}</button>
                })}
            })}
        </div>
    }
}
