//! Everything one looks up, by shelf: who is on duty today on top, a number to call on every line.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::guides::{GuideRow, GuidesView, ReadGuides, Shelf};
use linli_contract::sync::RecordSync;

use super::call::Call;
use super::duty::DutyLines;
use super::remove::going;
use crate::components::choice::{Chips, Choice};
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded, Nothing};
use crate::components::photos::Thumb;
use crate::components::sync_mark::SyncMark;
use crate::load::load;
use crate::model::guides::{on_shelves, shelf_of, word};
use crate::pages::session::Session;
use crate::pages::sync::line::SyncLine;
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// Reads the entries and keeps them fresh.
pub(super) fn guides() -> Load<GuidesView> {
    load(ReadGuides { shelf: None }, |event| matches!(event, Event::SquareChanged(_) | Event::StandingChanged))
}

/// `/guides`.
#[component]
pub(crate) fn GuidesPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    keep_scroll("/guides".into());
    let load = guides();
    let may_write =
        Memo::new(move |_| load.value.with(|view| view.as_ref().is_some_and(|view| !view.may_write.is_empty())));
    let has_draft = Memo::new(move |_| load.value.with(|view| view.as_ref().is_some_and(|view| view.has_draft)));
    let actions = move || {
        view! {
            <Show when=move || may_write.get()>
                <a class="button button-main button-wide" href="/guides/new" data-testid="write-guide">
                    <Icon glyph=Glyph::Plus />{move || if has_draft.get() { t.guides.go_on_adding } else { t.guides.add }}
                </a>
            </Show>
        }
    };
    let aside = move || {
        view! {
            <a class="bar-button" href="/search" aria-label=t.search.title data-testid="to-search"><Icon glyph=Glyph::Search /></a>
        }
    };
    view! {
        <Frame title=t.guides.title back=Some("/square".to_owned()) aside=aside actions=actions>
            <SyncLine />
            <Loaded load is_offline=session.is_offline() is_filling=session.is_meeting()
                children=move |view| view! { <Shelves view /> } />
        </Frame>
    }
}

#[component]
fn Shelves(view: Memo<GuidesView>) -> impl IntoView {
    let t = texts();
    let only = RwSignal::new(None::<Shelf>);
    let going = going();
    let rows = Memo::new(move |_| {
        let going = going.get();
        view.read().guides.iter().filter(|row| !going.contains(&row.guide)).cloned().collect::<Vec<_>>()
    });
    let has =
        Memo::new(move |_| on_shelves(&rows.read(), None).into_iter().map(|(shelf, _)| shelf).collect::<Vec<_>>());
    let shown = Memo::new(move |_| on_shelves(&rows.read(), only.get()));
    let duty = Memo::new(move |_| view.read().duty.clone());
    let chosen = Signal::derive(move || only.get().map_or("all", word).to_owned());
    let chips = move || {
        let has = has.get();
        (has.len() > 1).then(|| {
            let shelves = has.into_iter().map(|shelf| Choice::new(word(shelf), (t.guides.shelf)(shelf)));
            let choices = core::iter::once(Choice::new("all", t.guides.all)).chain(shelves).collect();
            view! {
                <div class="post-choices">
                    <Chips label=t.guides.shelves choices chosen on_choose=move |word: String| only.set(shelf_of(&word))
                        is_strip=true testid="shelves" />
                </div>
            }
        })
    };
    let shelf = move |(shelf, rows): (Shelf, Vec<GuideRow>)| {
        view! {
            <section data-testid="shelf" data-shelf=word(shelf)>
                <h2 class="section-title">{(t.guides.shelf)(shelf)}</h2>
                <ul class="card guides">{rows.into_iter().map(|row| view! { <li><Line row /></li> }).collect_view()}</ul>
            </section>
        }
    };
    view! {
        <Show when=move || !duty.read().is_empty()>
            <section class="card guide-duty" data-testid="duty-today">
                <h2>{t.guides.duty_today}</h2>
                {move || view! { <DutyLines lines=duty.get() /> }}
            </section>
        </Show>
        {chips}
        {move || {
            let shown = shown.get();
            if !shown.is_empty() {
                view! { <div class="guide-shelves" data-testid="guides">{shown.into_iter().map(shelf).collect_view()}</div> }.into_any()
            } else if only.get().is_some() {
                view! { <Nothing what=t.guides.none_here next=t.guides.none_here_next glyph=Glyph::Phone /> }.into_any()
            } else {
                view! { <Nothing what=t.guides.none next=t.guides.none_next glyph=Glyph::Phone /> }.into_any()
            }
        }}
    }
}

/// An entry: enough to call.
#[component]
fn Line(row: GuideRow) -> impl IntoView {
    let line = if row.hours.is_empty() { row.excerpt.clone() } else { row.hours.clone() };
    view! {
        <div class="guide-line">
            <a class="guide-link" href=format!("/guides/{}", row.guide) data-testid="guide">
                {row.thumb.map(|id| view! { <span class="guide-thumb"><Thumb id /></span> })}
                <span class="home-words">
                    <strong>{row.title.clone()}</strong>
                    {(!row.phone.is_empty()).then(|| view! { <span>{row.phone.clone()}</span> })}
                    {(!line.is_empty()).then(|| view! { <span class="quiet guide-words">{line}</span> })}
                    {(row.sync != RecordSync::WithRelay).then(|| view! { <SyncMark sync=row.sync /> })}
                </span>
            </a>
            <Call name=row.title phone=row.phone />
        </div>
    }
}
