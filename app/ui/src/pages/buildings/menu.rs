//! What can be done with an area, as a list within reach of the thumb.

use leptos::prelude::*;
use linli_contract::buildings::{AreaEdit, AreaKind, AreaRow, Use};

use super::editing::{Editing, Task};
use crate::components::choice::{Chips, Choice};
use crate::components::icon::{Glyph, Icon};
use crate::model::buildings::moved;
use crate::platform::prefs::texts;

const USES: [(&str, Use); 5] =
    [("home", Use::Home), ("shop", Use::Shop), ("cellar", Use::Cellar), ("office", Use::Office), ("other", Use::Other)];

/// The list.
#[component]
pub(super) fn Menu(row: AreaRow) -> impl IntoView {
    let t = &texts().buildings;
    let editing = Editing::here();
    let (id, kind, is_retired) = (row.id, row.kind, row.is_retired);
    let areas = editing.view.get_untracked().areas;
    let (earlier, later) = (moved(&areas, id, true), moved(&areas, id, false));
    let stored = StoredValue::new(row.clone());
    let opens = move |task: fn(AreaRow) -> Task| Callback::new(move |()| editing.open(task(stored.get_value())));
    let edits = move |edits: Vec<AreaEdit>, said: &'static str| {
        Callback::new(move |()| editing.run_saying(edits.clone(), said))
    };
    let mut items: Vec<Item> = Vec::new();
    let mut item = |is_there: bool, glyph, name, testid, act| {
        if is_there {
            items.push(Item { glyph, name, testid, act });
        }
    };
    item(true, Glyph::Edit, t.rename, "do-rename", opens(Task::Rename));
    let is_live = !is_retired;
    item(is_live && kind == AreaKind::Grid, Glyph::Plus, t.add_building, "do-add-building", opens(Task::AddBuilding));
    item(is_live && kind == AreaKind::Building, Glyph::Plus, t.add_stairs, "do-extend", opens(Task::Extend));
    item(is_live && kind == AreaKind::Stair, Glyph::Plus, t.add_doors, "do-add-doors", opens(Task::AddDoors));
    item(is_live && kind == AreaKind::Building, Glyph::File, t.copy, "do-copy", opens(Task::Copy));
    let may_move = is_live && kind < AreaKind::Door;
    item(may_move && !earlier.is_empty(), Glyph::Back, t.earlier, "do-earlier", edits(earlier, t.said_moved));
    item(may_move && !later.is_empty(), Glyph::Forward, t.later, "do-later", edits(later, t.said_moved));
    item(is_live && kind >= AreaKind::Building, Glyph::Move, t.hand_over, "do-hand-over", opens(Task::HandOver));
    item(is_live, Glyph::Trash, t.retire, "do-retire", edits(vec![AreaEdit::Retire { area: id }], t.said_retired));
    item(
        is_retired,
        Glyph::Undo,
        t.restore,
        "do-restore",
        edits(vec![AreaEdit::Restore { area: id }], t.said_restored),
    );
    let uses = (kind == AreaKind::Door && is_live).then(|| view! { <Uses row=row.clone() /> });
    let items = items.into_iter().map(|Item { glyph, name, testid, act }| {
        view! {
            <li>
                <button type="button" class="link-row area-act" data-testid=testid on:click=move |_| act.run(())>
                    <Icon glyph /><span class="link-row-name">{name}</span>
                </button>
            </li>
        }
    });
    view! {
        {uses}
        <ul class="link-rows">{items.collect_view()}</ul>
        {is_live.then(|| view! { <p class="quiet">{t.retire_hint}</p> })}
    }
}

struct Item {
    glyph: Glyph,
    name: &'static str,
    testid: &'static str,
    act: Callback<()>,
}

/// What a door is used for; a tap changes it.
#[component]
fn Uses(row: AreaRow) -> impl IntoView {
    let t = texts();
    let editing = Editing::here();
    let choices = USES.map(|(code, usage)| Choice::new(code, (t.buildings.use_of)(usage))).to_vec();
    let now = USES.iter().find(|(_, usage)| *usage == row.usage).map_or("", |(code, _)| *code).to_owned();
    let on_choose = move |code: String| {
        if let Some((_, usage)) = USES.iter().find(|(known, usage)| *known == code && *usage != row.usage) {
            editing.run_saying(vec![AreaEdit::SetUse { door: row.id, usage: *usage }], t.buildings.said_used);
        }
    };
    view! {
        <p class="label">{t.buildings.usage}</p>
        <Chips label=t.buildings.usage choices chosen=Signal::stored(now) on_choose testid="door-use" />
    }
}
