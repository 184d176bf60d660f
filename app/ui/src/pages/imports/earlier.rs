//! Lists that were imported on this device, each with a way to undo it.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::imports::{ImportView, ReadImports, UndoImport};
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::sheet::Sheet;
use crate::load::load;
use crate::pages::session::Acts;
use crate::platform::clock::say;
use crate::platform::files::pause;
use crate::platform::prefs::texts;

/// The list; nothing where nothing was imported.
#[component]
pub(super) fn Earlier() -> impl IntoView {
    let t = texts();
    let imports = load(ReadImports, |event| matches!(event, Event::DoorsChanged(_)));
    let asked = RwSignal::new(None::<ImportView>);
    let is_open = RwSignal::new(false);
    // Households left of the one that is being undone.
    let undoing = RwSignal::new(None::<(u64, u32)>);
    let ask = Callback::new(move |import: ImportView| {
        asked.set(Some(import));
        is_open.set(true);
    });
    let acts = Acts::here();
    let undo = move |_| {
        is_open.set(false);
        let Some(import) = asked.get_untracked() else { return };
        undoing.set(Some((import.import, import.written)));
        spawn_local(async move {
            let mut kept = 0;
            let undone = loop {
                match bridge::ask(UndoImport { import: import.import }).await {
                    Ok(part) => {
                        kept = kept.max(part.kept);
                        if part.left == 0 {
                            break Ok(());
                        }
                        undoing.try_set(Some((import.import, part.left)));
                    }
                    Err(failure) => break Err(failure),
                }
                pause().await;
            };
            undoing.try_set(None);
            imports.again.try_update(|count| *count += 1);
            match undone {
                Ok(()) => acts.toasts.say((t.imports.undo_done)(kept)),
                Err(failure) => acts.toasts.fail((t.shell.failure)(&failure)),
            }
        });
    };
    let all = move || imports.value.get().unwrap_or_default();
    view! {
        <Show when=move || imports.value.with(|all| all.as_ref().is_some_and(|all| !all.is_empty()))>
            <section data-testid="import-earlier">
                <h2 class="section-title">{t.imports.earlier}</h2>
                <ul class="card import-earlier">
                    <For each=all key=|import| (import.import, import.is_undone, import.written) children=move |import| {
                        view! { <One import undoing ask /> }
                    } />
                </ul>
            </section>
        </Show>
        <Sheet open=is_open title=t.imports.undo testid="import-undo-sheet">
            <div class="stack">
                <p><strong>{move || asked.with(|asked| asked.as_ref().map(|one| (t.imports.undo_ask)(&one.name)))}</strong></p>
                <p>{t.imports.undo_hint}</p>
                <button type="button" class="button button-danger button-wide" on:click=undo data-testid="import-undo-yes">
                    <Icon glyph=Glyph::Undo />{t.imports.undo}
                </button>
            </div>
        </Sheet>
    }
}

#[component]
fn One(import: ImportView, undoing: RwSignal<Option<(u64, u32)>>, ask: Callback<ImportView>) -> impl IntoView {
    let t = texts();
    let number = import.import;
    let left = Memo::new(move |_| undoing.get().filter(|(of, _)| *of == number).map(|(_, left)| left));
    let when = say(t, import.at);
    let counts = (t.imports.earlier_row_text)(&when, import.written, import.planned);
    let (name, is_undone) = (import.name.clone(), import.is_undone);
    let asked = StoredValue::new(import);
    let state = move || match (is_undone, left.get()) {
        (true, _) => view! { <span class="tag">{t.imports.undone}</span> }.into_any(),
        (false, Some(left)) => view! { <span role="status">{(t.imports.undoing)(left)}</span> }.into_any(),
        (false, None) => view! {
            <button type="button" class="button-text" disabled=move || undoing.get().is_some()
                on:click=move |_| ask.run(asked.get_value()) data-testid="import-undo">
                <Icon glyph=Glyph::Undo />{t.shell.undo}
            </button>
        }
        .into_any(),
    };
    view! {
        <li class="import-earlier-row" data-testid="import-earlier-row">
            <div><strong>{name}</strong><p class="quiet">{counts}</p></div>
            {state}
        </li>
    }
}
