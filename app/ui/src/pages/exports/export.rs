//! Exporting: the list on screen or everything, and for the committee the whole community.

use leptos::prelude::*;
use linli_contract::members::Role;

use super::community::CommunityPackage;
use super::list::ExportList;
use crate::components::frame::Frame;
use crate::pages::session::Session;
use crate::platform::prefs::texts;

/// `/export`.
#[component]
pub(crate) fn ExportPage() -> impl IntoView {
    let t = texts();
    let member = Session::here().member;
    let is_steward =
        move || member.with(|me| me.as_ref().is_some_and(|me| me.roles.iter().any(|role| role.role == Role::Steward)));
    view! {
        <Frame title=t.exports.title back=Some("/more".to_owned())>
            <p class="quiet export-what">{t.exports.what}</p>
            <ExportList />
            <Show when=is_steward><CommunityPackage /></Show>
        </Frame>
    }
}
