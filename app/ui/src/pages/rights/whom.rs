//! Whose record is spoken of: some people of a household, or the whole of it.

use std::collections::BTreeSet;

use leptos::prelude::*;
use linli_shared::ids::PersonId;

use crate::platform::prefs::texts;

/// The choice; nobody at first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whom {
    is_whole: RwSignal<bool>,
    people: RwSignal<BTreeSet<PersonId>>,
}

impl Whom {
    /// Nobody yet.
    pub(crate) fn nobody() -> Self {
        Self { is_whole: RwSignal::new(false), people: RwSignal::new(BTreeSet::new()) }
    }

    /// Whether nobody is chosen.
    pub(crate) fn is_nobody(self) -> bool {
        !self.is_whole.get() && self.people.read().is_empty()
    }

    /// The people chosen; empty for the whole household.
    pub(crate) fn people(self) -> Vec<PersonId> {
        if self.is_whole.get() { Vec::new() } else { self.people.get().into_iter().collect() }
    }

    /// The chosen in words.
    pub(crate) fn said(self, names: &[(PersonId, String)], whole: &str) -> String {
        if self.is_whole.get() {
            return whole.to_owned();
        }
        let chosen = self.people.read();
        let names: Vec<String> =
            names.iter().filter(|(person, _)| chosen.contains(person)).map(|(_, name)| name.clone()).collect();
        (texts().registers.names)(&names)
    }
}

/// The chips.
#[component]
pub(crate) fn WhomChips(#[prop(into)] label: String, names: Vec<(PersonId, String)>, whom: Whom) -> impl IntoView {
    let t = texts();
    let chip = move |(person, name): (PersonId, String)| {
        let is_on = move || whom.is_whole.get() || whom.people.read().contains(&person);
        let toggle = move |_| {
            whom.is_whole.set(false);
            whom.people.update(|people| {
                if !people.remove(&person) {
                    people.insert(person);
                }
            });
        };
        view! {
            <button type="button" class="chip" aria-pressed=move || is_on().to_string() on:click=toggle data-testid="whom">
                {name}
            </button>
        }
    };
    view! {
        <div>
            <p class="label">{label.clone()}</p>
            <div class="chips" role="group" aria-label=label>
                {names.into_iter().map(chip).collect_view()}
                <button type="button" class="chip" aria-pressed=move || whom.is_whole.get().to_string()
                    on:click=move |_| { whom.people.set(BTreeSet::new()); whom.is_whole.update(|on| *on = !*on); }
                    data-testid="whom-whole">{t.rights.erase_whole}</button>
            </div>
        </div>
    }
}
