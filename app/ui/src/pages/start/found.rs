//! Founding a community with a permission of the relay's keeper.

use leptos::prelude::*;
use linli_contract::members::StartCommunity;

use super::welcome::{Start, Stopped, to_first};
use crate::components::text_field::{Keys, TextField};
use crate::model::joining::WORD_MAX;
use crate::pages::joining::plain::Plain;
use crate::platform::prefs::texts;

/// The community's name and the founder's, and what comes next.
#[component]
pub(super) fn Found(start: Start, permit: String) -> impl IntoView {
    let t = texts();
    let (community, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let was_tried = RwSignal::new(false);
    let error =
        move |text: RwSignal<String>, words: &'static str| {
            Signal::derive(move || {
                if was_tried.get() && text.read().trim().is_empty() { words.to_owned() } else { String::new() }
            })
        };
    let found = move || {
        was_tried.set(true);
        let (community, name) = (community.get_untracked(), name.get_untracked());
        let (community, name) = (community.trim().to_owned(), name.trim().to_owned());
        if !community.is_empty() && !name.is_empty() {
            start.run(StartCommunity { permit: permit.clone(), community, name });
        }
    };
    let steps = t.joining.first_steps.iter().map(|step| view! { <li>{*step}</li> }).collect_view();
    view! {
        <Plain title=t.joining.found on_back=to_first(start) testid="step-found">
            <Stopped start />
            <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); found(); }>
                <TextField id="found-community" label=t.joining.community_name text=community max=WORD_MAX
                    on_text=move |text| community.set(text) hint=Signal::stored(t.joining.community_hint.to_owned())
                    error=error(community, t.joining.community_missing) testid="found-community" />
                <TextField id="found-name" label=t.joining.your_name text=name keys=Keys::Name max=WORD_MAX is_last=true
                    on_text=move |text| name.set(text) error=error(name, t.joining.name_missing) testid="found-name" />
                <button type="submit" class="button button-main button-wide button-tall" data-testid="found-go"
                    aria-busy=move || start.is_busy.get().to_string()>
                    {move || if start.is_busy.get() { t.joining.founding } else { t.joining.found }}
                </button>
            </form>
            <section class="card">
                <h2>{t.joining.then}</h2>
                <ol class="numbered">{steps}</ol>
            </section>
        </Plain>
    }
}
