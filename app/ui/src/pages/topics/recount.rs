//! A ballot counted again on this device: every vote with who, where, when and whether it counts; a number to compare.

mod export;
mod votes;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use linli_contract::topics::{Recount, RecountView};
use linli_shared::ids::RecordId;

use self::export::Export;
use self::votes::{OwnVotes, Votes};
use super::concerns_topic;
use super::topic::Bars;
use crate::app::NotFound;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded};
use crate::components::note::{Note, Weight};
use crate::load::load;
use crate::model::topics::{counts, grouped, line_count};
use crate::pages::session::Session;
use crate::pages::sync::line::SyncDot;
use crate::platform::prefs::texts;

/// Lines that are fetched at a time: a community has thousands.
const PART: u32 = 100;

/// `/hall/:id/recount/:ballot`.
#[component]
pub(crate) fn RecountPage() -> impl IntoView {
    let params = use_params_map();
    let which = Memo::new(move |_| {
        let params = params.read();
        let topic = params.get("id").and_then(|id| id.parse::<RecordId>().ok())?;
        Some((topic, params.get("ballot").and_then(|number| number.parse::<u16>().ok())?))
    });
    move || match which.get() {
        Some((topic, ballot)) => view! { <Counted topic ballot /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Counted(topic: RecordId, ballot: u16) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let view: Load<RecountView> = load(Recount { topic, ballot, from: 0, count: PART }, concerns_topic(topic));
    let actions = move || view! { <Export view=view.value topic ballot /> };
    view! {
        <Frame title=t.topics.recount.title back=Some(format!("/hall/{topic}")) aside=|| view! { <SyncDot /> } actions=actions>
            <Loaded load=view is_offline=session.is_offline() children=move |view| view! {
                <div class="topic" data-testid="recount">
                    <Summary view />
                    <OwnVotes view />
                    <Votes view topic ballot />
                </div>
            } />
        </Frame>
    }
}

/// What a recount is, whether everything is here, the sums and the number.
#[component]
fn Summary(view: Memo<RecountView>) -> impl IntoView {
    let t = texts();
    let words = &t.topics.recount;
    // Of a sealed ballot only its tellers see votes.
    let is_closed_book = Memo::new(move |_| view.with(|view| view.ballot.is_secret && line_count(view) == 0));
    let state = move || {
        if view.read().is_complete {
            view! { <p class="own-vote own-counts" data-testid="recount-complete"><Icon glyph=Glyph::Check />{words.complete}</p> }
                .into_any()
        } else {
            view! {
                <Note weight=Weight::Warn glyph=Glyph::Sync testid="recount-incomplete">
                    <p class="note-text"><strong>{words.incomplete}</strong>" "{words.incomplete_next}</p>
                </Note>
            }
            .into_any()
        }
    };
    let sums = move || {
        let view = view.read();
        let added = view.sums.clone();
        let told = view.ballot.counts.clone();
        let agrees = told.as_ref().is_none_or(|told| *told == added.choices);
        let mut shown = view.ballot.clone();
        shown.counts = Some(added.choices.clone());
        let bars = counts(&shown).unwrap_or_default();
        view! {
            <h3>{words.totals}</h3>
            <Bars bars />
            <p class="recount-sums" data-testid="recount-sums">
                <span class="tag">{(words.valid)(added.valid)}</span>
                {(added.paper > 0).then(|| view! { <span class="tag">{(words.paper)(added.paper)}</span> })}
                {(added.void > 0).then(|| view! { <span class="tag">{(words.void)(added.void)}</span> })}
            </p>
            {if agrees {
                view! { <p class="quiet" data-testid="recount-agrees">{words.agrees}</p> }.into_any()
            } else {
                view! {
                    <p class="own-vote own-not" role="alert" data-testid="recount-differs"><Icon glyph=Glyph::Alert />{words.differs}</p>
                }
                .into_any()
            }}
        }
    };
    view! {
        <section class="card stack" data-testid="recount-summary">
            <h2>{move || view.read().ballot.question.clone()}</h2>
            <p>{move || if is_closed_book.get() { words.sealed_what } else { words.what }}</p>
            {state}
            {move || if is_closed_book.get() {
                let bars = counts(&view.read().ballot);
                view! {
                    {match bars {
                        Some(bars) => view! { <Bars bars /> }.into_any(),
                        None => view! { <p class="quiet">{t.topics.ballot.counts_sealed}</p> }.into_any(),
                    }}
                }
                .into_any()
            } else {
                sums().into_any()
            }}
            <div class="recount-seal">
                <p class="label">{words.seal}</p>
                <p class="recount-number" data-testid="recount-seal">{move || grouped(&view.read().seal)}</p>
                <p class="quiet">{words.seal_what}</p>
            </div>
        </section>
    }
}
