//! One door on the board, and the legend: colour, shape and word say the same.

use leptos::prelude::*;
use linli_contract::areas::{BuildingView, DoorCell, DoorState, Use};

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

/// All uses that are marked.
const USES: [Use; 4] = [Use::Shop, Use::Cellar, Use::Office, Use::Other];

/// A door as a link.
#[component]
pub(crate) fn Cell(cell: DoorCell) -> impl IntoView {
    let t = texts();
    let is_open = cell.state == DoorState::Unregistered;
    // A shop nobody is registered in is nothing to be done.
    let marked = (cell.usage != Use::Home).then_some(cell.usage);
    let words = match marked {
        Some(_) if is_open => String::new(),
        Some(_) | None if cell.is_elsewhere => t.buildings.other_grid_short.to_owned(),
        Some(_) | None if cell.state == DoorState::Done && cell.people > 0 => (t.area.people_short)(cell.people),
        Some(_) | None => (t.area.state_short)(cell.state).to_owned(),
    };
    let mut said = vec![(t.area.state)(cell.state).to_owned()];
    said.extend((cell.people > 0).then(|| (t.area.people)(cell.people)));
    said.extend(marked.map(|usage| (t.buildings.use_of)(usage).to_owned()));
    said.extend(cell.is_elsewhere.then(|| t.buildings.other_grid.to_owned()));
    said.extend(cell.is_waiting.then(|| t.area.has_waiting.to_owned()));
    said.extend(cell.has_draft.then(|| t.area.has_draft.to_owned()));
    let shape = (marked.is_none() || !is_open).then(|| view! { <Icon glyph=glyph(cell.state) /> });
    let mark = marked.map(|usage| {
        view! { <span class="use-mark cell-use">{(t.buildings.use_mark)(usage)}</span> }
    });
    view! {
        <a class="cell" class:cell-elsewhere=cell.is_elsewhere href=format!("/door/{}", cell.id) id=format!("door-{}", cell.id)
            data-state=word(cell.state) data-use=marked.is_some().then_some("other") data-testid="door" data-label=cell.label.clone()>
            <span class="cell-label">{cell.label.clone()}</span>
            <span class="unseen">", "{said.join(", ")}</span>
            <span class="cell-state" aria-hidden="true">{mark}{shape}<span class="cell-words">{words}</span></span>
            {cell.is_waiting.then(|| view! { <span class="cell-waiting" data-testid="cell-waiting"><Icon glyph=Glyph::Upload /></span> })}
            {cell.has_draft.then(|| view! { <span class="cell-draft" data-testid="cell-draft"><Icon glyph=Glyph::Edit /></span> })}
        </a>
    }
}

/// What the shapes mean; uses and other grids only where there are any.
#[component]
pub(crate) fn Legend(view: Memo<BuildingView>) -> impl IntoView {
    let t = texts();
    let states = STATES.map(|state| {
        view! {
            <li data-state=word(state)><span class="legend-key"><Icon glyph=glyph(state) /></span>{(t.area.state)(state)}</li>
        }
    });
    let seen = Memo::new(move |_| {
        let view = view.read();
        let doors = || view.stairs.iter().flat_map(|stair| &stair.floors).flat_map(|floor| &floor.doors);
        let uses: Vec<Use> = USES.into_iter().filter(|usage| doors().any(|door| door.usage == *usage)).collect();
        (uses, doors().any(|door| door.is_elsewhere))
    });
    let more = move || {
        let (uses, has_elsewhere) = seen.get();
        let uses = uses.into_iter().map(|usage| {
            view! { <li><span class="use-mark">{(t.buildings.use_mark)(usage)}</span>{(t.buildings.use_of)(usage)}</li> }
        });
        let elsewhere = has_elsewhere.then(|| {
            view! { <li><span class="legend-key cell-elsewhere"></span>{t.buildings.other_grid}</li> }
        });
        view! { {uses.collect_view()}{elsewhere} }
    };
    view! {
        <ul class="legend" aria-label=t.area.legend>
            {states.into_iter().collect_view()}
            <li data-state="waiting"><span class="legend-key"><Icon glyph=Glyph::Upload /></span>{t.area.has_waiting}</li>
            <li data-state="draft"><span class="legend-key"><Icon glyph=Glyph::Edit /></span>{t.area.has_draft}</li>
            {more}
        </ul>
    }
}
