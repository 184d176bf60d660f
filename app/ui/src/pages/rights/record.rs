//! The own record.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// The own record.
#[component]
pub(crate) fn RecordPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.rights.title back=Some("/more".to_owned())>""</Frame> }
}
