//! Neighbour posts.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/square`.
#[component]
pub(crate) fn FeedPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.posts.title>""</Frame> }
}
