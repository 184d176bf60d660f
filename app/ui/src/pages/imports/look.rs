//! The third step: what would happen, row by row, before anything is written.

use leptos::prelude::*;
use linli_contract::imports::RowOutcome;
use linli_contract::tables::Format;
use wasm_bindgen_futures::spawn_local;

use super::choose::say_saved;
use super::doors::DoorsToAdd;
use super::wizard::{Step, Wizard};
use crate::components::choice::{Chips, Choice};
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Nothing;
use crate::components::text_field::TextField;
use crate::model::exports::{file_name, kind_of};
use crate::model::imports::{NAME_LENGTH, OUTCOMES, counts, notes, report, rows_of};
use crate::pages::session::Acts;
use crate::platform::clock;
use crate::platform::files;
use crate::platform::prefs::texts;

/// Rows shown at first, and with each wish for more.
const SHOWN: usize = 60;

/// Looks at the rows.
#[component]
pub(super) fn Look() -> impl IntoView {
    let t = texts();
    let wizard = Wizard::here();
    let Some(plan) = wizard.plan.get_untracked() else { return ().into_any() };
    let by_outcome = counts(&plan.rows);
    let filter = RwSignal::new(String::new());
    let shown = RwSignal::new(SHOWN);
    let outcome = Memo::new(move |_| {
        filter.with(|code| OUTCOMES.iter().copied().find(|outcome| *code == format!("{outcome:?}")))
    });
    let all = by_outcome.iter().sum::<u32>() - by_outcome[5];
    let counted = OUTCOMES.into_iter().zip(by_outcome).filter(|(_, count)| *count > 0);
    let choices = core::iter::once(Choice::new("", format!("{} {all}", t.imports.all_rows)))
        .chain(counted.map(|(outcome, count)| {
            Choice::new(format!("{outcome:?}"), format!("{} {count}", (t.imports.outcome)(outcome)))
        }))
        .collect();
    let wanted = Memo::new(move |_| {
        wizard.plan.with(|plan| plan.as_ref().map(|plan| rows_of(&plan.rows, outcome.get())).unwrap_or_default())
    });
    let rows = move || wanted.with(|rows| rows.iter().copied().take(shown.get()).collect::<Vec<_>>());
    let left = move || wanted.with(Vec::len).saturating_sub(shown.get());
    view! {
        <h2 class="section-title">{t.imports.look}</h2>
        <p data-testid="import-counts">{(t.imports.counts)(plan.counts)}</p>
        <p class="quiet">{t.imports.keeps}</p>
        <Show when=move || wizard.plan.with(|plan| plan.as_ref().is_some_and(|plan| !plan.doors_to_add.is_empty()))>
            <DoorsToAdd />
        </Show>
        {(plan.households.is_empty() && plan.doors_to_add.is_empty()).then(|| view! {
            <Nothing what=t.imports.nothing_to_do next=t.imports.nothing_to_do_next glyph=Glyph::Check />
        })}
        {(!plan.households.is_empty()).then(|| view! { <ListName /> })}
        <div class="import-filter">
            <Chips label=t.imports.look choices chosen=filter testid="import-outcomes"
                on_choose=move |code: String| { shown.set(SHOWN); filter.set(code); } />
        </div>
        <ul class="card import-rows">
            <For each=rows key=|at| *at children=|at| view! { <ReportRow at /> } />
        </ul>
        <Show when=move || { left() > 0 }>
            <button type="button" class="button button-wide" on:click=move |_| shown.update(|shown| *shown += SHOWN * 3)>
                {move || (t.imports.more_rows)(left())}
            </button>
        </Show>
        <Report />
    }
    .into_any()
}

/// One row of the sheet.
#[component]
fn ReportRow(at: usize) -> impl IntoView {
    let t = texts();
    let wizard = Wizard::here();
    wizard.plan.with_untracked(|plan| {
        let plan = plan.as_ref()?;
        let row = plan.rows.get(at)?;
        let (glyph, class) = match row.outcome {
            RowOutcome::Refused => (Glyph::Close, "import-outcome import-refused"),
            RowOutcome::Conflicts => (Glyph::Alert, "import-outcome import-conflicts"),
            RowOutcome::New => (Glyph::Plus, "import-outcome import-new"),
            RowOutcome::Fills => (Glyph::Edit, "import-outcome import-new"),
            RowOutcome::Unchanged => (Glyph::Check, "import-outcome"),
            RowOutcome::PassedOver => (Glyph::Minus, "import-outcome"),
        };
        let said = notes(t, &plan.headings, row).into_iter().map(|note| view! { <li>{note}</li> }).collect_view();
        Some(view! {
            <li class="import-row" data-testid="import-row" data-outcome=format!("{:?}", row.outcome)>
                <div class="import-row-head">
                    <span class=class><Icon glyph />{(t.imports.outcome)(row.outcome)}</span>
                    <strong>{row.name.clone()}</strong>
                    <span class="import-row-path">{row.path.join(" ")}</span>
                    <span class="quiet import-row-number">{(t.imports.row)(row.row)}</span>
                </div>
                <ul class="import-notes">{said}</ul>
            </li>
        })
    })
}

/// What the list is called.
#[component]
fn ListName() -> impl IntoView {
    let t = texts();
    let wizard = Wizard::here();
    view! {
        <div class="import-name">
            <TextField id="import-name" label=t.imports.list_name text=wizard.name on_text=move |name| wizard.name.set(name)
                max=NAME_LENGTH as u32 hint=Signal::stored(t.imports.list_name_hint.to_owned()) is_last=true
                testid="import-name" />
        </div>
    }
}

/// The rows as a file, to be mended beside the list.
#[component]
fn Report() -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let wizard = Wizard::here();
    let on_click = move |_| {
        let Some(plan) = wizard.plan.get_untracked() else { return };
        let what = wizard.name.with_untracked(|name| format!("{} {name}", t.imports.report));
        spawn_local(async move {
            let (ending, kind) = kind_of(Format::Xlsx);
            let name = file_name("", &what, &clock::today().to_string(), ending);
            match files::write(&[report(t, &plan)], Format::Xlsx).await {
                Ok(bytes) => match files::save(&name, kind, &bytes).await {
                    Ok(saved) => say_saved(acts, &saved),
                    Err(failure) => acts.toasts.fail((t.shell.failure)(&failure)),
                },
                Err(_) => acts.toasts.fail(t.imports.no_tables),
            }
        });
    };
    view! {
        <button type="button" class="button-text" on:click=on_click data-testid="import-report">
            <Icon glyph=Glyph::Download />{t.imports.download_report}
        </button>
    }
}

/// Starts it, or goes back to the columns.
#[component]
pub(super) fn LookActions() -> impl IntoView {
    let t = texts();
    let wizard = Wizard::here();
    let households = move || wizard.plan.with(|plan| plan.as_ref().map_or(0, |plan| plan.households.len()));
    let is_named = move || wizard.name.with(|name| !name.trim().is_empty());
    view! {
        <div class="import-actions">
            <button type="button" class="button" on:click=move |_| wizard.step.set(Step::Columns) data-testid="import-back">
                {t.imports.columns}
            </button>
            <Show when=move || { households() > 0 }>
                <button type="button" class="button button-main" disabled=move || !is_named()
                    on:click=move |_| wizard.run() data-testid="import-start">
                    {move || (t.imports.start)(households())}
                </button>
            </Show>
        </div>
    }
}
