//! One member.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// One member.
#[component]
pub(crate) fn MemberPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.members.title back=Some("/more".to_owned())>""</Frame> }
}
