//! Somebody by name and office, in one line with other words.

use leptos::prelude::*;
use linli_contract::posts::Speaker;

use crate::components::talk::{OfficeBadge, speaker_name};
use crate::platform::prefs::texts;

/// Name and office.
#[component]
pub(crate) fn Who(speaker: Speaker) -> impl IntoView {
    let t = texts();
    view! {
        <span class="who">
            <strong>{speaker_name(t, &speaker)}</strong>
            {speaker.office.map(|office| view! { <OfficeBadge office /> })}
        </span>
    }
}
