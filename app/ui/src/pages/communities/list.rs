//! The communities on this device.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// The communities on this device.
#[component]
pub(crate) fn CommunitiesPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.communities.title back=Some("/more".to_owned())>""</Frame> }
}
