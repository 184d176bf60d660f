//! What one looks up.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/guides/new`.
#[component]
pub(crate) fn WriteGuidePage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.guides.title>""</Frame> }
}

/// `/guides/:id/edit`.
#[component]
pub(crate) fn ChangeGuidePage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.guides.title>""</Frame> }
}
