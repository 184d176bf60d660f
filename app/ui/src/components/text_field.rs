//! A line of text that leaves the pinyin keyboard alone.
//!
//! **Invariant:** the text is not touched, and nobody hears of it, between the start and the end of a composition.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// Which keyboard a field asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Keys {
    /// Words.
    #[default]
    Text,
    /// Digits only.
    Digits,
    /// Digits and a point.
    Decimal,
    /// A telephone number.
    Phone,
    /// A name of a person.
    Name,
    /// An address on the network.
    Address,
    /// Letters and digits without correction.
    Code,
}

impl Keys {
    const fn mode(self) -> &'static str {
        match self {
            Self::Text | Self::Name | Self::Code => "text",
            Self::Digits => "numeric",
            Self::Decimal => "decimal",
            Self::Phone => "tel",
            Self::Address => "url",
        }
    }
}

/// A labelled line of text with hint and error.
#[component]
pub(crate) fn TextField(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] label: String,
    /// The text; the field takes it over only when it differs from what is in it.
    #[prop(into)]
    text: Signal<String>,
    #[prop(into)] on_text: Callback<String>,
    /// Called when the field is left.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    #[prop(optional)] keys: Keys,
    /// Below the field while nothing is wrong.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong; empty if nothing is.
    #[prop(optional, into)]
    error: Signal<String>,
    /// After the text, such as a unit.
    #[prop(optional)]
    unit: &'static str,
    #[prop(optional)] max: Option<u32>,
    /// Whether this is the last field: the keyboard then says "done" instead of "next".
    #[prop(optional)]
    is_last: bool,
    #[prop(optional, into)] testid: String,
) -> impl IntoView {
    let composing = StoredValue::new(false);
    // Only a text that differs reaches the input, whatever else of the form changes.
    let text = Memo::new(move |_| text.get());
    let hear = move |input: HtmlInputElement| {
        if !composing.get_value() {
            on_text.run(input.value());
        }
    };
    let on_key = move |key: ev::KeyboardEvent| {
        let is_enter = key.key() == "Enter" && !key.is_composing() && !composing.get_value();
        let input = key.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input.filter(|_| is_enter && !is_last) {
            key.prevent_default();
            move_on(&input);
        }
    };
    let below = format!("{id}-below");
    let is_wrong = move || !error.read().is_empty();
    view! {
        <div class="field" class:field-wrong=is_wrong>
            <label for=id.clone()>{label}</label>
            <div class="field-line">
                <input id=id type="text" inputmode=keys.mode() autocomplete="off" spellcheck="false"
                    autocapitalize=if keys == Keys::Name { "words" } else { "off" }
                    enterkeyhint=if is_last { "done" } else { "next" } maxlength=max.map(|max| max.to_string())
                    aria-invalid=move || is_wrong().to_string() aria-describedby=below.clone() data-testid=testid
                    prop:value=text
                    on:compositionstart=move |_| composing.set_value(true)
                    on:compositionend=move |event| {
                        composing.set_value(false);
                        if let Some(input) = input_of(&event) { hear(input); }
                    }
                    on:input=move |event| { if let Some(input) = input_of(&event) { hear(input); } }
                    on:blur=move |_| { if let Some(leave) = on_leave { leave.run(()); } }
                    on:keydown=on_key
                />
                {(!unit.is_empty()).then(|| view! { <span class="field-unit">{unit}</span> })}
            </div>
            <p class="field-below" id=below aria-live="polite">
                {move || if is_wrong() { error.get() } else { hint.get() }}
            </p>
        </div>
    }
}

fn input_of(event: &web_sys::Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

/// Moves the focus to the next field of the form or sheet; from the last one the keyboard goes away.
fn move_on(from: &HtmlInputElement) {
    let within = from.closest("form, dialog").ok().flatten();
    let fields = within.and_then(|within| within.query_selector_all("input, select, textarea").ok());
    let all: Vec<_> =
        fields.into_iter().flat_map(|list| (0..list.length()).filter_map(move |at| list.item(at))).collect();
    let here = all.iter().position(|field| field.is_same_node(Some(from)));
    let after = all.into_iter().skip(here.map_or(usize::MAX, |at| at + 1));
    let next =
        after.filter_map(|node| node.dyn_into::<web_sys::HtmlElement>().ok()).find(|field| field.offset_height() > 0);
    drop(match next {
        Some(next) => next.focus(),
        None => from.blur(),
    });
}
