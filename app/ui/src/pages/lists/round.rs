//! The round of a day.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/round`.
#[component]
pub(crate) fn RoundPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.lists.round back=Some("/".to_owned())>""</Frame> }
}
