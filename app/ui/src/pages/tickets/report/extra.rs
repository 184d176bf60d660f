//! What few need: a telephone number, a report for somebody else.

use leptos::prelude::*;
use linli_contract::tickets::ReportView;
use linli_shared::ids::AreaId;
use linli_shared::tickets::{PERSON, PHONE};

use super::writing::Writing;
use crate::components::choice::{Chips, Choice};
use crate::components::text_field::{Keys, TextField};
use crate::model::tickets::Lack;
use crate::pages::registers::door_picker::DoorPicker;
use crate::pages::registers::there::Place;
use crate::pages::session::Session;
use crate::platform::prefs::texts;

/// Folded away until somebody needs it.
#[component]
pub(super) fn Extra(view: Memo<ReportView>, writing: Writing) -> impl IntoView {
    let t = texts();
    let phone = Memo::new(move |_| writing.form.read().phone.clone());
    let wrong = move || writing.lack_of(&[Lack::Phone]).map(t.tickets.report.lack).unwrap_or_default().to_owned();
    let may_file_for_others = Memo::new(move |_| view.read().may_file_for_others);
    let is_needed = Memo::new(move |_| writing.lack_of(&[Lack::Phone, Lack::ForWhom]).is_some());
    let starts_open = !phone.read_untracked().is_empty() || writing.is_for_other.get_untracked();
    view! {
        <details id="report-extra" class="card report-extra" tabindex="-1" open=move || starts_open || is_needed.get()
            data-testid="report-extra">
            <summary>{t.tickets.report.extra}</summary>
            <div class="stack">
                <TextField id="report-phone" label=t.tickets.report.phone text=phone keys=Keys::Phone max=PHONE as u32
                    on_text=move |text| writing.form.update(|form| form.phone = text) error=Signal::derive(wrong)
                    hint=Signal::stored(t.tickets.report.phone_hint.to_owned()) is_last=true testid="report-phone" />
                <Show when=move || may_file_for_others.get()><ForWhom writing /></Show>
            </div>
        </details>
    }
}

/// For somebody without the app, by name and door.
#[component]
fn ForWhom(writing: Writing) -> impl IntoView {
    let t = texts();
    let choices =
        vec![Choice::new("me", t.tickets.report.for_myself), Choice::new("other", t.tickets.report.for_other)];
    let chosen = move || if writing.is_for_other.get() { "other" } else { "me" }.to_owned();
    let person = Memo::new(move |_| writing.form.read().for_person.clone());
    let wrong = move || writing.lack_of(&[Lack::ForWhom]).map(t.tickets.report.lack).unwrap_or_default().to_owned();
    let reach = Session::here().reach();
    let picks_doors = Memo::new(move |_| reach.read().keeps_register);
    view! {
        <Chips label=t.tickets.report.for_other choices chosen=Signal::derive(chosen) is_bar=true testid="report-for"
            on_choose=move |code: String| writing.is_for_other.set(code == "other") />
        <Show when=move || writing.is_for_other.get()>
            <TextField id="report-person" label=t.tickets.report.for_person text=person keys=Keys::Name max=PERSON as u32
                on_text=move |text| writing.form.update(|form| form.for_person = text) error=Signal::derive(wrong)
                hint=Signal::stored(t.tickets.report.for_person_hint.to_owned()) is_last=true testid="report-person" />
            <Show when=move || picks_doors.get()><Door writing /></Show>
        </Show>
    }
}

/// The neighbour's door, which becomes the place of the report.
#[component]
fn Door(writing: Writing) -> impl IntoView {
    let t = texts();
    let place = Place::new();
    Effect::new(move |_| {
        if let Some((door, _)) = place.door.get() {
            writing.is_elsewhere.set(true);
            writing.form.update(|form| form.area = Some(door));
        }
    });
    view! { <DoorPicker place except=AreaId::default() label=t.tickets.report.place /> }
}
