//! The sheet of the area editor: the menu of an area, and the short forms of one field or one choice.

use leptos::prelude::*;
use linli_contract::buildings::{AreaEdit, AreaKind, AreaRow};
use linli_shared::ids::AreaId;

use super::editing::{Editing, Task};
use super::grow::{AddBuilding, AddDoors, Extend};
use super::menu::Menu;
use crate::components::choice::{Chips, Choice};
use crate::components::sheet::Sheet;
use crate::components::text_field::TextField;
use crate::model::buildings::{doors, grid, is_label};
use crate::platform::page::focus_soon;
use crate::platform::prefs::texts;

/// The sheet for the task at hand.
#[component]
pub(super) fn TaskSheet() -> impl IntoView {
    let t = &texts().buildings;
    let editing = Editing::here();
    let title = move || match editing.task.get() {
        Task::Menu(row) => row.label,
        Task::AddGrid => t.add_grid.to_owned(),
        Task::AddBuilding(row) => format!("{} · {}", row.label, t.add_building),
        Task::Extend(row) => format!("{} · {}", row.label, t.add_stairs),
        Task::AddDoors(row) => format!("{} · {}", row.label, t.add_doors),
        Task::Copy(row) => format!("{} · {}", row.label, t.copy),
        Task::Rename(row) => format!("{} · {}", row.label, t.rename),
        Task::HandOver(row) => format!("{} · {}", row.label, t.hand_over),
    };
    let body = move || match editing.task.get() {
        Task::Menu(row) => view! { <Menu row /> }.into_any(),
        Task::AddGrid => view! { <AddGrid /> }.into_any(),
        Task::AddBuilding(grid) => view! { <AddBuilding grid /> }.into_any(),
        Task::Extend(building) => view! { <Extend building /> }.into_any(),
        Task::AddDoors(stair) => view! { <AddDoors stair /> }.into_any(),
        Task::Copy(row) => view! { <Copy row /> }.into_any(),
        Task::Rename(row) => view! { <Rename row /> }.into_any(),
        Task::HandOver(row) => view! { <HandOver row /> }.into_any(),
    };
    view! { <Sheet open=editing.is_open title=Signal::derive(title) testid="area-sheet">{body}</Sheet> }
}

/// The field for a label, with what is wrong about it.
#[component]
pub(super) fn LabelField(
    text: RwSignal<String>,
    /// What is wrong; shown once saving was tried or where the label is taken.
    error: Signal<Option<&'static str>>,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] is_last: bool,
) -> impl IntoView {
    let t = &texts().buildings;
    focus_soon("area-label".into());
    view! {
        <TextField id="area-label" label=t.label text on_text=move |typed| text.set(typed) is_last
            hint=Signal::stored(hint.to_owned())
            error=Signal::derive(move || error.get().unwrap_or_default().to_owned()) testid="area-label" />
    }
}

/// What is wrong with a label: nothing before it was tried, unless a neighbour bears it.
pub(super) fn label_error(
    text: RwSignal<String>,
    is_tried: RwSignal<bool>,
    is_taken: impl Fn(&str) -> bool + Send + Sync + 'static,
) -> Signal<Option<&'static str>> {
    let t = &texts().buildings;
    Signal::derive(move || {
        let typed = text.read();
        if is_taken(&typed) {
            return Some(t.label_taken);
        }
        (is_tried.get() && !is_label(&typed)).then_some(t.label_wrong)
    })
}

#[component]
fn AddGrid() -> impl IntoView {
    let t = &texts().buildings;
    let editing = Editing::here();
    let (label, is_tried) = (RwSignal::new(String::new()), RwSignal::new(false));
    let grids = move |typed: &str| {
        let same = |row: &AreaRow| row.kind == AreaKind::Grid && !row.is_retired && row.label == typed.trim();
        editing.view.with(|view| view.areas.iter().any(same))
    };
    let error = label_error(label, is_tried, grids);
    let save = move || {
        is_tried.set(true);
        if error.get_untracked().is_none() {
            editing.run_saying(vec![AreaEdit::AddGrid { label: label.get_untracked() }], t.said_added);
        }
    };
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); save(); }>
            <LabelField text=label error hint=t.grid_hint is_last=true />
            <button type="submit" class="button button-main button-wide" data-testid="area-save">{t.save_add}</button>
        </form>
    }
}

