//! Neighbour posts.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/complaints`.
#[component]
pub(crate) fn ComplaintsPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.posts.title>""</Frame> }
}
