//! Changing the own name and telephone number.

use leptos::prelude::*;
use linli_contract::members::{ChangeProfile, MemberCard};

use super::member::Topics;
use crate::bridge;
use crate::components::text_field::{Keys, TextField};
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The longest name, in characters.
const NAME_LENGTH: usize = 40;

/// The sheet.
#[component]
pub(crate) fn Profile(card: Memo<MemberCard>, topics: Topics) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let name = RwSignal::new(card.with_untracked(|card| card.row.name.clone().unwrap_or_default()));
    let phone = RwSignal::new(card.with_untracked(|card| card.phone.clone().unwrap_or_default()));
    let is_tried = RwSignal::new(false);
    let is_wrong = Memo::new(move |_| !(1..=NAME_LENGTH).contains(&name.read().trim().chars().count()));
    let error = move || if is_tried.get() && is_wrong.get() { t.members.name_wrong } else { "" }.to_owned();
    let save = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        is_tried.set(true);
        if is_wrong.get_untracked() {
            return;
        }
        let typed = phone.read_untracked().trim().to_owned();
        let request = ChangeProfile {
            name: name.read_untracked().trim().to_owned(),
            phone: (!typed.is_empty()).then_some(typed),
        };
        acts.run(bridge::ask(request), move |()| topics.done(acts, t.members.profile_saved));
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=save>
            <TextField id="profile-name" label=t.members.name keys=Keys::Name text=name on_text=move |text| name.set(text)
                error=Signal::derive(error) testid="profile-name" />
            <TextField id="profile-phone" label=t.members.new_phone keys=Keys::Phone text=phone
                on_text=move |text| phone.set(text) hint=Signal::stored(t.members.new_phone_hint.to_owned()) is_last=true
                testid="profile-phone" />
            <button type="submit" class="button button-main button-wide" data-testid="act-confirm">{t.shell.save}</button>
        </form>
    }
}
