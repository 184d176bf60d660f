//! The own devices.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// The own devices.
#[component]
pub(crate) fn DevicesPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.members.title back=Some("/more".to_owned())>""</Frame> }
}
