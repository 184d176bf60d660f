//! Who says something: the name, the office as a badge, when, and whether it is still on this phone only.

use leptos::prelude::*;
use linli_contract::posts::{Office, Speaker};
use linli_contract::sync::RecordSync;
use linli_shared::calendar::Millis;

use crate::components::sync_mark::SyncMark;
use crate::i18n::Texts;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The name of who speaks, as the reader knows them.
pub(crate) fn speaker_name(t: &Texts, by: &Speaker) -> String {
    if by.is_me {
        t.posts.talk.me.to_owned()
    } else {
        by.name.clone().unwrap_or_else(|| t.posts.talk.somebody.to_owned())
    }
}

/// The office somebody speaks in, as word and colour.
#[component]
pub(crate) fn OfficeBadge(office: Office) -> impl IntoView {
    let t = texts();
    let class = match office {
        Office::Committee => "office office-committee",
        Office::Worker => "office office-worker",
        Office::Leader => "office office-leader",
        Office::Property => "office office-property",
        Office::Volunteer => "office office-volunteer",
    };
    view! { <span class=class data-testid="office">{(t.posts.talk.office)(office)}</span> }
}

/// Name, office and moment on one line that wraps.
#[component]
pub(crate) fn SpeakerLine(
    by: Speaker,
    at: Millis,
    #[prop(default = RecordSync::WithRelay)] sync: RecordSync,
) -> impl IntoView {
    let t = texts();
    view! {
        <span class="speaker" data-testid="speaker">
            <strong class="speaker-name">{speaker_name(t, &by)}</strong>
            {by.office.map(|office| view! { <OfficeBadge office /> })}
            <span class="quiet">{say(t, at)}</span>
            {(sync != RecordSync::WithRelay).then(|| view! { <SyncMark sync /> })}
        </span>
    }
}
