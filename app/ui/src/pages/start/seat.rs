//! A prepared seat of a demo community: which relay, which seat. A link with a seat in it fills in both.

use leptos::prelude::*;
use linli_contract::members::TakeSeat;

use super::welcome::{Start, is_address};
use crate::components::text_field::{Keys, TextField};
use crate::platform::prefs::texts;

/// Takes the seat that is typed, if both fields are whole.
pub(super) fn join(start: Start) -> Option<Missing> {
    let (relay, seat) = (start.typed.relay.get_untracked(), start.typed.seat.get_untracked());
    let missing = match (is_address(&relay), seat.trim().is_empty()) {
        (false, _) => Some(Missing::Relay),
        (true, true) => Some(Missing::Seat),
        (true, false) => None,
    };
    if missing.is_none() {
        start.run(TakeSeat { relay: relay.trim().trim_end_matches('/').to_owned(), seat: seat.trim().to_owned() });
    }
    missing
}

/// Which field is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    Relay,
    Seat,
}

/// The form, behind a word about the demo.
#[component]
pub(super) fn Seat(start: Start, has_seat: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let missing = RwSignal::new(None);
    let error = move |which, words: &'static str| {
        Signal::derive(move || if missing.get() == Some(which) { words.to_owned() } else { String::new() })
    };
    let (relay, seat) = (start.typed.relay, start.typed.seat);
    view! {
        <details class="more-words" open=move || has_seat.get() data-testid="demo">
            <summary>{t.joining.demo}</summary>
            <form class="card" novalidate on:submit=move |submit| { submit.prevent_default(); missing.set(join(start)); }>
                <TextField id="relay" label=t.start.relay text=relay on_text=move |text| relay.set(text) keys=Keys::Address
                    hint=Signal::stored(t.start.relay_hint.to_owned())
                    error=error(Missing::Relay, t.start.relay_wrong) testid="relay" />
                <TextField id="seat" label=t.start.seat text=seat on_text=move |text| seat.set(text) keys=Keys::Code
                    hint=Signal::stored(t.start.seat_hint.to_owned())
                    error=error(Missing::Seat, t.start.seat_wrong) is_last=true testid="seat" />
                <button type="submit" class="button button-main button-wide" data-testid="join"
                    aria-busy=move || start.is_busy.get().to_string()>
                    {move || if start.is_busy.get() { t.start.joining } else { t.start.join }}
                </button>
            </form>
        </details>
    }
}
