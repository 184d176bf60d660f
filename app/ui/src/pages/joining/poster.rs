//! A poster to print.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// A poster to print.
#[component]
pub(crate) fn PosterPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.joining.title back=Some("/more".to_owned())>""</Frame> }
}
