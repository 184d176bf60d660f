//! `/`: the building board, or one's own affairs.

use leptos::prelude::*;

use super::resident::ResidentHome;
use crate::components::frame::Frame;
use crate::components::icon::Glyph;
use crate::components::loaded::Nothing;
use crate::pages::areas::community::CommunityPage;
use crate::pages::session::Session;
use crate::pages::sync::line::SyncLine;
use crate::platform::prefs::texts;

/// What the first screen is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    /// Nothing has arrived on this device.
    Arriving,
    Board,
    Own,
}

/// `/`.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    let session = Session::here();
    let reach = session.reach();
    let first = Memo::new(move |_| {
        let has_roles = session.member.with(|me| me.as_ref().is_some_and(|me| !me.roles.is_empty()));
        let has_met = session.sync.value.with(|sync| sync.as_ref().is_none_or(|sync| sync.last_met.is_some()));
        match (reach.read().keeps_register, has_roles || has_met) {
            (true, _) => First::Board,
            (false, true) => First::Own,
            (false, false) => First::Arriving,
        }
    });
    move || match first.get() {
        First::Arriving => view! { <Arriving /> }.into_any(),
        First::Board => view! { <CommunityPage /> }.into_any(),
        First::Own => view! { <ResidentHome /> }.into_any(),
    }
}

#[component]
fn Arriving() -> impl IntoView {
    let t = texts();
    view! {
        <Frame title=t.home.title>
            <SyncLine />
            <Nothing what=t.home.arriving next=t.home.arriving_next glyph=Glyph::Sync />
        </Frame>
    }
}
