//! What was said, oldest above: days, what is new, messages. Reading it at its end says that it was read. Where a message was
//! looked for, what lies around it is shown, with the ways to what came before and after.

use std::collections::BTreeMap;

use leptos::prelude::*;
use linli_contract::chats::{ChatAct, ChatId, ChatRights, ChatView, DoChat, MessageView};
use linli_shared::ids::RecordId;
use wasm_bindgen_futures::spawn_local;

use super::folded::Folded;
use super::message::Message;
use super::parts::Parts;
use super::place;
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Nothing;
use crate::components::talk::Talk;
use crate::model::chats::lines::{Line, lines};
use crate::model::chats::window::Run;
use crate::platform::clock::{now, offset, on_the_wall};
use crate::platform::prefs::texts;

/// The id of the line above what is new.
const NEW: &str = "new-from-here";

/// What the messages of a screen share.
#[derive(Clone, Copy)]
pub(super) struct Here {
    pub(super) chat: ChatId,
    /// Where an answer is written.
    pub(super) talk: Talk,
    /// The message that was tapped.
    pub(super) chosen: RwSignal<Option<RecordId>>,
    /// The message that is about to be hidden.
    pub(super) hiding: RwSignal<Option<RecordId>>,
    pub(super) may: Memo<ChatRights>,
    /// What is shown of it.
    pub(super) parts: Parts,
}

/// The messages.
#[component]
pub(super) fn Conversation(view: Memo<ChatView>, parts: Parts, here: Here) -> impl IntoView {
    let t = texts();
    let all = Memo::new(move |_| {
        view.read().messages.iter().map(|one| (one.id, one.clone())).collect::<BTreeMap<RecordId, MessageView>>()
    });
    let new_from = RwSignal::new(view.read_untracked().first_unread);
    let shown = Memo::new(move |_| {
        let view = view.read();
        lines(&view.messages, view.from, new_from.get(), offset)
    });
    let has_earlier = Memo::new(move |_| view.read().from > 0);
    let has_later = Memo::new(move |_| !Run::of(&view.read()).is_to_newest());
    let is_empty = Memo::new(move |_| view.read().total == 0);
    let is_at_end = follow(here.chat, view, new_from, parts);
    let line = move |line: Line| match line {
        Line::Day(_, date) => {
            let is_today = on_the_wall(now()).date == Some(date);
            let words = if is_today { t.chats.today.to_owned() } else { (t.name.day)(date) };
            view! { <li class="chat-day"><span>{words}</span></li> }.into_any()
        }
        Line::New(_) => {
            view! { <li class="chat-new" id=NEW data-testid="new-from-here"><span>{t.chats.new_from_here}</span></li> }
                .into_any()
        }
        Line::Muted(first, count) => view! { <Folded first count view all here /> }.into_any(),
        Line::Message { id, is_named } => {
            let message = Memo::new(move |_| all.read().get(&id).cloned());
            view! { <Message id message is_named here /> }.into_any()
        }
    };
    view! {
        <Show when=move || has_earlier.get()>
            <button type="button" class="button button-wide button-quiet" data-testid="chat-earlier"
                aria-busy=move || parts.is_coming.get().to_string() on:click=move |_| parts.earlier()>{t.chats.earlier}</button>
        </Show>
        <Show when=move || is_empty.get()>
            <Nothing what=t.chats.nothing_said next=t.chats.nothing_said_next glyph=Glyph::Chat />
        </Show>
        <ol class="chat-said" data-testid="messages" aria-live="polite"
            data-unread=move || view.read().first_unread.is_some().to_string()>
            <For each=move || shown.get() key=|line| *line children=line />
        </ol>
        <Show when=move || has_later.get()>
            <button type="button" class="button button-wide button-quiet" data-testid="chat-later"
                aria-busy=move || parts.is_coming.get().to_string() on:click=move |_| parts.later()>{t.chats.later}</button>
        </Show>
        <Show when=move || !is_at_end.get()>
            <button type="button" class="button chat-to-end" on:click=move |_| parts.to_end() data-testid="to-newest">
                <Icon glyph=Glyph::Download />{move || {
                    let unread = view.read().row.unread;
                    if unread > 0 { (t.chats.unread)(unread) } else { t.chats.to_newest.to_owned() }
                }}
            </button>
        </Show>
    }
}

/// Keeps the page where the person reads, tells what was read, and fetches what lies before and after; says whether the end
/// of the conversation is seen.
fn follow(chat: ChatId, view: Memo<ChatView>, new_from: RwSignal<Option<u32>>, parts: Parts) -> RwSignal<bool> {
    let is_at_end = RwSignal::new(true);
    let is_placed = StoredValue::new(false);
    let told = StoredValue::new(None::<u32>);
    let is_whole = move || view.try_with_untracked(|view| Run::of(view).is_to_newest()) == Some(true);
    let tell_read = move || {
        let Some((total, has_unread)) = view.try_with_untracked(|view| (view.total, view.first_unread.is_some()))
        else {
            return;
        };
        let is_seen = is_placed.get_value() && place::is_seen() && place::look().is_at_end && is_whole();
        if is_seen && has_unread && told.get_value() != Some(total) {
            told.set_value(Some(total));
            spawn_local(async move {
                if bridge::ask(DoChat { chat, act: ChatAct::Read(total) }).await.is_err() {
                    told.try_set_value(None);
                }
            });
        }
    };
    let moved = move || {
        if is_placed.try_get_value() != Some(true) {
            return;
        }
        let place = place::look();
        let is_end = place.is_at_end && is_whole();
        if is_at_end.try_get_untracked().is_some_and(|was| was != is_end) {
            is_at_end.set(is_end);
        }
        if place.is_at_begin && !place.is_at_end {
            parts.earlier();
        } else if place.is_at_end && !place.is_at_begin && !is_end {
            parts.later();
        }
        tell_read();
    };
    place::on_move(moved);
    Effect::new(move |before: Option<u32>| {
        let (total, is_own, first) = view.with(|view| {
            let is_own = Run::of(view).is_to_newest() && view.messages.last().is_some_and(|last| last.by.is_me);
            (view.total, is_own, view.first_unread)
        });
        let was_at_end = is_at_end.get_untracked();
        match before {
            // The router scrolls to the top after it has shown a screen; this comes after that.
            None => set_timeout(
                move || {
                    let is_there = parts.reach_goal();
                    match place::top_of(NEW) {
                        _ if is_there => {}
                        Some(top) => window().scroll_by_with_x_and_y(0.0, top - place::ABOVE),
                        None => place::to_end(),
                    }
                    is_placed.try_set_value(true);
                    moved();
                },
                core::time::Duration::ZERO,
            ),
            Some(_) if parts.has_goal() => request_animation_frame(move || _ = parts.reach_goal()),
            Some(was_total) if total > was_total => {
                if new_from.get_untracked().is_none() && !was_at_end {
                    new_from.set(first);
                }
                if was_at_end || is_own {
                    request_animation_frame(place::to_end);
                }
            }
            Some(_) => {}
        }
        request_animation_frame(tell_read);
        total
    });
    is_at_end
}
