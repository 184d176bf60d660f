//! The menus of a person and a household, and the buttons that open them.

use leptos::prelude::*;
use linli_contract::households::HouseholdView;
use linli_shared::ids::{PersonId, RecordId};

use super::acting::{Acting, FIRST, Topic};
use crate::components::icon::{Glyph, Icon};
use crate::model::acts::{HouseholdAct, PersonAct, of_household, of_person};
use crate::pages::session::Session;
use crate::platform::prefs::texts;

const fn person_glyph(act: PersonAct) -> Glyph {
    match act {
        PersonAct::Edit => Glyph::Edit,
        PersonAct::Move => Glyph::Move,
        PersonAct::OtherHousehold => Glyph::Home,
        PersonAct::Split => Glyph::Plus,
        PersonAct::Left => Glyph::Route,
        PersonAct::Died => Glyph::Minus,
        PersonAct::Mistake => Glyph::Trash,
    }
}

const fn household_glyph(act: HouseholdAct) -> Glyph {
    match act {
        HouseholdAct::History => Glyph::History,
        HouseholdAct::AllLeft => Glyph::Route,
        HouseholdAct::Tenants => Glyph::Sync,
        HouseholdAct::WrongDoor => Glyph::Move,
        HouseholdAct::Merge => Glyph::Home,
        HouseholdAct::Withdraw => Glyph::Trash,
    }
}

/// The button of a person's menu.
#[component]
pub(crate) fn PersonMore(
    #[prop(into)] household: RecordId,
    person: PersonId,
    #[prop(into)] name: Signal<String>,
) -> impl IntoView {
    let t = texts();
    let acting = Acting::here();
    view! {
        <button type="button" class="bar-button" aria-haspopup="dialog" data-testid="person-more"
            aria-label=move || (t.registers.more_of_person)(&name.read())
            on:click=move |_| acting.open(Topic::PersonMenu(household, person))>
            <Icon glyph=Glyph::More />
        </button>
    }
}

/// The button of a household's menu.
#[component]
pub(crate) fn HouseholdMore(household: RecordId) -> impl IntoView {
    let t = texts();
    let acting = Acting::here();
    view! {
        <button type="button" class="bar-button" aria-haspopup="dialog" aria-label=t.registers.more_of_household
            data-testid="household-more" on:click=move |_| acting.open(Topic::HouseholdMenu(household))>
            <Icon glyph=Glyph::More />
        </button>
    }
}

/// What can be done about a person.
#[component]
pub(crate) fn PersonMenu(acting: Acting, household: Memo<HouseholdView>, person: PersonId) -> impl IntoView {
    let t = texts();
    let id = household.read_untracked().id;
    let row = move |(at, act): (usize, PersonAct)| {
        let words = (t.registers.person_act)(act);
        let testid = format!("act-{}", act.word());
        let inside = view! { <Icon glyph=person_glyph(act) /><span>{words}</span> };
        let place = (at == 0).then_some(FIRST);
        let entry = if act == PersonAct::Edit {
            let to = format!("/door/{}/form/{}?person={person}", acting.door(), household.read_untracked().slot);
            view! { <a class="act" id=place href=to data-testid=testid>{inside}</a> }.into_any()
        } else {
            let open = move |_| acting.open(Topic::Person(id, person, act));
            view! { <button type="button" class="act" id=place on:click=open data-testid=testid>{inside}</button> }
                .into_any()
        };
        view! { <li>{entry}</li> }
    };
    let rows = move || of_person(acting.around(&household.read())).into_iter().enumerate().map(row).collect_view();
    view! { <ul class="act-list" data-testid="person-menu">{rows}</ul> }
}

/// What can be done about a household.
#[component]
pub(crate) fn HouseholdMenu(acting: Acting, household: Memo<HouseholdView>) -> impl IntoView {
    let t = texts();
    let id = household.read_untracked().id;
    let row = move |(at, act): (usize, HouseholdAct)| {
        let words = (t.registers.household_act)(act);
        let testid = format!("act-{}", act.word());
        let inside = view! { <Icon glyph=household_glyph(act) /><span>{words}</span> };
        let place = (at == 0).then_some(FIRST);
        let entry = if act == HouseholdAct::History {
            let to = format!("/household/{id}/history?door={}", acting.door());
            view! { <a class="act" id=place href=to data-testid=testid>{inside}</a> }.into_any()
        } else {
            let open = move |_| acting.open(Topic::Household(id, act));
            view! { <button type="button" class="act" id=place on:click=open data-testid=testid>{inside}</button> }
                .into_any()
        };
        view! { <li>{entry}</li> }
    };
    let rows = move || of_household(acting.around(&household.read())).into_iter().enumerate().map(row).collect_view();
    let reach = Session::here().reach();
    let is_steward = Memo::new(move |_| reach.read().is_steward);
    view! {
        <ul class="act-list" data-testid="household-menu">
            {rows}
            <Show when=move || is_steward.get()>
                <li>
                    <button type="button" class="act button-danger" on:click=move |_| acting.open(Topic::Erase(id))
                        data-testid="act-erase"><Icon glyph=Glyph::Trash /><span>{t.rights.erase_record}</span></button>
                </li>
            </Show>
        </ul>
    }
}
