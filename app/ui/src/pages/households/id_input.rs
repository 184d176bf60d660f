//! The ID number on the form: checked while it is typed, and what it tells filled in.

use leptos::prelude::*;
use linli_shared::ids::PersonId;

use super::field::{FormState, place_id};
use crate::components::icon::{Glyph, Icon};
use crate::components::text_field::{Keys, TextField};
use crate::model::check::{Place, id_missing, told_by_id};
use crate::platform::page::focus_soon;
use crate::platform::prefs::texts;

/// Digits before the check character.
const BEFORE_CHECK: usize = 17;

/// The number's field.
#[component]
pub(crate) fn IdInput(person: PersonId) -> impl IntoView {
    let t = texts();
    let state = FormState::here();
    let form = state.form;
    let place = Place::IdNumber(person);
    let is_filled = RwSignal::new(false);
    let hear = move |text: String| {
        let mut filled = false;
        form.update(|form| filled = form.type_id(person, text));
        is_filled.update(|before| {
            *before = filled || (*before && told_by_id(form.read_untracked().id_text(person)).is_some())
        });
    };
    let missing = Memo::new(move |_| id_missing(form.read().id_text(person)));
    let error = move || {
        let is_said = missing.get().is_none() || state.is_said(place);
        form.read().id_mistake(person).filter(|_| is_said).map_or("", t.form.wrong).to_owned()
    };
    let hint = move || match missing.get() {
        Some(number) => (t.form.id_missing)(number),
        None if told_by_id(form.read().id_text(person)).is_none() => t.form.id_hint.to_owned(),
        None if is_filled.get() => t.form.id_filled.to_owned(),
        None => t.form.id_valid.to_owned(),
    };
    let stored = Memo::new(move |_| form.read().stored_id(person).map(|number| number.masked.clone()));
    let wants_check = Memo::new(move |_| missing.get() == Some(18 - BEFORE_CHECK));
    let append_x = move |_| {
        hear(format!("{}X", form.read_untracked().id_text(person)));
        focus_soon(place_id(place));
    };
    view! {
        <div class="id-input">
            {move || stored.get().map(|masked| view! {
                <p class="id-stored">
                    <span class="id-digits">{masked}</span>
                    <span class="quiet">{t.form.id_stored}</span>
                    <button type="button" class="button-text" on:click=move |_| form.update(|form| form.clear_id(person))>
                        <Icon glyph=Glyph::Trash />{t.form.id_clear}
                    </button>
                </p>
            })}
            <TextField id=place_id(place) label=t.form.id_number keys=Keys::Digits
                text=Signal::derive(move || form.read().id_text(person).to_owned()) on_text=hear
                on_leave=Callback::new(move |()| state.leave(place))
                hint=Signal::derive(hint) error=Signal::derive(error) testid="field-id" />
            <Show when=move || wants_check.get()>
                <button type="button" class="chip" on:click=append_x data-testid="append-x">"X"</button>
            </Show>
        </div>
    }
}
