//! Chooses a door: one opened just now, one that was typed, or by building, stair and door.

use leptos::prelude::*;
use linli_contract::areas::{BuildingView, CommunityView, ReadBuilding, ReadCommunity};
use linli_contract::search::{Hit, Search};
use linli_shared::ids::AreaId;
use wasm_bindgen_futures::spawn_local;

use super::acting::FIRST;
use super::recent::recent;
use super::there::Place;
use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::icon::Glyph;
use crate::components::loaded::{Load, Loaded};
use crate::components::note::{Note, Weight};
use crate::components::text_field::TextField;
use crate::load::load;
use crate::model::picker::{Door, buildings, doors, found};
use crate::platform::page::focus_soon;
use crate::platform::prefs::texts;

/// The most doors a search for one is asked for.
const HITS: u16 = 40;

/// The door chosen, or the ways to choose one.
#[component]
pub(crate) fn DoorPicker(
    place: Place,
    except: AreaId,
    /// What is asked; where somebody moves to, unless said otherwise.
    #[prop(optional)]
    label: Option<&'static str>,
) -> impl IntoView {
    let t = texts();
    let label = label.unwrap_or(t.registers.which_door);
    let is_chosen = Memo::new(move |_| place.door.read().is_some());
    let path = move || place.door.with(|door| door.as_ref().map(|(_, path)| path.join(" ")));
    view! {
        <div data-testid="door-picker">
            <Show when=move || is_chosen.get() fallback=move || view! { <Ways place except label /> }>
                <p class="label">{label}</p>
                <p class="picked">
                    <strong data-testid="picked-door">{path}</strong>
                    <button type="button" class="button-text" on:click=move |_| place.forget() data-testid="pick-again">
                        {t.registers.choose_again}
                    </button>
                </p>
            </Show>
        </div>
    }
}

#[component]
fn Ways(place: Place, except: AreaId, label: &'static str) -> impl IntoView {
    let t = texts();
    let text = RwSignal::new(String::new());
    let building = RwSignal::new(None::<AreaId>);
    let community: Load<CommunityView> = load(ReadCommunity, |_| false);
    let hits = search_doors(text, building);
    view! {
        <div class="stack">
            <TextField id="door-filter" label text=text on_text=move |typed| text.set(typed)
                hint=Signal::stored(t.registers.door_filter_hint.to_owned()) is_last=true testid="door-filter" />
            <Loaded load=community children=move |community| {
                move || match building.get() {
                    Some(id) => view! { <OfBuilding id place except text building /> }.into_any(),
                    None => view! { <Anywhere community hits text building place except /> }.into_any(),
                }
            } />
        </div>
    }
}

/// Searches for what is typed while no building is chosen; answers that come late are dropped.
fn search_doors(text: RwSignal<String>, building: RwSignal<Option<AreaId>>) -> RwSignal<Vec<Hit>> {
    let hits = RwSignal::new(Vec::new());
    let turn = StoredValue::new(0_u64);
    Effect::new(move |_| {
        let text = text.get();
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        if text.trim().is_empty() || building.read().is_some() {
            hits.set(Vec::new());
            return;
        }
        spawn_local(async move {
            let found = bridge::ask(Search { text, limit: HITS }).await;
            if turn.try_get_value() == Some(mine) {
                hits.try_set(found.map_or_else(|_| Vec::new(), |found| found.hits));
            }
        });
    });
    hits
}

fn choose(place: Place, door: Door) {
    place.choose(door);
    focus_soon(FIRST.to_owned());
}

/// Doors as buttons with their whole path.
#[component]
fn Doors(place: Place, all: Vec<Door>, #[prop(optional)] is_short: bool) -> impl IntoView {
    let button = move |door: Door| {
        let words = if is_short { door.1.last().cloned().unwrap_or_default() } else { door.1.join(" ") };
        let door = StoredValue::new(door);
        view! {
            <button type="button" class="chip" data-testid="pick-door" on:click=move |_| choose(place, door.get_value())>
                {words}
            </button>
        }
    };
    view! { <div class="chips">{all.into_iter().map(button).collect_view()}</div> }
}

