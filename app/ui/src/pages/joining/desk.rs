//! What waits for this person's decision.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// What waits for this person's decision.
#[component]
pub(crate) fn DeskPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.joining.title back=Some("/more".to_owned())>""</Frame> }
}
