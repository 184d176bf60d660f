//! Exporting.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/export`.
#[component]
pub(crate) fn ExportPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.exports.title back=Some("/".to_owned())>""</Frame> }
}
