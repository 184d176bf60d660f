//! The area editor: grids with their buildings, and with `?at=` one building from the inside.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use linli_contract::buildings::{AreaKind, AreaRow, AreasView, ReadAreas};
use linli_shared::ids::AreaId;

use super::editing::{Editing, Task};
use super::forms::TaskSheet;
use super::inside::Inside;
use super::row::Row;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded, Nothing};
use crate::components::note::{Note, Weight};
use crate::load::load;
use crate::model::buildings::{children, doors};
use crate::pages::session::{Session, concerns_doors};
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// `/areas`.
#[component]
pub(crate) fn AreasPage() -> impl IntoView {
    let query = use_query_map();
    let at = Memo::new(move |_| query.read().get("at").and_then(|id| id.parse::<AreaId>().ok()));
    let load: Load<AreasView> = load(ReadAreas, |event| concerns_doors(event, |_| true));
    move || {
        let at = at.get();
        view! { <Level load at /> }
    }
}

/// One level of the editor: all grids, or one building.
#[component]
fn Level(load: Load<AreasView>, at: Option<AreaId>) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    keep_scroll(at.map_or_else(|| "/areas".to_owned(), |at| format!("/areas/{at}")));
    let label = move || {
        let label = |view: &AreasView| view.areas.iter().find(|row| Some(row.id) == at).map(|row| row.label.clone());
        load.value.with(|view| view.as_ref().and_then(label)).unwrap_or_else(|| t.buildings.title.to_owned())
    };
    let name = move || load.value.with(|view| view.as_ref().map(|view| view.name.clone())).unwrap_or_default();
    let back = if at.is_some() { "/areas" } else { "/more" };
    view! {
        <Frame title=Signal::derive(label) subtitle=Signal::derive(name) back=Some(back.to_owned()) is_wide=true>
            <Loaded load is_offline=session.is_offline() is_filling=session.is_meeting()
                children=move |view| view! { <Editor view at /> } />
        </Frame>
    }
}

#[component]
fn Editor(view: Memo<AreasView>, at: Option<AreaId>) -> impl IntoView {
    let t = texts();
    Editing::provide(view);
    let may_edit = Memo::new(move |_| view.read().may_edit);
    view! {
        <Show when=move || !may_edit.get()>
            <Note weight=Weight::Calm glyph=Glyph::Eye testid="read-only"><p class="note-text">{t.buildings.view_only}</p></Note>
        </Show>
        {match at {
            Some(building) => view! { <Inside view building /> }.into_any(),
            None => view! { <Grids view /> }.into_any(),
        }}
        <TaskSheet />
    }
}

#[component]
fn Grids(view: Memo<AreasView>) -> impl IntoView {
    let t = texts();
    let editing = Editing::here();
    let grids = move || {
        let view = view.read();
        view.areas.iter().filter(|row| row.kind == AreaKind::Grid).cloned().collect::<Vec<_>>()
    };
    let may_edit = Memo::new(move |_| view.read().may_edit);
    view! {
        <Show when=move || grids().is_empty()>
            <Nothing what=t.buildings.empty next=if may_edit.get() { t.buildings.empty_next } else { "" } />
        </Show>
        <For each=grids key=|row| row.id children=move |row| view! { <Grid view id=row.id /> } />
        <Show when=move || may_edit.get()>
            <button type="button" class="button button-wide button-quiet areas-add" data-testid="add-grid"
                on:click=move |_| editing.open(Task::AddGrid)><Icon glyph=Glyph::Plus />{t.buildings.add_grid}</button>
        </Show>
    }
}

#[component]
fn Grid(view: Memo<AreasView>, id: AreaId) -> impl IntoView {
    let t = texts();
    let editing = Editing::here();
    let row = Memo::new(move |last: Option<&AreaRow>| {
        let found = view.read().areas.iter().find(|row| row.id == id).cloned();
        found.or_else(|| last.cloned()).expect("a grid does not disappear")
    });
    let buildings = move || children(&view.read().areas, id).cloned().collect::<Vec<_>>();
    let said = move || {
        let view = view.read();
        let count = children(&view.areas, id).filter(|row| !row.is_retired).count();
        [(t.buildings.buildings)(count), (t.buildings.doors)(doors(&view.areas, id))].join(" · ")
    };
    let may_add = Memo::new(move |_| view.read().may_edit && !row.read().is_retired);
    view! {
        <section class="card area-grid" data-testid="area-grid" data-label=move || row.read().label.clone()>
            <Row row=row said=Signal::derive(said) is_heading=true />
            <ul class="area-rows">
                <For each=buildings key=|row| row.id children=move |first| {
                    let id = first.id;
                    let row = Memo::new(move |_| {
                        view.read().areas.iter().find(|row| row.id == id).cloned().unwrap_or_else(|| first.clone())
                    });
                    let said = move || {
                        let view = view.read();
                        let stairs = children(&view.areas, id).filter(|row| !row.is_retired).count();
                        [(t.buildings.stairs)(stairs), (t.buildings.doors)(doors(&view.areas, id))].join(" · ")
                    };
                    view! { <li><Row row said=Signal::derive(said) to=format!("/areas?at={id}") /></li> }
                } />
            </ul>
            <Show when=move || may_add.get()>
                <button type="button" class="button-text" data-testid="add-building"
                    on:click=move |_| editing.open(Task::AddBuilding(row.get_untracked()))>
                    <Icon glyph=Glyph::Plus />{t.buildings.add_building}
                </button>
            </Show>
        </section>
    }
}
