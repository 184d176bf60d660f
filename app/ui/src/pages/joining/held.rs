//! Work in quarantine: written on a device while a right held that no longer does; a steward says whether it may stand.

use leptos::prelude::*;
use linli_contract::joining::{DecideHeld, HeldView};

use crate::bridge;
use crate::components::sheet::Sheet;
use crate::pages::session::Acts;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The pieces that wait, with a question before each decision.
#[component]
pub(super) fn Held(held: Memo<Vec<HeldView>>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let is_open = RwSignal::new(false);
    let asked = RwSignal::new(None::<(HeldView, bool)>);
    let ask = Callback::new(move |question| {
        asked.set(Some(question));
        is_open.set(true);
    });
    let decide = move || {
        let Some((held, is_admitted)) = asked.get_untracked() else { return };
        let request = DecideHeld { device: held.device, device_seq: held.device_seq, act: held.act, is_admitted };
        acts.run(bridge::ask(request), move |()| {
            is_open.set(false);
            acts.toasts.say(if is_admitted { t.joining.held_admitted } else { t.joining.held_refused });
        });
    };
    let is_yes = move || asked.with(|asked| asked.as_ref().is_some_and(|(_, is_admitted)| *is_admitted));
    let title = move || if is_yes() { t.joining.held_admit } else { t.joining.held_refuse }.to_owned();
    view! {
        <Show when=move || !held.read().is_empty()>
            <h2 class="section-title">{t.joining.held}</h2>
            <p class="quiet">{t.joining.held_what}</p>
            <div class="stack">
                {move || held.get().into_iter().map(|held| view! { <Piece held ask /> }).collect_view()}
            </div>
        </Show>
        <Sheet open=is_open title=Signal::derive(title) testid="held-sheet">
            <div class="stack">
                <p class="act-sentence">
                    {move || asked.get().map(|(held, _)| about(&held))}
                </p>
                <p>{move || if is_yes() { t.joining.held_admit_what } else { t.joining.held_refuse_what }}</p>
                <button type="button" class="button button-main button-wide" on:click=move |_| decide()
                    data-testid="held-confirm">{title}</button>
            </div>
        </Sheet>
    }
}

fn about(held: &HeldView) -> String {
    let t = texts();
    let who = held.by.clone().unwrap_or_else(|| t.door.somebody.to_owned());
    let what: Vec<&str> = held.what.iter().map(|work| (t.sync.work)(*work)).collect();
    let places: Vec<String> = held.paths.iter().map(|path| path.join(" ")).collect();
    let parts = [who, what.join("、"), places.join("、"), say(t, held.formed)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[component]
fn Piece(held: HeldView, ask: Callback<(HeldView, bool)>) -> impl IntoView {
    let t = texts();
    let words = about(&held);
    let why = (t.joining.held_why)(held.why);
    let held = StoredValue::new(held);
    view! {
        <section class="card stack" data-testid="held">
            <p><strong>{words}</strong></p>
            <p class="quiet">{why}</p>
            <div class="scanner-ways">
                <button type="button" class="button" on:click=move |_| ask.run((held.get_value(), false))
                    data-testid="held-refuse">{t.joining.held_refuse}</button>
                <button type="button" class="button button-main" on:click=move |_| ask.run((held.get_value(), true))
                    data-testid="held-admit">{t.joining.held_admit}</button>
            </div>
        </section>
    }
}