/// Doors opened just now or found, and the buildings.
#[component]
fn Anywhere(
    community: Memo<CommunityView>,
    hits: RwSignal<Vec<Hit>>,
    text: RwSignal<String>,
    building: RwSignal<Option<AreaId>>,
    place: Place,
    except: AreaId,
) -> impl IntoView {
    let t = texts();
    let is_typed = Memo::new(move |_| !text.read().trim().is_empty());
    let near = Memo::new(move |_| {
        if is_typed.get() {
            found(&community.read(), &hits.read(), except)
        } else {
            recent().into_iter().filter(|(door, _)| *door != except).collect()
        }
    });
    let rows = Memo::new(move |_| buildings(&community.read(), &text.read()));
    let near_list = move || {
        let all = near.get();
        (!all.is_empty()).then(|| {
            let label = (!is_typed.get()).then(|| view! { <p class="label">{t.registers.recent_doors}</p> });
            view! { <div>{label}<Doors place all /></div> }
        })
    };
    let building_list = move || {
        let button = |(id, label): (AreaId, String)| {
            let open = move |_| {
                text.set(String::new());
                building.set(Some(id));
            };
            view! { <button type="button" class="chip" data-testid="pick-building" on:click=open>{label}</button> }
        };
        let all = rows.get();
        (!all.is_empty()).then(|| {
            view! {
                <div>
                    <p class="label">{t.nav.buildings}</p>
                    <div class="chips">{all.into_iter().map(button).collect_view()}</div>
                </div>
            }
        })
    };
    let nothing = move || {
        (is_typed.get() && near.read().is_empty() && rows.read().is_empty())
            .then(|| view! { <p class="quiet" role="status">{t.registers.no_door_fits}</p> })
    };
    view! { <div class="stack">{near_list}{building_list}{nothing}</div> }
}

/// The doors of a building.
#[component]
fn OfBuilding(
    id: AreaId,
    place: Place,
    except: AreaId,
    text: RwSignal<String>,
    building: RwSignal<Option<AreaId>>,
) -> impl IntoView {
    let t = texts();
    let load: Load<BuildingView> = load(ReadBuilding { building: id }, |_| false);
    let stair = RwSignal::new(None::<AreaId>);
    view! {
        <Loaded load children=move |view| {
            let stairs = view.read_untracked().stairs.iter().map(|one| (one.id, one.label.clone())).collect::<Vec<_>>();
            stair.set(stairs.first().map(|(id, _)| *id));
            let choices: Vec<Choice> = stairs.iter().map(|(id, label)| Choice::new(id.to_string(), label.clone())).collect();
            let is_choice = stairs.len() > 1;
            let is_typed = Memo::new(move |_| !text.read().trim().is_empty());
            let choose_stair = move |code: String| {
                stair.set(stairs.iter().map(|(id, _)| *id).find(|id| id.to_string() == code));
                text.set(String::new());
            };
            let chosen = move || stair.get().filter(|_| !is_typed.get()).map(|id| id.to_string()).unwrap_or_default();
            let all = move || doors(&view.read(), stair.get(), &text.read(), except);
            view! {
                <div class="stack">
                    <p class="picked">
                        <strong>{view.read_untracked().label.clone()}</strong>
                        <button type="button" class="button-text" data-testid="pick-again"
                            on:click=move |_| { text.set(String::new()); building.set(None); }>{t.registers.choose_again}</button>
                    </p>
                    <Show when=move || !view.read().may_write>
                        <Note weight=Weight::Warn glyph=Glyph::Eye><p class="note-text">{t.area.read_only}</p></Note>
                    </Show>
                    {is_choice.then(|| view! {
                        <Chips label=t.area.stairs choices=choices chosen=Signal::derive(chosen) on_choose=choose_stair
                            testid="pick-stair" />
                    })}
                    {move || {
                        let all = if view.read().may_write { all() } else { Vec::new() };
                        let nothing = all.is_empty() && is_typed.get();
                        view! {
                            <Doors place all is_short=!is_typed.get() />
                            {nothing.then(|| view! { <p class="quiet" role="status">{t.registers.no_door_fits}</p> })}
                        }
                    }}
                </div>
            }
        } />
    }
}
