//! The council hall.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/hall/rules`.
#[component]
pub(crate) fn RulesPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.topics.title>""</Frame> }
}
