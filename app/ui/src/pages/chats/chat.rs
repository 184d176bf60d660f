//! Conversations.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/chats/:id`.
#[component]
pub(crate) fn ChatPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.chats.title>""</Frame> }
}
