//! The council hall.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/hall/new`.
#[component]
pub(crate) fn ProposePage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.topics.title>""</Frame> }
}
