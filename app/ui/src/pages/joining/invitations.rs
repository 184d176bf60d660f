//! Invitations.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::platform::prefs::texts;

/// Invitations.
#[component]
pub(crate) fn InvitationsPage() -> impl IntoView {
    let t = texts();
    view! { <Frame title=t.joining.title back=Some("/more".to_owned())>""</Frame> }
}
