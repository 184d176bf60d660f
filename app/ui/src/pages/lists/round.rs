//! The round of a day: what is due, by stair in walking order, one tap from each door.

use leptos::prelude::*;
use linli_contract::lists::{Filter, ListRow, ListSpec, ReadRound, RoundStair, RoundView};

use super::chosen::choose;
use super::mark::StateMark;
use super::row::{People, short};
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Loaded;
use crate::i18n::Texts;
use crate::load::load;
use crate::model::lists::{Due, due};
use crate::pages::session::{Session, concerns_doors};
use crate::pages::sync::line::SyncDot;
use crate::pages::tabs::ToLists;
use crate::platform::clock::{say_day, today};
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// `/round`.
#[component]
pub(crate) fn RoundPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    keep_scroll("/round".into());
    let round = load(ReadRound, |event| concerns_doors(event, |_| true));
    let day = move || round.value.with(|view| view.as_ref().map(|view| say_day(t, &view.day))).unwrap_or_default();
    view! {
        <Frame title=t.lists.round subtitle=Signal::derive(day) aside=|| view! { <ToLists /><SyncDot /> }>
            <Loaded load=round is_offline=session.is_offline() children=move |view| view! { <Round view /> } />
        </Frame>
    }
}

#[component]
fn Round(view: Memo<RoundView>) -> impl IntoView {
    let is_empty = Memo::new(move |_| view.read().stairs.is_empty());
    move || {
        if is_empty.get() {
            view! { <NothingDue view /> }.into_any()
        } else {
            view! {
                <Goes view />
                <For each=move || view.get().stairs key=|stair| (stair.building, stair.path.clone())
                    children=move |stair: RoundStair| {
                        let first = stair.clone();
                        let now = Memo::new(move |_| {
                            let is_it = |one: &&RoundStair| one.building == first.building && one.path == first.path;
                            view.read().stairs.iter().find(is_it).cloned().unwrap_or_else(|| first.clone())
                        });
                        view! { <Stair stair=now /> }
                    } />
            }
            .into_any()
        }
    }
}

/// How far the day has gone.
#[component]
fn Goes(view: Memo<RoundView>) -> impl IntoView {
    let t = texts();
    let share = move || {
        let (done, all) = view.with(|view| (view.visited, view.visited.saturating_add(view.due)));
        (u64::from(done) * 100).checked_div(u64::from(all)).unwrap_or(0)
    };
    view! {
        <section class="card round-goes" data-testid="round-goes">
            <p role="status">{move || view.with(|view| (t.lists.round_goes)(view.visited, view.due))}</p>
            <div class="coverage-bar" aria-hidden="true">
                <div class="coverage-done" style:width=move || format!("{}%", share())></div>
            </div>
        </section>
    }
}

/// Nothing is due, or nothing any more: what to do instead.
#[component]
fn NothingDue(view: Memo<RoundView>) -> impl IntoView {
    let t = texts();
    let visited = Memo::new(move |_| view.read().visited);
    let what = move || match visited.get() {
        0 => t.lists.round_none.to_owned(),
        visited => (t.lists.round_done)(visited),
    };
    let next = move || if visited.get() == 0 { t.lists.round_none_next } else { t.lists.round_done_next };
    let to_unregistered = |_| choose(ListSpec { filters: vec![Filter::Unregistered], within: None });
    view! {
        <div class="nothing" data-testid="empty">
            <Icon glyph=Glyph::Check />
            <p class="nothing-what">{what}</p>
            <p>{next}</p>
            <a class="button button-main" href="/lists" on:click=to_unregistered data-testid="to-unregistered">
                <Icon glyph=Glyph::List />{t.lists.to_unregistered}
            </a>
        </div>
    }
}

#[component]
fn Stair(stair: Memo<RoundStair>) -> impl IntoView {
    let t = texts();
    let doors = move || u32::try_from(stair.read().doors.len()).unwrap_or(u32::MAX);
    view! {
        <section class="round-stair" data-testid="round-stair">
            <div class="round-head">
                <h2>{move || stair.read().path.join(" ")}</h2>
                <span class="quiet">{move || (t.lists.doors)(doors())}</span>
                <a class="button-text" href=move || format!("/building/{}", stair.read().building)>{t.lists.to_board}</a>
            </div>
            <ul class="card round-doors">
                {move || stair.get().doors.into_iter().map(|row| view! { <Door row /> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Door(row: ListRow) -> impl IntoView {
    let t = texts();
    let why = row.due.as_deref().map(|day| why(t, day));
    let label = row.path.last().cloned().unwrap_or_default();
    let call = row.people.iter().find_map(|person| Some((person.phone.clone()?, person.name.clone()))).map(
        |(phone, name)| {
            let dial: String = phone.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
            let name = if name.is_empty() { t.door.nameless.to_owned() } else { name };
            view! {
                <a class="call" href=format!("tel:{dial}") aria-label=(t.door.call)(&name)><Icon glyph=Glyph::Phone /></a>
            }
        },
    );
    view! {
        <li class="round-door">
            <a class="round-link" href=format!("/door/{}", row.door) data-testid="round-door">
                <span class="round-line">
                    <strong class="round-label">{label}</strong>
                    <StateMark state=row.state />
                </span>
                <People people=row.people />
                {why.map(|why| view! { <span class="round-why">{why}</span> })}
            </a>
            {call}
        </li>
    }
}

/// Why a door is on the round; one that was due earlier is no reproach.
fn why(t: &Texts, day: &str) -> String {
    match due(day, today()) {
        Some(Due::Today) | None => t.lists.planned_today.to_owned(),
        Some(Due::Earlier(_)) => (t.lists.planned_earlier)(&short(t, day)),
        Some(Due::Later(_)) => (t.lists.due_on)(&short(t, day)),
    }
}
