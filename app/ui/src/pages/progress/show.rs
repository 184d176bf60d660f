//! Counts of doors over time.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/progress`.
#[component]
pub(crate) fn ProgressPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.progress.title back=Some("/".to_owned())>""</Frame> }
}
