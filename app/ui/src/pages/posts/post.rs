//! Neighbour posts.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/posts/:id`.
#[component]
pub(crate) fn PostPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.posts.title>""</Frame> }
}
