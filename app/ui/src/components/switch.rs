//! Something that is on or off, with a line about what it does.

use leptos::prelude::*;

/// The switch.
#[component]
pub(crate) fn Switch(
    #[prop(into)] is_on: Signal<bool>,
    #[prop(into)] on_switch: Callback<bool>,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] testid: &'static str,
) -> impl IntoView {
    view! {
        <button type="button" class="switch" role="switch" aria-checked=move || is_on.get().to_string()
            on:click=move |_| on_switch.run(!is_on.get_untracked()) data-testid=testid>
            <span><strong>{label}</strong>{(!hint.is_empty()).then(|| view! { <span class="quiet">{hint}</span> })}</span>
            <span class="switch-track" aria-hidden="true"></span>
        </button>
    }
}
