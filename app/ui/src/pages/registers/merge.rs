//! Two households of one door are one.

use leptos::prelude::*;
use linli_contract::households::HouseholdView;
use linli_contract::registers::MergeHouseholds;

use super::acting::{Acting, FIRST};
use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::model::acts::HouseholdAct;
use crate::pages::households::value::household_name;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The sheet: which of the others joins this household.
#[component]
pub(crate) fn Merge(acting: Acting, household: Memo<HouseholdView>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let keep = household.read_untracked().id;
    let others: Vec<(linli_shared::ids::RecordId, String)> = {
        let view = acting.view.read_untracked();
        let others = view.households.iter().filter(|other| other.id != keep);
        others.map(|other| (other.id, household_name(t, other))).collect()
    };
    let chosen = RwSignal::new(others.first().map_or_else(String::new, |(id, _)| id.to_string()));
    let choices: Vec<Choice> = others.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect();
    let is_choice = choices.len() > 1;
    let others = StoredValue::new(others);
    let other = move || {
        let chosen = chosen.get();
        others.with_value(|others| others.iter().find(|(id, _)| id.to_string() == chosen).cloned())
    };
    let sentence =
        move || other().map(|(_, name)| (t.registers.will_merge)(&household_name(t, &household.read()), &name));
    let confirm = move || {
        if let Some((merge, _)) = untrack(other) {
            let words = (t.registers.household_done)(HouseholdAct::Merge).to_owned();
            acting.carry_out(acts, bridge::ask(MergeHouseholds { keep, merge }), words, || {});
        }
    };
    view! {
        <form class="stack" on:submit=move |submit| { submit.prevent_default(); confirm(); }>
            <p class="act-sentence" id=FIRST tabindex="-1" data-testid="act-sentence">{sentence}</p>
            {is_choice.then(|| view! {
                <div>
                    <p class="label">{t.registers.which_other}</p>
                    <Chips label=t.registers.which_other choices=choices chosen=chosen
                        on_choose=move |code: String| chosen.set(code) testid="which-other" />
                </div>
            })}
            <button type="submit" class="button button-main button-wide" data-testid="act-confirm">
                {(t.registers.household_confirm)(HouseholdAct::Merge)}
            </button>
        </form>
    }
}
