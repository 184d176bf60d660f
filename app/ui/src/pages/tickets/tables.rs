//! The community's tables: which categories there are, how long each may take, who gets what.
//!
//! **Invariant:** nothing changes before "save", and what changes is said above it.

mod category;
mod departments;

use leptos::prelude::*;
use linli_contract::tickets::{CommunityTables, ReadTables, SaveTables, TablesView};
use linli_contract::{Event, Failure};

use self::category::{CategoryRow, CategorySheet};
use self::departments::Departments;
use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded};
use crate::components::note::{Note, Weight};
use crate::i18n::Texts;
use crate::load::load;
use crate::model::tickets::{Change, Fault, add_category, category_name, changes, faults, reset};
use crate::pages::session::{Acts, Session};
use crate::pages::sync::line::SyncDot;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The tables while they are edited.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    /// As they would be saved.
    pub(super) tables: RwSignal<CommunityTables>,
    /// As they are.
    saved: RwSignal<CommunityTables>,
    /// The category in the sheet.
    pub(super) chosen: RwSignal<Option<String>>,
    /// Whether the sheet is open.
    pub(super) is_open: RwSignal<bool>,
    /// Whether this person may change them.
    pub(super) may_change: RwSignal<bool>,
}

/// `/tables`.
#[component]
pub(crate) fn TablesPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let view: Load<TablesView> =
        load(ReadTables, |event| matches!(event, Event::TicketsChanged(_) | Event::StandingChanged));
    let editing = Editing {
        tables: RwSignal::new(CommunityTables::default()),
        saved: RwSignal::new(CommunityTables::default()),
        chosen: RwSignal::new(None),
        is_open: RwSignal::new(false),
        may_change: RwSignal::new(false),
    };
    let is_changed = Memo::new(move |_| *editing.tables.read() != *editing.saved.read());
    Effect::new(move |_| {
        view.value.with(|view| {
            let Some(view) = view else { return };
            editing.may_change.set(view.may_change);
            // What somebody else saved meanwhile is taken over unless it would take away what is being typed.
            if !is_changed.get_untracked() {
                editing.tables.set(view.tables.clone());
            }
            editing.saved.set(view.tables.clone());
        });
    });
    Effect::new(move |_| session.is_form_open.set(is_changed.get()));
    on_cleanup(move || _ = session.is_form_open.try_set(false));
    let actions = move || view! { <Show when=move || is_changed.get()><Save editing /></Show> };
    view! {
        <Frame title=t.tickets.tables.title back=Some("/more".to_owned()) aside=|| view! { <SyncDot /> } actions=actions>
            <Loaded load=view is_offline=session.is_offline() children=move |view| view! { <Tables view editing /> } />
        </Frame>
    }
}

#[component]
fn Tables(view: Memo<TablesView>, editing: Editing) -> impl IntoView {
    let t = texts();
    let tt = &t.tickets.tables;
    let by = move || {
        view.read().by.clone().map_or_else(
            || tt.by_nobody.to_owned(),
            |(name, at)| (tt.by)(&name.unwrap_or_else(|| t.tickets.somebody.to_owned()), &say(t, at)),
        )
    };
    let may_change = editing.may_change;
    let acts = Acts::here();
    let put_back = move |_| {
        editing.tables.update(reset);
        acts.toasts.say(tt.reset_done);
    };
    view! {
        <div class="stack tables" data-testid="tables">
            <p class="quiet">{tt.what}" "{by}</p>
            <Show when=move || !may_change.get()>
                <Note weight=Weight::Calm glyph=Glyph::Eye testid="tables-read-only"><p class="note-text">{tt.read_only}</p></Note>
            </Show>
            <Group title=tt.categories add=tt.add_category is_service=false editing testid="add-category" />
            <Group title=tt.services add=tt.add_service is_service=true editing testid="add-service" />
            <Departments editing />
            <Show when=move || may_change.get()>
                <p class="quiet">{tt.in_use}</p>
                <button type="button" class="button button-quiet button-wide" on:click=put_back data-testid="tables-reset">
                    <Icon glyph=Glyph::Undo />{tt.reset}
                </button>
            </Show>
        </div>
        <CategorySheet editing />
    }
}

