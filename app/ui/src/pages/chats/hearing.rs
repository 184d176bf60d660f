//! Conversations.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/hearing`.
#[component]
pub(crate) fn HearingPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.chats.title>""</Frame> }
}
