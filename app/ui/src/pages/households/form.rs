//! The registration form: opened with what is registered and what was typed before, saved as edits on this device.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use linli_contract::Failure;
use linli_contract::households::{DropDraft, FormView, OpenForm, SaveDraft, SaveHousehold};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, PersonId};
use wasm_bindgen_futures::spawn_local;

use super::field::{FieldInput, FormState, place_id};
use super::form_person::FormPerson;
use super::source::SourceChoice;
use crate::app::NotFound;
use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Loaded;
use crate::components::note::{Note, Weight};
use crate::drafts::{DraftLine, Keeper};
use crate::load::open;
use crate::model::check::Place;
use crate::model::form::Form;
use crate::model::rights::Purpose;
use crate::pages::registers::undo::report;
use crate::pages::session::{Acts, Session};
use crate::platform::back;
use crate::platform::clock::{now, say};
use crate::platform::page::{focus_soon, new_person};
use crate::platform::prefs::texts;

/// `/door/:id/form/:slot`.
#[component]
pub(crate) fn FormPage() -> impl IntoView {
    let params = use_params_map();
    let place = Memo::new(move |_| {
        let params = params.read();
        Some((params.get("id")?.parse::<AreaId>().ok()?, params.get("slot")?.parse::<u8>().ok()?))
    });
    move || match place.get() {
        Some(place) => view! { <OpenedForm place /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

/// Opens the form once: what others write meanwhile stays beside it and is told apart by its version.
#[component]
fn OpenedForm(place: (AreaId, u8)) -> impl IntoView {
    let t = texts();
    let (door, slot) = place;
    let is_open = Session::here().is_form_open;
    is_open.set(true);
    on_cleanup(move || _ = is_open.try_set(false));
    let load = open(move || bridge::ask(OpenForm { door, slot }));
    let state = FormState {
        form: RwSignal::new(Form::default()),
        left: RwSignal::new(BTreeSet::new()),
        is_tried: RwSignal::new(false),
        place,
        household: RwSignal::new(None),
        told_apart: RwSignal::new(BTreeSet::new()),
        open: RwSignal::new(BTreeSet::new()),
    };
    provide_context(state);
    let title = move || {
        let is_change = load.value.with(|view| view.as_ref().is_some_and(|view| view.household.is_some()));
        if is_change { t.form.title_edit } else { t.form.title_new }.to_owned()
    };
    let path = move || load.value.with(|view| view.as_ref().map(|view| view.path.join(" "))).unwrap_or_default();
    view! {
        <Frame title=Signal::derive(title) subtitle=Signal::derive(path) back=Some(format!("/door/{door}"))>
            <Loaded load children=move |view| {
                let view = view.get_untracked();
                state.form.set(Form::open(&view));
                state.household.set(view.household.as_ref().map(|household| household.id));
                view! { <FormBody view place /> }
            } />
        </Frame>
    }
}

#[component]
fn FormBody(view: FormView, place: (AreaId, u8)) -> impl IntoView {
    let t = texts();
    let (door, slot) = place;
    let acts = Acts::here();
    let state = FormState::here();
    let form = state.form;
    let keeper = Keeper::watch(form, None, move |form: Form| async move {
        let draft = form.draft(now());
        if draft.edits.is_empty() {
            bridge::ask(DropDraft { door, slot }).await.map(|()| false)
        } else {
            bridge::ask(SaveDraft { door, slot, draft }).await.map(|()| true)
        }
    });
    let restored = RwSignal::new(view.draft.as_ref().map(|draft| draft.at));
    let registered = StoredValue::new(FormView { draft: None, ..view });
    // People who are only in the draft stand open, so that the work can go on where it stopped.
    state
        .open
        .set(form.with_untracked(|form| form.people().into_iter().filter(|person| form.is_added(*person)).collect()));
    let asked = use_query_map().with_untracked(|query| query.get("person")?.parse::<PersonId>().ok());
    if let Some(person) = asked.filter(|person| form.read_untracked().people().contains(person)) {
        state.open.update(|open| _ = open.insert(person));
        focus_soon(place_id(Place::Field(Subject::Person(person), Field::Name)));
    }
    let discard = move |_| {
        let ended = keeper.end();
        let dropping = async move {
            ended.await;
            bridge::ask(DropDraft { door, slot }).await.inspect_err(|_| keeper.go_on())
        };
        acts.run(dropping, move |()| {
            form.set(registered.with_value(Form::open));
            state.is_tried.set(false);
            state.left.set(BTreeSet::new());
            restored.set(None);
            keeper.is_known();
            acts.toasts.say(t.form.discarded);
        });
    };
    let people = Memo::new(move |_| form.read().people());
    let add_person = move |_| {
        let person = new_person();
        form.update(|form| form.add_person(person));
        state.open.update(|open| _ = open.insert(person));
        focus_soon(place_id(Place::Field(Subject::Person(person), Field::Name)));
    };
    let is_vacant = Memo::new(move |_| form.read().text(Subject::Household, Field::HomeUse) == "vacant");
    let home_fields = Field::ALL.iter().filter(|field| field.is_home());
    view! {
        {move || restored.get().map(|at| view! {
            <Note weight=Weight::Warn glyph=Glyph::Clock testid="restored">
                <p class="note-text">{(t.form.restored)(&say(t, at))}</p>
                <button type="button" class="button" on:click=discard data-testid="discard">{t.form.discard}</button>
            </Note>
        })}
        <form novalidate autocomplete="off" on:submit=|submit| submit.prevent_default()>
            <section class="card stack" data-testid="form-home">
                <h2>{t.form.home}</h2>
                <p class="purpose">{(t.rights.purpose)(Purpose::Home)}</p>
                {home_fields.map(|field| view! { <FieldInput subject=Subject::Household field=*field /> }).collect_view()}
            </section>
            <h2 class="section-title">{t.form.people}</h2>
            {move || is_vacant.get().then(|| view! { <p class="quiet">{t.form.vacant_hint}</p> })}
            <For each=move || people.get() key=|person| *person children=|person| view! { <FormPerson person /> } />
            <button type="button" class="button button-wide button-quiet" on:click=add_person data-testid="add-person">
                <Icon glyph=Glyph::Plus />{t.form.add_person}
            </button>
            <SourceChoice />
        </form>
        <SaveBar keeper place />
    }
}

/// The draft's state and the save button, always in reach.
#[component]
fn SaveBar(keeper: Keeper<Form>, place: (AreaId, u8)) -> impl IntoView {
    let t = texts();
    let (door, slot) = place;
    let acts = Acts::here();
    let state = FormState::here();
    let form = state.form;
    let navigate = use_navigate();
    let is_saving = RwSignal::new(false);
    let mistakes = Memo::new(move |_| if state.is_tried.get() { form.read().mistakes().len() } else { 0 });
    let is_untouched = Memo::new(move |_| form.read().edits().is_empty());
    let complaint = move || match mistakes.get() {
        0 => String::new(),
        _ if is_untouched.get() => (t.form.wrong)(crate::model::check::Wrong::NothingChanged).to_owned(),
        number => (t.form.mistakes)(number),
    };
    let save = move |_| {
        if is_saving.get_untracked() {
            return;
        }
        if let Some((place, _)) = form.read_untracked().mistakes().first() {
            state.is_tried.set(true);
            show(state, *place);
            return;
        }
        is_saving.set(true);
        let ended = keeper.end();
        let request = form.with_untracked(|form| SaveHousehold {
            door,
            slot,
            base: form.base().clone(),
            edits: form.edits(),
            source: form.source.clone(),
        });
        let navigate = navigate.clone();
        spawn_local(async move {
            ended.await;
            match bridge::ask(request).await {
                Ok(saved) => {
                    match saved.undo {
                        Some(number) => report(acts, t.form.saved_here, Some(number)),
                        None => acts.toasts.say(t.form.saved_here),
                    }
                    back::leave(navigate, format!("/door/{door}"));
                }
                Err(failure) => {
                    is_saving.try_set(false);
                    keeper.go_on();
                    if let Failure::InvalidField { subject, field, .. } = &failure {
                        show(state, Place::Field(*subject, *field));
                    }
                    acts.toasts.fail((t.shell.failure)(&failure));
                }
            }
        });
    };
    view! {
        <footer class="actions">
            <p class="actions-note" role="alert" id=place_id(Place::Whole) tabindex="-1" data-testid="mistakes">{complaint}</p>
            <DraftLine kept=keeper.kept hint=t.form.leave_hint is_hidden=Signal::derive(move || mistakes.get() != 0) />
            <button type="button" class="button button-main button-wide" on:click=save data-testid="save"
                aria-busy=move || is_saving.get().to_string()>
                {move || if is_saving.get() { t.form.saving } else { t.form.save }}
            </button>
        </footer>
    }
}

/// Opens the card a place is on and moves the focus there.
fn show(state: FormState, place: Place) {
    match place {
        Place::Field(Subject::Person(person), _) | Place::IdNumber(person) => {
            state.open.update(|open| _ = open.insert(person));
        }
        Place::Field(Subject::Household, _) | Place::Whole => {}
    }
    focus_soon(place_id(place));
}
