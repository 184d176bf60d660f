//! Every vote, by building; those that do not count with the reason.

use leptos::prelude::*;
use linli_contract::topics::{RecountView, VoteLine};

use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Nothing;
use crate::components::photos::PhotoStrip;
use crate::components::talk::{OfficeBadge, speaker_name};
use crate::model::topics::{Part, parts};
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// More votes than this are folded away.
const MANY: usize = 30;

/// The votes.
#[component]
pub(super) fn Votes(view: Memo<RecountView>) -> impl IntoView {
    let t = texts();
    let words = &t.topics.recount;
    let choices = Memo::new(move |_| view.read().ballot.choices.clone());
    let shown = Memo::new(move |_| parts(&view.read().votes));
    let is_empty = Memo::new(move |_| view.read().votes.is_empty());
    let is_secret = Memo::new(move |_| view.read().ballot.is_secret);
    let buildings = move || {
        let (parts, _) = shown.get();
        let all: usize = parts.iter().map(|part| part.lines.len()).sum();
        let is_open = all <= MANY;
        let part = |part: Part| {
            let name = if part.building.is_empty() { words.nowhere.to_owned() } else { part.building };
            let summary = (words.of_building)(&name, part.lines.len());
            view! { <Fold summary lines=part.lines choices is_open testid="recount-building" /> }
        };
        parts.into_iter().map(part).collect_view()
    };
    let void = move || {
        let (_, void) = shown.get();
        (!void.is_empty()).then(|| {
            let (summary, is_open) = ((words.not_counted)(void.len()), void.len() <= MANY);
            view! { <Fold summary lines=void choices is_open testid="recount-void" /> }
        })
    };
    view! {
        <Show when=move || !(is_empty.get() && is_secret.get())>
            <section class="card stack" data-testid="recount-votes">
                <h2>{words.votes}</h2>
                <Show when=move || is_empty.get()><Nothing what=words.none next=words.none_next glyph=Glyph::List /></Show>
                {buildings}
                {void}
            </section>
        </Show>
    }
}

/// Votes that fold away; drawn once they are unfolded, for a community has thousands.
#[component]
fn Fold(
    summary: String,
    lines: Vec<VoteLine>,
    choices: Memo<Vec<String>>,
    is_open: bool,
    testid: &'static str,
) -> impl IntoView {
    let is_drawn = RwSignal::new(is_open);
    let lines = StoredValue::new(lines);
    let all = move || {
        let choices = choices.get();
        let line = |line| view! { <Line line choices=choices.clone() /> };
        lines.get_value().into_iter().map(line).collect_view()
    };
    view! {
        <details class="recount-part" open=is_open on:toggle=move |_| is_drawn.set(true) data-testid=testid>
            <summary>{summary}</summary>
            <Show when=move || is_drawn.get()><ul class="recount-lines">{all}</ul></Show>
        </details>
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
