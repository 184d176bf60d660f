//! The ballots: what is asked, how it stands in numbers and words, what became of the own vote, the way to count again.

use leptos::prelude::*;
use linli_contract::topics::{BallotView, OwnVote, TopicMay, TopicView};

use super::act::Acting;
use crate::components::icon::{Glyph, Icon};
use crate::components::sync_mark::SyncMark;
use crate::model::topics::{Count, Standing, Vote, counts, standing, vote_of};
use crate::pages::topics::names;
use crate::platform::clock::{now, say};
use crate::platform::prefs::texts;

/// The ballots, newest first.
#[component]
pub(super) fn Ballots(view: Memo<TopicView>, acting: Acting) -> impl IntoView {
    let all = move || view.read().ballots.clone();
    let may_vote = Memo::new(move |_| view.read().may.contains(&TopicMay::Vote));
    view! {
        <For each=all key=|ballot| format!("{ballot:?}") children=move |ballot| view! { <Ballot ballot acting may_vote /> } />
    }
}

const fn glyph(standing: Standing) -> Glyph {
    match standing {
        Standing::Open => Glyph::Bell,
        Standing::Grace => Glyph::Clock,
        Standing::Over => Glyph::Check,
    }
}

#[component]
fn Ballot(ballot: BallotView, acting: Acting, may_vote: Memo<bool>) -> impl IntoView {
    let t = texts();
    let words = &t.topics.ballot;
    let stands = standing(&ballot, now());
    let is_open = stands == Standing::Open;
    let (number, is_secret) = (ballot.number, ballot.is_secret);
    let closes = say(t, ballot.closes);
    let bars = match counts(&ballot) {
        Some(bars) => view! {
            {(stands != Standing::Over).then(|| view! { <p class="quiet">{words.so_far}</p> })}
            <Bars bars />
        }
        .into_any(),
        None => view! { <p class="quiet"><Icon glyph=Glyph::Lock />" "{words.counts_sealed}</p> }.into_any(),
    };
    let sealed = if is_secret { (words.sealed_what)(&names(t, &ballot.tellers)) } else { words.open_what.to_owned() };
    let can_vote = is_open && ballot.why_not.is_none();
    let has_voted = ballot.own.is_some();
    let cannot = ballot.why_not.filter(|_| is_open).map(words.cannot);
    let own = ballot.own.clone().map(|own| view! { <Own own ballot=ballot.clone() is_open /> });
    let to = format!("/hall/{}/recount/{number}", acting.topic);
    view! {
        <section class="card stack ballot" data-testid="ballot" data-ballot=number.to_string()>
            <p class="ballot-head">
                <span class="ballot-stands" data-testid="ballot-stands"><Icon glyph=glyph(stands) />{(words.standing)(stands)}</span>
                <span class="tag">{(words.by)(ballot.by)}</span>
                <span class="tag">{if is_secret { words.sealed } else { words.open }}</span>
            </p>
            <h2>{ballot.question.clone()}</h2>
            <div>
                <p>{if is_open { (words.closes)(&closes) } else { (words.closed)(&closes) }}</p>
                {(ballot.grace_until > ballot.closes && stands != Standing::Over).then(|| view! {
                    <p class="quiet">{(words.grace)(&say(t, ballot.grace_until))}</p>
                })}
            </div>
            {bars}
            <p data-testid="ballot-turnout">{(words.turnout)(ballot.votes, ballot.roll)}</p>
            {own}
            {cannot.map(|why| view! { <p class="ballot-cannot" data-testid="ballot-cannot"><Icon glyph=Glyph::Lock /><span>{why}</span></p> })}
            <p class="quiet" data-testid="ballot-seal">{(words.by_what)(ballot.by)}" "{sealed}</p>
            <div class="hall-ways">
                <Show when=move || can_vote && may_vote.get()>
                    <button type="button" class="button" class:button-main=!has_voted on:click=move |_| acting.vote(number)
                        data-testid="ballot-vote">
                        <Icon glyph=Glyph::Check />{if has_voted { t.topics.act.vote_again } else { words.vote_now }}
                    </button>
                </Show>
                <a class="button" href=to data-testid="to-recount"><Icon glyph=Glyph::List />{words.recount}</a>
            </div>
        </section>
    }
}

/// Counts as bars with numbers and words.
#[component]
pub(in crate::pages::topics) fn Bars(bars: Vec<Count>) -> impl IntoView {
    let t = texts();
    let words = &t.topics.ballot;
    let bar = |bar: Count| {
        let Count { choice, count, percent, is_most, is_own } = bar;
        view! {
            <li class="tally" class:tally-most=is_most data-testid="count">
                <span class="tally-head">
                    <span class="tally-name">{choice}</span>
                    {is_own.then(|| view! { <span class="tag"><Icon glyph=Glyph::Check />{words.own_mark}</span> })}
                    {is_most.then(|| view! { <span class="tag">{words.most}</span> })}
                    <span class="tally-number">{(words.count)(count, percent)}</span>
                </span>
                <span class="tally-bar" aria-hidden="true"><span class="tally-part" style:width=format!("{percent}%")></span></span>
            </li>
        }
    };
    view! { <ul class="tallies" data-testid="counts">{bars.into_iter().map(bar).collect_view()}</ul> }
}

/// What this person, or their household, chose, and what became of it.
#[component]
fn Own(own: OwnVote, ballot: BallotView, is_open: bool) -> impl IntoView {
    let t = texts();
    let words = &t.topics.ballot;
    let at = say(t, own.at);
    let said = match own.choice {
        Some(choice) => {
            let choice = ballot.choices.get(usize::from(choice)).cloned().unwrap_or_default();
            if own.is_paper { (words.chose_paper)(&choice, &at) } else { (words.chose)(&choice, &at) }
        }
        None => (words.voted_elsewhere)(&at),
    };
    let became = vote_of(&own);
    let state = (words.vote_state)(became);
    let (class, glyph) = match became {
        Vote::Counts | Vote::Elsewhere => ("own-vote own-counts", Glyph::Check),
        Vote::Here => ("own-vote", Glyph::Upload),
        Vote::Refused | Vote::Not(_) => ("own-vote own-not", Glyph::Alert),
    };
    // Once it is over, how to vote otherwise would only lead astray.
    let next = (is_open || !matches!(became, Vote::Counts | Vote::Elsewhere)).then_some(state.next);
    view! {
        <div class=class role="status" data-testid="own-vote">
            <Icon glyph />
            <div>
                <p>{said}</p>
                <p><strong data-testid="own-vote-state">{state.what}</strong>{next.map(|next| format!(" · {next}"))}</p>
                {(became == Vote::Here).then(|| view! { <SyncMark sync=own.sync /> })}
            </div>
        </div>
    }
}
