//! One ticket.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/tickets/:id`.
#[component]
pub(crate) fn TicketPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.tickets.title back=Some("/".to_owned())>""</Frame> }
}
