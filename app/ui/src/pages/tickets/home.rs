//! What the first screen says of tickets.

use leptos::prelude::*;

/// The lines on the first screen; nothing where there is nothing.
#[component]
pub(crate) fn HomeTickets() -> impl IntoView {
    view! {}
}
