//! Forms that build: a new building, more stairs or floors, single doors. A line below says live what will come of it.

use std::collections::BTreeSet;

use leptos::prelude::*;
use linli_contract::buildings::{AreaEdit, AreaRow, NewStair, Use};

use super::editing::Editing;
use super::forms::{LabelField, label_error};
use crate::components::choice::{Chips, Choice};
use crate::components::text_field::{Keys, TextField};
use crate::model::board::read_floor;
use crate::model::buildings::{Shape, Typed, TypedField, children, is_label, next_stairs, split};
use crate::platform::page::focus_soon;
use crate::platform::prefs::texts;

/// The stairs of a building as typed, with a live preview.
#[derive(Clone, Copy)]
struct Shaping {
    typed: RwSignal<Typed>,
    is_tried: RwSignal<bool>,
}

impl Shaping {
    fn new() -> Self {
        Self { typed: RwSignal::new(Typed::default()), is_tried: RwSignal::new(false) }
    }

    fn read(self) -> Result<Shape, TypedField> {
        self.typed.with(Typed::read)
    }
}

/// A new building.
#[component]
pub(super) fn AddBuilding(grid: AreaRow) -> impl IntoView {
    let t = &texts().buildings;
    let editing = Editing::here();
    let label = RwSignal::new(String::new());
    let shaping = Shaping::new();
    let error = label_error(label, shaping.is_tried, move |typed| editing.is_taken(grid.id, None, typed));
    let save = move || {
        shaping.is_tried.set(true);
        let (Ok(shape), None) = (shaping.read(), error.get_untracked()) else { return };
        let stairs = shape.under(&next_stairs(&[], shape.stairs));
        let add = AreaEdit::AddBuilding { grid: grid.id, label: label.get_untracked(), stairs };
        editing.run_saying(vec![add], t.said_added);
    };
    let preview = move || shaping.read().map(|shape| (t.preview)(&shape.preview(&BTreeSet::new())));
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); save(); }>
            <LabelField text=label error hint=t.building_hint />
            <ShapeFields shaping has_stairs=Signal::stored(true) />
            <PreviewLine preview=Signal::derive(move || preview().ok()) />
            <button type="submit" class="button button-main button-wide" data-testid="area-save">{t.save_add}</button>
        </form>
    }
}

/// More stairs, or floors of a stair.
#[component]
pub(super) fn Extend(building: AreaRow) -> impl IntoView {
    const NEW: &str = "new";
    let t = &texts().buildings;
    let editing = Editing::here();
    let shaping = Shaping::new();
    let all = editing.view.get_untracked().areas;
    let stairs: Vec<AreaRow> = children(&all, building.id).filter(|row| !row.is_retired).cloned().collect();
    let mut choices: Vec<_> =
        stairs.iter().map(|stair| Choice::new(stair.id.to_string(), stair.label.clone())).collect();
    choices.push(Choice::new(NEW, t.new_stair));
    let to = RwSignal::new(NEW.to_owned());
    let is_new = Signal::derive(move || to.read().as_str() == NEW);
    let stairs = StoredValue::new(stairs);
    let doors = StoredValue::new(all);
    // An existing stair with the labels its doors bear.
    let chosen = move || {
        let stair = stairs.with_value(|all| all.iter().find(|stair| stair.id.to_string() == to.get()).cloned())?;
        let known: BTreeSet<String> =
            doors.with_value(|all| children(all, stair.id).map(|door| door.label.clone()).collect());
        Some((stair, known))
    };
    let planned = move || -> Option<(Vec<NewStair>, String)> {
        let shape = shaping.read().ok()?;
        match chosen() {
            Some((stair, known)) => {
                let shape = Shape { stairs: 1, ..shape };
                let preview = shape.preview(&known);
                let said = if preview.all == 0 { t.preview_none.to_owned() } else { (t.preview_more)(&preview) };
                Some((if preview.all == 0 { Vec::new() } else { shape.under(&[stair.label]) }, said))
            }
            None => {
                let labels = stairs.with_value(|all| all.iter().map(|stair| stair.label.clone()).collect::<Vec<_>>());
                let labels = next_stairs(&labels, shape.stairs);
                let said = format!("{}: {}", labels.join(" "), (t.preview)(&shape.preview(&BTreeSet::new())));
                Some((shape.under(&labels), said))
            }
        }
    };
    let save = move || {
        shaping.is_tried.set(true);
        if let Some((stairs, _)) = planned().filter(|(stairs, _)| !stairs.is_empty()) {
            editing.run_saying(vec![AreaEdit::Extend { building: building.id, stairs }], t.said_added);
        }
    };
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); save(); }>
            <div>
                <p class="label">{t.to_stair}</p>
                <Chips label=t.to_stair choices chosen=to on_choose=move |id: String| to.set(id) testid="to-stair" />
            </div>
            <ShapeFields shaping has_stairs=is_new />
            <PreviewLine preview=Signal::derive(move || planned().map(|(_, said)| said)) />
            <button type="submit" class="button button-main button-wide" data-testid="area-save">{t.save_add}</button>
        </form>
    }
}

