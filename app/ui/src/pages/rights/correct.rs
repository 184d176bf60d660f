//! Asking for a correction: whose, which, the new value by the form's own fields, and a word.

use std::collections::BTreeSet;

use leptos::prelude::*;
use linli_contract::rights::{ExtractView, Propose, RecordWish};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, PersonId};

use super::ask_erase::{WORDS, names_of};
use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::text_field::TextField;
use crate::model::check::Place;
use crate::model::rights::{Item, form_of, items, mistakes};
use crate::model::values::shown;
use crate::pages::households::field::{CareChips, FieldInput, FormState};
use crate::pages::households::id_input::IdInput;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The choice of the home among the people.
const HOME: &str = "home";

/// The sheet. What is typed stays while another item is chosen, so that several are sent as one wish.
#[component]
pub(crate) fn Correct(view: Memo<ExtractView>, on_done: Callback<()>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let state = FormState {
        form: RwSignal::new(form_of(&view.read_untracked())),
        left: RwSignal::new(BTreeSet::new()),
        is_tried: RwSignal::new(false),
        place: (AreaId::default(), 0),
        household: RwSignal::new(Some(view.read_untracked().household)),
        told_apart: RwSignal::new(BTreeSet::new()),
        open: RwSignal::new(BTreeSet::new()),
    };
    provide_context(state);
    let names = names_of(t, &view.read_untracked());
    let first = names.first().map_or(Subject::Household, |(person, _)| Subject::Person(*person));
    let subject = RwSignal::new(first);
    let item = RwSignal::new(None::<Item>);
    let words = RwSignal::new(String::new());
    let edits = Memo::new(move |_| state.form.read().edits().len());
    let complaint = RwSignal::new(String::new());
    let send = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        state.is_tried.set(true);
        let wrong = mistakes(&state.form.read_untracked());
        if let Some((place, wrong)) = wrong.first() {
            go_to(*place, subject, item);
            complaint.set((t.form.wrong)(*wrong).to_owned());
            return;
        }
        let request = Propose {
            household: view.read_untracked().household,
            wish: RecordWish::Correct(state.form.read_untracked().edits()),
            words: words.read_untracked().trim().to_owned(),
        };
        acts.run(bridge::ask(request), move |()| {
            on_done.run(());
            acts.toasts.say(t.rights.sent);
        });
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=send>
            <p class="quiet">{t.rights.correct_what}</p>
            <Whose names subject item />
            <Which subject item />
            {move || item.get().map(|item| view! { <NewValue view subject=subject.get() item /> })}
            <TextField id="correct-words" label=t.rights.words text=words on_text=move |text| words.set(text) max=WORDS
                hint=Signal::stored(t.rights.words_hint.to_owned()) is_last=true testid="wish-words" />
            <p class="actions-note" role="alert">{complaint}</p>
            <p class="quiet" hidden=move || edits.get() == 0 data-testid="edits">{move || (t.rights.edits)(edits.get())}</p>
            <button type="submit" class="button button-main button-wide" data-testid="wish-send">{t.rights.send}</button>
        </form>
    }
}

/// Shows the place of a mistake.
fn go_to(place: Place, subject: RwSignal<Subject>, item: RwSignal<Option<Item>>) {
    match place {
        Place::Field(of, field) => {
            subject.set(of);
            item.set(Some(Item::Field(field)));
        }
        Place::IdNumber(person) => {
            subject.set(Subject::Person(person));
            item.set(Some(Item::IdNumber));
        }
        Place::Whole => {}
    }
}

#[component]
fn Whose(names: Vec<(PersonId, String)>, subject: RwSignal<Subject>, item: RwSignal<Option<Item>>) -> impl IntoView {
    let t = texts();
    let word = |subject: Subject| match subject {
        Subject::Household => HOME.to_owned(),
        Subject::Person(person) => person.to_string(),
    };
    let mut choices: Vec<Choice> =
        names.iter().map(|(person, name)| Choice::new(person.to_string(), name.clone())).collect();
    choices.push(Choice::new(HOME, t.rights.of_home));
    let choose = move |code: String| {
        subject.set(code.parse::<PersonId>().map_or(Subject::Household, Subject::Person));
        item.set(None);
    };
    view! {
        <div>
            <p class="label">{t.rights.whose}</p>
            <Chips label=t.rights.whose choices=choices chosen=Signal::derive(move || word(subject.get())) on_choose=choose
                testid="correct-whose" />
        </div>
    }
}

#[component]
fn Which(subject: RwSignal<Subject>, item: RwSignal<Option<Item>>) -> impl IntoView {
    let t = texts();
    let form = FormState::here().form;
    let all = Memo::new(move |_| items(&form.read(), subject.get()));
    let name = move |item: Item| match item {
        Item::Field(field) => (t.name.field)(field),
        Item::IdNumber => t.rights.id_number,
        Item::Care => t.rights.care,
    };
    let option = move |one: Item| {
        view! { <option value=one.word() selected=move || item.get() == Some(one)>{name(one)}</option> }
    };
    let choose = move |event| {
        let word = event_target_value(&event);
        item.set(all.read_untracked().iter().copied().find(|one| one.word() == word));
    };
    view! {
        <div class="field">
            <label for="correct-which">{t.rights.which}</label>
            <select id="correct-which" data-testid="correct-which" on:change=choose>
                <option value="" selected=move || item.read().is_none()>{t.form.choose}</option>
                {move || all.get().into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}

/// What stands now, and the field for the new value.
#[component]
fn NewValue(view: Memo<ExtractView>, subject: Subject, item: Item) -> impl IntoView {
    let t = texts();
    let stands = move |field: Field| {
        let value = view.with(|view| {
            let extract = view.extract.as_ref()?;
            let fields = match subject {
                Subject::Household => &extract.home,
                Subject::Person(person) => &extract.people.iter().find(|one| one.person == person)?.fields,
            };
            fields.iter().find(|one| one.field == field).map(|one| shown(t, field, &one.value))
        });
        let words = value.map_or_else(|| t.rights.stands_nothing.to_owned(), |value| (t.rights.stands)(&value));
        view! { <p class="quiet" data-testid="stands">{words}</p> }
    };
    match (item, subject) {
        (Item::Field(field), _) => view! { {stands(field)}<FieldInput subject field /> }.into_any(),
        (Item::IdNumber, Subject::Person(person)) => view! { <IdInput person /> }.into_any(),
        (Item::Care, Subject::Person(person)) => view! { <CareChips person /> }.into_any(),
        (Item::IdNumber | Item::Care, Subject::Household) => ().into_any(),
    }
}
