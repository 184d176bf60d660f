//! Choosing whom a notice is for, from the large to the small.

use leptos::prelude::*;
use linli_contract::notices::NoticeArea;
use linli_shared::ids::AreaId;

use crate::components::choice::{Chips, Choice};
use crate::components::text_field::TextField;
use crate::model::notices::area::{Level, find, label, levels};
use crate::platform::prefs::texts;

/// With more areas side by side than this, one is looked for by its name.
const MANY: usize = 18;

/// The longest name that is looked for.
const NAME: u32 = 20;

/// The levels, one below the other.
#[component]
pub(super) fn AreaPicker(offered: StoredValue<Vec<NoticeArea>>, area: RwSignal<Option<AreaId>>) -> impl IntoView {
    let shown = Memo::new(move |_| offered.with_value(|offered| levels(offered, area.get())));
    let depths = move || 0..shown.read().len();
    view! {
        <div class="stack" data-testid="notice-area">
            <For each=depths key=|depth| *depth children=move |depth| {
                let level = Memo::new(move |_| shown.read().get(depth).cloned());
                view! { <OneLevel offered level area is_first=depth == 0 /> }
            } />
        </div>
    }
}

#[component]
fn OneLevel(
    offered: StoredValue<Vec<NoticeArea>>,
    level: Memo<Option<Level>>,
    area: RwSignal<Option<AreaId>>,
    is_first: bool,
) -> impl IntoView {
    let t = texts();
    let wanted = RwSignal::new(String::new());
    let is_long = Memo::new(move |_| level.read().as_ref().is_some_and(|level| level.areas.len() > MANY));
    let within = Memo::new(move |_| level.read().as_ref().and_then(|level| level.within));
    // Only other areas draw the chips anew; the chosen one is a mark on them.
    let areas = Memo::new(move |_| level.read().as_ref().map(|level| level.areas.clone()).unwrap_or_default());
    let title = move || {
        within
            .get()
            .and_then(|within| offered.with_value(|offered| find(offered, within).map(label)))
            .map_or_else(|| t.notices.form_area.to_owned(), |name| (t.notices.form_area_part)(&name))
    };
    let chosen = Signal::derive(move || {
        let level = level.read();
        let chosen = level.as_ref().and_then(|level| level.chosen.or(level.within));
        chosen.map(|chosen| chosen.to_string()).unwrap_or_default()
    });
    let choose = Callback::new(move |code: String| {
        let found =
            offered.with_value(|offered| offered.iter().map(|one| one.area).find(|one| one.to_string() == code));
        if found.is_some() {
            area.set(found);
        }
    });
    let choices = move || {
        let wanted = wanted.read().trim().to_owned();
        let is_wanted = |name: &str, id: AreaId| name.contains(&wanted) || chosen.get_untracked() == id.to_string();
        let whole = within.get().map(|within| {
            let name = offered.with_value(|offered| find(offered, within).map(label)).unwrap_or_default();
            Choice::new(within.to_string(), (t.notices.form_area_all)(&name))
        });
        let areas = areas.get().into_iter().filter(|(id, name)| is_wanted(name, *id));
        whole.into_iter().chain(areas.map(|(id, name)| Choice::new(id.to_string(), name))).collect::<Vec<_>>()
    };
    view! {
        <div>
            <p class="label">{title}</p>
            <Show when=move || is_first && is_long.get()>
                <TextField id="find-area" label=t.notices.find_area text=wanted on_text=move |text| wanted.set(text) max=NAME
                    is_last=true testid="find-area" />
            </Show>
            <div class="scope-areas">
                {move || view! { <Chips label=title() choices=choices() chosen on_choose=choose testid="notice-areas" /> }}
            </div>
        </div>
    }
}
