//! Coming back with a sheet of paper: its numbers are typed, each group checked by itself.

use leptos::prelude::*;
use linli_contract::joining::TakePaper;
use linli_shared::joining::{PAPER_GROUPS, PaperError, PaperSecret};

use super::welcome::{Start, Stopped, to_first};
use crate::components::text_field::{Keys, TextField};
use crate::model::joining::groups;
use crate::pages::joining::plain::Plain;
use crate::platform::prefs::texts;

/// The numbers.
#[component]
pub(super) fn PaperDigits(start: Start, code: String) -> impl IntoView {
    let t = texts();
    let digits = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<PaperError>);
    let error = move || match fault.get() {
        Some(PaperError::WrongGroup(group)) => (t.joining.wrong_group)(group + 1),
        Some(PaperError::WrongLength) => t.joining.wrong_length.to_owned(),
        None => String::new(),
    };
    let boxes = move || {
        let typed = digits.with(|digits| groups(digits));
        let wrong = match fault.get() {
            Some(PaperError::WrongGroup(group)) => Some(group),
            Some(PaperError::WrongLength) | None => None,
        };
        (0..PAPER_GROUPS)
            .map(|group| {
                let words = typed.get(group).cloned().unwrap_or_default();
                let is_whole = words.len() == 6;
                view! {
                    <li class="typed-group" class:typed-group-whole=is_whole class:typed-group-wrong={wrong == Some(group)}>
                        {words}
                    </li>
                }
            })
            .collect_view()
    };
    let take = move || {
        let typed = digits.get_untracked();
        match PaperSecret::from_text(&typed) {
            Ok(_) => start.run(TakePaper { code: code.clone(), digits: typed }),
            Err(wrong) => fault.set(Some(wrong)),
        }
    };
    view! {
        <Plain title=t.joining.paper on_back=to_first(start) testid="step-paper">
            <p class="quiet">{t.joining.paper_what}</p>
            <Stopped start />
            <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); take(); }>
                <TextField id="paper-digits" label=t.joining.paper_digits text=digits keys=Keys::Digits is_last=true
                    on_text=move |typed| { fault.set(None); digits.set(typed); }
                    hint=Signal::stored(t.joining.paper_hint.to_owned()) error=Signal::derive(error) testid="paper-digits" />
                <ol class="typed-groups" aria-hidden="true">{boxes}</ol>
                <button type="submit" class="button button-main button-wide button-tall" data-testid="paper-take"
                    aria-busy=move || start.is_busy.get().to_string()>
                    {move || if start.is_busy.get() { t.start.joining } else { t.joining.paper_take }}
                </button>
            </form>
        </Plain>
    }
}
