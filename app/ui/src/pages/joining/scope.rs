//! Choosing the area of a role or an invitation: a grid, or a building.

use leptos::prelude::*;
use linli_contract::areas::{CommunityView, ReadCommunity};
use linli_contract::members::Role;
use linli_shared::ids::AreaId;

use crate::components::choice::{Chips, Choice};
use crate::components::loaded::{Load, Loaded};
use crate::load::load;
use crate::pages::session::Session;
use crate::platform::prefs::texts;

/// The community's root area, known by the steward's own role.
pub(super) fn root(session: Session) -> Option<AreaId> {
    session
        .member
        .with_untracked(|me| me.as_ref()?.roles.iter().find(|role| role.role == Role::Steward).map(|role| role.scope))
}

/// The grids or the buildings of the community.
#[component]
pub(super) fn ScopePicker(
    is_grid: bool,
    /// Label of a building: it is chosen at once, or its grid.
    near: Option<String>,
    area: RwSignal<Option<AreaId>>,
) -> impl IntoView {
    let community: Load<CommunityView> = load(ReadCommunity, |_| false);
    view! {
        <Loaded load=community children=move |view| {
            let view = view.get_untracked();
            if area.get_untracked().is_none() {
                area.set(begin(&view, is_grid, near.as_deref()));
            }
            view! { <Areas view is_grid area /> }
        } />
    }
}

fn begin(view: &CommunityView, is_grid: bool, near: Option<&str>) -> Option<AreaId> {
    let mut rows = view.grids.iter().flat_map(|grid| grid.buildings.iter().map(move |row| (grid.id, row)));
    let (grid, building) = rows.find(|(_, row)| Some(row.label.as_str()) == near)?;
    Some(if is_grid { grid } else { building.id })
}

#[component]
fn Areas(view: CommunityView, is_grid: bool, area: RwSignal<Option<AreaId>>) -> impl IntoView {
    let t = texts();
    let label = if is_grid { t.joining.which_grid } else { t.joining.which_building };
    let areas: Vec<(AreaId, String)> = if is_grid {
        view.grids.into_iter().map(|grid| (grid.id, grid.label)).collect()
    } else {
        view.grids.into_iter().flat_map(|grid| grid.buildings).map(|row| (row.id, row.label)).collect()
    };
    let choices: Vec<Choice> = areas.iter().map(|(id, label)| Choice::new(id.to_string(), label.clone())).collect();
    let chosen = move || area.get().map(|area| area.to_string()).unwrap_or_default();
    let choose = move |code: String| area.set(areas.iter().map(|(id, _)| *id).find(|id| id.to_string() == code));
    view! {
        <div>
            <p class="label">{label}</p>
            <div class="scope-areas">
                <Chips label choices chosen=Signal::derive(chosen) on_choose=choose testid="scope" />
            </div>
        </div>
    }
}
