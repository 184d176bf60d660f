//! Taking part: the buttons at the bottom of an activity.

use leptos::prelude::*;
use linli_contract::activities::{ActivityKind, ActivityView};

use super::sheet::{Topic, Topics};
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Load;
use crate::model::activities::room::{Room, room};
use crate::platform::prefs::texts;

/// The buttons; none where there is nothing to do.
#[component]
pub(super) fn Part(load: Load<ActivityView>, topics: Topics) -> impl IntoView {
    let t = texts();
    let may = Memo::new(move |_| load.value.with(|view| view.as_ref().map(|view| view.may)).unwrap_or_default());
    let words = Memo::new(move |_| {
        load.value.with(|view| {
            view.as_ref().map_or("", |view| match (view.row.kind, room(&view.row)) {
                (ActivityKind::Task, _) => t.activities.claim,
                (ActivityKind::Gathering, Room::Full(_)) => t.activities.wait_for_room,
                (ActivityKind::Gathering, Room::Open | Room::Free(_)) => t.activities.sign_up,
            })
        })
    });
    let is_task = Memo::new(move |_| {
        load.value.with(|view| view.as_ref().is_some_and(|view| view.row.kind == ActivityKind::Task))
    });
    view! {
        <Show when=move || may.get().sign_up>
            <button type="button" class="button button-main button-wide" on:click=move |_| topics.open(Topic::SignUp)
                data-testid="sign-up"><Icon glyph=Glyph::Hand />{words}</button>
        </Show>
        <Show when=move || may.get().report_done>
            <button type="button" class="button button-main button-wide" on:click=move |_| topics.open(Topic::Done)
                data-testid="report-done"><Icon glyph=Glyph::Check />{t.activities.report_done}</button>
        </Show>
        <Show when=move || may.get().sign_off>
            <button type="button" class="button-text activity-off" on:click=move |_| topics.open(Topic::SignOff)
                data-testid="sign-off">{move || if is_task.get() { t.activities.give_back } else { t.activities.sign_off }}</button>
        </Show>
    }
}
