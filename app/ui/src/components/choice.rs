//! Choosing one of a few by a tap.

use leptos::prelude::*;

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// What is chosen.
    pub(crate) code: String,
    /// What it is called.
    pub(crate) name: String,
}

impl Choice {
    /// A choice.
    pub(crate) fn new(code: impl Into<String>, name: impl Into<String>) -> Self {
        Self { code: code.into(), name: name.into() }
    }
}

/// Chips in a row that wraps; the chosen one is pressed, and tapping it again takes the choice back where that is allowed.
#[component]
pub(crate) fn Chips(
    /// Names the group for screen readers.
    #[prop(into)]
    label: String,
    choices: Vec<Choice>,
    #[prop(into)] chosen: Signal<String>,
    /// Called with the code chosen, empty when taken back.
    #[prop(into)]
    on_choose: Callback<String>,
    /// Whether nothing may be chosen.
    #[prop(optional)]
    may_be_empty: bool,
    /// As one bar of equal parts rather than as loose chips.
    #[prop(optional)]
    is_bar: bool,
    #[prop(optional, into)] testid: String,
) -> impl IntoView {
    let chips = choices.into_iter().map(|choice| {
        let code = StoredValue::new(choice.code.clone());
        let is_chosen = move || chosen.with(|chosen| code.with_value(|code| chosen == code));
        let on_click = move |_| {
            let code = code.get_value();
            let is_taken_back = may_be_empty && chosen.with_untracked(|chosen| *chosen == code);
            on_choose.run(if is_taken_back { String::new() } else { code });
        };
        view! {
            <button type="button" class="chip" aria-pressed=move || is_chosen().to_string() on:click=on_click
                data-code=choice.code>{choice.name}</button>
        }
    });
    view! {
        <div class=if is_bar { "chips chips-bar" } else { "chips" } role="group" aria-label=label data-testid=testid>
            {chips.collect_view()}
        </div>
    }
}
