//! The members.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// The members.
#[component]
pub(crate) fn MembersPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.members.title back=Some("/more".to_owned())>""</Frame> }
}
