//! Erasing people or a household from the household's own page: a steward's act without undo.

use leptos::prelude::*;
use linli_contract::households::HouseholdView;
use linli_contract::rights::EraseRecord;
use linli_shared::ids::PersonId;

use super::whom::{Whom, WhomChips};
use crate::bridge;
use crate::components::points::Points;
use crate::components::typed_confirm::TypedConfirm;
use crate::pages::households::value::name_of;
use crate::pages::registers::acting::{Acting, FIRST};
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The sheet.
#[component]
pub(crate) fn EraseHousehold(acting: Acting, household: Memo<HouseholdView>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let whom = Whom::nobody();
    let names: Vec<(PersonId, String)> =
        household.with_untracked(|household| household.people.iter().map(|one| (one.id, name_of(t, one))).collect());
    let known = StoredValue::new(names.clone());
    let sentence = move || {
        let is_nobody = whom.is_nobody();
        let whom = known.with_value(|names| whom.said(names, t.rights.erase_whole));
        if is_nobody { t.rights.erase_choose.to_owned() } else { (t.rights.erase_sentence)(&whom) }
    };
    let erase = move |()| {
        let request = EraseRecord { household: household.read_untracked().id, people: untrack(|| whom.people()) };
        acts.run(bridge::ask(request), move |()| {
            acting.close();
            acts.toasts.say(t.rights.erased);
        });
    };
    let word = t.rights.erase_word;
    view! {
        <div class="stack">
            <p class="act-sentence" id=FIRST tabindex="-1" data-testid="act-sentence">{sentence}</p>
            <Points points=t.rights.erase_goes />
            <WhomChips label=t.rights.erase_people names whom />
            <TypedConfirm word ask=(t.rights.erase_type)(word) label=t.rights.confirm_erase on_confirm=erase
                is_blocked=Signal::derive(move || whom.is_nobody()) />
        </div>
    }
}
