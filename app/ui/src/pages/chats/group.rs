//! Conversations.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/groups/new`.
#[component]
pub(crate) fn NewGroupPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.chats.title>""</Frame> }
}
