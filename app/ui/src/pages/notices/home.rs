//! What the first screen says of notices.

use leptos::prelude::*;

/// The lines on the first screen; nothing where there is nothing.
#[component]
pub(crate) fn HomeNotices() -> impl IntoView {
    view! {}
}
