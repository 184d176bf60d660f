//! Asking for erasure: what it means and what remains is said before it is sent.

use leptos::prelude::*;
use linli_contract::rights::{ExtractView, Propose, RecordWish};
use linli_shared::households::Field;
use linli_shared::ids::PersonId;

use super::whom::{Whom, WhomChips};
use crate::bridge;
use crate::components::points::Points;
use crate::components::text_field::TextField;
use crate::i18n::Texts;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The longest words with a wish, in characters.
pub(super) const WORDS: u32 = 200;

/// The people of an extract by name.
pub(super) fn names_of(t: &Texts, view: &ExtractView) -> Vec<(PersonId, String)> {
    let people = view.extract.iter().flat_map(|extract| &extract.people);
    let named = people.map(|person| {
        let name = person.fields.iter().find(|field| field.field == Field::Name).map(|field| field.value.clone());
        (person.person, name.unwrap_or_else(|| t.door.nameless.to_owned()))
    });
    named.collect()
}

/// The sheet.
#[component]
pub(crate) fn AskErase(view: Memo<ExtractView>, on_done: Callback<()>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let whom = Whom::nobody();
    let words = RwSignal::new(String::new());
    let names = names_of(t, &view.read_untracked());
    let send = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        if untrack(|| whom.is_nobody()) {
            return;
        }
        let request = Propose {
            household: view.read_untracked().household,
            wish: RecordWish::Erase(untrack(|| whom.people())),
            words: words.read_untracked().trim().to_owned(),
        };
        acts.run(bridge::ask(request), move |()| {
            on_done.run(());
            acts.toasts.say(t.rights.sent);
        });
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=send>
            <Points points=t.rights.erase_what />
            <h3>{t.rights.erase_remains_title}</h3>
            <Points points=t.rights.erase_remains />
            <WhomChips label=t.rights.erase_whom names whom />
            <TextField id="erase-words" label=t.rights.words text=words on_text=move |text| words.set(text) max=WORDS
                hint=Signal::stored(t.rights.words_hint.to_owned()) is_last=true testid="wish-words" />
            <button type="submit" class="button button-wide button-danger" disabled=move || whom.is_nobody()
                data-testid="wish-send">{t.rights.erase_send}</button>
            <p class="quiet" hidden=move || !whom.is_nobody()>{t.rights.erase_choose}</p>
        </form>
    }
}
