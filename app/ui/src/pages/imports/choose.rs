//! The first step: a file, or one of its sheets.

use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use linli_contract::tables::Format;
use wasm_bindgen_futures::spawn_local;

use super::earlier::Earlier;
use super::wizard::{Step, Wizard};
use crate::components::icon::{Glyph, Icon};
use crate::i18n::Said;
use crate::model::exports::{file_name, kind_of};
use crate::model::imports::template::template;
use crate::pages::session::Acts;
use crate::platform::clock;
use crate::platform::files::{self, FileFault, Saved};
use crate::platform::prefs::texts;

/// What a file dialog offers first; Android knows the types, desktops the endings.
const ACCEPT: &str = ".xlsx,.xlsm,.xls,.et,.csv,.tsv,.txt,text/csv,application/vnd.ms-excel,\
    application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Chooses a file.
#[component]
pub(super) fn Choose(fault: Option<FileFault>, is_reading: bool) -> impl IntoView {
    let t = texts();
    let wizard = Wizard::here();
    let input = NodeRef::<Input>::new();
    let is_over = RwSignal::new(false);
    let on_change = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The same file may be chosen again after it was mended.
        input.set_value("");
        if let Some(file) = file {
            wizard.take(file);
        }
    };
    let on_drop = move |event: ev::DragEvent| {
        event.prevent_default();
        is_over.set(false);
        if let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
            wizard.take(file);
        }
    };
    let said = fault.map(|fault| match fault {
        FileFault::NoTables => t.imports.no_tables,
        FileFault::Unreadable(error) => (t.imports.unreadable)(error),
    });
    view! {
        {said.map(|Said { what, next }| view! {
            <div class="note note-bad" role="alert" data-testid="import-fault">
                <Icon glyph=Glyph::Alert />
                <div class="note-text"><strong>{what}</strong><p>{next}</p></div>
            </div>
        })}
        <section class="card import-drop" class:import-drop-over=move || is_over.get()
            on:dragover=move |event: ev::DragEvent| { event.prevent_default(); is_over.set(true); }
            on:dragleave=move |_| is_over.set(false) on:drop=on_drop>
            <Icon glyph=Glyph::Upload />
            <p>{t.imports.what}</p>
            <input type="file" class="unseen" node_ref=input accept=ACCEPT tabindex="-1" aria-hidden="true"
                on:change=on_change data-testid="import-file" />
            <button type="button" class="button button-main button-wide" disabled=is_reading data-testid="import-choose"
                on:click=move |_| { if let Some(input) = input.get_untracked() { input.click(); } }>
                {if is_reading { t.imports.reading } else { t.imports.choose_file }}
            </button>
            <p class="quiet import-drop-hint">{t.imports.drop_here}</p>
        </section>
        <Template />
        <Earlier />
    }
}

/// An empty list to download.
#[component]
fn Template() -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let on_click = move |_| {
        spawn_local(async move {
            let (ending, kind) = kind_of(Format::Xlsx);
            let name = file_name("", t.imports.template, &clock::today().to_string(), ending);
            match files::write(&template(t), Format::Xlsx).await {
                Ok(bytes) => match files::save(&name, kind, &bytes).await {
                    Ok(saved) => say_saved(acts, &saved),
                    Err(failure) => acts.toasts.fail((t.shell.failure)(&failure)),
                },
                Err(_) => acts.toasts.fail(t.imports.no_tables),
            }
        });
    };
    view! {
        <button type="button" class="button-text" on:click=on_click data-testid="import-template">
            <Icon glyph=Glyph::Download />{t.imports.template_hint}
        </button>
    }
}

/// Says where a file went.
pub(super) fn say_saved(acts: Acts, saved: &Saved) {
    acts.toasts.say(match saved {
        Saved::Downloaded => acts.t.imports.saved.to_owned(),
        Saved::At(path) => (acts.t.imports.saved_to)(path),
    });
}

/// Chooses one of several sheets.
#[component]
pub(super) fn Sheets() -> impl IntoView {
    let t = texts();
    let wizard = Wizard::here();
    let sheets = move || {
        let book = wizard.book.get();
        let finished = wizard.finished.get();
        let all = book.map(|book| {
            (0..book.sheets.len())
                .map(|at| {
                    (
                        at,
                        book.sheets[at].name.clone(),
                        book.sheets[at].rows.iter().filter(|row| !row.is_empty()).count(),
                    )
                })
                .filter(|(_, _, rows)| *rows > 0)
                .collect::<Vec<_>>()
        });
        all.unwrap_or_default()
            .into_iter()
            .map(|(at, name, rows)| {
                let is_done = finished.contains(&at);
                view! {
                    <li>
                        <button type="button" class="link-row import-sheet" on:click=move |_| wizard.open(at)
                            data-testid="import-sheet">
                            <Icon glyph=if is_done { Glyph::Check } else { Glyph::File } />
                            <span class="link-row-name">{name}</span>
                            <span class="quiet">{if is_done { t.imports.done.to_owned() } else { (t.imports.sheet_rows)(rows) }}</span>
                            <Icon glyph=Glyph::Forward />
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <h2 class="section-title">{t.imports.which_sheet}</h2>
        <ul class="card link-rows">{sheets}</ul>
        <button type="button" class="button-text" on:click=move |_| wizard.step.set(Step::Choose(None))>
            <Icon glyph=Glyph::Upload />{t.imports.other_file}
        </button>
    }
}
