//! People move to another door, to another household of this one, or become a household of their own here.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use linli_contract::households::HouseholdView;
use linli_contract::registers::{Destination, MovePeople};
use linli_shared::ids::{AreaId, PersonId};

use super::acting::{Acting, FIRST};
use super::door_picker::DoorPicker;
use super::people::{PeopleChips, names_of};
use super::there::{Place, There, WithWhom};
use crate::bridge;
use crate::model::acts::{HouseholdAct, PersonAct};
use crate::pages::session::Acts;
use crate::platform::back;
use crate::platform::prefs::texts;

/// The sheet for a person and whoever goes with them; `preset` is a door chosen elsewhere, which is shown afterwards.
#[component]
pub(crate) fn MovePerson(
    acting: Acting,
    household: Memo<HouseholdView>,
    person: PersonId,
    act: PersonAct,
    preset: Option<(AreaId, Option<u8>)>,
) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let navigate = use_navigate();
    let here = acting.door();
    let chosen = RwSignal::new(BTreeSet::from([person]));
    let place = Place::new();
    let with = match (act, preset) {
        (PersonAct::OtherHousehold, _) => WithWhom::Except(household.read_untracked().id),
        (_, Some((_, Some(slot)))) => WithWhom::Slot(slot),
        (_, Some((_, None))) => WithWhom::Own,
        (_, None) => WithWhom::Anybody,
    };
    if let Some(door) = preset.map(|(door, _)| door).or((act == PersonAct::OtherHousehold).then_some(here)) {
        place.choose((door, Vec::new()));
    }
    let names = Memo::new(move |_| names_of(t, &household.read(), &chosen.read()));
    let sentence = move || {
        let names = names.get();
        match act {
            _ if names.is_empty() => None,
            PersonAct::Split => Some((t.registers.will_split)(&names)),
            PersonAct::Move
            | PersonAct::OtherHousehold
            | PersonAct::Edit
            | PersonAct::Left
            | PersonAct::Died
            | PersonAct::Mistake => place.sentence(t, &names),
        }
    };
    let destination = Memo::new(move |_| match act {
        PersonAct::Split => Some(Destination { door: here, slot: None }),
        PersonAct::Move
        | PersonAct::OtherHousehold
        | PersonAct::Edit
        | PersonAct::Left
        | PersonAct::Died
        | PersonAct::Mistake => place.destination(),
    });
    let is_ready = Memo::new(move |_| destination.read().is_some() && !names.read().is_empty());
    let confirm = move || {
        let Some(to) = destination.get_untracked().filter(|_| is_ready.get_untracked()) else { return };
        let now = household.read_untracked();
        let people = chosen.get_untracked().into_iter().collect();
        let (household, version, door) = (now.id, now.version.clone(), to.door);
        let request = MovePeople { household, version, people, to, with_home: false };
        let words = (t.registers.person_done)(act, &names.read_untracked());
        let navigate = navigate.clone();
        acting.carry_out(acts, bridge::ask(request), words, move || {
            if preset.is_some() {
                back::leave(navigate, format!("/door/{door}"));
            }
        });
    };
    let is_picked = act == PersonAct::Move && preset.is_none();
    let door = Memo::new(move |_| place.door.with(|door| door.as_ref().map(|(door, _)| *door)));
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); confirm(); }>
            <p class="act-sentence" id=FIRST tabindex="-1" aria-live="polite" data-testid="act-sentence">{sentence}</p>
            <PeopleChips household chosen />
            {is_picked.then(|| view! { <DoorPicker place except=here /> })}
            {move || door.get().map(|door| view! { <There place door with /> })}
            <button type="submit" class="button button-main button-wide" data-testid="act-confirm"
                disabled=move || !is_ready.get()>{(t.registers.person_confirm)(act)}</button>
        </form>
    }
}

/// The sheet for a household that was entered at the wrong door.
#[component]
pub(crate) fn MoveHousehold(acting: Acting, household: Memo<HouseholdView>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let here = acting.door();
    let place = Place::new();
    let sentence = move || place.path().map(|path| (t.registers.will_change_door)(&path));
    let destination = Memo::new(move |_| place.destination());
    let confirm = move || {
        let Some(to) = destination.get_untracked() else { return };
        let now = household.read_untracked();
        let request = MovePeople {
            household: now.id,
            version: now.version.clone(),
            people: now.people.iter().map(|person| person.id).collect(),
            to,
            with_home: true,
        };
        let words = (t.registers.household_done)(HouseholdAct::WrongDoor).to_owned();
        acting.carry_out(acts, bridge::ask(request), words, || {});
    };
    let door = Memo::new(move |_| place.door.with(|door| door.as_ref().map(|(door, _)| *door)));
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); confirm(); }>
            <p class="act-sentence" id=FIRST tabindex="-1" aria-live="polite" data-testid="act-sentence">{sentence}</p>
            <DoorPicker place except=here />
            {move || door.get().map(|door| view! { <There place door with=WithWhom::Own /> })}
            <button type="submit" class="button button-main button-wide" data-testid="act-confirm"
                disabled=move || destination.read().is_none()>{(t.registers.household_confirm)(HouseholdAct::WrongDoor)}</button>
        </form>
    }
}
