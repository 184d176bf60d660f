//! Who can see what.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// Who can see what.
#[component]
pub(crate) fn ProtectionPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.protection.title back=Some("/more".to_owned())>""</Frame> }
}
