//! A list as a file.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::exports::ReadExport;
use linli_contract::lists::{ListSpec, ReadList};
use linli_contract::tables::Format;
use linli_shared::calendar::Millis;
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Nothing;
use crate::components::note::{Note, Weight};
use crate::load::load;
use crate::model::exports::{PART, Register, file_name, kind_of};
use crate::model::lists::suggest;
use crate::pages::imports::run::ProgressBar;
use crate::pages::lists::chosen::chosen;
use crate::pages::session::{Acts, Session};
use crate::platform::clock;
use crate::platform::files::{self, Saved};
use crate::platform::prefs::texts;

/// The day of a moment in milliseconds, in the phone's zone, `YYYY-MM-DD`.
pub(super) fn day_of(at: i64) -> String {
    clock::on_the_wall(Millis(at)).date.map(|date| date.to_string()).unwrap_or_default()
}

/// What is under way: doors collected, of how many.
pub(super) type Progress = Option<(u32, u32)>;

/// The list on screen or everything, as xlsx or CSV.
#[component]
pub(super) fn ExportList() -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let session = Session::here();
    let list = chosen();
    let has_list = list.with_untracked(|spec| *spec != ListSpec::default());
    let named = list.with_untracked(|spec| suggest(t, spec, None));
    let is_list = RwSignal::new(has_list);
    let format = RwSignal::new(Format::Xlsx);
    let with_id = RwSignal::new(false);
    let progress = RwSignal::new(None::<(u32, u32)>);
    let is_stopping = RwSignal::new(false);
    on_cleanup(move || {
        is_stopping.try_set(true);
    });
    let spec = move || if is_list.get_untracked() { list.get_untracked() } else { ListSpec::default() };
    let name = StoredValue::new(if named.is_empty() { t.lists.title.to_owned() } else { named });

    let on_click = move |_| {
        if progress.get_untracked().is_some() {
            return;
        }
        let (spec, format, with_id_numbers) = (spec(), format.get_untracked(), with_id.get_untracked());
        let community =
            session.member.with_untracked(|me| me.as_ref().map(|me| me.community.clone())).unwrap_or_default();
        let what = if is_list.get_untracked() { name.get_value() } else { t.exports.sheet.to_owned() };
        progress.set(Some((0, 0)));
        is_stopping.set(false);
        spawn_local(async move {
            let mut register = Register::new(t);
            let mut from = 0;
            let collected = loop {
                if is_stopping.try_get_untracked() != Some(false) {
                    break Ok(false);
                }
                let part = bridge::ask(ReadExport { spec: spec.clone(), from, limit: PART, with_id_numbers }).await;
                match part {
                    Ok(part) => {
                        for door in &part.doors {
                            register.add(t, door, day_of);
                        }
                        from += part.doors.len() as u32;
                        progress.try_set(Some((from, part.total)));
                        if part.doors.is_empty() || from >= part.total {
                            break Ok(true);
                        }
                    }
                    Err(failure) => break Err(failure),
                }
                files::pause().await;
            };
            let people = register.people();
            match collected {
                Ok(true) => {
                    let (ending, kind) = kind_of(format);
                    let file = file_name(&community, &what, &clock::today().to_string(), ending);
                    match files::write(&[register.table(false)], format).await {
                        Ok(bytes) => tell(acts, files::save(&file, kind, &bytes).await, people),
                        Err(fault) => acts.toasts.fail(said(acts, fault)),
                    }
                }
                Ok(false) => {}
                Err(failure) => acts.toasts.fail((t.shell.failure)(&failure)),
            }
            progress.try_set(None);
        });
    };
    let formats = vec![Choice::new("xlsx", "Excel (xlsx)"), Choice::new("csv", "CSV")];
    let which = vec![
        Choice::new("list", name.with_value(|name| (t.exports.chosen)(name))),
        Choice::new("all", t.exports.everything),
    ];
    let hint = move || if format.get() == Format::Csv { t.exports.csv_hint } else { t.exports.xlsx_hint };
    view! {
        <section class="card stack" data-testid="export-list">
            <div class="stack export-which">
                <Show when=move || has_list fallback=move || view! { <p><strong>{t.exports.everything}</strong></p> }>
                    <Chips label=t.exports.title choices=which.clone() testid="export-which"
                        chosen=Signal::derive(move || if is_list.get() { "list" } else { "all" }.to_owned())
                        on_choose=move |code: String| is_list.set(code == "list") />
                </Show>
                {move || view! { <Doors spec=if is_list.get() { list.get_untracked() } else { ListSpec::default() } /> }}
                <a class="button-text" href="/lists" data-testid="export-other">
                    <Icon glyph=Glyph::List />{t.exports.other_list}
                </a>
            </div>
            <div>
                <p class="label">{t.exports.format}</p>
                <Chips label=t.exports.format choices=formats is_bar=true testid="export-format"
                    chosen=Signal::derive(move || if format.get() == Format::Csv { "csv" } else { "xlsx" }.to_owned())
                    on_choose=move |code: String| format.set(if code == "csv" { Format::Csv } else { Format::Xlsx }) />
                <p class="quiet">{hint}</p>
            </div>
            <button type="button" class="switch" role="switch" aria-checked=move || with_id.get().to_string()
                data-testid="export-ids" on:click=move |_| with_id.update(|on| *on = !*on)>
                <span><strong>{t.exports.with_id}</strong><span class="quiet">{t.exports.with_id_hint}</span></span>
                <span class="switch-track" aria-hidden="true"></span>
            </button>
            <Show when=move || with_id.get()>
                <Note weight=Weight::Warn glyph=Glyph::Alert testid="export-warning">
                    <p class="note-text">{t.exports.with_id_warning}</p>
                </Note>
            </Show>
            <Show when=move || progress.get().is_none() fallback=move || view! {
                <Going progress is_stopping words=t.exports.making />
            }>
                <button type="button" class="button button-main button-wide" on:click=on_click data-testid="export-make">
                    <Icon glyph=Glyph::Download />{t.exports.make}
                </button>
            </Show>
        </section>
    }
}

