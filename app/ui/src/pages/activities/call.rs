//! Activities.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/activities/new`.
#[component]
pub(crate) fn CallPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.activities.title>""</Frame> }
}

/// `/activities/:id/edit`.
#[component]
pub(crate) fn ChangeActivityPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.activities.title>""</Frame> }
}
