//! The building board 楼栋图: floors by doors, a stair at a time on a phone, side by side where there is room.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use linli_contract::areas::{BuildingView, FloorView, ReadBuilding, StairView};
use linli_contract::members::{Role, RoleView};
use linli_shared::ids::AreaId;

use super::add_door::AddDoorSheet;
use super::cell::{Cell, Legend};
use super::zoom::{Gestures, ZoomBar};
use crate::app::NotFound;
use crate::components::choice::{Chips, Choice};
use crate::components::coverage::{Badges, CoverageBar};
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Empty, Loaded};
use crate::components::note::{Note, Weight};
use crate::load::load;
use crate::model::board::{Arrow, Zoom, columns, step};
use crate::pages::session::{Session, concerns_doors};
use crate::pages::sync::line::SyncDot;
use crate::platform::page::{focus_soon, keep_scroll};
use crate::platform::prefs::{board_zoom, keep_board_zoom, texts};

thread_local! {
    /// The stair last looked at, per building, so that coming back from a door shows it again.
    static STAIRS: RefCell<BTreeMap<AreaId, AreaId>> = const { RefCell::new(BTreeMap::new()) };
}

/// `/building/:id`.
#[component]
pub(crate) fn BuildingPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<AreaId>().ok()));
    move || match id.get() {
        Some(building) => view! { <Building building /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Building(building: AreaId) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    keep_scroll(format!("/building/{building}"));
    let board: crate::components::loaded::Load<BuildingView> =
        load(ReadBuilding { building }, move |event| concerns_doors(event, |_| true));
    let title = move || board.value.with(|view| view.as_ref().map(|view| view.label.clone())).unwrap_or_default();
    let grid = move || board.value.with(|view| view.as_ref().map(|view| view.grid.clone())).unwrap_or_default();
    let may_write = Memo::new(move |_| board.value.with(|view| view.as_ref().is_some_and(|view| view.may_write)));
    let is_adding = RwSignal::new(false);
    let stair = RwSignal::new(STAIRS.with_borrow(|all| all.get(&building).copied()));
    Effect::new(move |_| {
        if let Some(stair) = stair.get() {
            STAIRS.with_borrow_mut(|all| all.insert(building, stair));
        }
    });
    let actions = move || {
        view! {
            <Show when=move || may_write.get()>
                <button type="button" class="button button-wide" on:click=move |_| is_adding.set(true) data-testid="add-door">
                    <Icon glyph=Glyph::Plus />{t.area.add_door}
                </button>
            </Show>
        }
    };
    let is_committee = is_committee();
    let aside = move || {
        view! {
            <SyncDot />
            <Show when=move || may_write.get()>
                <a class="bar-button bar-extra" href=format!("/building/{building}/sheet") aria-label=t.buildings.sheet
                    title=t.buildings.sheet data-testid="to-sheet"><Icon glyph=Glyph::Print /></a>
            </Show>
            <Show when=move || is_committee.get()>
                <a class="bar-button bar-extra" href=format!("/areas?at={building}") aria-label=t.buildings.edit
                    title=t.buildings.edit data-testid="to-edit"><Icon glyph=Glyph::Edit /></a>
            </Show>
        }
    };
    let empty = Empty {
        is_empty: |view: &BuildingView| view.stairs.is_empty(),
        what: t.area.no_stair,
        next: t.area.no_stair_next,
    };
    view! {
        <Frame title=Signal::derive(title) subtitle=Signal::derive(grid) back=Some("/".to_owned())
            aside=aside actions=actions is_wide=true>
            <Loaded load=board empty=empty is_offline=session.is_offline()
                children=move |view| view! {
                    <Board view stair />
                    <AddDoorSheet open=is_adding view stair />
                } />
        </Frame>
    }
}

#[component]
fn Board(view: Memo<BuildingView>, stair: RwSignal<Option<AreaId>>) -> impl IntoView {
    let t = texts();
    let sum = Signal::derive(move || view.read().coverage);
    let zoom = RwSignal::new(board_zoom());
    Effect::new(move |last: Option<Zoom>| {
        let now = zoom.get();
        if last.is_some_and(|last| last != now) {
            keep_board_zoom(now);
        }
        now
    });
    // The stair chosen before may be gone after a change of the tree.
    let shown = Memo::new(move |_| {
        let view = view.read();
        let chosen = stair.get().filter(|stair| view.stairs.iter().any(|known| known.id == *stair));
        chosen.or_else(|| view.stairs.first().map(|first| first.id))
    });
    let choices = Memo::new(move |_| {
        view.read()
            .stairs
            .iter()
            .map(|stair| Choice::new(stair.id.to_string(), stair.label.clone()))
            .collect::<Vec<_>>()
    });
    let tabs = move || {
        let choices = choices.get();
        (choices.len() > 1 && zoom.get() != Zoom::Far).then(|| {
            view! {
                <Chips label=t.area.stairs choices is_bar=true testid="stairs"
                    chosen=Signal::derive(move || shown.get().map(|id| id.to_string()).unwrap_or_default())
                    on_choose=move |id: String| stair.set(id.parse().ok()) />
            }
        })
    };
    let on_key = move |key: ev::KeyboardEvent| {
        let arrow = match key.key().as_str() {
            "ArrowLeft" => Arrow::Left,
            "ArrowRight" => Arrow::Right,
            "ArrowUp" => Arrow::Up,
            "ArrowDown" => Arrow::Down,
            _ => return,
        };
        let Some(from) = focused_door().filter(|_| !(key.alt_key() || key.ctrl_key() || key.meta_key())) else {
            return;
        };
        key.prevent_default();
        if let Some((to_stair, door)) = view.with_untracked(|view| step(&view.stairs, from, arrow)) {
            stair.set(Some(to_stair));
            focus_soon(format!("door-{door}"));
        }
    };
    view! {
        <div class="board-head">
            <CoverageBar sum />
            <Badges sum />
            {move || (!view.read().may_write).then(|| view! {
                <Note weight=Weight::Calm glyph=Glyph::Eye testid="read-only"><p class="note-text">{t.area.read_only}</p></Note>
            })}
        </div>
        <div class="board-tabs">
            <div class="board-stairs">{tabs}</div>
            <ZoomBar zoom />
        </div>
        <Gestures zoom>
            <div class="board" role="group" aria-label=t.area.board data-zoom=move || zoom.get().word() data-testid="board"
                on:keydown=on_key>
                <For each=move || view.get().stairs key=|stair| stair.id children=move |first| {
                    let id = first.id;
                    let now = Memo::new(move |_| {
                        view.read().stairs.iter().find(|stair| stair.id == id).cloned().unwrap_or_else(|| first.clone())
                    });
                    view! { <Stair view=now is_shown=Signal::derive(move || shown.get() == Some(id)) /> }
                } />
            </div>
        </Gestures>
        <Legend view />
        <Links view />
    }
}

/// What else there is of a building: its sheet, and for the committee the editor.
#[component]
fn Links(view: Memo<BuildingView>) -> impl IntoView {
    let t = texts();
    let building = view.with_untracked(|view| view.id);
    let is_committee = is_committee();
    let may_write = Memo::new(move |_| view.read().may_write);
    view! {
        <div class="board-links">
            <Show when=move || may_write.get()>
                <a class="button-text" href=format!("/building/{building}/sheet")>
                    <Icon glyph=Glyph::Print />{t.buildings.sheet}
                </a>
            </Show>
            <Show when=move || is_committee.get()>
                <a class="button-text" href=format!("/areas?at={building}")><Icon glyph=Glyph::Edit />{t.buildings.edit}</a>
            </Show>
        </div>
    }
}

fn is_committee() -> Memo<bool> {
    let member = Session::here().member;
    let is_steward = |role: &RoleView| role.role == Role::Steward;
    Memo::new(move |_| member.with(|me| me.as_ref().is_some_and(|me| me.roles.iter().any(is_steward))))
}

/// The door whose cell has the focus.
fn focused_door() -> Option<AreaId> {
    document().active_element()?.id().strip_prefix("door-")?.parse().ok()
}

#[component]
fn Stair(view: Memo<StairView>, is_shown: Signal<bool>) -> impl IntoView {
    let t = texts();
    let wide = move || columns(&view.read()).to_string();
    view! {
        <section class="stair" class:stair-shown=is_shown data-testid="stair" aria-label=move || view.read().label.clone()>
            <h2 class="stair-label">{move || view.read().label.clone()}</h2>
            <div class="floors" style:--doors=wide>
                {move || view.get().floors.into_iter().map(|floor| view! { <Floor floor /> }).collect_view()}
            </div>
            {move || view.read().floors.is_empty().then(|| view! { <p class="quiet">{t.area.no_door}</p> })}
        </section>
    }
}

#[component]
fn Floor(floor: FloorView) -> impl IntoView {
    let t = texts();
    view! {
        <div class="floor" role="group" aria-label=(t.area.floor)(floor.floor)>
            <span class="floor-number" aria-hidden="true">{(t.area.floor_short)(floor.floor)}</span>
            <div class="floor-doors">{floor.doors.into_iter().map(|cell| view! { <Cell cell /> }).collect_view()}</div>
        </div>
    }
}
