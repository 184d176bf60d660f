//! The fields of a call.

use leptos::prelude::*;
use linli_contract::activities::{ActivityForm, ActivityKind};
use linli_contract::photos::AttachedView;
use linli_shared::activities::{PLACE, TEXT, TITLE};
use linli_shared::blobs::MAX_ATTACHED;
use linli_shared::ids::AreaId;

use super::times::DayAndTime;
use crate::components::choice::{Chips, Choice};
use crate::components::photos::PhotoPicker;
use crate::components::switch::Switch;
use crate::components::text_area::TextArea;
use crate::components::text_field::{Keys, TextField};
use crate::model::activities::form::{Mistake, begin_at, mistakes, read_places};
use crate::platform::clock::now;
use crate::platform::prefs::texts;

/// What is written, and how it is judged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writing {
    pub(super) form: RwSignal<ActivityForm>,
    pub(super) attached: RwSignal<Vec<AttachedView>>,
    /// Whether it changes what was called.
    pub(super) is_change: bool,
    /// Whether sending was tried, so that what is missing is said.
    pub(super) is_tried: RwSignal<bool>,
}

impl Writing {
    /// What is wrong now.
    pub(super) fn mistakes(self) -> Vec<Mistake> {
        mistakes(&self.form.read(), now(), self.is_change)
    }

    fn wrong(self, of: &'static [Mistake]) -> Signal<String> {
        let t = texts();
        Signal::derive(move || {
            if !self.is_tried.get() {
                return String::new();
            }
            let found = self.mistakes().into_iter().find(|mistake| of.contains(mistake));
            found.map(t.activities.mistake).unwrap_or_default().to_owned()
        })
    }

    fn text(self, get: fn(&ActivityForm) -> &String) -> Signal<String> {
        Signal::derive(move || get(&self.form.read()).clone())
    }
}

/// The word of a kind in choices.
const fn word(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Gathering => "gathering",
        ActivityKind::Task => "task",
    }
}

/// The fields.
#[component]
pub(super) fn Fields(
    writing: Writing,
    may_call: Vec<ActivityKind>,
    areas: Vec<(AreaId, Vec<String>)>,
) -> impl IntoView {
    let t = texts();
    let form = writing.form;
    let kinds = [ActivityKind::Gathering, ActivityKind::Task];
    let offered: Vec<_> = kinds.into_iter().filter(|kind| may_call.contains(kind)).collect();
    let choices: Vec<_> = offered.iter().map(|kind| Choice::new(word(*kind), (t.activities.kind)(*kind))).collect();
    let choose = move |chosen: String| {
        if let Some(kind) = kinds.into_iter().find(|kind| word(*kind) == chosen) {
            form.update(|form| form.kind = kind);
        }
    };
    // What was called stays what it is.
    let kind_choice = (offered.len() > 1 && !writing.is_change).then(|| {
        view! {
            <div>
                <Chips label=t.activities.what choices chosen=Signal::derive(move || word(form.read().kind).to_owned())
                    on_choose=choose testid="activity-kind" />
                <p class="quiet">{move || (t.activities.kind_what)(form.read().kind)}</p>
            </div>
        }
    });
    let is_task = Memo::new(move |_| form.read().kind == ActivityKind::Task);
    let areas = StoredValue::new(areas);
    view! {
        <form class="stack" novalidate autocomplete="off" data-testid="activity-form" on:submit=move |submit| submit.prevent_default()>
            {kind_choice}
            <TextField id="activity-title" label=t.activities.form_title hint=Signal::stored(t.activities.form_title_hint.to_owned())
                text=writing.text(|form| &form.title) on_text=move |text| form.update(|form| form.title = text)
                error=writing.wrong(&[Mistake::Title, Mistake::TitleLong]) max=TITLE as u32 testid="write-title" />
            <TextField id="activity-place" label=t.activities.form_place hint=Signal::stored(t.activities.form_place_hint.to_owned())
                text=writing.text(|form| &form.place) on_text=move |text| form.update(|form| form.place = text)
                error=writing.wrong(&[Mistake::Place, Mistake::PlaceLong]) max=PLACE as u32 testid="write-place" />
            <Show when=move || is_task.get()>
                <Area writing areas />
            </Show>
            <DayAndTime label=t.activities.begins at=Signal::derive(move || form.read().begins) testid="begins"
                error=writing.wrong(&[Mistake::Begins]) on_change=move |at| form.update(|form| begin_at(form, at)) />
            <DayAndTime label=t.activities.ends at=Signal::derive(move || form.read().ends) testid="ends"
                error=writing.wrong(&[Mistake::Ends, Mistake::Long]) on_change=move |at| form.update(|form| form.ends = at) />
            <section class="card stack"><Until writing /><Places form /></section>
            <TextArea id="activity-text" label=t.activities.form_text hint=Signal::stored(t.activities.form_text_hint.to_owned())
                text=writing.text(|form| &form.text) on_text=move |text| form.update(|form| form.text = text)
                error=writing.wrong(&[Mistake::TextLong]) max=TEXT as u32 lines=5 testid="write-text" />
            <PhotoPicker attached=writing.attached max=MAX_ATTACHED />
        </form>
    }
}

