//! The departments that tickets can be sent to, each with its level.

use leptos::prelude::*;
use linli_contract::tickets::{Department, Level};
use linli_shared::ids::AreaId;
use linli_shared::tickets::LABEL;

use super::Editing;
use crate::components::choice::{Chips, Choice};
use crate::components::icon::{Glyph, Icon};
use crate::components::text_field::TextField;
use crate::model::tickets::{add_department, remove_department};
use crate::platform::page::new_person;
use crate::platform::prefs::texts;

/// The levels a department can stand at.
const LEVELS: [(&str, Level); 3] =
    [("community", Level::Community), ("street", Level::Street), ("grid-centre", Level::GridCentre)];

/// All of them.
#[component]
pub(super) fn Departments(editing: Editing) -> impl IntoView {
    let tt = &texts().tickets.tables;
    let ids = Memo::new(move |_| editing.tables.read().departments.iter().map(|one| one.id).collect::<Vec<_>>());
    let is_needed = Memo::new(move |_| editing.may_change.get() || !ids.read().is_empty());
    let add = move |_| {
        let id = AreaId(new_person().0);
        editing.tables.update(|tables| add_department(tables, id, Level::Street));
    };
    view! {
        <Show when=move || is_needed.get()>
            <section>
                <h2 class="section-title">{tt.departments}</h2>
                <p class="quiet">{tt.departments_what}</p>
                <ul class="departments">
                    <For each=move || ids.get() key=|id| *id children=move |id| view! { <One id editing /> } />
                </ul>
                <Show when=move || editing.may_change.get()>
                    <button type="button" class="button-text" on:click=add data-testid="add-department">
                        <Icon glyph=Glyph::Plus />{tt.add_department}
                    </button>
                </Show>
            </section>
        </Show>
    }
}

#[component]
fn One(id: AreaId, editing: Editing) -> impl IntoView {
    let t = texts();
    let tt = &t.tickets.tables;
    let department = Memo::new(move |_| editing.tables.with(|tables| tables.department(id).cloned()));
    let change = move |how: &dyn Fn(&mut Department)| {
        editing.tables.update(|tables| tables.departments.iter_mut().filter(|one| one.id == id).for_each(how));
    };
    let name = Memo::new(move |_| department.with(|one| one.as_ref().map(|one| one.name.clone())).unwrap_or_default());
    let level = move || {
        let level = department.with(|one| one.as_ref().map(|one| one.level));
        LEVELS.iter().find(|(_, one)| Some(*one) == level).map(|(code, _)| (*code).to_owned()).unwrap_or_default()
    };
    let levels: Vec<Choice> =
        LEVELS.iter().map(|(code, level)| Choice::new(*code, (t.tickets.level)(*level))).collect();
    let choose = move |code: String| {
        if let Some((_, level)) = LEVELS.iter().find(|(one, _)| *one == code) {
            change(&|one| one.level = *level);
        }
    };
    let remove = move |_| editing.tables.update(|tables| remove_department(tables, id));
    let levels = StoredValue::new(levels);
    view! {
        <li class="card stack" data-testid="department">
            <Show when=move || editing.may_change.get() fallback=move || view! { <strong>{name}</strong> }>
                <TextField id=format!("department-{id}") label=tt.department_name text=name max=LABEL as u32 is_last=true
                    on_text=move |text: String| change(&|one| one.name.clone_from(&text)) testid="department-name" />
                <div>
                    <p class="label">{tt.level}</p>
                    <Chips label=tt.level choices=levels.get_value() chosen=Signal::derive(level) on_choose=choose
                        testid="department-level" />
                </div>
                <button type="button" class="button-text button-danger" on:click=remove data-testid="remove-department">
                    <Icon glyph=Glyph::Trash />{tt.remove_department}
                </button>
            </Show>
        </li>
    }
}
