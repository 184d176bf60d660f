//! Day and time in the fields the device has for them.

use leptos::prelude::*;
use linli_shared::calendar::{Date, Millis};

use crate::model::chats::hush::{read, shown};
use crate::platform::clock::{moment_at, on_the_wall, today};
use crate::platform::prefs::texts;

/// A day and a time.
#[component]
pub(super) fn DayAndTime(
    label: &'static str,
    /// The moment.
    #[prop(into)]
    at: Signal<Millis>,
    #[prop(into)] on_change: Callback<Millis>,
    /// What is wrong; empty if nothing is.
    #[prop(optional, into)]
    error: Signal<String>,
    /// For tests: `{testid}-day` and `{testid}-time`.
    testid: &'static str,
) -> impl IntoView {
    let t = texts();
    let wall = Memo::new(move |_| on_the_wall(at.get()));
    let minute = move || u16::from(wall.read().hour) * 60 + u16::from(wall.read().minute);
    let change = move |day: Option<Date>, minute: u16| {
        if let Some(day) = day {
            let (hour, minute) = ((minute / 60) as u8, (minute % 60) as u8);
            on_change.run(moment_at(day, hour, minute));
        }
    };
    let on_day = move |event| {
        change(Date::parse(&event_target_value(&event)), untrack(minute));
    };
    let on_time = move |event| {
        if let Some(minute) = read(&event_target_value(&event)) {
            change(wall.get_untracked().date, minute);
        }
    };
    let below = format!("{testid}-below");
    let is_wrong = move || !error.read().is_empty();
    view! {
        <fieldset class="field" class:field-wrong=is_wrong aria-describedby=below.clone()>
            <legend class="label">{label}</legend>
            <div class="activity-times">
                <input class="date" type="date" aria-label=format!("{label} {}", t.activities.day) min=today().to_string()
                    prop:value=move || wall.get().date.map(|day| day.to_string()).unwrap_or_default()
                    on:change=on_day data-testid=format!("{testid}-day") />
                <input class="date" type="time" aria-label=format!("{label} {}", t.activities.time)
                    prop:value=move || shown(minute()) on:change=on_time data-testid=format!("{testid}-time") />
            </div>
            <p class="field-below" id=below.clone() aria-live="polite">{error}</p>
        </fieldset>
    }
}
