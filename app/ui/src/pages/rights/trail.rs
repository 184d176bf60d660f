//! Who was shown what of a household: for its own members in their extract, for the committee on the household's page.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::rights::{ReadTrail, TrailLine};
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;

use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded};
use crate::load::load;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// Lines drawn at first, and at each wish for more.
const STEP: usize = 8;

/// The lines, newest first, folded away; nothing of them is said to be complete beyond honest apps.
#[component]
pub(crate) fn TrailLines(lines: Vec<TrailLine>) -> impl IntoView {
    let t = texts();
    view! {
        <details class="fold" data-testid="trail">
            <summary>{t.rights.trail}" "<span class="quiet">{lines.len()}</span>
                <span class="fold-arrow"><Icon glyph=Glyph::Forward /></span></summary>
            <Lines lines />
        </details>
    }
}

#[component]
fn Lines(lines: Vec<TrailLine>) -> impl IntoView {
    let t = texts();
    let shown = RwSignal::new(STEP);
    let lines = StoredValue::new(lines);
    let count = lines.with_value(Vec::len);
    let rest = Memo::new(move |_| count.saturating_sub(shown.get()));
    let row = move |line: TrailLine| {
        let who = line.by.unwrap_or_else(|| t.rights.somebody.to_owned());
        let when = say(t, Millis(line.at.saturating_mul(1_000)));
        view! { <li data-testid="trail-line">{who}" "{(t.rights.shown)(line.what)}" "<span class="quiet">{when}</span></li> }
    };
    let rows = move || lines.with_value(|lines| lines.iter().take(shown.get()).cloned().map(row).collect_view());
    view! {
        <p class="quiet">{t.rights.trail_what}</p>
        {(count == 0).then(|| view! { <p>{t.rights.trail_none}</p> })}
        <ul class="trail-lines">{rows}</ul>
        <Show when=move || rest.get() != 0>
            <button type="button" class="button-text" on:click=move |_| shown.update(|shown| *shown += STEP)
                data-testid="trail-more">{move || (t.rights.trail_more)(rest.get().min(STEP))}</button>
        </Show>
    }
}

/// The disclosure on a household's page, for the committee: asked for only when it is opened.
#[component]
pub(crate) fn Trail(household: RecordId) -> impl IntoView {
    let t = texts();
    let is_open = RwSignal::new(false);
    view! {
        <button type="button" class="button-text" aria-expanded=move || is_open.get().to_string() data-testid="who-saw"
            on:click=move |_| is_open.update(|open| *open = !*open)><Icon glyph=Glyph::Eye />{t.rights.trail}</button>
        <Show when=move || is_open.get()><Asked household /></Show>
    }
}

#[component]
fn Asked(household: RecordId) -> impl IntoView {
    let load: Load<Vec<TrailLine>> =
        load(ReadTrail { household }, |event| matches!(event, Event::DeskChanged | Event::DoorsChanged(_)));
    view! {
        <div class="trail-asked">
            <Loaded load children=move |lines| view! { {move || view! { <Lines lines=lines.get() /> }} } />
        </div>
    }
}
