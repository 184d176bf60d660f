//! What happened at a door, newest first.

use leptos::prelude::*;
use linli_contract::visits::{Outcome, VisitView};

use super::record::withdraw;
use crate::components::author::Byline;
use crate::components::icon::{Glyph, Icon};
use crate::components::sync_mark::SyncMark;
use crate::pages::session::Acts;
use crate::platform::clock::say_day;
use crate::platform::prefs::texts;

const fn glyph(outcome: Outcome) -> Glyph {
    match outcome {
        Outcome::Met => Glyph::Person,
        Outcome::NobodyHome => Glyph::Bell,
        Outcome::Refused => Glyph::Hand,
        Outcome::Vacant => Glyph::Ring,
    }
}

/// The visits of a door.
#[component]
pub(crate) fn Visits(
    #[prop(into)] visits: Signal<Vec<VisitView>>,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let t = texts();
    view! {
        <section data-testid="visits">
            <h2 class="section-title">{t.door.visits}</h2>
            {move || visits.read().is_empty().then(|| view! { <p class="quiet">{t.door.no_visit}</p> })}
            <ul class="rows">
                {move || visits.get().into_iter().map(|visit| view! { <Visit visit may_write=may_write.get() /> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Visit(visit: VisitView, may_write: bool) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let id = visit.id;
    let may_withdraw = may_write && visit.by.is_me && !visit.is_withdrawn;
    view! {
        <li class="row" class:row-withdrawn=visit.is_withdrawn data-testid="visit">
            <Icon glyph=glyph(visit.outcome) />
            <div class="row-text">
                <p class="row-title">
                    <span>{(t.door.outcome)(visit.outcome)}</span>
                    {visit.is_withdrawn.then(|| view! { <span class="tag">{t.door.withdrawn}</span> })}
                </p>
                {(!visit.note.is_empty()).then(|| view! { <p>{visit.note.clone()}</p> })}
                {visit.next_visit.as_deref().map(|day| view! { <p>{(t.door.next_visit)(&say_day(t, day))}</p> })}
                <p class="quiet"><Byline author=visit.by /></p>
            </div>
            <div class="row-end">
                <SyncMark sync=visit.sync />
                {may_withdraw.then(|| view! {
                    <button type="button" class="button-text" on:click=move |_| withdraw(acts, id) data-testid="withdraw">
                        {t.door.withdraw}
                    </button>
                })}
            </div>
        </li>
    }
}
