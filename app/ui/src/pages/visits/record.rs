//! Records a visit: one tap for "nobody home", a sheet for the rest with note and next day.

use leptos::prelude::*;
use linli_contract::visits::{Outcome, RecordVisit, WithdrawVisit};
use linli_shared::ids::{AreaId, RecordId};

use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::sheet::Sheet;
use crate::components::text_field::TextField;
use crate::model::dates::days_after;
use crate::pages::session::Acts;
use crate::platform::clock::today;
use crate::platform::prefs::texts;

/// The longest note, in characters.
const NOTE_LENGTH: u32 = 500;

const OUTCOMES: [Outcome; 4] = [Outcome::Met, Outcome::NobodyHome, Outcome::Refused, Outcome::Vacant];

/// Quick choices of the next day, in days from today.
const SOON: [i64; 3] = [1, 3, 7];

const fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "met",
        Outcome::NobodyHome => "nobody-home",
        Outcome::Refused => "refused",
        Outcome::Vacant => "vacant",
    }
}

/// Notes with one tap that nobody was home.
pub(crate) fn nobody_home(acts: Acts, door: AreaId) {
    let visit = RecordVisit { door, outcome: Outcome::NobodyHome, note: String::new(), next_visit: None };
    record(acts, visit, || {});
}

/// Takes a visit back.
pub(crate) fn withdraw(acts: Acts, visit: RecordId) {
    acts.run(bridge::ask(WithdrawVisit { visit }), move |()| acts.toasts.say(acts.t.door.visit_withdrawn));
}

fn record(acts: Acts, visit: RecordVisit, then: impl FnOnce() + 'static) {
    acts.run(bridge::ask(visit), move |id| {
        then();
        acts.toasts.say_with_undo(acts.t.door.visit_saved, Callback::new(move |()| withdraw(acts, id)));
    });
}

/// The sheet for every other outcome.
#[component]
pub(crate) fn VisitSheet(open: RwSignal<bool>, door: AreaId) -> impl IntoView {
    let t = texts();
    view! {
        <Sheet open title=t.door.visit testid="visit-sheet">
            <VisitForm open door />
        </Sheet>
    }
}

#[component]
fn VisitForm(open: RwSignal<bool>, door: AreaId) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let outcome = RwSignal::new(Outcome::Met);
    let note = RwSignal::new(String::new());
    let day = RwSignal::new(String::new());
    let is_other_day = RwSignal::new(false);
    let outcomes = OUTCOMES.iter().map(|outcome| Choice::new(word(*outcome), (t.door.outcome)(*outcome))).collect();
    let day_names = [t.door.tomorrow, t.door.in_three_days, t.door.next_week];
    let soon = SOON
        .iter()
        .zip(day_names)
        .filter_map(|(days, name)| Some(Choice::new(days_after(today(), *days)?.to_string(), name)));
    let days = soon.chain([Choice::new("other", t.door.other_day)]).collect();
    let choose_outcome = move |chosen: String| {
        if let Some(found) = OUTCOMES.into_iter().find(|outcome| word(*outcome) == chosen) {
            outcome.set(found);
        }
    };
    let choose_day = move |chosen: String| {
        let is_other = chosen == "other";
        is_other_day.set(is_other);
        day.set(if is_other { String::new() } else { chosen });
    };
    let chosen_day = Signal::derive(move || if is_other_day.get() { "other".to_owned() } else { day.get() });
    let save = move || {
        let next_visit = Some(day.get_untracked()).filter(|day| !day.is_empty());
        let note = note.get_untracked().trim().to_owned();
        let visit = RecordVisit { door, outcome: outcome.get_untracked(), note, next_visit };
        record(acts, visit, move || open.set(false));
    };
    view! {
        <form class="stack" novalidate on:submit=move |submit| { submit.prevent_default(); save(); }>
            <Chips label=t.door.visit choices=outcomes chosen=Signal::derive(move || word(outcome.get()).to_owned())
                on_choose=choose_outcome testid="outcome" />
            <div>
                <p class="label">{t.door.come_again}</p>
                <Chips label=t.door.come_again choices=days chosen=chosen_day may_be_empty=true on_choose=choose_day
                    testid="next-visit" />
                <Show when=move || is_other_day.get()>
                    <input class="date" type="date" aria-label=t.door.other_day min=today().to_string()
                        on:change=move |event| day.set(event_target_value(&event)) data-testid="next-visit-day" />
                </Show>
            </div>
            <TextField id="visit-note" label=t.door.note text=note on_text=move |text| note.set(text) max=NOTE_LENGTH
                hint=Signal::stored(t.door.note_hint.to_owned()) is_last=true testid="visit-note" />
            <button type="submit" class="button button-main button-wide" data-testid="save-visit">{t.door.record_visit}</button>
        </form>
    }
}
