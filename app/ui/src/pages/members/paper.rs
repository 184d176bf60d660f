//! A device of paper to print.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// A device of paper to print.
#[component]
pub(crate) fn PaperPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.members.title back=Some("/more".to_owned())>""</Frame> }
}
