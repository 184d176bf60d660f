//! Where what is typed is known from; noted beside every value that is saved with it.

use leptos::prelude::*;
use linli_contract::registers::Source;

use super::field::FormState;
use crate::components::choice::{Chips, Choice};
use crate::platform::prefs::texts;

const fn word(source: &Source) -> &'static str {
    match source {
        Source::AtTheDoor => "at-the-door",
        Source::ByPhone => "by-phone",
        Source::Paper => "paper",
        Source::List { .. } => "list",
        Source::Moved => "moved",
        Source::ByMember => "by-member",
    }
}

/// The choice, at the door unless another is taken.
#[component]
pub(crate) fn SourceChoice() -> impl IntoView {
    let t = texts();
    let form = FormState::here().form;
    let sources = [
        (Source::AtTheDoor, t.registers.at_the_door),
        (Source::ByPhone, t.registers.by_phone),
        (Source::Paper, t.registers.from_paper),
    ];
    let choices = sources.iter().map(|(source, name)| Choice::new(word(source), *name)).collect();
    let choose = move |code: String| {
        if let Some((source, _)) = sources.iter().find(|(source, _)| word(source) == code) {
            form.update(|form| form.source = source.clone());
        }
    };
    view! {
        <section class="card source-choice" data-testid="source">
            <p class="label">{t.registers.how_known}</p>
            <Chips label=t.registers.how_known choices=choices testid="how-known" on_choose=choose
                chosen=Signal::derive(move || word(&form.read().source).to_owned()) />
            <p class="field-below quiet">{t.registers.how_known_hint}</p>
        </section>
    }
}