/// The area of a task, for which its rights are.
#[component]
fn Area(writing: Writing, areas: StoredValue<Vec<(AreaId, Vec<String>)>>) -> impl IntoView {
    let t = texts();
    let form = writing.form;
    let wrong = writing.wrong(&[Mistake::Area]);
    let chosen = move || form.read().area.map(|area| area.to_string()).unwrap_or_default();
    let choose = move |event| {
        let area = event_target_value(&event).parse::<AreaId>().ok();
        form.update(|form| form.area = area);
    };
    let options = areas.with_value(|areas| {
        areas.iter().map(|(area, path)| view! {
            <option value=area.to_string()>{if path.is_empty() { t.notices.whole.to_owned() } else { path.join(" ") }}</option>
        }).collect_view()
    });
    view! {
        <div class="field" class:field-wrong=move || !wrong.read().is_empty()>
            <label for="activity-area">{t.activities.form_area}</label>
            <select class="date" id="activity-area" prop:value=chosen on:change=choose data-testid="activity-area">
                <option value="">{t.activities.form_area_none}</option>
                {options}
            </select>
            <p class="field-below" aria-live="polite">
                {move || if wrong.read().is_empty() { t.activities.form_area_hint.to_owned() } else { wrong.get() }}
            </p>
        </div>
    }
}

/// Until when one signs up, if not until it begins.
#[component]
fn Until(writing: Writing) -> impl IntoView {
    let t = texts();
    let form = writing.form;
    let is_on = Memo::new(move |_| form.read().until.is_some());
    let switch = move |is_on: bool| form.update(|form| form.until = is_on.then_some(form.begins));
    view! {
        <div>
            <Switch is_on label=t.activities.form_until hint=t.activities.form_until_hint on_switch=switch testid="has-until" />
            <Show when=move || is_on.get()>
                <DayAndTime label=t.activities.form_until at=Signal::derive(move || { let form = form.read(); form.until.unwrap_or(form.begins) })
                    error=writing.wrong(&[Mistake::Until, Mistake::UntilOver]) testid="until"
                    on_change=move |at| form.update(|form| form.until = Some(at)) />
            </Show>
        </div>
    }
}

/// How many places there are.
#[component]
fn Places(form: RwSignal<ActivityForm>) -> impl IntoView {
    let t = texts();
    let first = form.with_untracked(|form| form.places);
    let typed = RwSignal::new(if first == 0 { String::new() } else { first.to_string() });
    let is_wrong = Memo::new(move |_| read_places(&typed.read()).is_none());
    let error =
        Signal::derive(move || if is_wrong.get() { t.activities.places_wrong.to_owned() } else { String::new() });
    let on_text = move |text: String| {
        if let Some(places) = read_places(&text) {
            form.update(|form| form.places = places);
        }
        typed.set(text);
    };
    view! {
        <TextField id="activity-places" label=t.activities.form_places hint=Signal::stored(t.activities.form_places_hint.to_owned())
            text=typed on_text=on_text error keys=Keys::Digits max=5 is_last=true testid="activity-places" />
    }
}
