//! Importing a list.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/import`.
#[component]
pub(crate) fn ImportPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.imports.title back=Some("/".to_owned())>""</Frame> }
}
