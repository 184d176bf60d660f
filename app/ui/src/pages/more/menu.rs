//! Everything that is not daily work, as far as the person's roles use it.

use leptos::prelude::*;
use linli_contract::chats::UnreadView;

use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::model::chats::badges::behind;
use crate::model::members::{Reach, tabs};
use crate::pages::chats::row::Badge;
use crate::pages::home::waiting::WaitingBadge;
use crate::pages::session::Session;
use crate::pages::tabs::unread;
use crate::platform::prefs::texts;

/// An address, its icon and its name.
type Entry = (&'static str, Glyph, &'static str);

/// The address of the desk, which bears a number.
const DESK: &str = "/desk";

/// What is behind the last tab, in groups; a group may be empty.
fn groups(reach: Reach) -> [Vec<Entry>; 4] {
    let t = texts();
    let mut people = Vec::new();
    if reach.has_desk() {
        people.push((DESK, Glyph::Bell, t.joining.desk));
    }
    let is_tab = |to: &str| tabs(reach).iter().any(|tab| tab.path() == to);
    if reach.reads_community && !is_tab("/members") {
        people.push(("/members", Glyph::Person, t.nav.members));
    }
    if reach.is_steward {
        people.push(("/invitations", Glyph::Plus, t.joining.invitations));
    }
    let mut work = Vec::new();
    if reach.reads_square() {
        let square = [
            ("/square", Glyph::Heart, t.nav.square),
            ("/chats", Glyph::Chat, t.nav.chats),
            ("/hall", Glyph::Hand, t.nav.hall),
            ("/activities", Glyph::Flag, t.nav.activities),
            ("/guides", Glyph::List, t.nav.guides),
        ];
        work.extend(square.into_iter().filter(|(to, _, _)| !is_tab(to)));
    }
    if reach.reads_community && !is_tab("/notices") {
        work.push(("/notices", Glyph::Bell, t.nav.notices));
    }
    if reach.keeps_register {
        work.push(("/lists", Glyph::List, t.nav.lists));
    }
    if reach.reads_board() && !is_tab("/board") {
        work.push(("/board", Glyph::Chart, t.nav.board));
    }
    if reach.keeps_register {
        work.extend([
            ("/progress", Glyph::Chart, t.progress.title),
            ("/import", Glyph::Upload, t.imports.title),
            ("/export", Glyph::Download, t.exports.title),
        ]);
    }
    if reach.reads_tables() {
        work.push(("/tables", Glyph::Filter, t.nav.tables));
    }
    if reach.edits_areas() {
        work.push(("/areas", Glyph::Home, t.buildings.title));
    }
    let mut own = Vec::new();
    if !reach.is_above && reach.reads_community {
        own.push(("/record", Glyph::File, t.nav.record));
    }
    own.extend([
        ("/devices", Glyph::Phone, t.nav.devices),
        ("/lock", Glyph::Lock, t.lock.title),
        ("/communities", Glyph::Ring, t.communities.title),
        ("/protection", Glyph::Eye, t.nav.protection),
    ]);
    let device = vec![
        ("/sync", Glyph::Sync, t.sync.title),
        ("/storage", Glyph::Storage, t.storage.title),
        ("/settings", Glyph::Gear, t.shell.settings),
    ];
    [people, work, own, device]
}

/// `/more`.
#[component]
pub(crate) fn MorePage() -> impl IntoView {
    let t = texts();
    let reach = Session::here().reach();
    let unread = unread(reach);
    view! {
        <Frame title=t.nav.more>
            {move || groups(reach.get()).into_iter().filter(|group| !group.is_empty())
                .map(|entries| view! { <Links entries unread /> }).collect_view()}
        </Frame>
    }
}

#[component]
fn Links(entries: Vec<Entry>, unread: Memo<UnreadView>) -> impl IntoView {
    let links = entries.into_iter().map(|(to, glyph, name)| {
        view! {
            <li>
                <a class="link-row" href=to data-testid=format!("more{}", to.replace('/', "-"))>
                    <Icon glyph />
                    <span class="link-row-name">{name}</span>
                    {(to == DESK).then(|| view! { <WaitingBadge /> })}
                    <Badge count=Signal::derive(move || behind(&unread.read(), to)) testid="more-unread" />
                    <Icon glyph=Glyph::Forward />
                </a>
            </li>
        }
    });
    view! { <ul class="card link-rows">{links.collect_view()}</ul> }
}
