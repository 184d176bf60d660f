//! Lists by filter, saved lists.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/lists`.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.lists.title back=Some("/".to_owned())>""</Frame> }
}
