//! Where it is: an own place by one tap, another building, or words.

use leptos::prelude::*;
use linli_contract::tickets::ReportView;
use linli_shared::ids::AreaId;
use linli_shared::tickets::PLACE;

use super::writing::Writing;
use crate::components::choice::{Chips, Choice};
use crate::components::text_field::TextField;
use crate::model::tickets::{Lack, Where, where_of};
use crate::platform::prefs::texts;

/// The chip for another place.
const OTHER: &str = "other";

/// The place.
#[component]
pub(super) fn PlaceField(view: Memo<ReportView>, writing: Writing) -> impl IntoView {
    let t = texts();
    let at = Memo::new(move |_| where_of(&writing.form.read(), &view.read().own_places, writing.is_elsewhere.get()));
    let chosen = move || match at.get() {
        Where::Own(area) => area.to_string(),
        Where::Other => OTHER.to_owned(),
        Where::Open => String::new(),
    };
    let choose = move |code: String| {
        let area = code.parse::<AreaId>().ok();
        writing.is_elsewhere.set(area.is_none());
        writing.form.update(|form| form.area = area);
    };
    let own = view.with_untracked(|view| view.own_places.clone());
    let has_own = !own.is_empty();
    let mut choices: Vec<Choice> =
        own.into_iter().map(|(area, path)| Choice::new(area.to_string(), path.join(" "))).collect();
    choices.push(Choice::new(OTHER, t.tickets.report.other_place));
    let place = Memo::new(move |_| writing.form.read().place.clone());
    let wrong = move || writing.lack_of(&[Lack::Place]).map(t.tickets.report.lack).unwrap_or_default().to_owned();
    let is_elsewhere = Memo::new(move |_| at.get() == Where::Other);
    view! {
        <section id="report-place" class="stack report-place" tabindex="-1" aria-label=t.tickets.report.place
            data-testid="report-place">
            <h2 class="report-head">{t.tickets.report.place}</h2>
            {has_own.then(|| view! {
                <Chips label=t.tickets.report.place choices chosen=Signal::derive(chosen) on_choose=choose
                    testid="report-places" />
            })}
            <Show when=move || is_elsewhere.get()><Building view writing /></Show>
            <Show when=move || is_elsewhere.get() fallback=move || view! {
                <p class="actions-note" role="alert">{wrong}</p>
            }>
                <TextField id="report-place-words" label=t.tickets.report.place_words text=place max=PLACE as u32
                    on_text=move |text| writing.form.update(|form| form.place = text) error=Signal::derive(wrong)
                    hint=Signal::stored(t.tickets.report.place_hint.to_owned()) is_last=true testid="report-place-words" />
            </Show>
        </section>
    }
}

/// Another building.
#[component]
fn Building(view: Memo<ReportView>, writing: Writing) -> impl IntoView {
    let t = texts();
    let choose = move |event| {
        let area = event_target_value(&event).parse::<AreaId>().ok();
        writing.form.update(|form| form.area = area);
    };
    let options = move || {
        let option = |(area, path): (AreaId, Vec<String>)| {
            view! {
                <option value=area.to_string() selected=move || writing.form.read().area == Some(area)>{path.join(" ")}</option>
            }
        };
        view.get().buildings.into_iter().map(option).collect_view()
    };
    view! {
        <div class="field">
            <label for="report-building">{t.tickets.report.which_building}</label>
            <select id="report-building" on:change=choose data-testid="report-building">
                <option value="" selected=move || writing.form.read().area.is_none()>{t.tickets.report.no_building}</option>
                {options}
            </select>
        </div>
    }
}
