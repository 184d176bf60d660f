//! What muted people said: folded away, opened one by one, with the way to hear them again.

use std::collections::BTreeMap;

use leptos::prelude::*;
use linli_contract::chats::{ChatView, MessageView, SetHearing};
use linli_shared::ids::RecordId;

use super::conversation::Here;
use super::message::Message;
use crate::bridge;
use crate::components::talk::speaker_name;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// A run of such messages, from the first of them on.
#[component]
pub(super) fn Folded(
    first: RecordId,
    count: u32,
    view: Memo<ChatView>,
    all: Memo<BTreeMap<RecordId, MessageView>>,
    here: Here,
) -> impl IntoView {
    let t = texts();
    let run = Memo::new(move |_| {
        let view = view.read();
        let from = view.messages.iter().skip_while(|message| message.id != first);
        from.take(count as usize).map(|message| message.id).collect::<Vec<_>>()
    });
    let one = move |id: RecordId| {
        let message = Memo::new(move |_| all.read().get(&id).cloned());
        view! { <li><One id message here /></li> }
    };
    let each = move || view! { <ul class="said-folded"><For each=move || run.get() key=|id| *id children=one /></ul> };
    let folded = if count > 1 {
        view! { <details class="talk-folded"><summary>{(t.chats.muted_said)(count)}</summary>{each()}</details> }
            .into_any()
    } else {
        each().into_any()
    };
    view! { <li data-testid="muted-messages">{folded}</li> }
}

#[component]
fn One(id: RecordId, message: Memo<Option<MessageView>>, here: Here) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let by = message.with_untracked(|message| message.as_ref().map(|message| message.by.clone()));
    by.map(|by| {
        let (member, name) = (by.member, speaker_name(t, &by));
        let hear = move |_| {
            acts.run(bridge::ask(SetHearing::Mute(member, false)), move |()| {
                let undo = Callback::new(move |()| acts.run(bridge::ask(SetHearing::Mute(member, true)), |()| ()));
                acts.toasts.say_with_undo(t.chats.unmuted, undo);
            });
        };
        view! {
            <details class="talk-folded" data-testid="muted-message">
                <summary>{(t.chats.muted_one)(&name)}</summary>
                <ol class="chat-said"><Message id message is_named=true here /></ol>
                <button type="button" class="button-text" on:click=hear data-testid="hear-again">{(t.chats.unmute_of)(&name)}</button>
            </details>
        }
    })
}
