//! Editing the area tree.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/areas`.
#[component]
pub(crate) fn AreasPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.buildings.title back=Some("/".to_owned())>""</Frame> }
}
