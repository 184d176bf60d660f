//! One request to join.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// One request to join.
#[component]
pub(crate) fn RequestPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.joining.title back=Some("/more".to_owned())>""</Frame> }
}