#[component]
fn Rename(row: AreaRow) -> impl IntoView {
    let t = texts();
    let editing = Editing::here();
    let (label, is_tried) = (RwSignal::new(row.label.clone()), RwSignal::new(false));
    let (id, parent) = (row.id, row.parent);
    let error = label_error(label, is_tried, move |typed| editing.is_taken(parent, Some(id), typed));
    let save = move || {
        is_tried.set(true);
        if error.get_untracked().is_some() {
            return;
        }
        let typed = label.get_untracked();
        let edits =
            if typed.trim() == row.label { Vec::new() } else { vec![AreaEdit::Rename { area: id, label: typed }] };
        editing.run_saying(edits, t.buildings.said_renamed);
    };
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); save(); }>
            <LabelField text=label error is_last=true />
            <button type="submit" class="button button-main button-wide" data-testid="area-save">{t.shell.save}</button>
        </form>
    }
}

#[component]
fn Copy(row: AreaRow) -> impl IntoView {
    let t = &texts().buildings;
    let editing = Editing::here();
    let (label, is_tried) = (RwSignal::new(String::new()), RwSignal::new(false));
    let to = RwSignal::new(row.parent.to_string());
    let error = label_error(label, is_tried, move |typed| {
        to.get().parse().is_ok_and(|grid| editing.is_taken(grid, None, typed))
    });
    let hint = editing.view.with_untracked(|view| (t.copy_hint)(&row.label, doors(&view.areas, row.id)));
    let save = move || {
        is_tried.set(true);
        let Ok(grid) = to.get_untracked().parse() else { return };
        if error.get_untracked().is_none() {
            let copy = AreaEdit::CopyBuilding { building: row.id, label: label.get_untracked(), grid };
            editing.run_saying(vec![copy], t.said_added);
        }
    };
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); save(); }>
            <p class="quiet">{hint}</p>
            <LabelField text=label error hint=t.building_hint is_last=true />
            <GridChoice chosen=to />
            <button type="submit" class="button button-main button-wide" data-testid="area-save">{t.save_copy}</button>
        </form>
    }
}

#[component]
fn HandOver(row: AreaRow) -> impl IntoView {
    let t = &texts().buildings;
    let editing = Editing::here();
    let now = editing.view.with_untracked(|view| grid(&view.areas, row.id));
    let to = RwSignal::new(String::new());
    let households = (row.households > 0).then(|| (t.hand_over_households)(row.households));
    let is_chosen = move || !to.read().is_empty();
    let save = move || {
        if let Ok(grid) = to.get_untracked().parse() {
            editing.run(vec![AreaEdit::HandOver { area: row.id, grid }], |done| (t.said_handed)(done.handed_over));
        }
    };
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); save(); }>
            <p>{t.hand_over_hint}</p>
            {households.map(|said| view! { <p><strong>{said}</strong></p> })}
            <GridChoice chosen=to but=now />
            <button type="submit" class="button button-main button-wide" disabled=move || !is_chosen() data-testid="area-save">
                {t.save_hand_over}
            </button>
        </form>
    }
}

/// The grids in use, without one.
#[component]
fn GridChoice(chosen: RwSignal<String>, #[prop(optional_no_strip)] but: Option<AreaId>) -> impl IntoView {
    let t = &texts().buildings;
    let view = Editing::here().view.get_untracked();
    let grids = view.areas.iter().filter(|row| row.kind == AreaKind::Grid && !row.is_retired && Some(row.id) != but);
    let choices: Vec<_> = grids.map(|row| Choice::new(row.id.to_string(), row.label.clone())).collect();
    view! {
        <div>
            <p class="label">{t.to_grid}</p>
            <Chips label=t.to_grid choices chosen on_choose=move |id: String| chosen.set(id) testid="to-grid" />
        </div>
    }
}
