//! Activities: what is to come, and what is over.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::activities::{ActivitiesView, ActivityKind, ActivityRow, OwnPlace, ReadActivities};
use linli_contract::sync::RecordSync;

use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded, Nothing};
use crate::components::photos::Thumb;
use crate::components::sync_mark::SyncMark;
use crate::i18n::Texts;
use crate::load::load;
use crate::model::activities::room::{is_own, room};
use crate::model::activities::when::Span;
use crate::pages::session::Session;
use crate::pages::sync::line::SyncLine;
use crate::platform::clock::{now, offset};
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// From when to when, in words.
pub(super) fn when(t: &Texts, row: &ActivityRow) -> String {
    (t.activities.when)(&Span::new(row.begins, row.ends, now(), offset))
}

/// `/activities`.
#[component]
pub(crate) fn ActivitiesPage() -> impl IntoView {
    let t = texts();
    keep_scroll("/activities".into());
    let load: Load<ActivitiesView> =
        load(ReadActivities, |event| matches!(event, Event::SquareChanged(_) | Event::StandingChanged));
    let may_call =
        Memo::new(move |_| load.value.with(|view| view.as_ref().is_some_and(|view| !view.may_call.is_empty())));
    let has_draft = Memo::new(move |_| load.value.with(|view| view.as_ref().is_some_and(|view| view.has_draft)));
    let actions = move || {
        view! {
            <Show when=move || may_call.get()>
                <a class="button button-main button-wide" href="/activities/new" data-testid="call-activity">
                    <Icon glyph=Glyph::Flag />
                    {move || if has_draft.get() { t.activities.go_on_calling } else { t.activities.call }}
                </a>
            </Show>
        }
    };
    view! {
        <Frame title=t.activities.title back=Some("/square".to_owned()) actions=actions>
            <SyncLine />
            <Loaded load is_offline=Session::here().is_offline() children=move |view| view! { <Lists view /> } />
        </Frame>
    }
}

#[component]
fn Lists(view: Memo<ActivitiesView>) -> impl IntoView {
    let t = texts();
    let part = move |is_past: bool| {
        Memo::new(move |_| {
            let all = view.read();
            all.activities.iter().filter(|row| (row.is_over || row.is_off) == is_past).cloned().collect::<Vec<_>>()
        })
    };
    let (to_come, past) = (part(false), part(true));
    let rows = move |rows: Memo<Vec<ActivityRow>>| {
        move || rows.get().into_iter().map(|row| view! { <li><Card row /></li> }).collect_view()
    };
    view! {
        <Show when=move || to_come.read().is_empty()>
            <Nothing what=t.activities.none next=t.activities.none_next glyph=Glyph::Flag />
        </Show>
        <ul class="notice-list" data-testid="activities">{rows(to_come)}</ul>
        <Show when=move || !past.read().is_empty()>
            <details class="notice-over" data-testid="activities-past">
                <summary>{move || (t.activities.past)(past.read().len())}</summary>
                <ul class="notice-list">{rows(past)}</ul>
            </details>
        </Show>
    }
}

/// What the person's own place is called; nothing for none.
pub(super) fn own_place(t: &Texts, own: OwnPlace) -> Option<String> {
    is_own(own).then(|| (t.activities.own)(own))
}

#[component]
fn Card(row: ActivityRow) -> impl IntoView {
    let t = texts();
    let is_past = row.is_over || row.is_off;
    let room = (!is_past).then(|| (t.activities.room)(room(&row)));
    let glyph = match row.kind {
        ActivityKind::Gathering => Glyph::Flag,
        ActivityKind::Task => Glyph::Hand,
    };
    let coming = (row.coming > 0 && row.kind == ActivityKind::Gathering).then(|| (t.activities.coming)(row.coming));
    view! {
        <a class="card notice-card activity-card" class:notice-past=is_past href=format!("/activities/{}", row.activity)
            data-testid="activity">
            <span class="notice-card-head">
                <span class="notice-mark"><Icon glyph />{(t.activities.kind)(row.kind)}</span>
                {row.is_off.then(|| view! { <span class="tag">{t.activities.is_off}</span> })}
                {own_place(t, row.own).map(|words| view! { <span class="notice-flag" data-testid="own-place">{words}</span> })}
            </span>
            <span class="activity-line">
                <span class="activity-words">
                    <strong class="notice-card-title">{row.title.clone()}</strong>
                    <span class="activity-when"><Icon glyph=Glyph::Clock />{when(t, &row)}</span>
                    {(!row.place.is_empty()).then(|| view! { <span class="quiet">{row.place.clone()}</span> })}
                </span>
                {row.thumb.map(|id| view! { <Thumb id /> })}
            </span>
            <span class="notice-card-foot">
                {room.map(|room| view! { <span class="quiet">{room}</span> })}
                {coming.map(|coming| view! { <span class="quiet">{coming}</span> })}
                {(row.sync != RecordSync::WithRelay).then(|| view! { <SyncMark sync=row.sync /> })}
            </span>
        </a>
    }
}
