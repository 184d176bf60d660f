//! A card for this device: asked once more before it is taken, since it can be taken once.

use leptos::prelude::*;
use linli_contract::joining::TakeCode;

use super::welcome::{Start, Stopped, to_first};
use crate::components::icon::{Glyph, Icon};
use crate::components::note::{Note, Weight};
use crate::pages::joining::plain::Plain;
use crate::platform::prefs::texts;

/// The question.
#[component]
pub(super) fn Take(start: Start, code: String) -> impl IntoView {
    let t = texts();
    view! {
        <Plain title=t.joining.take on_back=to_first(start) testid="step-take">
            <Stopped start />
            <Note weight=Weight::Calm glyph=Glyph::Phone><p class="note-text">{t.joining.take_what}</p></Note>
            <button type="button" class="button button-main button-wide button-tall" data-testid="take"
                aria-busy=move || start.is_busy.get().to_string()
                on:click=move |_| start.run(TakeCode { code: code.clone() })>
                <Icon glyph=Glyph::Check />
                {move || if start.is_busy.get() { t.start.joining } else { t.joining.take_yes }}
            </button>
        </Plain>
    }
}
