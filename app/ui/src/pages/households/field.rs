//! One field of the form: a line of text, chips, or a list, as its kind wants.

use std::collections::BTreeSet;

use leptos::prelude::*;
use linli_shared::households::{CareGroup, CodeList, Field, FieldKind, Subject};
use linli_shared::ids::{AreaId, PersonId, RecordId};

use crate::components::choice::{Chips, Choice};
use crate::components::text_field::{Keys, TextField};
use crate::model::check::Place;
use crate::model::form::Form;
use crate::platform::prefs::texts;

/// Lists up to this long are chips; longer ones open as a list.
const AS_CHIPS: usize = 4;

/// The form on the screen: what is typed, and how far it has been looked at.
#[derive(Clone, Copy)]
pub(crate) struct FormState {
    /// What is typed.
    pub(crate) form: RwSignal<Form>,
    /// Places the person has left once; what is wrong there is said.
    pub(crate) left: RwSignal<BTreeSet<Place>>,
    /// Saving was tried; what is wrong is said everywhere.
    pub(crate) is_tried: RwSignal<bool>,
    /// The door and slot.
    pub(crate) place: (AreaId, u8),
    /// The household as registered; `None` for a new one.
    pub(crate) household: RwSignal<Option<RecordId>>,
    /// People on the form and entries elsewhere that were said to be two people.
    pub(crate) told_apart: RwSignal<BTreeSet<(PersonId, PersonId)>>,
    /// Cards of people that stand open.
    pub(crate) open: RwSignal<BTreeSet<PersonId>>,
}

impl FormState {
    /// The form of this screen.
    pub(crate) fn here() -> Self {
        expect_context()
    }

    /// Whether what is wrong at a place is said yet.
    pub(crate) fn is_said(self, place: Place) -> bool {
        self.is_tried.get() || self.left.with(|left| left.contains(&place))
    }

    /// The person has left a place.
    pub(crate) fn leave(self, place: Place) {
        self.left.update(|left| _ = left.insert(place));
    }
}

/// The id of a place on the page.
pub(crate) fn place_id(place: Place) -> String {
    match place {
        Place::Field(Subject::Household, field) => format!("home-{}", field.key()),
        Place::Field(Subject::Person(person), field) => format!("p{person}-{}", field.key()),
        Place::IdNumber(person) => format!("p{person}-id"),
        Place::Whole => "form-mistakes".into(),
    }
}

/// A field, shown when the others make it matter.
#[component]
pub(crate) fn FieldInput(subject: Subject, field: Field) -> impl IntoView {
    let form = FormState::here().form;
    let is_shown = Memo::new(move |_| form.read().shows(subject, field));
    view! {
        <Show when=move || is_shown.get()>
            {match field.kind() {
                FieldKind::Code(list) if list.codes().len() <= AS_CHIPS => view! { <CodeChips subject field list /> }.into_any(),
                FieldKind::Code(list) => view! { <CodeSelect subject field list /> }.into_any(),
                FieldKind::Text | FieldKind::Date | FieldKind::Phone | FieldKind::SquareMetres | FieldKind::Flag => {
                    view! { <Line subject field /> }.into_any()
                }
            }}
        </Show>
    }
}

#[component]
fn Line(subject: Subject, field: Field) -> impl IntoView {
    let t = texts();
    let state = FormState::here();
    let form = state.form;
    let place = Place::Field(subject, field);
    let (keys, hint, unit) = match field.kind() {
        FieldKind::Date => (Keys::Digits, t.form.date_hint, ""),
        FieldKind::Phone => (Keys::Phone, "", ""),
        FieldKind::SquareMetres => (Keys::Decimal, "", t.form.area_unit),
        FieldKind::Text if matches!(field, Field::Name | Field::LandlordName | Field::FormerName) => {
            (Keys::Name, "", "")
        }
        FieldKind::Text | FieldKind::Flag | FieldKind::Code(_) => (Keys::Text, "", ""),
    };
    let error = move || {
        let wrong = form.read().field_mistake(subject, field).filter(|_| state.is_said(place));
        wrong.map_or("", t.form.wrong).to_owned()
    };
    view! {
        <TextField id=place_id(place) label=(t.name.field)(field) keys=keys unit=unit
            text=Signal::derive(move || form.read().text(subject, field).to_owned())
            on_text=move |text| form.update(|form| form.type_text(subject, field, text))
            on_leave=Callback::new(move |()| state.leave(place))
            hint=Signal::stored(hint.to_owned()) error=Signal::derive(error) testid=format!("field-{}", field.key()) />
    }
}

fn choices(list: CodeList) -> Vec<Choice> {
    let t = texts();
    list.codes().iter().map(|code| Choice::new(*code, (t.name.code)(list, code).unwrap_or(code))).collect()
}

#[component]
fn CodeChips(subject: Subject, field: Field, list: CodeList) -> impl IntoView {
    let t = texts();
    let form = FormState::here().form;
    view! {
        <div class="field" id=place_id(Place::Field(subject, field))>
            <p class="label">{(t.name.field)(field)}</p>
            <Chips label=(t.name.field)(field) choices=choices(list) may_be_empty=true testid=format!("field-{}", field.key())
                chosen=Signal::derive(move || form.read().text(subject, field).to_owned())
                on_choose=move |code| form.update(|form| form.type_text(subject, field, code)) />
        </div>
    }
}

#[component]
fn CodeSelect(subject: Subject, field: Field, list: CodeList) -> impl IntoView {
    let t = texts();
    let form = FormState::here().form;
    let id = place_id(Place::Field(subject, field));
    let chosen = Memo::new(move |_| form.read().text(subject, field).to_owned());
    let options = choices(list).into_iter().map(|choice| {
        let code = StoredValue::new(choice.code.clone());
        view! { <option value=choice.code selected=move || code.with_value(|code| chosen.read() == *code)>{choice.name}</option> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{(t.name.field)(field)}</label>
            <select id=id data-testid=format!("field-{}", field.key()) prop:value=chosen
                on:change=move |event| form.update(|form| form.type_text(subject, field, event_target_value(&event)))>
                <option value="">{t.form.choose}</option>
                {options.collect_view()}
            </select>
        </div>
    }
}

/// Care groups, any number of them.
#[component]
pub(crate) fn CareChips(person: PersonId) -> impl IntoView {
    let t = texts();
    let form = FormState::here().form;
    let subject = Subject::Person(person);
    let chip = |group: CareGroup| {
        let field = Field::care(group);
        let is_on = move || form.read().text(subject, field) == "1";
        let toggle = move |_| {
            let next = if form.read_untracked().text(subject, field) == "1" { "" } else { "1" };
            form.update(|form| form.type_text(subject, field, next.to_owned()));
        };
        view! {
            <button type="button" class="chip" aria-pressed=move || is_on().to_string() on:click=toggle data-code=field.key()>
                {(t.name.care)(group)}
            </button>
        }
    };
    view! {
        <div class="field">
            <p class="label">{t.form.care}</p>
            <div class="chips" role="group" aria-label=t.form.care data-testid="care">
                {CareGroup::ALL.into_iter().map(chip).collect_view()}
            </div>
        </div>
    }
}
