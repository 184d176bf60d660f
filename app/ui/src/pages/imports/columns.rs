//! The second step: what each column holds.

use leptos::prelude::*;
use linli_contract::imports::Column;
use linli_shared::households::Field;

use super::wizard::{Step, Wizard};
use crate::components::icon::{Glyph, Icon};
use crate::components::note::{Note, Weight};
use crate::model::imports::{PLACES, column_code, column_of, is_unsure, missing};
use crate::platform::prefs::texts;

/// Confirms the columns.
#[component]
pub(super) fn Columns() -> impl IntoView {
    let t = texts();
    let wizard = Wizard::here();
    let columns = move || wizard.plan.with(|plan| plan.as_ref().map_or(0, |plan| plan.headings.len()));
    let unsure = move || {
        wizard.plan.with(|plan| {
            plan.as_ref().map_or(0, |plan| (0..plan.headings.len()).filter(|column| is_unsure(plan, *column)).count())
        })
    };
    let is_remembered = move || wizard.plan.with(|plan| plan.as_ref().is_some_and(|plan| plan.is_remembered));
    let left_out = move || wizard.sheet_now().map_or(0, |sheet| sheet.rows_left_out);
    view! {
        <Show when=move || wizard.plan.with(Option::is_some) fallback=move || view! { <p class="quiet" role="status">{t.imports.checking}</p> }>
            <h2 class="section-title">{t.imports.columns}</h2>
            <Show when=is_remembered>
                <Note weight=Weight::Calm glyph=Glyph::Check testid="import-remembered">
                    <p class="note-text">{t.imports.remembered}</p>
                </Note>
            </Show>
            <Show when=move || { !is_remembered() && unsure() > 0 }>
                <Note weight=Weight::Warn glyph=Glyph::Alert testid="import-unsure">
                    <p class="note-text">{move || (t.imports.unsure_count)(unsure())}</p>
                </Note>
            </Show>
            <Show when=move || { left_out() > 0 }>
                <Note weight=Weight::Warn glyph=Glyph::Alert>
                    <p class="note-text">{move || (t.imports.rows_left_out)(left_out())}</p>
                </Note>
            </Show>
            <p class="quiet">{t.imports.columns_hint}</p>
            <DataFrom />
            <ul class="card import-columns">
                {move || (0..columns()).map(|column| view! { <ColumnRow column /> }).collect_view()}
            </ul>
        </Show>
    }
}

/// In which row the data begins.
#[component]
fn DataFrom() -> impl IntoView {
    let t = texts();
    let wizard = Wizard::here();
    let row = move || wizard.mapping.with(|mapping| mapping.as_ref().map_or(1, |mapping| mapping.data_from + 1));
    let step = move |by: i64| {
        let Some(mut mapping) = wizard.mapping.get_untracked() else { return };
        let rows = wizard.sheet_now().map_or(0, |sheet| sheet.rows.len() as i64);
        let to = i64::from(mapping.data_from) + by;
        if to < 1 || to >= rows {
            return;
        }
        mapping.data_from = to as u32;
        mapping.header_from = mapping.header_from.min(mapping.data_from - 1);
        wizard.mapping.set(Some(mapping.clone()));
        wizard.ask(Some(mapping), None);
    };
    view! {
        <div class="import-from" role="group" aria-label=move || (t.imports.data_from)(row())>
            <span data-testid="import-from">{move || (t.imports.data_from)(row())}</span>
            <button type="button" class="bar-button" aria-label=t.imports.earlier_row on:click=move |_| step(-1)>
                <Icon glyph=Glyph::Minus />
            </button>
            <button type="button" class="bar-button" aria-label=t.imports.later_row on:click=move |_| step(1)>
                <Icon glyph=Glyph::Plus />
            </button>
        </div>
    }
}

