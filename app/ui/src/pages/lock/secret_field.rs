//! A line for a PIN or passphrase: hidden until the person wants to see it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::components::icon::{Glyph, Icon};
use crate::platform::prefs::texts;

/// A labelled secret with an eye to show it.
#[component]
pub(super) fn SecretField(
    /// Unique on the page.
    id: &'static str,
    #[prop(into)] label: String,
    text: RwSignal<String>,
    /// Which keyboard: `none` where the screen brings its own keys.
    #[prop(default = "text")]
    keys: &'static str,
    /// Below the field while nothing is wrong.
    #[prop(default = "")]
    hint: &'static str,
    /// What is wrong; empty if nothing is.
    #[prop(optional, into)]
    error: Signal<String>,
) -> impl IntoView {
    let t = texts();
    let is_shown = RwSignal::new(false);
    let below = format!("{id}-below");
    let on_input = move |event: web_sys::Event| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            text.set(input.value());
        }
    };
    let is_wrong = move || !error.read().is_empty();
    view! {
        <div class="field" class:field-wrong=is_wrong>
            <label for=id>{label}</label>
            <div class="field-line">
                <input id=id inputmode=keys autocomplete="off" spellcheck="false" autocapitalize="off" maxlength="128"
                    type=move || if is_shown.get() { "text" } else { "password" } aria-describedby=below.clone()
                    aria-invalid=move || is_wrong().to_string() data-testid=id prop:value=text on:input=on_input />
                <button type="button" class="bar-button" aria-pressed=move || is_shown.get().to_string()
                    aria-label=move || if is_shown.get() { t.lock.hide } else { t.lock.show }
                    on:click=move |_| is_shown.update(|is_shown| *is_shown = !*is_shown)>
                    {move || view! { <Icon glyph=if is_shown.get() { Glyph::EyeOff } else { Glyph::Eye } /> }}
                </button>
            </div>
            <p class="field-below" id=below aria-live="polite">
                {move || if is_wrong() { error.get() } else { hint.to_owned() }}
            </p>
        </div>
    }
}
