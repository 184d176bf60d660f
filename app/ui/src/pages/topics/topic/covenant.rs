//! The covenant: the text being written, the versions that were settled, and who signed them.

use leptos::prelude::*;
use linli_contract::sync::RecordSync;
use linli_contract::topics::{CovenantVersion, CovenantView, Stage, TopicMay, TopicView};

use super::act::Acting;
use crate::components::icon::{Glyph, Icon};
use crate::components::sync_mark::SyncMark;
use crate::components::talk::{SpeakerLine, speaker_name};
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The id of the text, so that it is in view after it was saved.
pub(super) const TEXT_ID: &str = "covenant-now";

/// The covenant; nothing before there is one.
#[component]
pub(super) fn Covenant(view: Memo<TopicView>, acting: Acting) -> impl IntoView {
    let shown = Memo::new(move |_| {
        let view = view.read();
        view.covenant.clone().or_else(|| (view.row.stage == Stage::Covenant).then(CovenantView::default))
    });
    let may_write = Memo::new(move |_| view.read().may.contains(&TopicMay::WriteCovenant));
    move || shown.get().map(|covenant| view! { <Shown covenant may_write acting /> })
}

#[component]
fn Shown(covenant: CovenantView, may_write: Memo<bool>, acting: Acting) -> impl IntoView {
    let t = texts();
    let words = &t.topics.one;
    let CovenantView { text, is_unsent, versions } = covenant;
    // What is settled word for word is not shown twice.
    let is_settled = versions.first().is_some_and(|newest| newest.text == text);
    let draft = (!is_settled).then(|| {
        let body = if text.trim().is_empty() {
            view! { <p class="quiet">{words.covenant_empty}</p> }.into_any()
        } else {
            view! {
                <p class="covenant-text" data-testid="covenant-text">{text.clone()}</p>
                <p class="quiet">{words.covenant_draft_what}</p>
            }
            .into_any()
        };
        view! { <h3>{words.covenant_draft}</h3>{body} }
    });
    view! {
        <section class="card stack" id=TEXT_ID tabindex="-1" data-testid="covenant">
            <h2>{words.covenant}</h2>
            {draft}
            {is_unsent.then(|| view! {
                <p class="own-vote" data-testid="covenant-unsent"><SyncMark sync=RecordSync::OnThisDevice /><span>{words.covenant_unsent}</span></p>
            })}
            <Show when=move || may_write.get()>
                <button type="button" class="button button-wide" on:click=move |_| acting.begin(TopicMay::WriteCovenant)
                    data-testid="write-covenant"><Icon glyph=Glyph::Edit />{(t.topics.act.name)(TopicMay::WriteCovenant)}</button>
            </Show>
            {versions.into_iter().enumerate().map(|(at, version)| view! { <Version version is_newest=at == 0 /> }).collect_view()}
        </section>
    }
}

#[component]
fn Version(version: CovenantVersion, is_newest: bool) -> impl IntoView {
    let t = texts();
    let words = &t.topics.one;
    let CovenantVersion { number, text, by, at, signed, is_signed } = version;
    let count = signed.len();
    let signatures =
        move || signed.clone().into_iter().map(|(by, at)| view! { <li><SpeakerLine by at /></li> }).collect_view();
    view! {
        <details class="covenant-version" open=is_newest data-testid="covenant-version">
            <summary>{(words.version)(number)}</summary>
            <p class="covenant-text">{text}</p>
            <p class="quiet">{(words.settled_by)(&speaker_name(t, &by), &say(t, at))}</p>
            {is_signed.then(|| view! {
                <p class="own-vote own-counts" data-testid="covenant-signed"><Icon glyph=Glyph::Check />{words.you_signed}</p>
            })}
            {if count == 0 {
                view! { <p class="quiet">{words.nobody_signed}</p> }.into_any()
            } else {
                view! {
                    <h4 class="label" data-testid="signatures">{(words.signed)(count)}</h4>
                    <ul class="covenant-signed">{signatures()}</ul>
                }
                .into_any()
            }}
        </details>
    }
}