/// How many doors a list has; says what to do where there are none.
#[component]
fn Doors(spec: ListSpec) -> impl IntoView {
    let t = texts();
    let count = load(ReadList { spec, from: 0, limit: 1 }, |event| {
        matches!(event, Event::DoorsChanged(_) | Event::AreasChanged)
    });
    move || {
        count.value.get().map(|list| {
            if list.doors == 0 {
                view! { <Nothing what=t.exports.nothing next=t.exports.nothing_next glyph=Glyph::List /> }.into_any()
            } else {
                view! { <p class="quiet" data-testid="export-doors">{(t.exports.doors)(list.doors)}</p> }.into_any()
            }
        })
    }
}

/// While it goes on: a bar, a number, a way to stop.
#[component]
pub(super) fn Going(
    progress: RwSignal<Progress>,
    is_stopping: RwSignal<bool>,
    words: fn(u32, u32) -> String,
) -> impl IntoView {
    let t = texts();
    let now = move || progress.get().unwrap_or_default();
    view! {
        <div class="stack" data-testid="export-going">
            <ProgressBar done=Signal::derive(move || now().0 as usize) all=Signal::derive(move || now().1 as usize) />
            <p class="import-number" role="status">{move || words(now().0, now().1)}</p>
            <button type="button" class="button button-wide" disabled=move || is_stopping.get()
                on:click=move |_| is_stopping.set(true) data-testid="export-stop">{t.exports.stop}</button>
        </div>
    }
}

/// Says where the file went and how many people are in it.
pub(super) fn tell(acts: Acts, saved: Result<Saved, linli_contract::Failure>, people: u32) {
    let t = acts.t;
    match saved {
        Ok(saved) => {
            let place = match saved {
                Saved::Downloaded => t.exports.saved.to_owned(),
                Saved::At(path) => (t.exports.saved_to)(&path),
            };
            acts.toasts.say(format!("{}\n{place}", (t.exports.done)(people)));
        }
        Err(failure) => acts.toasts.fail((t.shell.failure)(&failure)),
    }
}

/// Why a file could not be made, in words.
pub(super) const fn said(acts: Acts, fault: files::FileFault) -> crate::i18n::Said {
    match fault {
        files::FileFault::NoTables => acts.t.imports.no_tables,
        files::FileFault::Unreadable(_) => {
            crate::i18n::Said { what: acts.t.exports.failed, next: acts.t.exports.failed_next }
        }
    }
}
