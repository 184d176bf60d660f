//! The history of a household.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/household/:id/history`.
#[component]
pub(crate) fn HistoryPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.registers.history back=Some("/".to_owned())>""</Frame> }
}
