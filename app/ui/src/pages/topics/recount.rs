//! The council hall.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/hall/:id/recount/:ballot`.
#[component]
pub(crate) fn RecountPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.topics.title>""</Frame> }
}
