//! How much waits for a person's decision: a line on the first screen, a number beside the way to it.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::joining::{DeskView, ReadDesk};

use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Load;
use crate::load::load;
use crate::pages::session::Session;
use crate::platform::prefs::texts;

/// Asks how much waits; only to be asked for whom something may.
fn count() -> Signal<usize> {
    let desk: Load<DeskView> =
        load(ReadDesk, |event| matches!(event, Event::DeskChanged | Event::StandingChanged | Event::DoorsChanged(_)));
    let waiting = |desk: &DeskView| desk.requests.len() + desk.held.len() + desk.proposals.len();
    Signal::derive(move || desk.value.with(|desk| desk.as_ref().map_or(0, waiting)))
}

/// The line on the first screen; nothing where nothing waits.
#[component]
pub(crate) fn WaitingLine() -> impl IntoView {
    let reach = Session::here().reach();
    let has_desk = Memo::new(move |_| reach.read().has_desk());
    view! { <Show when=move || has_desk.get()><Line /></Show> }
}

#[component]
fn Line() -> impl IntoView {
    let t = texts();
    let count = count();
    view! {
        <Show when=move || count.get() != 0>
            <a class="card waiting-line" href="/desk" data-testid="waiting">
                <Icon glyph=Glyph::Bell />
                <span class="waiting-words">
                    <strong>{move || (t.home.waiting)(count.get())}</strong>
                    <span class="quiet">{t.home.waiting_hint}</span>
                </span>
                <Icon glyph=Glyph::Forward />
            </a>
        </Show>
    }
}

/// The number beside the way to the desk; nothing where nothing waits.
#[component]
pub(crate) fn WaitingBadge() -> impl IntoView {
    let t = texts();
    let count = count();
    move || {
        let number = count.get();
        (number != 0).then(|| {
            view! {
                <span class="count" aria-label=(t.nav.waiting)(number) role="img" data-testid="desk-count">{number}</span>
            }
        })
    }
}
