//! One area in the editor: its label, what is in it, and a button for what can be done with it.

use leptos::prelude::*;
use linli_contract::buildings::AreaRow;

use super::editing::{Editing, Task};
use crate::components::icon::{Glyph, Icon};
use crate::platform::prefs::texts;

/// A grid, building or stair.
#[component]
pub(super) fn Row(
    row: Memo<AreaRow>,
    /// What is in it, in a few words.
    said: Signal<String>,
    /// Where its label leads; nowhere if empty.
    #[prop(optional, into)]
    to: String,
    #[prop(optional)] is_heading: bool,
) -> impl IntoView {
    let t = texts();
    let Editing { view, .. } = Editing::here();
    let more = move || {
        let households = row.read().households;
        let mut words = vec![said.get()];
        words.extend((households > 0).then(|| (t.buildings.households)(households)));
        words.extend(elsewhere(row, view.read().areas.as_slice()).map(|grid| (t.buildings.elsewhere)(&grid)));
        words.join(" · ")
    };
    let words = move || {
        view! {
            {if is_heading {
                view! { <h2 class="area-label">{move || row.read().label.clone()}</h2> }.into_any()
            } else {
                view! { <span class="area-label">{move || row.read().label.clone()}</span> }.into_any()
            }}
            {move || row.read().is_retired.then(|| view! { <span class="tag">{t.buildings.retired}</span> })}
            <span class="quiet area-said">{more}</span>
        }
    };
    let body = if to.is_empty() {
        view! { <div class="area-words">{words()}</div> }.into_any()
    } else {
        view! { <a class="area-words area-link" href=to data-testid="area-link">{words()}</a> }.into_any()
    };
    view! {
        <div class="area-row" class:area-retired=move || row.read().is_retired data-testid="area-row"
            data-label=move || row.read().label.clone()>
            {body}
            <MenuButton row />
        </div>
    }
}

/// Opens what can be done with an area; nothing for who may only look.
#[component]
pub(super) fn MenuButton(row: Memo<AreaRow>) -> impl IntoView {
    let t = texts();
    let editing = Editing::here();
    let may_edit = Memo::new(move |_| editing.view.read().may_edit);
    view! {
        <Show when=move || may_edit.get()>
            <button type="button" class="bar-button" aria-label=move || (t.buildings.menu)(&row.read().label)
                data-testid="area-menu" on:click=move |_| editing.open(Task::Menu(row.get_untracked()))>
                <Icon glyph=Glyph::More />
            </button>
        </Show>
    }
}

/// The grid a stair or door was handed to, if it is not that of what it lies in.
pub(super) fn elsewhere(row: Memo<AreaRow>, areas: &[AreaRow]) -> Option<String> {
    let grid = row.read().handed_to?;
    areas.iter().find(|row| row.id == grid).map(|row| row.label.clone())
}
