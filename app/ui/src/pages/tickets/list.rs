//! Lists of tickets.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/tickets`.
#[component]
pub(crate) fn TicketsPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.tickets.title back=Some("/".to_owned())>""</Frame> }
}
