//! A conversation, or the part of it around a message that is looked for, fetched in parts and shown as one.
//!
//! **Invariant:** one fetch runs at a time; an event during it starts one more afterwards, which fetches all parts that are
//! shown, since any of them may have changed.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use linli_contract::chats::{ChatId, ChatView, FindMessage, ReadChat};
use linli_contract::{Event, Failure};
use linli_shared::ids::RecordId;
use wasm_bindgen_futures::spawn_local;

use super::message::id_of;
use super::place;
use crate::bridge;
use crate::components::loaded::Load;
use crate::load::on_event_here;
use crate::model::chats::window::{PART, Run, Window};
use crate::platform::page::{element, focus_soon};

/// The most messages that are fetched at once.
const MOST: u32 = 100;

/// Where the page goes once what was asked for is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    /// To the newest message.
    End,
    /// To this one.
    Message(RecordId),
}

/// What is shown of a conversation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts {
    /// Everything that is shown, as one part.
    pub(super) load: Load<ChatView>,
    chat: ChatId,
    window: StoredValue<Window>,
    goal: StoredValue<Option<Goal>>,
    /// The message that was looked for.
    pub(super) sought: RwSignal<Option<RecordId>>,
    /// Whether more are on their way.
    pub(super) is_coming: RwSignal<bool>,
}

impl Parts {
    /// Opens a conversation at its end, or at a message of it, and keeps it fresh.
    pub(super) fn open(chat: ChatId, sought: Option<RecordId>) -> Self {
        let load = Load { value: RwSignal::new(None), failure: RwSignal::new(None), again: RwSignal::new(0) };
        let parts = Self {
            load,
            chat,
            window: StoredValue::new(Window::default()),
            goal: StoredValue::new(None),
            sought: RwSignal::new(None),
            is_coming: RwSignal::new(false),
        };
        let first = Rc::new(Cell::new(sought));
        let flight = Rc::new((Cell::new(false), Cell::new(false)));
        Effect::new(move |_| {
            load.again.track();
            let (is_running, is_wanted) = &*flight;
            is_wanted.set(true);
            if !is_running.replace(true) {
                let (flight, first) = (Rc::clone(&flight), Rc::clone(&first));
                spawn_local(async move {
                    if let Some(message) = first.take() {
                        parts.look_for(message).await;
                    }
                    while flight.1.replace(false) {
                        let Some(window) = parts.window.try_get_value() else { break };
                        parts.take(window, read(chat, window).await);
                    }
                    flight.0.set(false);
                });
            }
        });
        on_event_here(move |event| {
            if matches!(event, Event::ChatsChanged | Event::StandingChanged | Event::PhotosChanged(_)) {
                load.again.try_update(|count| *count += 1);
            }
        });
        parts
    }

    /// Fetches an older part, if there is one and none is on its way.
    pub(super) fn earlier(self) {
        self.more(Window::earlier);
    }

    /// Fetches a newer part, if there is one and none is on its way.
    pub(super) fn later(self) {
        self.more(Window::later);
    }

    fn more(self, next: fn(Window, Run) -> Option<Window>) {
        let window = self.window.get_value();
        let next = self.load.value.with_untracked(|view| view.as_ref().and_then(|view| next(window, Run::of(view))));
        if let Some(next) = next.filter(|_| !self.is_coming.get_untracked()) {
            self.is_coming.set(true);
            self.want(next);
        }
    }

    /// Goes to the newest message, which may lie far behind what is shown.
    pub(super) fn to_end(self) {
        if self.load.value.with_untracked(|view| view.as_ref().is_some_and(|view| Run::of(view).is_to_newest())) {
            place::to_end();
        } else {
            self.goal.set_value(Some(Goal::End));
            self.want(Window::default());
        }
    }

    /// Goes to a message, which may lie far before what is shown.
    pub(super) fn go_to(self, message: RecordId) {
        if element(&id_of(message)).is_some() {
            focus_soon(id_of(message));
            return;
        }
        spawn_local(async move {
            self.look_for(message).await;
            self.load.again.try_update(|count| *count += 1);
        });
    }

    /// What is fetched next is what lies around a message, if it is there.
    async fn look_for(self, message: RecordId) {
        let chat = self.chat;
        if let Ok(Some(index)) = bridge::ask(FindMessage { chat, message }).await {
            self.window.try_update_value(|window| *window = Window::around(index));
            self.goal.try_update_value(|goal| *goal = Some(Goal::Message(message)));
            self.sought.try_set(Some(message));
        }
    }

    /// Whether the page has somewhere to go.
    pub(super) fn has_goal(self) -> bool {
        self.goal.with_value(Option::is_some)
    }

    /// Goes where the page is to go, if it is among what is shown; tells whether it went.
    pub(super) fn reach_goal(self) -> bool {
        let has = |goal| {
            self.load.value.with_untracked(|view| match (view, goal) {
                (Some(view), Goal::End) => Run::of(view).is_to_newest(),
                (Some(view), Goal::Message(id)) => view.messages.iter().any(|message| message.id == id),
                (None, _) => false,
            })
        };
        let Some(goal) = self.goal.try_get_value().flatten().filter(|goal| has(*goal)) else { return false };
        self.goal.set_value(None);
        match goal {
            Goal::End => place::to_end(),
            Goal::Message(id) => place::show(&id_of(id)),
        }
        true
    }

    fn want(self, window: Window) {
        self.window.set_value(window);
        self.load.again.update(|count| *count += 1);
    }

    fn take(self, window: Window, reply: Result<ChatView, Failure>) {
        self.is_coming.try_set(false);
        match reply {
            Ok(view) => {
                self.load.failure.try_set(None);
                // Another may be wanted by now.
                self.window.try_update_value(|now| {
                    if *now == window {
                        *now = window.after(&Run::of(&view));
                    }
                });
                let is_new = self.load.value.try_with_untracked(|old| old.as_ref() != Some(&view)) == Some(true);
                if is_new {
                    let first = self.load.value.with_untracked(|old| {
                        let old = old.as_ref().filter(|old| view.from < old.from)?;
                        old.messages.first().map(|first| id_of(first.id))
                    });
                    // Measured before the older ones stand above it.
                    let anchor = first.and_then(|id| place::top_of(&id).map(|top| (id, top)));
                    self.load.value.try_set(Some(view));
                    if let Some((id, was)) = anchor {
                        request_animation_frame(move || place::keep(&id, was));
                    }
                }
            }
            Err(failure) => drop(self.load.failure.try_set(Some(failure))),
        }
    }
}

async fn read(chat: ChatId, window: Window) -> Result<ChatView, Failure> {
    let mut view = bridge::ask(ReadChat { chat, before: window.before, count: PART }).await?;
    let least = window.least(Run::of(&view));
    while let Some(least) = least.filter(|least| *least < view.from) {
        let before = view.from;
        let older = bridge::ask(ReadChat { chat, before: Some(before), count: (before - least).min(MOST) }).await?;
        if older.from >= before || older.messages.is_empty() {
            break;
        }
        view.from = older.from;
        view.messages.splice(0..0, older.messages);
    }
    Ok(view)
}
