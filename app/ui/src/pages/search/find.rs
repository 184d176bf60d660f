//! Search.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/search`.
#[component]
pub(crate) fn FindPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.search.title back=Some("/".to_owned())>""</Frame> }
}
