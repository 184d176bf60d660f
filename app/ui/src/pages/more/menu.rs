//! Everything that is not daily work: progress, files in and out, areas, storage, settings.

use leptos::prelude::*;
use linli_contract::members::Role;

use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::pages::session::Session;
use crate::platform::prefs::texts;

/// `/more`.
#[component]
pub(crate) fn MorePage() -> impl IntoView {
    let t = texts();
    let member = Session::here().member;
    let is_steward =
        move || member.with(|me| me.as_ref().is_some_and(|me| me.roles.iter().any(|role| role.role == Role::Steward)));
    let work = [
        ("/progress", Glyph::Chart, t.progress.title),
        ("/import", Glyph::Upload, t.imports.title),
        ("/export", Glyph::Download, t.exports.title),
    ];
    let device = [
        ("/sync", Glyph::Sync, t.sync.title),
        ("/storage", Glyph::Storage, t.storage.title),
        ("/settings", Glyph::Gear, t.shell.settings),
    ];
    view! {
        <Frame title=t.nav.more>
            <Links links=work.to_vec() />
            <Show when=is_steward><Links links=vec![("/areas", Glyph::Home, t.buildings.title)] /></Show>
            <Links links=device.to_vec() />
        </Frame>
    }
}

#[component]
fn Links(links: Vec<(&'static str, Glyph, &'static str)>) -> impl IntoView {
    let links = links.into_iter().map(|(to, glyph, name)| {
        view! {
            <li>
                <a class="link-row" href=to data-testid=format!("more{}", to.replace('/', "-"))>
                    <Icon glyph />
                    <span class="link-row-name">{name}</span>
                    <Icon glyph=Glyph::Forward />
                </a>
            </li>
        }
    });
    view! { <ul class="card link-rows">{links.collect_view()}</ul> }
}
