//! What is unread, for the ways that lead to it.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::chats::{ReadUnread, UnreadView};

use crate::components::loaded::Load;
use crate::load::load;

/// Asks what is unread, and again whenever that may have changed.
pub(super) fn unread() -> Memo<UnreadView> {
    let load: Load<UnreadView> = load(ReadUnread, |event| {
        matches!(event, Event::ChatsChanged | Event::SquareChanged(_) | Event::NoticesChanged | Event::StandingChanged)
    });
    Memo::new(move |_| load.value.with(|view| view.unwrap_or_default()))
}
