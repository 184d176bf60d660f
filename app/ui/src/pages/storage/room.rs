//! What this device keeps.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/storage`.
#[component]
pub(crate) fn StoragePage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.storage.title back=Some("/".to_owned())>""</Frame> }
}
