//! One notice.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/notices/:id`.
#[component]
pub(crate) fn NoticePage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.notices.title back=Some("/".to_owned())>""</Frame> }
}
