//! A conversation from its newest message back to as far as the person has gone, fetched in parts and shown as one.
//!
//! **Invariant:** one fetch runs at a time; an event during it starts one more afterwards, which fetches all parts that are
//! shown, since any of them may have changed.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use linli_contract::chats::{ChatId, ChatView, ReadChat};
use linli_contract::{Event, Failure};
use wasm_bindgen_futures::spawn_local;

use super::message::id_of;
use super::place;
use crate::bridge;
use crate::components::loaded::Load;
use crate::load::on_event_here;

/// Messages of a part.
const PART: u32 = 50;

/// The most messages that are fetched at once.
const MOST: u32 = 100;

/// How far back the beginning of what is new is looked for when a conversation is opened.
const FAR: u32 = 300;

/// What is shown of a conversation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts {
    /// Everything that is shown, as one part.
    pub(super) load: Load<ChatView>,
    /// The index from which on messages are wanted; `None` until the newest are here.
    least: RwSignal<Option<u32>>,
    /// Whether older ones are on their way.
    pub(super) is_coming: RwSignal<bool>,
}

impl Parts {
    /// Opens a conversation at its end, and keeps it fresh.
    pub(super) fn open(chat: ChatId) -> Self {
        let load = Load { value: RwSignal::new(None), failure: RwSignal::new(None), again: RwSignal::new(0) };
        let parts = Self { load, least: RwSignal::new(None), is_coming: RwSignal::new(false) };
        let flight = Rc::new((Cell::new(false), Cell::new(false)));
        Effect::new(move |_| {
            load.again.track();
            parts.least.track();
            let (is_running, is_wanted) = &*flight;
            is_wanted.set(true);
            if !is_running.replace(true) {
                let flight = Rc::clone(&flight);
                spawn_local(async move {
                    while flight.1.replace(false) {
                        let Some(least) = parts.least.try_get_untracked() else { break };
                        parts.take(read(chat, least).await);
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
        let from = self.load.value.with_untracked(|view| view.as_ref().map_or(0, |view| view.from));
        if from > 0 && !self.is_coming.get_untracked() {
            self.is_coming.set(true);
            self.least.set(Some(from.saturating_sub(PART)));
        }
    }

    fn take(self, reply: Result<ChatView, Failure>) {
        self.is_coming.try_set(false);
        match reply {
            Ok(view) => {
                self.load.failure.try_set(None);
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

async fn read(chat: ChatId, least: Option<u32>) -> Result<ChatView, Failure> {
    let mut view = bridge::ask(ReadChat { chat, before: None, count: PART }).await?;
    // At first as far back as what is new begins, unless that is very long ago.
    let far = view.total.saturating_sub(FAR);
    let least = least.or_else(|| view.first_unread.map(|first| first.saturating_sub(2).max(far)));
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
