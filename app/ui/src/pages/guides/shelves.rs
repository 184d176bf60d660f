//! What one looks up.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/guides`.
#[component]
pub(crate) fn GuidesPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.guides.title>""</Frame> }
}
