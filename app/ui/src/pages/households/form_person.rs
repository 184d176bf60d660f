//! One person on the form: a card that opens, the rarer fields folded away.

use leptos::prelude::*;
use linli_contract::households::DuplicateReason as Reason;
use linli_shared::households::{Field, Subject};
use linli_shared::ids::PersonId;

use super::alike::{AlikeNotes, ErasedNote, Likeness, likeness};
use super::field::{CareChips, FieldInput, FormState};
use super::id_input::IdInput;
use crate::components::icon::{Glyph, Icon};
use crate::components::toast::Toasts;
use crate::model::layout::{Fold, MIGRANT_ONLY};
use crate::model::rights::Purpose;
use crate::platform::prefs::texts;

/// Every reason why somebody may look alike.
static ALL: [Reason; 4] = [Reason::IdNumber, Reason::NameAndBirth, Reason::Name, Reason::Phone];

/// A person's card.
#[component]
pub(crate) fn FormPerson(person: PersonId) -> impl IntoView {
    let t = texts();
    let state = FormState::here();
    let form = state.form;
    let subject = Subject::Person(person);
    let likeness = likeness(person);
    let is_open = Memo::new(move |_| state.open.with(|open| open.contains(&person)));
    let toggle = move |_| {
        state.open.update(|open| {
            if !open.remove(&person) {
                open.insert(person);
            }
        });
    };
    let text = move |field| form.read().text(subject, field).to_owned();
    let name = move || {
        Some(text(Field::Name)).filter(|name| !name.trim().is_empty()).unwrap_or_else(|| t.form.new_person.to_owned())
    };
    let relation = move || {
        let code = text(Field::Relation);
        (t.name.code)(linli_shared::households::CodeList::Relation, &code)
    };
    view! {
        <section class="card form-person" data-testid="form-person">
            <button type="button" class="form-person-head" aria-expanded=move || is_open.get().to_string() on:click=toggle
                data-testid="person-toggle">
                <Icon glyph=Glyph::Person />
                <span class="form-person-name">{name}</span>
                {move || relation().map(|relation| view! { <span class="tag">{relation}</span> })}
                <span class="fold-arrow"><Icon glyph=Glyph::Forward /></span>
            </button>
            <Show when=move || is_open.get()>
                <PersonFields person likeness />
            </Show>
            <Show when=move || !is_open.get()>
                <AlikeNotes person alike=likeness.people because=&ALL />
                <ErasedNote is_erased=likeness.is_erased />
            </Show>
        </section>
    }
}

#[component]
fn PersonFields(person: PersonId, likeness: Likeness) -> impl IntoView {
    let t = texts();
    let Likeness { people: alike, is_erased } = likeness;
    let state = FormState::here();
    let toasts = Toasts::here();
    let subject = Subject::Person(person);
    let is_added = state.form.with_untracked(|form| form.is_added(person));
    let remove_hint = if is_added { t.form.moved_out_hint } else { t.registers.remove_registered_hint };
    let is_migrant = Memo::new(move |_| state.form.read().shows(subject, MIGRANT_ONLY[0]));
    let remove = move |_| {
        state.form.update(|form| form.remove_person(person));
        let restore = Callback::new(move |()| _ = state.form.try_update(|form| form.restore_person(person)));
        toasts.say_with_undo(t.form.person_removed, restore);
    };
    let fold = move |fold: Fold| {
        let title = match fold {
            Fold::About => t.form.fold_about,
            Fold::Residence => t.form.fold_residence,
            Fold::Work => t.form.fold_work,
        };
        let why = (t.rights.purpose)(match fold {
            Fold::About => Purpose::Papers,
            Fold::Residence => Purpose::Residence,
            Fold::Work => Purpose::Work,
        });
        let fields = fold.fields().into_iter().map(|field| view! { <FieldInput subject field /> }).collect_view();
        view! {
            <details class="fold">
                <summary>{title}<span class="fold-arrow"><Icon glyph=Glyph::Forward /></span></summary>
                <div class="stack"><p class="purpose">{why}</p>{fields}</div>
            </details>
        }
    };
    let purpose =
        |purpose| view! { <p class="purpose">{(t.rights.purpose_name)(purpose)}" · "{(t.rights.purpose)(purpose)}</p> };
    view! {
        <div class="stack form-person-body">
            <ErasedNote is_erased />
            {purpose(Purpose::Contact)}
            <FieldInput subject field=Field::Name />
            <AlikeNotes person alike because=&[Reason::Name] />
            <FieldInput subject field=Field::Relation />
            <FieldInput subject field=Field::Phone />
            <AlikeNotes person alike because=&[Reason::Phone] />
            {purpose(Purpose::Papers)}
            <IdInput person />
            <AlikeNotes person alike because=&[Reason::IdNumber] />
            <FieldInput subject field=Field::BirthDate />
            <AlikeNotes person alike because=&[Reason::NameAndBirth] />
            <FieldInput subject field=Field::Sex />
            <FieldInput subject field=Field::Residence />
            <Show when=move || is_migrant.get()>
                <fieldset class="stack migrant" data-testid="migrant">
                    <legend>{t.form.migrant}</legend>
                    {MIGRANT_ONLY.into_iter().map(|field| view! { <FieldInput subject field /> }).collect_view()}
                </fieldset>
            </Show>
            {purpose(Purpose::Care)}
            <CareChips person />
            {Fold::ALL.into_iter().map(fold).collect_view()}
            <div class="form-remove">
                <button type="button" class="button-text button-danger" on:click=remove data-testid="remove-person">
                    <Icon glyph=Glyph::Trash />{t.form.remove_person}
                </button>
                <p class="quiet">{remove_hint}</p>
            </div>
        </div>
    }
}
