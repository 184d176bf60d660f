//! Adds a door the board does not know; works without a network.

use leptos::prelude::*;
use linli_contract::areas::{AddDoor, BuildingView};
use linli_shared::ids::AreaId;

use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::sheet::Sheet;
use crate::components::text_field::TextField;
use crate::model::board::read_floor;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The longest label, in characters.
const LABEL_LENGTH: usize = 20;

/// The sheet.
#[component]
pub(crate) fn AddDoorSheet(
    open: RwSignal<bool>,
    view: Memo<BuildingView>,
    stair: RwSignal<Option<AreaId>>,
) -> impl IntoView {
    let t = texts();
    view! {
        <Sheet open title=t.area.add_door testid="add-door-sheet">
            <AddDoorForm open view stair />
        </Sheet>
    }
}

#[component]
fn AddDoorForm(open: RwSignal<bool>, view: Memo<BuildingView>, stair: RwSignal<Option<AreaId>>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let floor = RwSignal::new(String::new());
    let label = RwSignal::new(String::new());
    let is_tried = RwSignal::new(false);
    let under = Memo::new(move |_| stair.get().or_else(|| view.read().stairs.first().map(|first| first.id)));
    let floor_error = move || (is_tried.get() && read_floor(&floor.read()).is_none()).then_some(t.area.floor_wrong);
    let is_label = move || (1..=LABEL_LENGTH).contains(&label.read().trim().chars().count());
    let label_error = move || (is_tried.get() && !is_label()).then_some(t.area.label_wrong);
    let save = move || {
        is_tried.set(true);
        let (Some(stair), Some(floor), true) = (under.get_untracked(), read_floor(&floor.read_untracked()), is_label())
        else {
            return;
        };
        let label = label.read_untracked().trim().to_owned();
        acts.run(bridge::ask(AddDoor { stair, floor, label }), move |_| {
            open.set(false);
            acts.toasts.say(t.area.door_added);
        });
    };
    let stairs: Vec<_> = view
        .read_untracked()
        .stairs
        .iter()
        .map(|stair| Choice::new(stair.id.to_string(), stair.label.clone()))
        .collect();
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); save(); }>
            <p class="quiet">{t.area.add_door_hint}</p>
            <Chips label=t.area.which_stair choices=stairs is_bar=true
                chosen=Signal::derive(move || under.get().map(|id| id.to_string()).unwrap_or_default())
                on_choose=move |id: String| stair.set(id.parse().ok()) />
            <TextField id="new-floor" label=t.area.which_floor text=floor on_text=move |text| floor.set(text)
                hint=Signal::stored(t.area.floor_hint.to_owned())
                error=Signal::derive(move || floor_error().unwrap_or_default().to_owned()) testid="new-floor" />
            <TextField id="new-label" label=t.area.door_label text=label on_text=move |text| label.set(text) is_last=true
                hint=Signal::stored(t.area.label_hint.to_owned())
                error=Signal::derive(move || label_error().unwrap_or_default().to_owned()) testid="new-label" />
            <button type="submit" class="button button-main button-wide" data-testid="save-door">{t.shell.save}</button>
        </form>
    }
}
