//! Giving a role: which, for which place, for how long.

use leptos::prelude::*;
use linli_contract::buildings::{AreaKind, AreasView, ReadAreas};
use linli_contract::members::{GrantRole, MemberCard, Role};
use linli_shared::calendar::{Date, Millis};
use linli_shared::ids::AreaId;

use super::member::Topics;
use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::icon::Glyph;
use crate::components::loaded::{Load, Loaded};
use crate::components::note::{Note, Weight};
use crate::load::load;
use crate::model::dates::days_after;
use crate::model::members::{GIVEN, needs_end, places, role_word};
use crate::pages::session::{Acts, Session};
use crate::platform::clock::{end_of, today};
use crate::platform::prefs::texts;

/// How long a role is given for.
const NO_END: &str = "none";
const A_WEEK: &str = "week";
const TO_A_DAY: &str = "day";

/// The days of a stand-in.
const WEEK: i64 = 7;

/// The sheet.
#[component]
pub(crate) fn Give(card: Memo<MemberCard>, topics: Topics) -> impl IntoView {
    let areas: Load<AreasView> = load(ReadAreas, |_| false);
    view! { <Loaded load=areas children=move |view| view! { <GiveForm areas=view card topics /> } /> }
}

/// The community's own area: where this steward stands, else what the grids lie in.
fn root_of(areas: &AreasView, session: Session) -> AreaId {
    let own = session.member.with_untracked(|me| {
        let roles = me.as_ref().map(|me| me.roles.clone()).unwrap_or_default();
        roles.into_iter().find(|role| role.role == Role::Steward).map(|role| role.scope)
    });
    let parent = || areas.areas.iter().find(|row| row.kind == AreaKind::Grid).map(|row| row.parent);
    own.or_else(parent).unwrap_or_default()
}

#[component]
fn GiveForm(areas: Memo<AreasView>, card: Memo<MemberCard>, topics: Topics) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let root = root_of(&areas.read_untracked(), Session::here());
    let role = RwSignal::new(GIVEN[0]);
    let place = RwSignal::new(String::new());
    let how_long = RwSignal::new(NO_END.to_owned());
    let day = RwSignal::new(String::new());
    let is_tried = RwSignal::new(false);
    let offered = Memo::new(move |_| places(&areas.read(), role.get(), root, t.members.whole));
    let chosen = Memo::new(move |_| {
        let offered = offered.read();
        let same = offered.iter().find(|one| one.area.to_string() == *place.read());
        same.or_else(|| offered.first()).map(|one| one.area)
    });
    let until = Memo::new(move |_| match how_long.read().as_str() {
        A_WEEK => days_after(today(), WEEK).map(|day| Some(end_of(day))),
        TO_A_DAY => Date::parse(&day.read()).filter(|day| *day > today()).map(|day| Some(end_of(day))),
        _ => Some(None),
    });
    let choose_role = move |word: String| {
        if let Some(one) = GIVEN.into_iter().find(|one| role_word(*one) == word) {
            role.set(one);
            if needs_end(one) && how_long.read_untracked().as_str() == NO_END {
                how_long.set(A_WEEK.to_owned());
            }
        }
    };
    let give = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        is_tried.set(true);
        let (Some(scope), Some(until)) = (chosen.get_untracked(), until.get_untracked()) else { return };
        let request = GrantRole { member: card.read_untracked().row.member, role: role.get_untracked(), scope, until };
        acts.run(bridge::ask(request), move |()| topics.done(acts, t.members.given));
    };
    let roles = GIVEN.into_iter().map(|role| Choice::new(role_word(role), (t.area.role)(role))).collect();
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=give>
            <div>
                <p class="label">{t.members.which_role}</p>
                <Chips label=t.members.which_role choices=roles testid="give-which" on_choose=choose_role
                    chosen=Signal::derive(move || role_word(role.get()).to_owned()) />
            </div>
            <Show when=move || role.get() == Role::Steward>
                <Note weight=Weight::Warn glyph=Glyph::Alert testid="steward-warning">
                    <p class="note-text">{t.members.steward_warning}</p>
                </Note>
            </Show>
            <PlaceSelect offered chosen place />
            <HowLong role how_long day until is_tried />
            <button type="submit" class="button button-main button-wide" disabled=move || chosen.get().is_none()
                data-testid="act-confirm">{t.members.give}</button>
        </form>
    }
}

#[component]
fn PlaceSelect(
    offered: Memo<Vec<crate::model::members::Place>>,
    chosen: Memo<Option<AreaId>>,
    place: RwSignal<String>,
) -> impl IntoView {
    let t = texts();
    let options = move || {
        let option = |one: crate::model::members::Place| {
            let area = one.area;
            view! { <option value=area.to_string() selected=move || chosen.get() == Some(area)>{one.label}</option> }
        };
        offered.get().into_iter().map(option).collect_view()
    };
    view! {
        <div class="field">
            <label for="give-place">{t.members.which_place}</label>
            <select id="give-place" data-testid="give-place" on:change=move |event| place.set(event_target_value(&event))>
                {options}
            </select>
            {move || offered.read().is_empty().then(|| view! { <p class="field-below" role="status">{t.members.no_place}</p> })}
        </div>
    }
}

#[component]
fn HowLong(
    role: RwSignal<Role>,
    how_long: RwSignal<String>,
    day: RwSignal<String>,
    until: Memo<Option<Option<Millis>>>,
    is_tried: RwSignal<bool>,
) -> impl IntoView {
    let t = texts();
    let must_end = Memo::new(move |_| needs_end(role.get()));
    let chips = move || {
        let mut choices = vec![Choice::new(A_WEEK, t.members.a_week), Choice::new(TO_A_DAY, t.members.to_a_day)];
        if !must_end.get() {
            choices.insert(0, Choice::new(NO_END, t.members.no_end));
        }
        view! {
            <Chips label=t.members.how_long choices=choices testid="give-until" chosen=how_long
                on_choose=move |code| how_long.set(code) />
        }
    };
    view! {
        <div>
            <p class="label">{t.members.how_long}</p>
            {chips}
            {move || must_end.get().then(|| view! { <p class="field-below">{t.members.volunteers_end}</p> })}
            <Show when=move || how_long.read().as_str() == TO_A_DAY>
                <input class="date" type="date" aria-label=t.members.which_day
                    min=days_after(today(), 1).map(|day| day.to_string())
                    on:change=move |event| day.set(event_target_value(&event)) data-testid="give-day" />
                {move || (is_tried.get() && until.get().is_none()).then(|| view! {
                    <p class="actions-note" role="alert">{t.members.day_wrong}</p>
                })}
            </Show>
        </div>
    }
}