/// Categories of one kind.
#[component]
fn Group(
    title: &'static str,
    add: &'static str,
    is_service: bool,
    editing: Editing,
    testid: &'static str,
) -> impl IntoView {
    let keys = Memo::new(move |_| {
        let tables = editing.tables.read();
        tables
            .categories
            .iter()
            .filter(|one| one.is_service == is_service)
            .map(|one| one.key.clone())
            .collect::<Vec<_>>()
    });
    let add_one = move |_| {
        let key = editing.tables.try_update(|tables| add_category(tables, is_service));
        editing.chosen.set(key);
        editing.is_open.set(true);
    };
    view! {
        <section>
            <h2 class="section-title">{title}</h2>
            <ul class="card table-rows">
                <For each=move || keys.get() key=Clone::clone children=move |key| view! { <CategoryRow key_of=key editing /> } />
            </ul>
            <Show when=move || editing.may_change.get()>
                <button type="button" class="button-text" on:click=add_one data-testid=testid><Icon glyph=Glyph::Plus />{add}</button>
            </Show>
        </section>
    }
}

/// What a change or fault is about, by name.
fn name_in(t: &Texts, key: &str, tables: &CommunityTables) -> String {
    let name = category_name(t, key, &tables.categories);
    if name == t.tickets.category_unknown { t.tickets.tables.new_name.to_owned() } else { name }
}

fn change_words(t: &Texts, change: &Change, tables: &CommunityTables) -> String {
    let name = match change {
        Change::Added(key)
        | Change::Off(key)
        | Change::On(key)
        | Change::Renamed(key)
        | Change::Limits(key, ..)
        | Change::Route(key) => name_in(t, key, tables),
        Change::Order | Change::NewDepartment(_) | Change::Department(_) | Change::NoDepartment(_) => String::new(),
    };
    (t.tickets.tables.change)(change, &name)
}

fn fault_words(t: &Texts, fault: &Fault, tables: &CommunityTables) -> String {
    let name = match fault {
        Fault::NoName(key) | Fault::LongName(key) | Fault::Limits(key) => name_in(t, key, tables),
        Fault::NoDepartmentName | Fault::NothingOffered => String::new(),
    };
    (t.tickets.tables.fault)(fault, &name)
}

/// What changes, what is wrong, and the button.
#[component]
fn Save(editing: Editing) -> impl IntoView {
    let t = texts();
    let tt = &t.tickets.tables;
    let acts = Acts::here();
    let is_busy = RwSignal::new(false);
    let wrong = Memo::new(move |_| {
        let tables = editing.tables.read();
        let faults = faults(&tables, |key| (t.tickets.category)(key).is_some());
        faults.first().map(|fault| fault_words(t, fault, &tables))
    });
    let lines = move || {
        let (old, new) = (editing.saved.read(), editing.tables.read());
        let lines = changes(&old, &new).into_iter().map(|change| view! { <li>{change_words(t, &change, &new)}</li> });
        lines.collect_view()
    };
    let save = move |_| {
        if wrong.read_untracked().is_some() || is_busy.get_untracked() {
            return;
        }
        let tables = editing.tables.get_untracked();
        is_busy.set(true);
        wasm_bindgen_futures::spawn_local(async move {
            let done = bridge::ask(SaveTables { tables: tables.clone() }).await;
            is_busy.try_set(false);
            match done {
                Ok(()) => {
                    editing.saved.try_set(tables);
                    acts.toasts.say(tt.saved);
                }
                Err(Failure::InUse) => acts.toasts.fail(tt.department_in_use),
                Err(failure) => acts.toasts.fail((t.shell.failure)(&failure)),
            }
        });
    };
    let undo_all = move |_| editing.tables.set(editing.saved.get_untracked());
    view! {
        <details class="table-changes">
            <summary>{tt.changes}</summary>
            <ul data-testid="table-changes">{lines}</ul>
        </details>
        <p class="actions-note" role="alert" data-testid="table-fault">{move || wrong.get()}</p>
        <div class="actions-row">
            <button type="button" class="button" on:click=undo_all data-testid="tables-undo">{tt.undo_all}</button>
            <button type="button" class="button button-main" disabled=move || wrong.read().is_some() on:click=save
                aria-busy=move || is_busy.get().to_string() data-testid="tables-save">{tt.save}</button>
        </div>
    }
}
