//! The council hall.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/hall/:id`.
#[component]
pub(crate) fn TopicPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.topics.title>""</Frame> }
}
