//! A conversation in the list.

use leptos::prelude::*;
use linli_contract::chats::{ChatRow, CircleKind};
use linli_contract::sync::RecordSync;

use crate::components::icon::{Glyph, Icon};
use crate::components::sync_mark::SyncMark;
use crate::components::talk::speaker_name;
use crate::i18n::Texts;
use crate::model::chats::badges::shown;
use crate::model::chats::path_of;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// What a conversation of a kind and a name is called.
pub(crate) fn title_of(t: &Texts, kind: Option<CircleKind>, name: &str) -> String {
    match kind {
        None => t.chats.estate.to_owned(),
        Some(CircleKind::Building) => (t.chats.building_group)(name),
        Some(CircleKind::Letter) if name.is_empty() => t.door.somebody.to_owned(),
        Some(CircleKind::Letter | CircleKind::Topic) => name.to_owned(),
    }
}

const fn glyph_of(kind: Option<CircleKind>) -> Glyph {
    match kind {
        None => Glyph::Loud,
        Some(CircleKind::Letter) => Glyph::Person,
        Some(CircleKind::Building) => Glyph::Home,
        Some(CircleKind::Topic) => Glyph::Chat,
    }
}

/// The number of what is unread; quiet where it is muted.
#[component]
pub(crate) fn Badge(
    #[prop(into)] count: Signal<u32>,
    #[prop(optional, into)] is_quiet: Signal<bool>,
    #[prop(optional)] testid: &'static str,
) -> impl IntoView {
    let t = texts();
    move || {
        shown(count.get()).map(|words| {
            view! {
                <span class="badge" class:badge-quiet=is_quiet data-testid=testid>
                    <span aria-hidden="true">{words}</span>
                    <span class="unseen">{(t.chats.unread)(count.get())}</span>
                </span>
            }
        })
    }
}

/// The row.
#[component]
pub(super) fn ChatLink(row: Memo<ChatRow>) -> impl IntoView {
    let t = texts();
    let to = path_of(row.read_untracked().chat);
    let glyph = glyph_of(row.read_untracked().kind);
    let last = move || {
        let row = row.read();
        let Some(last) = &row.last else {
            return view! { <span class="chat-last quiet">{t.chats.nothing_said}</span> }.into_any();
        };
        let who = if last.by.is_me { t.door.me.to_owned() } else { speaker_name(t, &last.by) };
        let said = (t.chats.said)(&who, &last.excerpt, last.attached);
        let sync = (last.sync != RecordSync::WithRelay).then(|| view! { <SyncMark sync=last.sync /> });
        view! { <span class="chat-last">{said}</span>{sync} }.into_any()
    };
    let name = move || row.with(|row| title_of(t, row.kind, &row.name));
    let when = move || row.read().last.as_ref().map(|last| say(t, last.at));
    let is_quiet = Signal::derive(move || row.read().is_muted);
    view! {
        <a class="link-row chat-row" href=to.clone() data-testid="chat" data-chat=to>
            <Icon glyph />
            <span class="chat-words">
                <span class="chat-head">
                    <strong>{name}</strong>
                    <span class="quiet">{when}</span>
                </span>
                {last}
            </span>
            <span class="chat-marks">
                {move || is_quiet.get().then(|| view! {
                    <span class="chat-muted"><Icon glyph=Glyph::Hand /><span class="unseen">{t.chats.muted}</span></span>
                })}
                <Badge count=Signal::derive(move || { let row = row.read(); row.unread.saturating_add(row.applications) })
                    is_quiet testid="chat-unread" />
            </span>
        </a>
    }
}
