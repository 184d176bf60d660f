//! Care groups that were not seen for long, each one tap from its doors.

use leptos::prelude::*;
use linli_contract::lists::{Filter, ListSpec};
use linli_contract::progress::{CareRow, ProgressView};
use linli_shared::ids::AreaId;

use crate::components::choice::{Chips, Choice};
use crate::components::icon::{Glyph, Icon};
use crate::model::progress::{UNSEEN, care};
use crate::pages::lists::chosen::choose;
use crate::platform::prefs::texts;

/// The groups, and after how many weeks they count as not seen.
#[component]
pub(crate) fn Care(view: Memo<ProgressView>, unseen: RwSignal<u16>, within: Option<AreaId>) -> impl IntoView {
    let t = texts();
    let rows = Memo::new(move |_| care(&view.read()));
    let is_empty = Memo::new(move |_| rows.read().is_empty());
    let spans =
        UNSEEN.iter().map(|weeks| Choice::new(weeks.to_string(), (t.progress.weeks)(*weeks))).collect::<Vec<_>>();
    let row = move |row: CareRow| view! { <Group row weeks=unseen.get_untracked() within /> };
    view! {
        <section class="card progress-part" data-testid="progress-care">
            <h2>{t.progress.care}</h2>
            <Show when=move || !is_empty.get() fallback=move || view! { <p class="quiet">{t.progress.care_none}</p> }>
                <p class="label">{t.progress.care_weeks}</p>
                <Chips label=t.progress.care_weeks choices=spans.clone() is_bar=true testid="unseen"
                    chosen=Signal::derive(move || unseen.get().to_string())
                    on_choose=move |weeks: String| if let Ok(weeks) = weeks.parse() { unseen.set(weeks) } />
                <ul class="progress-rows">{move || rows.get().into_iter().map(row).collect_view()}</ul>
                <p class="quiet">{t.progress.care_hint}</p>
            </Show>
        </section>
    }
}

#[component]
fn Group(row: CareRow, weeks: u16, within: Option<AreaId>) -> impl IntoView {
    let t = texts();
    let words = if row.unseen == 0 {
        (t.progress.care_seen)(row.doors)
    } else {
        (t.progress.care_unseen)(row.unseen, row.doors)
    };
    let group = Filter::Care(row.group);
    let filters =
        if row.unseen == 0 { vec![group] } else { vec![group, Filter::NotMet { days: weeks.saturating_mul(7) }] };
    let to_list = move |_| choose(ListSpec { filters: filters.clone(), within });
    view! {
        <li>
            <a class="progress-row" href="/lists" on:click=to_list data-testid="care-row">
                <span class="progress-row-words">
                    <span class="tag tag-care">{(t.name.care)(row.group)}</span>
                    <span class:progress-unseen=row.unseen != 0>{words}</span>
                </span>
                <Icon glyph=Glyph::Forward />
            </a>
        </li>
    }
}
