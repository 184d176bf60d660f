//! Conversations.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/chats`.
#[component]
pub(crate) fn ChatsPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.chats.title>""</Frame> }
}
