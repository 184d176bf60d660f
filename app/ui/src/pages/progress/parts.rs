//! The parts of an area, a tap deeper: grids of the community, buildings of a grid.

use leptos::prelude::*;
use linli_contract::areas::CommunityView;
use linli_contract::progress::ProgressView;
use linli_shared::ids::AreaId;

use super::show::address;
use crate::components::coverage::CoverageLink;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Load;
use crate::model::progress::place;
use crate::platform::prefs::texts;

/// The parts; of a building, the way to its board.
#[component]
pub(crate) fn Parts(view: Memo<ProgressView>, community: Load<CommunityView>, within: Option<AreaId>) -> impl IntoView {
    let t = texts();
    let is_empty = Memo::new(move |_| view.read().parts.is_empty());
    // Who works in one grid sees its buildings at once.
    let are_grids = Memo::new(move |_| {
        let first = view.read().parts.first().map(|part| part.id);
        community.value.with(|community| place(community.as_ref()?, first?)).is_some_and(|place| place.grid.is_none())
    });
    let title = move || if are_grids.get() { t.progress.grids } else { t.progress.buildings };
    let board = within.map(|building| format!("/building/{building}"));
    move || {
        if is_empty.get() {
            let board = board.clone();
            return board
                .map(|board| {
                    view! {
                        <a class="button button-wide progress-board" href=board data-testid="progress-board">
                            <Icon glyph=Glyph::Home />{t.progress.to_board}
                        </a>
                    }
                })
                .into_any();
        }
        view! {
            <section data-testid="progress-parts">
                <h2 class="section-title">{title}</h2>
                <ul class="buildings">
                    <For each=move || view.get().parts key=|row| row.id children=move |row| {
                        let id = row.id;
                        let now = Memo::new(move |_| {
                            view.read().parts.iter().find(|row| row.id == id).cloned().unwrap_or_else(|| row.clone())
                        });
                        view! {
    <CoverageLink label=Signal::derive(move || now.read().label.clone()) to=Signal::derive(move || address(Some(now.read().id)))
        sum=Signal::derive(move || now.read().coverage) testid="progress-part" />
}
                    } />
                </ul>
            </section>
        }
        .into_any()
    }
}
