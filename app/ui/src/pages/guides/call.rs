//! A number that a tap calls.

use leptos::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::model::guides::dial;
use crate::platform::prefs::texts;

/// The way to call; nothing where there is no number.
#[component]
pub(super) fn Call(
    /// Who is called.
    #[prop(into)]
    name: String,
    #[prop(into)] phone: String,
    /// Whether the number stands on it, over the whole width.
    #[prop(optional)]
    is_wide: bool,
) -> impl IntoView {
    let t = texts();
    (!phone.is_empty()).then(|| {
        let class = if is_wide { "button button-main button-wide guide-call-wide" } else { "button guide-call" };
        let words = is_wide.then(|| (t.guides.call_this)(&phone));
        // A label has to say what stands on the button.
        let label = (!is_wide).then(|| (t.guides.call)(&name, &phone));
        view! {
            <a class=class href=format!("tel:{}", dial(&phone)) aria-label=label data-testid="call">
                <Icon glyph=Glyph::Phone />{words}
            </a>
        }
    })
}
