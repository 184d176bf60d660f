//! One door on the board, and the legend: colour, shape and word say the same.

use leptos::prelude::*;
use linli_contract::areas::{DoorCell, DoorState};

use crate::components::icon::{Glyph, Icon};
use crate::platform::prefs::texts;

/// All states in the order of the legend.
const STATES: [DoorState; 7] = [
    DoorState::Unregistered,
    DoorState::Done,
    DoorState::Due,
    DoorState::Conflict,
    DoorState::NobodyHome,
    DoorState::Refused,
    DoorState::Vacant,
];

/// The word a stylesheet and a test know a state by.
pub(crate) const fn word(state: DoorState) -> &'static str {
    match state {
        DoorState::Conflict => "conflict",
        DoorState::Due => "due",
        DoorState::NobodyHome => "nobody-home",
        DoorState::Refused => "refused",
        DoorState::Vacant => "vacant",
        DoorState::Done => "done",
        DoorState::Unregistered => "unregistered",
    }
}

/// The shape of a state.
pub(crate) const fn glyph(state: DoorState) -> Glyph {
    match state {
        DoorState::Conflict => Glyph::Alert,
        DoorState::Due => Glyph::Clock,
        DoorState::NobodyHome => Glyph::Bell,
        DoorState::Refused => Glyph::Hand,
        DoorState::Vacant => Glyph::Ring,
        DoorState::Done => Glyph::Check,
        DoorState::Unregistered => Glyph::Plus,
    }
}

/// A door as a link.
#[component]
pub(crate) fn Cell(cell: DoorCell) -> impl IntoView {
    let t = texts();
    let words = if cell.state == DoorState::Done && cell.people > 0 {
        (t.area.people_short)(cell.people)
    } else {
        (t.area.state_short)(cell.state).to_owned()
    };
    let mut said = vec![(t.area.state)(cell.state).to_owned()];
    said.extend((cell.people > 0).then(|| (t.area.people)(cell.people)));
    said.extend(cell.is_waiting.then(|| t.area.has_waiting.to_owned()));
    said.extend(cell.has_draft.then(|| t.area.has_draft.to_owned()));
    view! {
        <a class="cell" href=format!("/door/{}", cell.id) data-state=word(cell.state) data-testid="door"
            data-label=cell.label.clone()>
            <span class="cell-label">{cell.label.clone()}</span>
            <span class="unseen">", "{said.join(", ")}</span>
            <span class="cell-state" aria-hidden="true"><Icon glyph=glyph(cell.state) />{words}</span>
            {cell.is_waiting.then(|| view! { <span class="cell-waiting" data-testid="cell-waiting"><Icon glyph=Glyph::Upload /></span> })}
            {cell.has_draft.then(|| view! { <span class="cell-draft" data-testid="cell-draft"><Icon glyph=Glyph::Edit /></span> })}
        </a>
    }
}

/// What the shapes mean.
#[component]
pub(crate) fn Legend() -> impl IntoView {
    let t = texts();
    let states = STATES.map(|state| {
        view! {
            <li data-state=word(state)><span class="legend-key"><Icon glyph=glyph(state) /></span>{(t.area.state)(state)}</li>
        }
    });
    view! {
        <ul class="legend" aria-label=t.area.legend>
            {states.into_iter().collect_view()}
            <li data-state="waiting"><span class="legend-key"><Icon glyph=Glyph::Upload /></span>{t.area.has_waiting}</li>
            <li data-state="draft"><span class="legend-key"><Icon glyph=Glyph::Edit /></span>{t.area.has_draft}</li>
        </ul>
    }
}
