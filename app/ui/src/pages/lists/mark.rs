//! The state of a door in a row: shape, colour and a short word.

use leptos::prelude::*;
use linli_contract::areas::DoorState;

use crate::components::icon::Icon;
use crate::pages::areas::cell::{glyph, word};
use crate::platform::prefs::texts;

/// The mark of a state.
#[component]
pub(crate) fn StateMark(state: DoorState) -> impl IntoView {
    let t = texts();
    view! {
        <span class="state-mark" data-state=word(state)>
            <span class="legend-key"><Icon glyph=glyph(state) /></span>
            <span aria-hidden="true">{(t.area.state_short)(state)}</span>
            <span class="unseen">{(t.area.state)(state)}</span>
        </span>
    }
}
