//! A topic in the list.

use leptos::prelude::*;
use linli_contract::sync::RecordSync;
use linli_contract::topics::TopicRow;

use super::seven::StageMark;
use crate::components::icon::{Glyph, Icon};
use crate::components::sync_mark::SyncMark;
use crate::components::talk::{OfficeBadge, speaker_name};
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The topic as a way to it.
#[component]
pub(super) fn TopicCard(row: TopicRow) -> impl IntoView {
    let t = texts();
    let asked = row.asked.filter(|_| !row.is_over);
    let closes = row.closes.filter(|_| !row.is_over);
    let title = if row.is_hidden && row.title.is_empty() { t.posts.hidden_words.to_owned() } else { row.title };
    view! {
        <a class="card hall-card" class:hall-past=row.is_over href=format!("/hall/{}", row.topic) data-testid="topic">
            <StageMark stage=row.stage is_over=row.is_over />
            <strong class="hall-card-title">{title}</strong>
            {(!row.excerpt.is_empty()).then(|| view! { <span class="hall-card-words">{row.excerpt}</span> })}
            {asked.map(|asked| view! {
                <span class="hall-asked" data-testid="topic-asked"><Icon glyph=Glyph::Hand />{(t.topics.asked)(asked)}</span>
            })}
            <span class="hall-card-foot">
                <span class="quiet">{speaker_name(t, &row.by)}</span>
                {row.by.office.map(|office| view! { <OfficeBadge office /> })}
                <span class="quiet">{say(t, row.at)}</span>
                {row.is_hidden.then(|| view! { <span class="tag" data-testid="hidden">{t.posts.hidden}</span> })}
                {(row.supporters > 0).then(|| view! { <span class="tag">{(t.topics.supporters)(row.supporters)}</span> })}
                {closes.map(|at| view! { <span class="tag">{(t.topics.closes)(&say(t, at))}</span> })}
                {(row.sync != RecordSync::WithRelay).then(|| view! { <SyncMark sync=row.sync /> })}
            </span>
        </a>
    }
}
