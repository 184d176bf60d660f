//! A building from the inside: its stairs, floors and doors, each with what can be done with it.

use leptos::prelude::*;
use linli_contract::buildings::{AreaRow, AreasView, Use};
use linli_shared::ids::AreaId;

use super::editing::{Editing, Task};
use super::row::Row;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Nothing;
use crate::model::buildings::{children, doors};
use crate::platform::prefs::texts;

/// The building.
#[component]
pub(super) fn Inside(view: Memo<AreasView>, building: AreaId) -> impl IntoView {
    let t = texts();
    let editing = Editing::here();
    let row = Memo::new(move |_| view.read().areas.iter().find(|row| row.id == building).cloned());
    let stairs = move || children(&view.read().areas, building).cloned().collect::<Vec<_>>();
    let may_edit = Memo::new(move |_| view.read().may_edit);
    let head = move || {
        let of = Memo::new(move |last: Option<&AreaRow>| {
            row.get().or_else(|| last.cloned()).expect("a building does not disappear")
        });
        let said = move || {
            let view = view.read();
            let stairs = children(&view.areas, building).filter(|row| !row.is_retired).count();
            [(t.buildings.stairs)(stairs), (t.buildings.doors)(doors(&view.areas, building))].join(" · ")
        };
        view! {
            <section class="card area-grid"><Row row=of said=Signal::derive(said) is_heading=true /></section>
            <For each=stairs key=|row| row.id children=move |first| view! { <Stair view first /> } />
            <Show when=move || may_edit.get()>
                <button type="button" class="button button-wide button-quiet areas-add" data-testid="extend"
                    on:click=move |_| editing.open(Task::Extend(of.get_untracked()))>
                    <Icon glyph=Glyph::Plus />{t.buildings.add_stairs}
                </button>
            </Show>
        }
    };
    let is_known = Memo::new(move |_| row.read().is_some());
    view! {
        <Show when=move || is_known.get() fallback=move || view! { <Nothing what=t.shell.not_found next=t.shell.not_found_next /> }>
            {head()}
        </Show>
    }
}

#[component]
fn Stair(view: Memo<AreasView>, first: AreaRow) -> impl IntoView {
    let t = texts();
    let editing = Editing::here();
    let id = first.id;
    let row = Memo::new(move |_| view.read().areas.iter().find(|row| row.id == id).cloned().unwrap_or(first.clone()));
    // The highest floor first, as the building stands.
    let floors = Memo::new(move |_| {
        let mut floors: Vec<(i16, Vec<AreaRow>)> = Vec::new();
        for door in children(&view.read().areas, id) {
            match floors.last_mut() {
                Some((floor, doors)) if *floor == door.order => doors.push(door.clone()),
                Some(_) | None => floors.push((door.order, vec![door.clone()])),
            }
        }
        floors.reverse();
        floors
    });
    let said = move || (t.buildings.doors)(doors(&view.read().areas, id));
    let may_add = Memo::new(move |_| view.read().may_edit && !row.read().is_retired);
    view! {
        <section class="card area-grid" data-testid="area-stair" data-label=move || row.read().label.clone()>
            <Row row said=Signal::derive(said) is_heading=true />
            <div class="area-floors">
                {move || floors.get().into_iter().map(|(floor, doors)| view! {
                    <div class="area-floor" role="group" aria-label=(t.area.floor)(floor)>
                        <span class="area-floor-number" aria-hidden="true">{(t.area.floor_short)(floor)}</span>
                        <div class="area-doors">{doors.into_iter().map(|door| view! { <Door door /> }).collect_view()}</div>
                    </div>
                }).collect_view()}
            </div>
            <Show when=move || may_add.get()>
                <button type="button" class="button-text" data-testid="add-doors"
                    on:click=move |_| editing.open(Task::AddDoors(row.get_untracked()))>
                    <Icon glyph=Glyph::Plus />{t.buildings.add_doors}
                </button>
            </Show>
        </section>
    }
}

#[component]
fn Door(door: AreaRow) -> impl IntoView {
    let t = texts();
    let editing = Editing::here();
    let may_edit = editing.view.with_untracked(|view| view.may_edit);
    let grid = door.handed_to.and_then(|grid| {
        editing.view.with_untracked(|view| view.areas.iter().find(|row| row.id == grid).map(|row| row.label.clone()))
    });
    let mut said: Vec<String> = Vec::new();
    said.extend((door.usage != Use::Home).then(|| (t.buildings.use_of)(door.usage).to_owned()));
    said.extend((door.households > 0).then(|| (t.buildings.households)(door.households)));
    said.extend(grid.as_ref().map(|grid| (t.buildings.elsewhere)(grid)));
    said.extend(door.is_retired.then(|| t.buildings.retired.to_owned()));
    let unseen = if said.is_empty() { String::new() } else { format!(", {}", said.join(", ")) };
    let (row, label) = (door.clone(), door.label.clone());
    view! {
        <button type="button" class="area-door" class:area-retired=door.is_retired class:area-elsewhere=grid.is_some()
            disabled=!may_edit data-testid="area-door" data-label=door.label.clone() title=said.join(" · ")
            on:click=move |_| editing.open(Task::Menu(row.clone()))>
            <span>{label}</span>
            <span class="unseen">{unseen}</span>
            {(door.usage != Use::Home).then(|| view! { <span class="use-mark" aria-hidden="true">{(t.buildings.use_mark)(door.usage)}</span> })}
            {(door.households > 0).then(|| view! { <span class="area-lived" aria-hidden="true"></span> })}
        </button>
    }
}
