//! A household ends: all of it left, the tenants changed, or it was a mistake.

use leptos::prelude::*;
use linli_contract::households::HouseholdView;
use linli_contract::registers::{EndHousehold, Ending};

use super::acting::{Acting, FIRST};
use crate::bridge;
use crate::model::acts::HouseholdAct;
use crate::pages::households::value::household_name;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The sheet: what will happen, and the button for it.
#[component]
pub(crate) fn End(acting: Acting, household: Memo<HouseholdView>, act: HouseholdAct) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let (will, why) = match act {
        HouseholdAct::Tenants => (t.registers.will_change_tenants, Ending::TenantsChanged),
        HouseholdAct::Withdraw => (t.registers.will_withdraw, Ending::Mistake),
        HouseholdAct::AllLeft | HouseholdAct::History | HouseholdAct::WrongDoor | HouseholdAct::Merge => {
            (t.registers.will_all_leave, Ending::Left)
        }
    };
    let confirm = move || {
        let now = household.read_untracked();
        let request = EndHousehold { household: now.id, version: now.version.clone(), why };
        acting.carry_out(acts, bridge::ask(request), (t.registers.household_done)(act).to_owned(), || {});
    };
    view! {
        <form class="stack" on:submit=move |submit| { submit.prevent_default(); confirm(); }>
            <p class="act-sentence" id=FIRST tabindex="-1" data-testid="act-sentence">
                {move || will(&household_name(t, &household.read()))}
            </p>
            <button type="submit" class="button button-main button-wide" data-testid="act-confirm">
                {(t.registers.household_confirm)(act)}
            </button>
        </form>
    }
}
