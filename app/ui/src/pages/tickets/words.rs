//! A field for several lines that leaves the pinyin keyboard alone.
//!
//! **Invariant:** the text is not touched, and nobody hears of it, between the start and the end of a composition.

use leptos::ev;
use leptos::prelude::*;

/// A labelled field for several lines.
#[component]
pub(super) fn WordsField(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] label: String,
    #[prop(into)] text: Signal<String>,
    #[prop(into)] on_text: Callback<String>,
    /// In the field while it is empty.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong; empty if nothing is.
    #[prop(optional, into)]
    error: Signal<String>,
    #[prop(default = 3)] rows: u8,
    /// The most characters.
    max: usize,
    testid: &'static str,
) -> impl IntoView {
    let composing = StoredValue::new(false);
    // Only a text that differs reaches the field, whatever else of the form changes.
    let text = Memo::new(move |_| text.get());
    let below = format!("{id}-below");
    let is_wrong = move || !error.read().is_empty();
    let hear = move |words: String| {
        if !composing.get_value() {
            on_text.run(words);
        }
    };
    view! {
        <div class="field" class:field-wrong=is_wrong>
            <label for=id.clone()>{label}</label>
            <textarea id=id class="words" rows=rows.to_string() maxlength=max.to_string() placeholder=hint autocomplete="off"
                aria-invalid=move || is_wrong().to_string() aria-describedby=below.clone() data-testid=testid
                prop:value=text
                on:compositionstart=move |_| composing.set_value(true)
                on:compositionend=move |event: ev::CompositionEvent| {
                    composing.set_value(false);
                    hear(event_target_value(&event));
                }
                on:input=move |event| hear(event_target_value(&event))></textarea>
            <p class="field-below" id=below aria-live="polite">{error}</p>
        </div>
    }
}
