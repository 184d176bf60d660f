//! An ID number on the card: masked, shown in full on demand and hidden again on leaving; two numbers are settled here.

use leptos::prelude::*;
use linli_contract::households::{Alternative, HouseholdView, PersonView, SettleIdNumber, ShowIdNumber};

use super::conflict::Alternatives;
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::pages::registers::undo::report;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The number's line on a person's card.
#[component]
pub(crate) fn IdNumber(view: Memo<PersonView>, household: Memo<HouseholdView>, may_write: Memo<bool>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    // Lives with the card: leaving the screen forgets it.
    let numbers = RwSignal::new(None::<Vec<Alternative>>);
    let known = Memo::new(move |_| view.read().id_number.clone());
    let request = move || ShowIdNumber { household: household.read_untracked().id, person: view.read_untracked().id };
    let show = move |_| acts.run(bridge::ask(request()), move |shown| drop(numbers.try_set(Some(shown.numbers))));
    Effect::new(move |before: Option<()>| {
        known.track();
        if before.is_some() {
            numbers.set(None);
        }
    });
    let settle = Callback::new(move |number: Option<String>| {
        let request =
            SettleIdNumber { household: household.read_untracked().id, person: view.read_untracked().id, number };
        acts.run(bridge::ask(request), move |done| {
            numbers.try_set(None);
            report(acts, t.door.settled, done.undo);
        });
    });
    let full = move || numbers.get().and_then(|all| all.first().and_then(|one| one.value.clone()));
    let plain = move |masked: String| {
        view! {
            <p class="id-number">
                <span class="id-both">
                    <span class="quiet">{t.door.id_number}</span>
                    <span class="id-digits" data-testid="id-number">{move || full().unwrap_or_else(|| masked.clone())}</span>
                </span>
                {move || if full().is_some() {
                    view! { <button type="button" class="button-text" aria-label=t.door.hide title=t.door.hide
                        on:click=move |_| numbers.set(None) data-testid="hide-id"><Icon glyph=Glyph::EyeOff /></button> }.into_any()
                } else {
                    view! { <button type="button" class="button-text" aria-label=t.door.show title=t.door.show
                        on:click=show data-testid="show-id"><Icon glyph=Glyph::Eye /></button> }.into_any()
                }}
            </p>
        }
    };
    let clash = move || {
        view! {
            <div class="conflict" data-testid="id-conflict">
                <p class="conflict-title"><Icon glyph=Glyph::Alert />{t.door.id_conflict}</p>
                <p class="quiet">{t.door.id_conflict_hint}</p>
                {move || match numbers.get() {
                    Some(all) => view! { <Alternatives all may_choose=may_write show=|value| value.to_owned() on_choose=settle /> }.into_any(),
                    None => view! { <button type="button" class="button" on:click=show data-testid="show-id">
                        <Icon glyph=Glyph::Eye />{t.door.show_numbers}</button> }.into_any(),
                }}
            </div>
        }
    };
    move || {
        known.get().map(|number| if number.is_conflict { clash().into_any() } else { plain(number.masked).into_any() })
    }
}
