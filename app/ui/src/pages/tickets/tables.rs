//! The community's tables.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/tables`.
#[component]
pub(crate) fn TablesPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.tickets.title back=Some("/".to_owned())>""</Frame> }
}
