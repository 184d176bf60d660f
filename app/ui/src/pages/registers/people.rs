//! Choosing some of a household's people.

use std::collections::BTreeSet;

use leptos::prelude::*;
use linli_contract::households::HouseholdView;
use linli_shared::ids::PersonId;

use crate::i18n::Texts;
use crate::pages::households::value::name_of;
use crate::platform::prefs::texts;

/// A set of people who are chosen.
pub(crate) type Chosen = RwSignal<BTreeSet<PersonId>>;

/// The names of those chosen, in the order of the household.
pub(crate) fn names_of(t: &Texts, household: &HouseholdView, chosen: &BTreeSet<PersonId>) -> String {
    let people = household.people.iter().filter(|person| chosen.contains(&person.id));
    (t.registers.names)(&people.map(|person| name_of(t, person)).collect::<Vec<_>>())
}

/// A chip for each person; nothing where there is only one.
#[component]
pub(crate) fn PeopleChips(household: Memo<HouseholdView>, chosen: Chosen) -> impl IntoView {
    let t = texts();
    let people = Memo::new(move |_| {
        household.read().people.iter().map(|person| (person.id, name_of(t, person))).collect::<Vec<_>>()
    });
    let chip = move |(person, name): (PersonId, String)| {
        let is_on = move || chosen.with(|chosen| chosen.contains(&person)).to_string();
        let toggle = move |_| {
            chosen.update(|chosen| {
                if !chosen.remove(&person) {
                    chosen.insert(person);
                }
            });
        };
        view! {
            <button type="button" class="chip" aria-pressed=is_on on:click=toggle data-code=person.to_string()>{name}</button>
        }
    };
    view! {
        <Show when=move || people.read().len() != 1>
            <div>
                <p class="label">{t.registers.who_else}</p>
                <div class="chips" role="group" aria-label=t.registers.who_else data-testid="people-chips">
                    {move || people.get().into_iter().map(chip).collect_view()}
                </div>
                <p class="field-below" aria-live="polite">
                    {move || chosen.with(BTreeSet::is_empty).then_some(t.registers.choose_somebody)}
                </p>
            </div>
        </Show>
    }
}
