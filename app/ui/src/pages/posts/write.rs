//! Neighbour posts.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/posts/new`.
#[component]
pub(crate) fn WritePostPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.posts.title>""</Frame> }
}

/// `/posts/:id/edit`.
#[component]
pub(crate) fn EditPostPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.posts.title>""</Frame> }
}
