//! A plan of buildings: doors without people, for the board.

use leptos::prelude::*;

use super::doors::{AddDoors, is_steward};
use super::wizard::{Step, Wizard};
use crate::components::icon::{Glyph, Icon};
use crate::components::note::{Note, Weight};
use crate::model::imports::doors::DoorLine;
use crate::platform::prefs::texts;

/// What was found, and how to take it in.
#[component]
pub(super) fn PlanFound(doors: Vec<DoorLine>) -> impl IntoView {
    let t = texts();
    let wizard = Wizard::here();
    let is_steward = is_steward();
    let count = doors.len();
    let lines = Signal::stored(doors);
    let on_added = Callback::new(move |()| wizard.step.set(Step::Choose(None)));
    view! {
        <section class="card stack" data-testid="import-plan">
            <h2>{(t.imports.plan_found)(count)}</h2>
            <p class="quiet">{t.imports.plan_hint}</p>
            <Show when=move || is_steward.get() fallback=move || view! { <OnlyCommittee /> }>
                <AddDoors lines on_added />
            </Show>
        </section>
        <OtherFile />
    }
}

/// Said to everybody else.
#[component]
pub(super) fn OnlyCommittee() -> impl IntoView {
    let t = texts();
    view! { <Note weight=Weight::Warn glyph=Glyph::Hand><p class="note-text">{t.imports.only_committee}</p></Note> }
}

/// Back to the choice of a file.
#[component]
pub(super) fn OtherFile() -> impl IntoView {
    let t = texts();
    let wizard = Wizard::here();
    view! {
        <button type="button" class="button-text" on:click=move |_| wizard.step.set(Step::Choose(None))
            data-testid="import-other-file">
            <Icon glyph=Glyph::Upload />{t.imports.other_file}
        </button>
    }
}
