//! Several lines of text that leave the pinyin keyboard alone, and grow with what is in them.
//!
//! **Invariant:** the text is not touched, and nobody hears of it, between the start and the end of a composition.

use leptos::html::Textarea;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

/// A labelled field of several lines with hint and error.
#[component]
pub(crate) fn TextArea(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] label: String,
    /// The text; the field takes it over only when it differs from what is in it.
    #[prop(into)]
    text: Signal<String>,
    #[prop(into)] on_text: Callback<String>,
    /// Below the field while nothing is wrong.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong; empty if nothing is.
    #[prop(optional, into)]
    error: Signal<String>,
    #[prop(optional)] max: Option<u32>,
    /// How many lines it shows while there are fewer.
    #[prop(default = 4)]
    lines: u32,
    /// For who moves the selection.
    #[prop(optional)]
    node: NodeRef<Textarea>,
    #[prop(optional, into)] testid: String,
) -> impl IntoView {
    let composing = StoredValue::new(false);
    // Only a text that differs reaches the field, whatever else of the form changes.
    let text = Memo::new(move |_| text.get());
    let hear = move |field: HtmlTextAreaElement| {
        if !composing.get_value() {
            on_text.run(field.value());
        }
    };
    let below = format!("{id}-below");
    let is_wrong = move || !error.read().is_empty();
    // A copy of the text, unseen, gives the place its height.
    let copy = move || format!("{}\n", text.get());
    view! {
        <div class="field" class:field-wrong=is_wrong>
            <label for=id.clone()>{label}</label>
            <div class="text-area">
                <div class="text-area-copy" aria-hidden="true">{copy}</div>
                <textarea id=id node_ref=node rows=lines.to_string() autocomplete="off" maxlength=max.map(|max| max.to_string())
                    aria-invalid=move || is_wrong().to_string() aria-describedby=below.clone() data-testid=testid
                    prop:value=text
                    on:compositionstart=move |_| composing.set_value(true)
                    on:compositionend=move |event| {
                        composing.set_value(false);
                        if let Some(field) = field_of(&event) { hear(field); }
                    }
                    on:input=move |event| { if let Some(field) = field_of(&event) { hear(field); } }
                ></textarea>
            </div>
            <p class="field-below" id=below aria-live="polite">
                {move || if is_wrong() { error.get() } else { hint.get() }}
            </p>
        </div>
    }
}

fn field_of(event: &web_sys::Event) -> Option<HtmlTextAreaElement> {
    event.target()?.dyn_into().ok()
}
