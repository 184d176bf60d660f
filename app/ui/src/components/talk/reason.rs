//! Giving a reason for something: one field, one button; in a sheet of its own or inside another.

use leptos::prelude::*;

use crate::components::sheet::Sheet;
use crate::components::text_area::TextArea;
use crate::platform::prefs::texts;

/// The longest reason, in characters.
const REASON: u32 = 500;

/// What is asked, in words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reasons {
    /// The heading.
    pub(crate) title: &'static str,
    /// What happens then.
    pub(crate) what: &'static str,
    /// The field.
    pub(crate) label: &'static str,
    /// Below the field.
    pub(crate) hint: &'static str,
    /// The button.
    pub(crate) confirm: &'static str,
    /// Whether it may stay empty.
    pub(crate) may_be_empty: bool,
    /// For tests: `{testid}-reason`, `{testid}-confirm`.
    pub(crate) testid: &'static str,
}

/// The field and the button.
#[component]
pub(crate) fn ReasonForm(asked: Reasons, on_reason: Callback<String>) -> impl IntoView {
    let t = texts();
    let words = RwSignal::new(String::new());
    let is_missing = RwSignal::new(false);
    let error = move || {
        let is_wrong = is_missing.get() && words.read().trim().is_empty();
        if is_wrong { t.posts.talk.reason_needed.to_owned() } else { String::new() }
    };
    let give = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        let reason = words.with_untracked(|words| words.trim().to_owned());
        if reason.is_empty() && !asked.may_be_empty {
            is_missing.set(true);
        } else {
            on_reason.run(reason);
        }
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=give>
            <p>{asked.what}</p>
            <TextArea id=format!("{}-reason", asked.testid) label=asked.label hint=Signal::stored(asked.hint.to_owned())
                text=words on_text=move |text| words.set(text) error=Signal::derive(error) max=REASON lines=2
                testid=format!("{}-reason", asked.testid) />
            <button type="submit" class="button button-main button-wide" data-testid=format!("{}-confirm", asked.testid)>
                {asked.confirm}
            </button>
        </form>
    }
}

/// The form in a sheet of its own, which closes once a reason was given.
#[component]
pub(crate) fn ReasonSheet(open: RwSignal<bool>, asked: Reasons, on_reason: Callback<String>) -> impl IntoView {
    let given = Callback::new(move |reason: String| {
        open.set(false);
        on_reason.run(reason);
    });
    view! { <Sheet open title=asked.title testid=asked.testid><ReasonForm asked on_reason=given /></Sheet> }
}
