//! People died, left the community, or were entered by mistake.

use std::collections::BTreeSet;

use leptos::prelude::*;
use linli_contract::households::HouseholdView;
use linli_contract::registers::{Departure, PeopleLeft};
use linli_shared::ids::PersonId;

use super::acting::{Acting, FIRST};
use super::day::{Day, DayPicker};
use super::people::{PeopleChips, names_of};
use crate::bridge;
use crate::components::text_field::TextField;
use crate::model::acts::PersonAct;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The longest answer to where somebody went, in characters.
const TO_LENGTH: u32 = 100;

/// The sheet: what will happen, who else, which day.
#[component]
pub(crate) fn Leave(acting: Acting, household: Memo<HouseholdView>, person: PersonId, act: PersonAct) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let chosen = RwSignal::new(BTreeSet::from([person]));
    let day = Day::today();
    let to = RwSignal::new(String::new());
    let names = Memo::new(move |_| names_of(t, &household.read(), &chosen.read()));
    let sentence = move || {
        let will = match act {
            PersonAct::Died => t.registers.will_die,
            PersonAct::Mistake => t.registers.will_be_mistake,
            PersonAct::Left | PersonAct::Edit | PersonAct::Move | PersonAct::OtherHousehold | PersonAct::Split => {
                t.registers.will_leave
            }
        };
        (!names.read().is_empty()).then(|| will(&names.read()))
    };
    let is_left = act == PersonAct::Left;
    let has_day = is_left || act == PersonAct::Died;
    let confirm = move || {
        let people: Vec<PersonId> = chosen.get_untracked().into_iter().collect();
        if people.is_empty() {
            return;
        }
        let why = match act {
            PersonAct::Died => Departure::Died { on: day.get_untracked() },
            PersonAct::Mistake => Departure::Mistake,
            PersonAct::Left | PersonAct::Edit | PersonAct::Move | PersonAct::OtherHousehold | PersonAct::Split => {
                Departure::Left { on: day.get_untracked(), to: to.get_untracked().trim().to_owned() }
            }
        };
        let now = household.read_untracked();
        let request = PeopleLeft { household: now.id, version: now.version.clone(), people, why };
        let words = (t.registers.person_done)(act, &names.read_untracked());
        acting.carry_out(acts, bridge::ask(request), words, || {});
    };
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); confirm(); }>
            <p class="act-sentence" id=FIRST tabindex="-1" data-testid="act-sentence">{sentence}</p>
            {act.is_for_several().then(|| view! { <PeopleChips household chosen /> })}
            {has_day.then(|| view! { <DayPicker day /> })}
            {is_left.then(|| view! {
                <TextField id="left-to" label=t.registers.where_to text=to on_text=move |text| to.set(text) max=TO_LENGTH
                    hint=Signal::stored(t.registers.where_to_hint.to_owned()) is_last=true testid="left-to" />
            })}
            <button type="submit" class="button button-main button-wide" data-testid="act-confirm"
                disabled=move || names.read().is_empty()>{(t.registers.person_confirm)(act)}</button>
        </form>
    }
}
