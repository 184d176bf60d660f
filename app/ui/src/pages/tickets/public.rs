//! A public version.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/public/:id`.
#[component]
pub(crate) fn PublicPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.tickets.title back=Some("/".to_owned())>""</Frame> }
}
