//! Activities.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/activities/:id`.
#[component]
pub(crate) fn ActivityPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.activities.title>""</Frame> }
}
