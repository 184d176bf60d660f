//! The votes by building, those that do not count with the reason, and where this person finds their own.
//!
//! **Invariant:** of a fold that nobody opened no line is drawn, and of a long one a part at a time.

use leptos::prelude::*;
use linli_contract::topics::{Recount, RecountView, VoteLine};
use linli_shared::ids::RecordId;

use super::PART;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded, Nothing};
use crate::components::photos::PhotoStrip;
use crate::components::talk::{OfficeBadge, speaker_name};
use crate::load::load_changing;
use crate::model::topics::{Fold, folds, line_count, lines_of};
use crate::pages::topics::concerns_topic;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// More votes than this are folded away.
const MANY: u32 = 30;

/// What this person and their household voted, whatever else there is.
#[component]
pub(super) fn OwnVotes(view: Memo<RecountView>) -> impl IntoView {
    let t = texts();
    let own = Memo::new(move |_| view.read().own.clone());
    let choices = Memo::new(move |_| view.read().ballot.choices.clone());
    view! {
        <Show when=move || !own.read().is_empty()>
            <section class="card stack" data-testid="recount-own">
                <h2>{t.topics.recount.own}</h2>
                <Lines lines=own choices />
            </section>
        </Show>
    }
}

/// The votes.
#[component]
pub(super) fn Votes(view: Memo<RecountView>, topic: RecordId, ballot: u16) -> impl IntoView {
    let t = texts();
    let words = &t.topics.recount;
    let all = Memo::new(move |_| folds(&view.read()));
    let is_empty = Memo::new(move |_| line_count(&view.read()) == 0);
    let is_secret = Memo::new(move |_| view.read().ballot.is_secret);
    let one = move |building: Option<String>| {
        let of_building = building.clone();
        let fold = Memo::new(move |_| all.read().iter().find(|fold| fold.building == of_building).cloned());
        let summary = move || {
            let count = fold.read().as_ref().map_or(0, |fold| fold.count as usize);
            match &building {
                Some(building) if building.is_empty() => (words.of_building)(words.nowhere, count),
                Some(building) => (words.of_building)(building, count),
                None => (words.not_counted)(count),
            }
        };
        view! { <Folded view fold summary=Signal::derive(summary) topic ballot /> }
    };
    let buildings = move || all.get().into_iter().map(|fold| fold.building).collect::<Vec<_>>();
    view! {
        <Show when=move || !(is_empty.get() && is_secret.get())>
            <section class="card stack" data-testid="recount-votes">
                <h2>{words.votes}</h2>
                <Show when=move || is_empty.get()><Nothing what=words.none next=words.none_next glyph=Glyph::List /></Show>
                <For each=buildings key=Clone::clone children=one />
            </section>
        </Show>
    }
}

/// Votes that fold away; drawn once they are unfolded.
#[component]
fn Folded(
    view: Memo<RecountView>,
    fold: Memo<Option<Fold>>,
    summary: Signal<String>,
    topic: RecordId,
    ballot: u16,
) -> impl IntoView {
    let is_void = fold.with_untracked(|fold| fold.as_ref().is_some_and(|fold| fold.building.is_none()));
    let is_open = view.with_untracked(|view| {
        let void = fold.with_untracked(|fold| fold.as_ref().filter(|_| is_void).map(|fold| fold.count));
        void.unwrap_or_else(|| view.buildings.iter().map(|part| part.count).sum()) <= MANY
    });
    let is_drawn = RwSignal::new(is_open);
    let choices = Memo::new(move |_| view.read().ballot.choices.clone());
    // What came with the sums need not be fetched.
    let near = Memo::new(move |_| fold.read().as_ref().and_then(|fold| lines_of(&view.read(), fold)));
    let is_near = Memo::new(move |_| near.read().is_some());
    let here = Memo::new(move |_| near.get().unwrap_or_default());
    let lines = move || {
        if is_near.get() {
            view! { <Lines lines=here choices /> }.into_any()
        } else {
            view! { <Parts fold choices topic ballot /> }.into_any()
        }
    };
    let testid = if is_void { "recount-void" } else { "recount-building" };
    view! {
        <details class="recount-part" open=is_open on:toggle=move |_| is_drawn.set(true) data-testid=testid>
            <summary>{move || summary.get()}</summary>
            <Show when=move || is_drawn.get()>{lines}</Show>
        </details>
    }
}

/// The lines of a long fold, a part at a time.
#[component]
fn Parts(fold: Memo<Option<Fold>>, choices: Memo<Vec<String>>, topic: RecordId, ballot: u16) -> impl IntoView {
    let t = texts();
    let most = RwSignal::new(PART);
    let all = Memo::new(move |_| fold.read().as_ref().map_or(0, |fold| fold.count));
    let request = Memo::new(move |_| {
        let from = fold.read().as_ref().map_or(0, |fold| fold.from);
        Recount { topic, ballot, from, count: all.get().min(most.get()) }
    });
    let load: Load<RecountView> = load_changing(request, concerns_topic(topic));
    view! {
        <Loaded load children=move |view| {
            let lines = Memo::new(move |_| view.read().votes.clone());
            let left = Memo::new(move |_| all.get().saturating_sub(u32::try_from(lines.read().len()).unwrap_or(u32::MAX)));
            view! {
                <Lines lines choices />
                <Show when=move || left.get() != 0>
                    <button type="button" class="button button-wide" on:click=move |_| most.update(|most| *most += PART)
                        data-testid="recount-more">{move || (t.topics.recount.more)(left.get() as usize)}</button>
                </Show>
            }
        } />
    }
}

/// Some lines; those that stay are not drawn anew.
#[component]
fn Lines(lines: Memo<Vec<VoteLine>>, choices: Memo<Vec<String>>) -> impl IntoView {
    let all = move || lines.get().into_iter().enumerate();
    let line = move |(_, line): (usize, VoteLine)| view! { <Line line choices=choices.get_untracked() /> };
    view! {
        <ul class="recount-lines">
            <For each=all key=|(at, line)| format!("{at} {line:?}") children=line />
        </ul>
    }
}

/// One vote.
#[component]
fn Line(line: VoteLine, choices: Vec<String>) -> impl IntoView {
    let t = texts();
    let words = &t.topics.recount;
    let VoteLine { path, by, choice, at, is_paper, attached, why_not } = line;
    let chose = choice.and_then(|choice| choices.get(usize::from(choice)).cloned());
    let chose = chose.unwrap_or_else(|| words.no_such_choice.to_owned());
    let name = speaker_name(t, &by);
    let place = path.join(" ");
    // A paper vote is the home's, and was entered by somebody else.
    let who = if is_paper { (words.paper_by)(&name) } else { name };
    let has_photos = !attached.is_empty();
    let attached = Signal::stored(attached);
    view! {
        <li class="recount-line" class:recount-not=why_not.is_some() data-testid="vote-line">
            <p class="recount-head">
                {(!place.is_empty()).then(|| view! { <span>{place}</span> })}
                <strong data-testid="vote-said">{chose}</strong>
                {is_paper.then(|| view! { <span class="tag">{words.by_paper}</span> })}
            </p>
            <p class="quiet"><span>{who}</span>{by.office.map(|office| view! { " "<OfficeBadge office /> })}" · "{say(t, at)}</p>
            {why_not.map(|why| view! {
                <p class="line-why" data-testid="vote-why-not"><Icon glyph=Glyph::Alert /><span>{(t.topics.ballot.why_not)(why)}</span></p>
            })}
            {has_photos.then(|| view! { <PhotoStrip attached /> })}
        </li>
    }
}
