//! Choosing the day something happened: today unless another is chosen, or not known.

use leptos::prelude::*;

use crate::components::choice::{Chips, Choice};
use crate::platform::clock::today;
use crate::platform::prefs::texts;

/// The day chosen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    kind: RwSignal<&'static str>,
    other: RwSignal<String>,
}

impl Day {
    /// Today, until another is chosen.
    pub(crate) fn today() -> Self {
        Self { kind: RwSignal::new("today"), other: RwSignal::new(String::new()) }
    }

    /// The day as `YYYY-MM-DD`; `None` if it is not known.
    pub(crate) fn get_untracked(self) -> Option<String> {
        match self.kind.get_untracked() {
            "today" => Some(today().to_string()),
            "other" => Some(self.other.get_untracked()).filter(|day| !day.is_empty()),
            _ => None,
        }
    }
}

/// Chips, and a calendar for another day.
#[component]
pub(crate) fn DayPicker(day: Day) -> impl IntoView {
    let t = texts();
    let choices = vec![
        Choice::new("today", t.registers.today),
        Choice::new("other", t.door.other_day),
        Choice::new("unknown", t.registers.day_unknown),
    ];
    let choose = move |code: String| {
        day.kind.set(match code.as_str() {
            "today" => "today",
            "other" => "other",
            _ => "unknown",
        });
    };
    view! {
        <div>
            <p class="label">{t.registers.which_day}</p>
            <Chips label=t.registers.which_day choices=choices chosen=Signal::derive(move || day.kind.get().to_owned())
                on_choose=choose testid="act-day" />
            <Show when=move || day.kind.get() == "other">
                <input class="date" type="date" aria-label=t.door.other_day max=today().to_string()
                    on:change=move |event| day.other.set(event_target_value(&event)) data-testid="act-date" />
            </Show>
        </div>
    }
}
