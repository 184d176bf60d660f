//! A notice in a list.

use leptos::prelude::*;
use linli_contract::notices::NoticeRow;
use linli_contract::sync::RecordSync;

use super::body::{Marks, place_and_time};
use crate::components::icon::{Glyph, Icon};
use crate::components::sync_mark::SyncMark;
use crate::platform::prefs::texts;

/// The notice as a way to it: new ones bear a word and a shape, hazards a colour too.
#[component]
pub(super) fn NoticeCard(row: NoticeRow) -> impl IntoView {
    let t = texts();
    let holds = !row.is_withdrawn && !row.is_over;
    let is_new = !row.is_read && !row.is_withdrawn;
    let state = if row.is_withdrawn {
        Some(t.notices.withdrawn)
    } else if row.is_over && !row.is_urgent {
        Some(t.notices.over)
    } else {
        None
    };
    let by = row.by.clone().map(|by| format!("{by} · ")).unwrap_or_default();
    let line = format!("{by}{}", place_and_time(t, &row));
    view! {
        <a class="card notice-card" class:notice-urgent=row.is_urgent && !row.is_withdrawn class:notice-new=is_new
            class:notice-past=!holds && !row.is_urgent href=format!("/notices/{}", row.notice) data-testid="notice">
            <span class="notice-card-head">
                <Marks kind=row.kind is_urgent=row.is_urgent />
                {is_new.then(|| view! { <span class="notice-flag" data-testid="notice-new">{t.notices.unread}</span> })}
                {state.map(|words| view! { <span class="tag">{words}</span> })}
                {(row.is_corrected && holds).then(|| view! { <span class="tag">{t.notices.corrected}</span> })}
            </span>
            <strong class="notice-card-title">{row.title}</strong>
            {(!row.excerpt.is_empty()).then(|| view! { <span class="notice-card-words">{row.excerpt}</span> })}
            <span class="notice-card-foot">
                <span class="quiet">{line}</span>
                {(row.attached > 0).then(|| view! { <span class="quiet">{(t.notices.attached)(row.attached)}</span> })}
                {(row.sync != RecordSync::WithRelay).then(|| view! { <SyncMark sync=row.sync /> })}
            </span>
            {(row.is_asked && !row.is_withdrawn).then(|| view! {
                <span class="notice-asked" data-testid="notice-asked"><Icon glyph=Glyph::Hand />{t.notices.asked}</span>
            })}
        </a>
    }
}
