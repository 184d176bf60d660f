//! Reporting.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/tickets/new`.
#[component]
pub(crate) fn ReportPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.tickets.title back=Some("/".to_owned())>""</Frame> }
}
