//! The history of a household: day by day, who changed what, and where they knew it from.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use linli_contract::Event;
use linli_contract::registers::{HistoryChange, HistoryView, ReadHistory};
use linli_contract::sync::RecordSync;
use linli_shared::calendar::Date;
use linli_shared::ids::{AreaId, RecordId};

use crate::app::NotFound;
use crate::components::author::name_of;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Empty, Load, Loaded};
use crate::components::sync_mark::SyncMark;
use crate::i18n::Texts;
use crate::load::load;
use crate::model::history::{Paragraph, Teller, by_day};
use crate::pages::session::Session;
use crate::pages::sync::line::SyncDot;
use crate::platform::clock::{on_the_wall, today};
use crate::platform::prefs::texts;

/// As many changes as a history holds at most.
const MOST: usize = 500;

/// `/household/:id/history?door=…`.
#[component]
pub(crate) fn HistoryPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<RecordId>().ok()));
    let door = Memo::new(move |_| query.read().get("door").and_then(|door| door.parse::<AreaId>().ok()));
    move || match id.get() {
        Some(household) => view! { <History household door /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn History(household: RecordId, door: Memo<Option<AreaId>>) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let load: Load<HistoryView> =
        load(ReadHistory { household }, |event| matches!(event, Event::DoorsChanged(_) | Event::AreasChanged));
    let path = move || load.value.with(|view| view.as_ref().map(|view| view.path.join(" "))).unwrap_or_default();
    let back = move || {
        let known = door.get().or_else(|| load.value.with(|view| view.as_ref().map(|view| view.door)));
        Some(known.map_or_else(|| "/".to_owned(), |door| format!("/door/{door}")))
    };
    let empty = Empty {
        is_empty: |view: &HistoryView| view.changes.is_empty(),
        what: t.registers.history_empty,
        next: t.registers.history_empty_next,
    };
    view! {
        <Frame title=t.registers.history subtitle=Signal::derive(path) back=Signal::derive(back) aside=|| view! { <SyncDot /> }>
            <Loaded load empty=empty is_offline=session.is_offline() children=move |view| {
                move || view.with(|view| days(t, view))
            } />
        </Frame>
    }
}

fn days(t: &'static Texts, view: &HistoryView) -> impl IntoView + use<> {
    let teller = Teller::new(t, view);
    let is_cut = view.changes.len() >= MOST;
    let days = by_day(&view.changes, |at| on_the_wall(at).date).into_iter().map(|(day, changes)| {
        let rows = changes.into_iter().map(|change| change_row(t, &teller, &change)).collect_view();
        view! {
            <section class="history-day" data-testid="history-day">
                <h2 class="section-title">{heading(t, day)}</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
    });
    view! {
        {days.collect_view()}
        {is_cut.then(|| view! { <p class="quiet">{t.registers.history_short}</p> })}
    }
}

fn heading(t: &Texts, day: Option<Date>) -> String {
    let back = day.map(|day| today().day_number() - day.day_number());
    match (day, back) {
        (Some(_), Some(0)) => t.registers.today.to_owned(),
        (Some(_), Some(1)) => t.registers.yesterday.to_owned(),
        (Some(day), _) => (t.name.day)(day),
        (None, _) => (t.name.moment)(crate::model::clock::Moment::Unknown),
    }
}

fn change_row(t: &'static Texts, teller: &Teller<'_>, change: &HistoryChange) -> impl IntoView + use<> {
    let time = on_the_wall(change.by.at);
    let who = name_of(t, &change.by);
    let source = (t.registers.source)(&change.by.source);
    let paragraph = |one: Paragraph| {
        let lines = one.lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
        view! {
            <div class="history-part">
                {one.about.map(|about| view! { <p class="history-about">{about}</p> })}
                {lines}
            </div>
        }
    };
    view! {
        <li class="row" data-testid="history-change">
            <Icon glyph=Glyph::Clock />
            <div class="row-text">
                {teller.paragraphs(change).into_iter().map(paragraph).collect_view()}
                <p class="quiet">{format!("{who} · {:02}:{:02} · {source}", time.hour, time.minute)}</p>
            </div>
            {change.is_waiting.then(|| view! { <div class="row-end"><SyncMark sync=RecordSync::OnThisDevice /></div> })}
        </li>
    }
}
