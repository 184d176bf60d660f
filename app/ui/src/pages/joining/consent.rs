//! What a newcomer agrees to (个人信息保护法, art. 13, 14 and 17): purpose, who reads it, rights; the details behind a tap.

use leptos::prelude::*;

use crate::model::joining::CONSENT;
use crate::platform::prefs::texts;

/// The text of number [`CONSENT`].
#[component]
pub(crate) fn ConsentText() -> impl IntoView {
    let t = texts();
    let lines = |lines: &'static [&'static str]| lines.iter().map(|line| view! { <li>{*line}</li> }).collect_view();
    view! {
        <section class="consent card" data-testid="consent" data-text=CONSENT.to_string()>
            <h2>{t.joining.consent}</h2>
            <ul class="consent-points">{lines(t.joining.consent_points)}</ul>
            <details class="more-words">
                <summary data-testid="consent-more">{t.joining.consent_more}</summary>
                <ul class="consent-points">{lines(t.joining.consent_details)}</ul>
            </details>
        </section>
    }
}
