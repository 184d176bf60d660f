//! The last step: the import goes on in parts, and how it ended.

use leptos::prelude::*;

use super::choose::Sheets;
use super::earlier::Earlier;
use super::wizard::{Ending, Step, Wizard};
use crate::components::icon::{Glyph, Icon};
use crate::components::note::{Note, Weight};
use crate::platform::prefs::texts;

/// While it goes on.
#[component]
pub(super) fn Running() -> impl IntoView {
    let t = texts();
    let wizard = Wizard::here();
    let all = move || wizard.plan.with(|plan| plan.as_ref().map_or(0, |plan| plan.households.len()));
    let done = move || wizard.tally.get().done;
    view! {
        <section class="card stack" data-testid="import-running">
            <h2>{t.imports.running}</h2>
            <ProgressBar done=Signal::derive(done) all=Signal::derive(all) />
            <p role="status" class="import-number">{move || (t.imports.progress)(done(), all())}</p>
            <button type="button" class="button button-wide" disabled=move || wizard.is_stopping.get()
                on:click=move |_| wizard.is_stopping.set(true) data-testid="import-stop">{t.imports.stop}</button>
        </section>
    }
}

/// How far something got.
#[component]
pub(crate) fn ProgressBar(#[prop(into)] done: Signal<usize>, #[prop(into)] all: Signal<usize>) -> impl IntoView {
    view! { <progress class="import-progress" max=move || all.get().max(1) value=move || done.get()></progress> }
}

/// How it ended, and what next.
#[component]
pub(super) fn Over(ending: Ending) -> impl IntoView {
    let t = texts();
    let wizard = Wizard::here();
    let tally = wizard.tally.get_untracked();
    let is_whole = ending == Ending::Whole;
    let go_on = move |_| wizard.ask(wizard.mapping.get_untracked(), Some(Step::Look));
    let head = match ending {
        Ending::Whole => view! {
            <h2 class="import-over" data-testid="import-done"><Icon glyph=Glyph::Check />{t.imports.done}</h2>
            <p>{(t.imports.done_counts)(tally.written, tally.unchanged)}</p>
        }
        .into_any(),
        Ending::Stopped => view! { <p data-testid="import-stopped">{t.imports.stopped}</p> }.into_any(),
        Ending::Failed(failure) => {
            let said = (t.shell.failure)(&failure);
            view! {
                <Note weight=Weight::Bad glyph=Glyph::Alert testid="import-failed">
                    <div class="note-text">
                        <strong>{(t.imports.failed_at)(tally.done)}</strong>
                        <p>{said.what}"。"{said.next}</p>
                    </div>
                </Note>
            }
            .into_any()
        }
    };
    view! {
        <section class="card stack">
            {head}
            {(!is_whole).then(|| view! {
                <button type="button" class="button button-main button-wide" disabled=move || wizard.is_planning.get()
                    on:click=go_on data-testid="import-go-on">{t.imports.go_on}</button>
            })}
            {is_whole.then(|| view! { <a class="button button-main button-wide" href="/">{t.imports.to_home}</a> })}
        </section>
        <Show when=move || { is_whole && !wizard.sheets_left().is_empty() && wizard.finished.with(|done| !done.is_empty()) }>
            <section><h2 class="section-title">{t.imports.next_sheet}</h2><Sheets /></section>
        </Show>
        <Earlier />
    }
}
