//! Doors that the list names and the board does not have: the committee adds them here, others are told.

use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::buildings::{AreaEdit, AreaKind, AreasView, EditAreas, ReadAreas};
use linli_contract::members::Role;
use linli_shared::ids::AreaId;
use wasm_bindgen_futures::spawn_local;

use super::wizard::{Step, Wizard};
use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::icon::{Glyph, Icon};
use crate::components::note::{Note, Weight};
use crate::model::imports::doors::{DoorLine, additions};
use crate::model::imports::missing_by_building;
use crate::pages::session::{Acts, Session};
use crate::platform::prefs::texts;

/// How many buildings are named before the rest is only counted.
const NAMED: usize = 8;

/// Edits of the tree handed over at a time.
const EDITS: usize = 200;

/// Whether this person is of the committee.
pub(super) fn is_steward() -> Signal<bool> {
    let member = Session::here().member;
    Signal::derive(move || {
        member.with(|me| me.as_ref().is_some_and(|me| me.roles.iter().any(|role| role.role == Role::Steward)))
    })
}

/// What is said of missing doors above the rows.
#[component]
pub(super) fn DoorsToAdd() -> impl IntoView {
    let t = texts();
    let wizard = Wizard::here();
    let is_steward = is_steward();
    let doors = Memo::new(move |_| {
        wizard.plan.with(|plan| plan.as_ref().map(|plan| plan.doors_to_add.clone()).unwrap_or_default())
    });
    let lines = Signal::derive(move || doors.with(|doors| doors.iter().map(DoorLine::from).collect::<Vec<_>>()));
    let buildings = move || {
        let all = doors.with(|doors| missing_by_building(doors));
        let rest: usize = all.iter().skip(NAMED).map(|(_, doors)| doors).sum();
        let named = all.into_iter().take(NAMED).map(|(building, doors)| (t.imports.doors_of)(&building, doors));
        named.chain((rest > 0).then(|| format!("… +{rest}"))).map(|text| view! { <li>{text}</li> }).collect_view()
    };
    let again = Callback::new(move |()| wizard.ask(wizard.mapping.get_untracked(), Some(Step::Look)));
    view! {
        <section class="card import-doors" data-testid="import-doors">
            <h3><Icon glyph=Glyph::Alert />{move || (t.imports.doors_missing)(doors.with(Vec::len))}</h3>
            <ul class="quiet">{buildings}</ul>
            <Show when=move || is_steward.get() fallback=move || view! { <p>{t.imports.doors_ask}</p> }>
                <AddDoors lines on_added=again />
            </Show>
        </section>
    }
}

/// Adds doors to the tree; for the committee.
#[component]
pub(super) fn AddDoors(lines: Signal<Vec<DoorLine>>, on_added: Callback<()>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let tree = RwSignal::new(None::<AreasView>);
    let chosen = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    acts.run(bridge::ask(ReadAreas), move |view| drop(tree.try_set(Some(view))));
    let grids = Memo::new(move |_| {
        tree.with(|tree| {
            let all = tree.iter().flat_map(|tree| &tree.areas);
            all.filter(|row| row.kind == AreaKind::Grid && !row.is_retired)
                .map(|row| (row.id, row.label.clone()))
                .collect::<Vec<_>>()
        })
    });
    let grid = Memo::new(move |_| {
        let all = grids.get();
        let wanted = chosen.get();
        let found = all.iter().find(|(id, _)| id.to_string() == wanted).or(all.first());
        found.map(|(id, _)| *id)
    });
    let made = Memo::new(move |_| {
        tree.with(|tree| tree.as_ref().map(|tree| lines.with(|lines| additions(lines, &tree.areas, grid.get()))))
    });
    let asks_grid = Memo::new(move |_| {
        tree.with(|tree| {
            tree.as_ref()
                .is_some_and(|tree| lines.with(|lines| !additions(lines, &tree.areas, None).without_grid.is_empty()))
        })
    });
    let count = move || made.with(|made| made.as_ref().map_or(0, |made| made.doors));
    let unusable = move || made.with(|made| made.as_ref().map_or(0, |made| made.unusable));
    let on_click = move |_| {
        let wanted = count();
        is_busy.set(true);
        spawn_local(async move {
            let added = add(lines.get_untracked(), grid.get_untracked()).await;
            is_busy.try_set(false);
            match added {
                Ok(()) => {
                    acts.toasts.say((t.imports.doors_added)(wanted));
                    on_added.run(());
                }
                Err(failure) => acts.toasts.fail((t.shell.failure)(&failure)),
            }
        });
    };
    view! {
        <Show when=move || { asks_grid.get() && grids.with(|grids| grids.len() > 1) }>
            <p class="label">{t.imports.doors_grid}</p>
            {move || {
                let choices = grids.get().into_iter().map(|(id, label)| Choice::new(id.to_string(), label)).collect();
                view! {
                    <Chips label=t.imports.doors_grid choices testid="import-grid" on_choose=move |id: String| chosen.set(id)
                        chosen=Signal::derive(move || grid.get().map(|id| id.to_string()).unwrap_or_default()) />
                }
            }}
        </Show>
        <Show when=move || { unusable() > 0 }>
            <Note weight=Weight::Warn glyph=Glyph::Alert>
                <p class="note-text">{move || (t.imports.doors_unusable)(unusable())}</p>
            </Note>
        </Show>
        <Show when=move || made.with(Option::is_some)>
            <Show when=move || { count() > 0 } fallback=move || view! { <p>{t.imports.doors_none}</p> }>
                <button type="button" class="button button-wide" disabled=move || is_busy.get() on:click=on_click
                    data-testid="import-add-doors">
                    <Icon glyph=Glyph::Plus />{move || (t.imports.doors_add)(count())}
                </button>
            </Show>
        </Show>
    }
}

/// Grids that are missing first, since buildings name them by their ids.
async fn add(lines: Vec<DoorLine>, grid: Option<AreaId>) -> Result<(), Failure> {
    let mut tree = bridge::ask(ReadAreas).await?;
    let mut made = additions(&lines, &tree.areas, grid);
    if !made.new_grids.is_empty() {
        let edits = made.new_grids.into_iter().map(|label| AreaEdit::AddGrid { label }).collect();
        bridge::ask(EditAreas { edits }).await?;
        tree = bridge::ask(ReadAreas).await?;
        made = additions(&lines, &tree.areas, grid);
    }
    for edits in made.edits.chunks(EDITS) {
        bridge::ask(EditAreas { edits: edits.to_vec() }).await?;
    }
    Ok(())
}
