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

/// Above this many votes of a building are folded away.
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
        let choices = choices.get();
        let many = parts.len() > 3 || parts.iter().map(|part| part.lines.len()).sum::<usize>() > MANY;
        let part = |part: Part| {
            let name = if part.building.is_empty() { words.nowhere.to_owned() } else { part.building.clone() };
            let lines = part.lines.into_iter().map(|line| view! { <Line line choices=choices.clone() /> });
            view! {
                <details class="recount-part" open=!many data-testid="recount-building">
                    <summary>{(words.of_building)(&name, lines.len())}</summary>
                    <ul class="recount-lines">{lines.collect_view()}</ul>
                </details>
            }
        };
        parts.into_iter().map(part).collect_view()
    };
    let void = move || {
        let (_, void) = shown.get();
        let choices = choices.get();
        (!void.is_empty()).then(|| {
            let count = void.len();
            let lines = void.into_iter().map(|line| view! { <Line line choices=choices.clone() /> }).collect_view();
            view! {
                <details class="recount-part" open=true data-testid="recount-void">
                    <summary>{(words.not_counted)(count)}</summary>
                    <ul class="recount-lines">{lines}</ul>
                </details>
            }
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
            <PhotoStrip attached />
        </li>
    }
}
