//! The locked device.

use leptos::prelude::*;
use linli_contract::lock::LockView;
use linli_contract::members::Standing;

/// The locked device.
#[component]
pub(crate) fn Locked(lock: LockView, on_standing: Callback<Standing>) -> impl IntoView {
    let _ = on_standing;
    view! { <main class="boot" id="content"><p>{lock.wrong}</p></main> }
}
