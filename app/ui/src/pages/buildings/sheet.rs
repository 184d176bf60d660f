//! A building's sheet for the printer: a page for each stair, with room for notes; what is on the screen is what is printed.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use linli_contract::areas::DoorState;
use linli_contract::buildings::{ReadSheet, SheetDoor, SheetView, Use};
use linli_shared::ids::AreaId;

use crate::app::NotFound;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Empty, Load, Loaded};
use crate::components::note::{Note, Weight};
use crate::load::load;
use crate::pages::session::{Session, concerns_doors};
use crate::platform::page::print;
use crate::platform::prefs::texts;

/// `/building/:id/sheet`.
#[component]
pub(crate) fn SheetPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<AreaId>().ok()));
    move || match id.get() {
        Some(building) => view! { <Sheet building /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Sheet(building: AreaId) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let load: Load<SheetView> = load(ReadSheet { building }, |event| concerns_doors(event, |_| true));
    let is_there = move || load.value.with(|view| view.as_ref().is_some_and(|view| !view.stairs.is_empty()));
    let subtitle = move || load.value.with(|view| view.as_ref().map(|view| view.path.join(" "))).unwrap_or_default();
    let actions = move || {
        view! {
            <Show when=is_there>
                <button type="button" class="button button-main button-wide" on:click=|_| print() data-testid="print">
                    <Icon glyph=Glyph::Print />{t.buildings.print}
                </button>
            </Show>
        }
    };
    let empty = Empty {
        is_empty: |view: &SheetView| view.stairs.is_empty(),
        what: t.buildings.no_doors,
        next: t.buildings.no_doors_next,
    };
    view! {
        <div class="sheet-screen">
            <Frame title=t.buildings.sheet subtitle=Signal::derive(subtitle) back=Some(format!("/building/{building}"))
                actions=actions is_wide=true>
                <Note weight=Weight::Warn glyph=Glyph::Alert testid="print-safe">
                    <p class="note-text">{t.buildings.print_safe}" "{t.buildings.print_only_here}</p>
                </Note>
                <Loaded load empty=empty is_offline=session.is_offline()
                    children=move |view| view! { {move || view! { <Papers view=view.get() /> }} } />
            </Frame>
        </div>
    }
}

#[component]
fn Papers(view: SheetView) -> impl IntoView {
    let t = texts();
    let SheetView { path, day, stairs } = view;
    stairs
        .into_iter()
        .map(|stair| {
            let doors = stair.doors.into_iter().map(|door| view! { <Line door /> }).collect_view();
            let title = format!("{} {}", path.last().cloned().unwrap_or_default(), stair.label);
            let name = title.clone();
            // Wider than a phone, it scrolls; the focus lets a keyboard do that too.
            view! {
                <section class="paper" tabindex="0" aria-label=name data-testid="paper">
                    <table>
                        <thead>
                            <tr class="paper-head">
                                <td colspan="5">
                                    <span class="paper-title">{title}</span>
                                    <span class="paper-place">{path[..path.len().saturating_sub(1)].join(" ")}" · "{day.clone()}</span>
                                </td>
                            </tr>
                            <tr>
                                <th scope="col">{t.buildings.column_door}</th>
                                <th scope="col">{t.buildings.column_names}</th>
                                <th scope="col">{t.buildings.column_state}</th>
                                <th scope="col">{t.buildings.column_due}</th>
                                <th scope="col" class="paper-note">{t.buildings.column_note}</th>
                            </tr>
                        </thead>
                        <tbody>{doors}</tbody>
                    </table>
                    <p class="paper-safe">{t.buildings.print_safe}</p>
                </section>
            }
        })
        .collect_view()
}

/// One door; an empty box to tick where nothing is registered yet.
#[component]
fn Line(door: SheetDoor) -> impl IntoView {
    let t = texts();
    let names = door.households.into_iter().filter(|(_, names)| !names.is_empty());
    let names = names.map(|(_, names)| view! { <div>{names.join("、")}</div> }).collect_view();
    let is_open = door.state == DoorState::Unregistered;
    let state = if door.usage != Use::Home && is_open {
        (t.buildings.use_of)(door.usage).to_owned()
    } else if is_open {
        "☐".to_owned()
    } else {
        (t.area.state)(door.state).to_owned()
    };
    view! {
        <tr data-testid="paper-door">
            <th scope="row">{door.label}</th>
            <td>{names}</td>
            <td class="paper-state">{state}</td>
            <td class="paper-due">{door.due.unwrap_or_default()}</td>
            <td></td>
        </tr>
    }
}
