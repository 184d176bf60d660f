//! The notices of this person.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/notices`.
#[component]
pub(crate) fn NoticesPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.notices.title back=Some("/".to_owned())>""</Frame> }
}
