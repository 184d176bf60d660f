//! The national list of areas: from it the community takes its name and the areas above it.

use leptos::prelude::*;
use linli_contract::buildings::{AreaEdit, EditAreas};
use linli_shared::areas::national::{Level, NationalList};
use wasm_bindgen_futures::spawn_local;

use super::doors::is_steward;
use super::plan::{OnlyCommittee, OtherFile};
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::note::{Note, Weight};
use crate::pages::session::{Acts, Session};
use crate::platform::prefs::texts;

/// What was found, and which of it is this community.
#[component]
pub(super) fn AreasFound(text: String) -> impl IntoView {
    let t = texts();
    let list = NationalList::parse(&text);
    match list {
        Err(fault) => view! {
            <Note weight=Weight::Bad glyph=Glyph::Alert testid="import-areas-wrong">
                <p class="note-text">{(t.imports.areas_wrong)(fault.line)}</p>
            </Note>
            <OtherFile />
        }
        .into_any(),
        Ok(list) => view! { <Found list /> }.into_any(),
    }
}

#[component]
fn Found(list: NationalList) -> impl IntoView {
    let t = texts();
    let is_steward = is_steward();
    let name =
        Session::here().member.with_untracked(|me| me.as_ref().map(|me| me.community.clone())).unwrap_or_default();
    let count = list.iter().count();
    // A name that several communities of the list bear does not say which one it is.
    let found: Vec<_> = list.named(&name).filter(|area| area.level == Level::Community).cloned().collect();
    let here = match found.as_slice() {
        [only] => Some((only.name.clone(), list.above(only.code).map(|area| area.name.clone()).collect::<Vec<_>>())),
        _ => None,
    };
    let shown = match here {
        None => view! { <p>{t.imports.areas_not_here}</p> }.into_any(),
        Some((name, above)) => {
            let path: Vec<_> = above.iter().rev().chain([&name]).cloned().collect();
            view! {
                <p>{(t.imports.areas_here)(&path.join(" "))}</p>
                <Show when=move || is_steward.get() fallback=move || view! { <OnlyCommittee /> }>
                    <Take name=name.clone() above=above.clone() />
                </Show>
            }
            .into_any()
        }
    };
    view! {
        <section class="card stack" data-testid="import-areas">
            <h2>{(t.imports.areas_found)(count)}</h2>
            {shown}
        </section>
        <OtherFile />
    }
}

#[component]
fn Take(name: String, above: Vec<String>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let is_taken = RwSignal::new(false);
    let named = StoredValue::new(AreaEdit::NameCommunity { name, above });
    let on_click = move |_| {
        spawn_local(async move {
            match bridge::ask(EditAreas { edits: vec![named.get_value()] }).await {
                Ok(_) => {
                    is_taken.try_set(true);
                    acts.toasts.say(t.imports.areas_taken);
                }
                Err(failure) => acts.toasts.fail((t.shell.failure)(&failure)),
            }
        });
    };
    view! {
        <button type="button" class="button button-main button-wide" disabled=move || is_taken.get() on:click=on_click
            data-testid="import-areas-take">
            <Icon glyph=Glyph::Check />{move || if is_taken.get() { t.imports.areas_taken } else { t.imports.areas_take }}
        </button>
    }
}
