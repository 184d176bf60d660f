//! How far the registers are, over time and by area: counts of doors, never of workers.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use linli_contract::Event;
use linli_contract::areas::ReadCommunity;
use linli_contract::progress::{ProgressView, ReadProgress};
use linli_shared::ids::AreaId;

use super::care::Care;
use super::charts::Charts;
use super::parts::Parts;
use crate::components::coverage::{Badges, CoverageBar};
use crate::components::frame::Frame;
use crate::components::loaded::{Empty, Loaded};
use crate::load::{load, load_changing};
use crate::model::progress::{SPANS, UNSEEN, place};
use crate::pages::session::{Session, concerns_doors};
use crate::pages::sync::line::SyncDot;
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// Where progress of a part is shown; an area is no personal data, so it may stand in an address and "back" works.
pub(crate) fn address(within: Option<AreaId>) -> String {
    within.map_or_else(|| "/progress".to_owned(), |within| format!("/progress?within={within}"))
}

/// What a person chose to see; it stays while they go from part to part.
#[derive(Clone, Copy)]
struct Chosen {
    /// The span of the charts, in weeks.
    span: RwSignal<u16>,
    /// After how many weeks a care group counts as not seen.
    unseen: RwSignal<u16>,
}

/// `/progress`.
#[component]
pub(crate) fn ProgressPage() -> impl IntoView {
    let query = use_query_map();
    let within = Memo::new(move |_| query.read().get("within").and_then(|id| id.parse::<AreaId>().ok()));
    let chosen = Chosen { span: RwSignal::new(SPANS[0]), unseen: RwSignal::new(UNSEEN[1]) };
    move || view! { <Progress within=within.get() chosen /> }
}

#[component]
fn Progress(within: Option<AreaId>, chosen: Chosen) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    keep_scroll(address(within));
    let community = load(ReadCommunity, |event| matches!(event, Event::AreasChanged | Event::StandingChanged));
    let place = Memo::new(move |_| community.value.with(|view| place(view.as_ref()?, within?)));
    let weeks = SPANS[SPANS.len() - 1];
    let request = Memo::new(move |_| ReadProgress { within, weeks, unseen_weeks: chosen.unseen.get() });
    let progress = load_changing(request, |event| concerns_doors(event, |_| true));
    let subtitle = move || place.get().map(|place| place.label).unwrap_or_default();
    let back = move || {
        Some(match within {
            Some(_) => address(place.get().and_then(|place| place.grid)),
            None => "/more".to_owned(),
        })
    };
    let empty =
        Empty { is_empty: |view: &ProgressView| view.now.doors == 0, what: t.area.no_grid, next: t.area.no_grid_next };
    view! {
        <Frame title=t.progress.title subtitle=Signal::derive(subtitle) back=Signal::derive(back)
            aside=|| view! { <SyncDot /> } is_wide=true>
            <Loaded load=progress empty=empty is_offline=session.is_offline() is_filling=session.is_meeting()
                children=move |view| view! {
                    <Now view />
                    <Charts view span=chosen.span />
                    <Care view unseen=chosen.unseen within />
                    <Parts view community within />
                } />
        </Frame>
    }
}

/// How far it is today.
#[component]
fn Now(view: Memo<ProgressView>) -> impl IntoView {
    let t = texts();
    let sum = Signal::derive(move || view.read().now);
    view! {
        <section class="card progress-part" data-testid="progress-now" aria-label=t.area.coverage>
            <div class="progress-head">
                <h2>{t.area.coverage}</h2>
                <Badges sum />
            </div>
            <CoverageBar sum />
            <p class="quiet">{t.progress.only_doors}</p>
        </section>
    }
}
