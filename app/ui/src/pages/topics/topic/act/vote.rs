//! Voting: large choices, then one button that says what is voted for.

use leptos::prelude::*;
use linli_contract::topics::{BallotView, TopicAct, TopicMay, TopicView};

use super::{Acting, Submit};
use crate::components::icon::{Glyph, Icon};
use crate::model::topics::open_ballot;
use crate::pages::session::Acts;
use crate::pages::topics::names;
use crate::platform::clock::{now, say};
use crate::platform::prefs::texts;

/// The form; says so where no ballot is open any more.
#[component]
pub(super) fn VoteForm(view: Memo<TopicView>, acting: Acting) -> impl IntoView {
    let t = texts();
    let wanted = acting.ballot;
    // Taken once: votes that arrive meanwhile must not draw the choices anew under a finger.
    let ballot = move || {
        let wanted = wanted.get();
        view.with_untracked(|view| {
            let mine: Vec<BallotView> = view.ballots.iter().filter(|one| one.why_not.is_none()).cloned().collect();
            let named = mine.iter().find(|one| Some(one.number) == wanted);
            let unanswered = || {
                let without: Vec<BallotView> = mine.iter().filter(|one| one.own.is_none()).cloned().collect();
                open_ballot(&without, now()).cloned()
            };
            named.cloned().or_else(unanswered).or_else(|| open_ballot(&mine, now()).cloned())
        })
    };
    move || match ballot() {
        Some(ballot) => view! { <Choices ballot acting /> }.into_any(),
        None => view! { <p role="status" data-testid="no-ballot">{t.topics.ballot.none_open}</p> }.into_any(),
    }
}

#[component]
fn Choices(ballot: BallotView, acting: Acting) -> impl IntoView {
    let t = texts();
    let words = &t.topics.ballot;
    let acts = Acts::here();
    let number = ballot.number;
    let chosen = RwSignal::new(ballot.own.as_ref().and_then(|own| own.choice));
    let is_tried = RwSignal::new(false);
    let choices = StoredValue::new(ballot.choices.clone());
    let name = move || {
        let chosen = chosen.get()?;
        choices.with_value(|all| all.get(usize::from(chosen)).cloned())
    };
    let send = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        is_tried.set(true);
        if let Some(choice) = chosen.get_untracked() {
            let act = TopicAct::Vote { ballot: number, choice };
            acting.carry_out(acts, TopicMay::Vote, act, (t.topics.act.done)(TopicMay::Vote));
        }
    };
    let missing = Signal::derive(move || {
        if is_tried.get() && chosen.get().is_none() { t.topics.act.choose_first.to_owned() } else { String::new() }
    });
    let label = Signal::derive(move || name().map_or_else(|| words.vote_now.to_owned(), |name| (words.confirm)(&name)));
    let sealed =
        if ballot.is_secret { (words.sealed_what)(&names(t, &ballot.tellers)) } else { words.open_what.to_owned() };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=send>
            <h3>{ballot.question.clone()}</h3>
            {ballot.own.is_some().then(|| view! { <p data-testid="votes-again">{words.again}</p> })}
            <BigChoices choices=ballot.choices.clone() chosen />
            <p class="quiet">{(words.by_what)(ballot.by)}" "{(words.closes)(&say(t, ballot.closes))}</p>
            <p class="quiet" data-testid="vote-seal"><Icon glyph=if ballot.is_secret { Glyph::Lock } else { Glyph::Eye } />" "{sealed}</p>
            <Submit acting label missing />
        </form>
    }
}

/// The choices of a ballot, large.
#[component]
pub(super) fn BigChoices(choices: Vec<String>, chosen: RwSignal<Option<u16>>) -> impl IntoView {
    let t = texts();
    let choice = |(at, name): (usize, String)| {
        let number = u16::try_from(at).unwrap_or(u16::MAX);
        let is_chosen = move || chosen.get() == Some(number);
        view! {
            <button type="button" class="big-choice" role="radio" aria-checked=move || is_chosen().to_string()
                on:click=move |_| chosen.set(Some(number)) data-testid="vote-choice">
                {move || view! { <Icon glyph=if is_chosen() { Glyph::Check } else { Glyph::Ring } /> }}
                <strong>{name}</strong>
            </button>
        }
    };
    view! {
        <div class="big-choices" role="radiogroup" aria-label=t.topics.ballot.which data-testid="vote-choices">
            {choices.into_iter().enumerate().map(choice).collect_view()}
        </div>
    }
}
