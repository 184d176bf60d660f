//! Setting the lock.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// Setting the lock.
#[component]
pub(crate) fn LockPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.lock.title back=Some("/more".to_owned())>""</Frame> }
}
