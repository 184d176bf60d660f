//! `/`: the building board, or one's own affairs.

use leptos::prelude::*;

use super::resident::ResidentHome;
use crate::pages::areas::community::CommunityPage;
use crate::pages::session::Session;

/// `/`.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    let reach = Session::here().reach();
    let keeps_register = Memo::new(move |_| reach.read().keeps_register);
    move || {
        if keeps_register.get() {
            view! { <CommunityPage /> }.into_any()
        } else {
            view! { <ResidentHome /> }.into_any()
        }
    }
}
