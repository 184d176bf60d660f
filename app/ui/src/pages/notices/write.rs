//! Writing a notice.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/notices/new`.
#[component]
pub(crate) fn WriteNoticePage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.notices.title back=Some("/".to_owned())>""</Frame> }
}
