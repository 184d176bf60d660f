//! A building's sheet for the printer.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/building/:id/sheet`.
#[component]
pub(crate) fn SheetPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.buildings.sheet back=Some("/".to_owned())>""</Frame> }
}