/// One column: its heading with examples, and what it is.
#[component]
fn ColumnRow(column: usize) -> impl IntoView {
    let t = texts();
    let wizard = Wizard::here();
    let (heading, examples) = wizard.plan.with_untracked(|plan| {
        plan.as_ref().map_or_else(Default::default, |plan| {
            (
                plan.headings.get(column).cloned().unwrap_or_default(),
                plan.examples.get(column).cloned().unwrap_or_default(),
            )
        })
    });
    let heading = if heading.is_empty() { (t.imports.nameless)(column + 1) } else { heading };
    let chosen = Memo::new(move |_| {
        wizard
            .mapping
            .with(|mapping| mapping.as_ref().and_then(|mapping| mapping.columns.get(column).copied()))
            .unwrap_or(Column::Ignore)
    });
    let is_unsure = move || {
        let has_values = wizard.plan.with(|plan| plan.as_ref().is_some_and(|plan| is_unsure(plan, column)));
        has_values && chosen.get() == Column::Ignore
    };
    let choose = move |code: String| {
        let Some(chosen) = column_of(&code) else { return };
        wizard.mapping.update(|mapping| {
            if let Some(place) = mapping.as_mut().and_then(|mapping| mapping.columns.get_mut(column)) {
                *place = chosen;
            }
        });
    };
    let examples = examples.into_iter().filter(|value| !value.is_empty()).collect::<Vec<_>>().join(" · ");
    view! {
        <li class="import-column" class:import-column-unsure=is_unsure data-testid="import-column">
            <div class="import-column-head">
                <strong>{heading.clone()}</strong>
                <span class="quiet import-examples">{examples}</span>
            </div>
            <div class="field">
                <select aria-label=(t.imports.column_of)(&heading) on:change=move |event| choose(event_target_value(&event))
                    prop:value=move || column_code(chosen.get()) data-testid="import-column-choice">
                    <Choices chosen />
                </select>
                <Show when=is_unsure><p class="field-below">{t.imports.unsure}</p></Show>
            </div>
        </li>
    }
}

/// Everything a column may be, in groups.
#[component]
fn Choices(chosen: Memo<Column>) -> impl IntoView {
    let t = texts();
    let option = move |column: Column| {
        let code = column_code(column);
        view! { <option value=code selected=move || chosen.get() == column>{(t.imports.column)(column)}</option> }
    };
    let person = Field::ALL.iter().copied().filter(|field| !field.is_home()).map(Column::Field);
    let home = Field::ALL.iter().copied().filter(|field| field.is_home()).map(Column::Field);
    let (name, others): (Vec<_>, Vec<_>) = person.partition(|column| *column == Column::Field(Field::Name));
    let person = name.into_iter().chain([Column::IdNumber, Column::Care]).chain(others);
    view! {
        {option(Column::Ignore)}
        <optgroup label=t.imports.group_places>{PLACES.into_iter().map(option).collect_view()}</optgroup>
        <optgroup label=t.imports.group_person>{person.map(option).collect_view()}</optgroup>
        <optgroup label=t.imports.group_home>{home.map(option).collect_view()}</optgroup>
    }
}

/// On to the rows.
#[component]
pub(super) fn ColumnsActions() -> impl IntoView {
    let t = texts();
    let wizard = Wizard::here();
    let lacks = move || wizard.mapping.with(|mapping| mapping.as_ref().and_then(|mapping| missing(&mapping.columns)));
    let is_ready = move || !wizard.is_planning.get() && wizard.mapping.with(Option::is_some) && lacks().is_none();
    let on_click = move |_| {
        if is_ready() {
            wizard.ask(wizard.mapping.get_untracked(), Some(Step::Look));
        }
    };
    view! {
        <p class="actions-note" role="status" data-testid="import-missing">
            {move || lacks().filter(|_| wizard.plan.with(Option::is_some)).map(t.imports.missing)}
        </p>
        <button type="button" class="button button-main button-wide" disabled=move || !is_ready() on:click=on_click
            data-testid="import-check">
            {move || if wizard.is_planning.get() { t.imports.checking } else { t.imports.check }}
        </button>
    }
}
