//! Whom a notice reached; the list for knocking.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/notices/:id/reach`.
#[component]
pub(crate) fn ReachPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.notices.title back=Some("/".to_owned())>""</Frame> }
}