/// Single doors of a stair: cellars, shops, added rooms.
#[component]
pub(super) fn AddDoors(stair: AreaRow) -> impl IntoView {
    let t = texts();
    let editing = Editing::here();
    let (labels, floor) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let usage = RwSignal::new("home".to_owned());
    let is_tried = RwSignal::new(false);
    focus_soon("area-doors".into());
    let uses = [
        ("home", Use::Home),
        ("shop", Use::Shop),
        ("cellar", Use::Cellar),
        ("office", Use::Office),
        ("other", Use::Other),
    ];
    let choices = uses.map(|(code, usage)| Choice::new(code, (t.buildings.use_of)(usage))).to_vec();
    let building =
        editing.view.with_untracked(|view| view.areas.iter().find(|row| row.id == stair.id).map(|row| row.parent));
    let id = stair.id;
    let label_wrong = move || {
        let typed = split(&labels.read());
        if typed.iter().any(|label| editing.is_taken(id, None, label)) {
            return Some(t.buildings.label_taken);
        }
        let is_right = !typed.is_empty() && typed.iter().all(|label| is_label(label));
        (is_tried.get() && !is_right).then_some(t.buildings.label_wrong)
    };
    let floor_wrong = move || (is_tried.get() && read_floor(&floor.read()).is_none()).then_some(t.area.floor_wrong);
    let save = move || {
        is_tried.set(true);
        let (Some(building), Some(floor), None) = (building, read_floor(&floor.read_untracked()), label_wrong()) else {
            return;
        };
        let chosen = uses.iter().find(|(code, _)| *code == usage.read_untracked().as_str());
        let usage = chosen.map_or(Use::Home, |(_, usage)| *usage);
        let doors = split(&labels.read_untracked()).into_iter().map(|label| (floor, label, usage)).collect();
        let stairs = vec![NewStair { label: stair.label.clone(), floors: Vec::new(), doors }];
        editing.run_saying(vec![AreaEdit::Extend { building, stairs }], t.buildings.said_added);
    };
    let preview = move || Some(split(&labels.read()).len()).filter(|count| *count > 0).map(t.buildings.preview_doors);
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); save(); }>
            <TextField id="area-doors" label=t.buildings.door_labels text=labels on_text=move |typed| labels.set(typed)
                hint=Signal::stored(t.buildings.door_labels_hint.to_owned())
                error=Signal::derive(move || label_wrong().unwrap_or_default().to_owned()) testid="area-doors" />
            <TextField id="area-floor" label=t.area.which_floor text=floor on_text=move |typed| floor.set(typed) is_last=true
                hint=Signal::stored(t.area.floor_hint.to_owned())
                error=Signal::derive(move || floor_wrong().unwrap_or_default().to_owned()) testid="area-floor" />
            <div>
                <p class="label">{t.buildings.usage}</p>
                <Chips label=t.buildings.usage choices chosen=usage on_choose=move |code: String| usage.set(code) testid="doors-use" />
            </div>
            <PreviewLine preview=Signal::derive(preview) />
            <button type="submit" class="button button-main button-wide" data-testid="area-save">{t.buildings.save_add}</button>
        </form>
    }
}

/// What will come of it.
#[component]
fn PreviewLine(preview: Signal<Option<String>>) -> impl IntoView {
    view! { <p class="area-preview" role="status" data-testid="area-preview">{move || preview.get().unwrap_or_default()}</p> }
}

#[component]
fn ShapeFields(shaping: Shaping, has_stairs: Signal<bool>) -> impl IntoView {
    let t = &texts().buildings;
    let Shaping { typed, is_tried } = shaping;
    let field = move |id: &'static str, label: &'static str, of: TypedField, hint: &'static str, is_last: bool| {
        let text = Signal::derive(move || typed.with(|typed| of_field(typed, of).clone()));
        let error = move || match shaping.read() {
            Err(wrong) if wrong == of && (is_tried.get() || !text.read().is_empty()) => (t.wrong)(of).to_owned(),
            Err(_) | Ok(_) => String::new(),
        };
        view! {
            <TextField id label text keys=if of == TypedField::Without { Keys::Text } else { Keys::Digits } is_last
                on_text=move |now: String| typed.update(|typed| *of_field_mut(typed, of) = now)
                hint=Signal::stored(hint.to_owned()) error=Signal::derive(error) testid=id />
        }
    };
    view! {
        <div class="area-pair">
            <Show when=move || has_stairs.get()>{field("shape-stairs", t.stair_count, TypedField::Stairs, "", false)}</Show>
            {field("shape-doors", t.doors_each, TypedField::Doors, "", false)}
            {field("shape-from", t.floor_from, TypedField::From, "", false)}
            {field("shape-to", t.floor_to, TypedField::To, "", false)}
        </div>
        {field("shape-first", t.first_door, TypedField::First, t.first_hint, false)}
        {field("shape-without", t.without, TypedField::Without, t.without_hint, true)}
    }
}

const fn of_field(typed: &Typed, of: TypedField) -> &String {
    match of {
        TypedField::Stairs => &typed.stairs,
        TypedField::From => &typed.from,
        TypedField::To => &typed.to,
        TypedField::Doors => &typed.doors,
        TypedField::First => &typed.first,
        TypedField::Without => &typed.without,
    }
}

const fn of_field_mut(typed: &mut Typed, of: TypedField) -> &mut String {
    match of {
        TypedField::Stairs => &mut typed.stairs,
        TypedField::From => &mut typed.from,
        TypedField::To => &mut typed.to,
        TypedField::Doors => &mut typed.doors,
        TypedField::First => &mut typed.first,
        TypedField::Without => &mut typed.without,
    }
}
