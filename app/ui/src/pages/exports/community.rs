//! The whole community as a package that is readable without this app; for the committee.

use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::exports::{ExportDoor, ReadExport, ReadPackage};
use linli_contract::lists::ListSpec;
use linli_contract::tables::Format;
use wasm_bindgen_futures::spawn_local;

use super::list::{Going, Progress, day_of, said, tell};
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::note::{Note, Weight};
use crate::i18n::Texts;
use crate::model::exports::package::{self, DocumentLine, RegisterFile, document_path, from_base64};
use crate::model::exports::{PART, Register, file_name};
use crate::pages::session::{Acts, Session};
use crate::platform::clock;
use crate::platform::files::{self, FileFault, Packing};
use crate::platform::prefs::texts;

/// Why a package was not made.
enum PackageFault {
    /// The person stopped it.
    Stopped,
    /// The core could not answer.
    Failed(Failure),
    /// It could not be written.
    Unwritten(FileFault),
}

impl From<Failure> for PackageFault {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<FileFault> for PackageFault {
    fn from(fault: FileFault) -> Self {
        Self::Unwritten(fault)
    }
}

/// What is under way, and the wish to stop it.
#[derive(Clone, Copy)]
struct Making {
    progress: RwSignal<Progress>,
    is_stopping: RwSignal<bool>,
    at_documents: RwSignal<bool>,
}

impl Making {
    async fn step(self, done: u32, all: u32) -> Result<(), PackageFault> {
        self.progress.try_set(Some((done, all)));
        files::pause().await;
        if self.is_stopping.try_get_untracked() == Some(false) { Ok(()) } else { Err(PackageFault::Stopped) }
    }
}

/// Makes the package.
#[component]
pub(super) fn CommunityPackage() -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let session = Session::here();
    let making =
        Making { progress: RwSignal::new(None), is_stopping: RwSignal::new(false), at_documents: RwSignal::new(false) };
    on_cleanup(move || {
        making.is_stopping.try_set(true);
    });
    let on_click = move |_| {
        let community =
            session.member.with_untracked(|me| me.as_ref().map(|me| me.community.clone())).unwrap_or_default();
        making.progress.set(Some((0, 0)));
        making.is_stopping.set(false);
        making.at_documents.set(false);
        spawn_local(async move {
            let day = clock::today().to_string();
            match pack(t, making, &community, &day).await {
                Ok((bytes, people)) => {
                    let name = file_name(&community, t.exports.package_name, &day, "zip");
                    tell(acts, files::save(&name, "application/zip", &bytes).await, people);
                }
                Err(PackageFault::Stopped) => {}
                Err(PackageFault::Failed(failure)) => acts.toasts.fail((t.shell.failure)(&failure)),
                Err(PackageFault::Unwritten(fault)) => acts.toasts.fail(said(acts, fault)),
            }
            making.progress.try_set(None);
        });
    };
    let words = move || if making.at_documents.get() { t.exports.package_documents } else { t.exports.making };
    view! {
        <section class="card stack export-package" data-testid="export-package">
            <h2>{t.exports.package}</h2>
            <p class="quiet">{t.exports.package_hint}</p>
            <Note weight=Weight::Warn glyph=Glyph::Alert><p class="note-text">{t.exports.keep_safe}</p></Note>
            <Show when=move || making.progress.with(Option::is_none) fallback=move || view! {
                {move || view! { <Going progress=making.progress is_stopping=making.is_stopping words=words() /> }}
            }>
                <button type="button" class="button button-wide" on:click=on_click data-testid="export-package-make">
                    <Icon glyph=Glyph::Download />{t.exports.package_make}
                </button>
            </Show>
        </section>
    }
}

/// The bytes, and how many people are in it.
async fn pack(t: &'static Texts, making: Making, community: &str, day: &str) -> Result<(Vec<u8>, u32), PackageFault> {
    let packing = Packing::new().await?;
    let doors = read_doors(making).await?;
    let mut register = Register::new(t);
    for door in &doors {
        register.add(t, door, day_of);
    }
    let people = register.people();
    packing.add("register.xlsx", &files::write(&[register.table(true)], Format::Xlsx).await?)?;
    add_json(&packing, "register.json", &RegisterFile { community, day, doors: &doors })?;
    drop(doors);
    let documents = add_documents(&packing, making).await?;
    packing.add("README.txt", (t.exports.readme)(community, day, people, documents).as_bytes())?;
    Ok((packing.finish()?, people))
}

async fn read_doors(making: Making) -> Result<Vec<ExportDoor>, PackageFault> {
    let mut doors = Vec::new();
    loop {
        let from = doors.len() as u32;
        let ask = ReadExport { spec: ListSpec::default(), from, limit: PART, with_id_numbers: true };
        let part = bridge::ask(ask).await?;
        let is_last = part.doors.is_empty();
        doors.extend(part.doors);
        making.step(doors.len() as u32, part.total).await?;
        if is_last || doors.len() as u32 >= part.total {
            return Ok(doors);
        }
    }
}

async fn add_documents(packing: &Packing, making: Making) -> Result<u32, PackageFault> {
    making.at_documents.try_set(true);
    // One line each, so that the list need not be held as a whole while it grows.
    let mut lines: Vec<String> = Vec::new();
    let mut after = None;
    loop {
        let part = bridge::ask(ReadPackage { after, limit: package::PART }).await?;
        for document in &part.documents {
            let bytes = from_base64(&document.automerge).ok_or(Failure::Defect)?;
            packing.add(&document_path(document), &bytes)?;
            lines.push(serde_json::to_string(&DocumentLine::from(document)).map_err(|_| Failure::Defect)?);
        }
        making.step(lines.len() as u32, part.total).await?;
        match part.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    packing.add("documents.json", format!("[\n{}\n]\n", lines.join(",\n")).as_bytes())?;
    Ok(lines.len() as u32)
}

fn add_json(packing: &Packing, name: &str, value: &impl serde::Serialize) -> Result<(), PackageFault> {
    let text = serde_json::to_string_pretty(value).map_err(|_| Failure::Defect)?;
    Ok(packing.add(name, text.as_bytes())?)
}
