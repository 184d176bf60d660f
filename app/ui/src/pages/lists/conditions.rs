//! The conditions of a list: chips that may be pressed together, and where to look.

use leptos::prelude::*;
use linli_contract::areas::CommunityView;
use linli_contract::lists::{Filter, ListSpec, ListsView};
use linli_shared::ids::AreaId;

use super::listing::Sums;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Load;
use crate::model::lists::{ON_DOORS, ON_PEOPLE, count_of, name_of, toggle, word_of};
use crate::platform::prefs::texts;

/// The conditions; on a phone they fold away once some are chosen and the list was left.
#[component]
pub(crate) fn Conditions(
    spec: RwSignal<ListSpec>,
    lists: Load<ListsView>,
    community: Load<CommunityView>,
    /// How much meets them.
    sums: RwSignal<Option<Sums>>,
) -> impl IntoView {
    let t = texts();
    let is_open = RwSignal::new(spec.with_untracked(|spec| spec.filters.is_empty()));
    let chosen = Memo::new(move |_| spec.with(|spec| spec.filters.clone()));
    let count = move || Some(chosen.read().len()).filter(|count| *count > 0);
    let others = Memo::new(move |_| {
        let is_offered = |filter: &Filter| ON_PEOPLE.contains(filter) || ON_DOORS.contains(filter);
        chosen.get().into_iter().filter(|filter| !is_offered(filter)).collect::<Vec<_>>()
    });
    let chips = move |filters: Vec<Filter>| {
        filters.into_iter().map(|filter| view! { <FilterChip filter spec lists /> }).collect_view()
    };
    let show = move |_| {
        is_open.set(false);
        window().scroll_to_with_x_and_y(0.0, 0.0);
    };
    let may_show = Memo::new(move |_| is_open.get() && !chosen.read().is_empty());
    view! {
        <section class="conditions" class:conditions-folded=move || !is_open.get() aria-label=t.lists.conditions>
            <button type="button" class="conditions-head" aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|open| *open = !*open) data-testid="conditions">
                <Icon glyph=Glyph::Filter />
                <span>{t.lists.conditions}{move || count().map(|count| format!(" · {count}"))}</span>
                <Icon glyph=Glyph::Forward />
            </button>
            <Show when=move || !is_open.get() && !chosen.read().is_empty()>
                <div class="chips">{move || chips(chosen.get())}</div>
            </Show>
            <div class="conditions-body">
                <p class="quiet">{t.lists.conditions_hint}</p>
                <p class="label">{t.lists.on_people}</p>
                <div class="chips" role="group" aria-label=t.lists.on_people>{chips(ON_PEOPLE.to_vec())}</div>
                <p class="label">{t.lists.on_doors}</p>
                <div class="chips" role="group" aria-label=t.lists.on_doors>
                    {chips(ON_DOORS.to_vec())}
                    {move || chips(others.get())}
                </div>
            </div>
            <div class="conditions-foot">
                <Within spec community />
                <Show when=move || count().is_some()>
                    <button type="button" class="button-text" data-testid="clear-conditions"
                        on:click=move |_| spec.update(|spec| spec.filters.clear())>{t.lists.clear}</button>
                </Show>
            </div>
            <Show when=move || may_show.get()>
                <button type="button" class="button button-main conditions-show" on:click=show data-testid="show-list">
                    {move || sums.get().map(|sums| (t.lists.show)(sums.doors))}
                </button>
            </Show>
        </section>
    }
}

/// One condition with the doors that meet it.
#[component]
fn FilterChip(filter: Filter, spec: RwSignal<ListSpec>, lists: Load<ListsView>) -> impl IntoView {
    let t = texts();
    let is_on = Memo::new(move |_| spec.with(|spec| spec.filters.contains(&filter)));
    let count = Memo::new(move |_| lists.value.with(|lists| count_of(lists.as_ref()?, filter)));
    view! {
        <button type="button" class="chip chip-count" class:chip-none=move || count.get() == Some(0)
            aria-pressed=move || is_on.get().to_string() data-filter=word_of(filter)
            on:click=move |_| spec.update(|spec| spec.filters = toggle(&spec.filters, filter))>
            {name_of(t, filter)}
            {move || count.get().map(|count| view! { <span class="chip-number">{count}</span> })}
        </button>
    }
}

/// Where to look: everywhere, a grid, a building.
#[component]
fn Within(spec: RwSignal<ListSpec>, community: Load<CommunityView>) -> impl IntoView {
    let t = texts();
    let within = Memo::new(move |_| spec.with(|spec| spec.within));
    let choose = move |event| {
        let id = event_target_value(&event).parse::<AreaId>().ok();
        spec.update(|spec| spec.within = id);
    };
    let option = move |id: AreaId, label: String| {
        view! { <option value=id.to_string() prop:selected=move || within.get() == Some(id)>{label}</option> }
    };
    let grids = move || {
        let grids = community.value.with(|view| view.as_ref().map(|view| view.grids.clone())).unwrap_or_default();
        let is_only = grids.len() == 1;
        let group = move |grid: linli_contract::areas::GridView| {
            let whole = (!is_only).then(|| option(grid.id, (t.lists.whole_grid)(&grid.label)));
            let buildings = grid.buildings.into_iter().map(|building| option(building.id, building.label));
            view! { <optgroup label=grid.label.clone()>{whole}{buildings.collect_view()}</optgroup> }
        };
        grids.into_iter().map(group).collect_view()
    };
    view! {
        <div class="field within">
            <label for="within">{t.lists.within}</label>
            <select id="within" on:change=choose data-testid="within">
                <option value="" prop:selected=move || within.get().is_none()>{t.lists.everywhere}</option>
                {grids}
            </select>
        </div>
    }
}
