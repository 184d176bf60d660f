//! The sync state in one line or one mark, on every screen; a tap opens the whole of it.

use leptos::prelude::*;
use linli_contract::sync::{Link, SyncView};

use crate::components::icon::{Glyph, Icon};
use crate::pages::session::Session;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

fn glyph(sync: &SyncView) -> Glyph {
    match sync.link {
        Link::Meeting { .. } => Glyph::Sync,
        Link::Down(_) => Glyph::CloudOff,
        Link::NotTried | Link::Up if !sync.waiting.is_empty() => Glyph::Upload,
        Link::NotTried | Link::Up => Glyph::Cloud,
    }
}

/// The line at the top of the first screen.
#[component]
pub(crate) fn SyncLine() -> impl IntoView {
    let t = texts();
    let sync = Session::here().sync.value;
    let words = move || {
        sync.get().map(|sync| {
            let met = sync.last_met.map(|at| say(t, at));
            (t.sync.line)(sync.waiting.len(), sync.link, met.as_deref())
        })
    };
    let refused = move || sync.with(|sync| sync.as_ref().map_or(0, |sync| sync.refused.len()));
    view! {
        <a class="sync-line" href="/sync" data-testid="sync-line" class:is-meeting=move || sync.with(is_meeting)>
            {move || view! { <Icon glyph=sync.with(|sync| sync.as_ref().map_or(Glyph::Cloud, glyph)) /> }}
            <span class="sync-words">
                <span>{move || words().unwrap_or_else(|| t.sync.title.to_owned())}</span>
                {move || (refused() > 0).then(|| view! {
                    <span class="badge badge-conflict"><Icon glyph=Glyph::Alert />{(t.sync.refused)(refused())}</span>
                })}
            </span>
            <Icon glyph=Glyph::Forward />
        </a>
    }
}

/// The mark in the bar of every other screen.
#[component]
pub(crate) fn SyncDot() -> impl IntoView {
    let t = texts();
    let sync = Session::here().sync.value;
    let waiting = move || sync.with(|sync| sync.as_ref().map_or(0, |sync| sync.waiting.len()));
    let words = move || {
        sync.get().map_or_else(
            || t.sync.title.to_owned(),
            |sync| (t.sync.line)(sync.waiting.len(), sync.link, sync.last_met.map(|at| say(t, at)).as_deref()),
        )
    };
    view! {
        <a class="bar-button sync-dot" href="/sync" aria-label=words data-testid="sync-dot"
            class:is-meeting=move || sync.with(is_meeting)>
            {move || view! { <Icon glyph=sync.with(|sync| sync.as_ref().map_or(Glyph::Cloud, glyph)) /> }}
            {move || (waiting() > 0).then(|| view! { <span class="sync-count">{waiting}</span> })}
        </a>
    }
}

fn is_meeting(sync: &Option<SyncView>) -> bool {
    sync.as_ref().is_some_and(|sync| matches!(sync.link, Link::Meeting { .. }))
}
