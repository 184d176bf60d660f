//! The topics of the community: what asks something of this person, what is under way, what is over.

use leptos::prelude::*;
use linli_contract::topics::{ReadTopics, Stage, TopicRow, TopicsView};

use super::concerns_topics;
use super::row::TopicCard;
use super::seven::SevenSteps;
use crate::components::choice::{Chips, Choice};
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded, Nothing};
use crate::load::load;
use crate::model::topics::{Sections, sections, stages_in_use};
use crate::pages::session::Session;
use crate::pages::sync::line::SyncDot;
use crate::pages::tabs::back_unless_tab;
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// `/hall`.
#[component]
pub(crate) fn HallPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    keep_scroll("/hall".into());
    let load: Load<TopicsView> = load(ReadTopics, concerns_topics);
    let may = Memo::new(move |_| load.value.with(|view| view.as_ref().is_some_and(|view| view.may_propose)));
    let actions = move || {
        view! {
            <Show when=move || may.get()>
                <a class="button button-main button-wide" href="/hall/new" data-testid="propose">
                    <Icon glyph=Glyph::Plus />{t.topics.propose}
                </a>
            </Show>
        }
    };
    view! {
        <Frame title=t.topics.title back=back_unless_tab("/hall") aside=|| view! { <SyncDot /> } actions=actions>
            <div class="hall">
                <SevenSteps />
                <a class="card hall-link" href="/hall/rules" data-testid="to-rules">
                    <Icon glyph=Glyph::List />
                    <span class="hall-link-words"><strong>{t.topics.rules}</strong><span class="quiet">{t.topics.rules_see}</span></span>
                    <Icon glyph=Glyph::Forward />
                </a>
                <Loaded load is_offline=session.is_offline() children=move |view| view! { <Lists view /> } />
            </div>
        </Frame>
    }
}

/// The stage of a chip's code: its place among the seven.
fn stage_of(code: &str) -> Option<Stage> {
    Stage::ALL.into_iter().find(|stage| (*stage as u8).to_string() == code)
}

#[component]
fn Lists(view: Memo<TopicsView>) -> impl IntoView {
    let t = texts();
    let chosen = RwSignal::new(None::<Stage>);
    // A step at which nothing stands any more narrows nothing.
    let stage = Memo::new(move |_| {
        let view = view.read();
        chosen.get().filter(|stage| view.topics.iter().any(|row| row.stage == *stage))
    });
    let parted = Memo::new(move |_| sections(&view.read().topics, stage.get()));
    let is_empty = Memo::new(move |_| view.read().topics.is_empty());
    let may = Memo::new(move |_| view.read().may_propose);
    let has_draft = Memo::new(move |_| view.read().has_draft && view.read().may_propose);
    let over = move || parted.read().over.len();
    view! {
        <Show when=move || has_draft.get()>
            <a class="card hall-link" href="/hall/new" data-testid="topic-draft">
                <Icon glyph=Glyph::Edit />
                <span class="hall-link-words"><strong>{t.topics.draft}</strong><span class="quiet">{t.topics.draft_go}</span></span>
                <Icon glyph=Glyph::Forward />
            </a>
        </Show>
        <Show when=move || is_empty.get()>
            <Nothing what=t.topics.none next=if may.get() { t.topics.none_next } else { t.topics.none_next_reader } glyph=Glyph::Chat />
        </Show>
        <Filter view stage chosen />
        <Part parted title=t.topics.asked_title rows=|parted| &parted.asked testid="topics-asked" />
        <Part parted title=t.topics.running_title rows=|parted| &parted.running testid="topics-running" />
        <Show when=move || over() != 0>
            <details class="hall-over" data-testid="topics-over">
                <summary>{move || (t.topics.over_title)(over())}</summary>
                <Rows parted rows=|parted| &parted.over />
            </details>
        </Show>
    }
}

/// Chips of the steps at which something stands; nothing where there is little to narrow.
#[component]
fn Filter(view: Memo<TopicsView>, stage: Memo<Option<Stage>>, chosen: RwSignal<Option<Stage>>) -> impl IntoView {
    let t = texts();
    let stages = Memo::new(move |_| stages_in_use(&view.read().topics));
    let code =
        Signal::derive(move || stage.get().map(|stage| (stage as u8).to_string()).unwrap_or_else(|| "all".to_owned()));
    let choose = move |code: String| chosen.set(stage_of(&code));
    move || {
        let stages = stages.get();
        let all: usize = stages.iter().map(|(_, count)| count).sum();
        let mut choices = vec![Choice::new("all", (t.topics.all_stages)(all))];
        choices.extend(
            stages
                .iter()
                .map(|(one, count)| Choice::new((*one as u8).to_string(), (t.topics.stage_with)(*one, *count))),
        );
        (stages.len() > 1).then(|| {
            view! {
                <Chips label=t.topics.filter choices chosen=code on_choose=choose is_strip=true testid="topic-stages" />
            }
        })
    }
}

#[component]
fn Part(
    parted: Memo<Sections>,
    title: &'static str,
    rows: fn(&Sections) -> &Vec<TopicRow>,
    testid: &'static str,
) -> impl IntoView {
    let is_empty = Memo::new(move |_| rows(&parted.read()).is_empty());
    view! {
        <Show when=move || !is_empty.get()>
            <section data-testid=testid>
                <h2 class="hall-part">{title}</h2>
                <Rows parted rows />
            </section>
        </Show>
    }
}

#[component]
fn Rows(parted: Memo<Sections>, rows: fn(&Sections) -> &Vec<TopicRow>) -> impl IntoView {
    view! {
        <ul class="hall-rows">
            <For each=move || rows(&parted.read()).clone() key=|row| format!("{row:?}") children=|row| {
                view! { <li><TopicCard row /></li> }
            } />
        </ul>
    }
}
