//! Activities.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// `/activities`.
#[component]
pub(crate) fn ActivitiesPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.activities.title>""</Frame> }
}
