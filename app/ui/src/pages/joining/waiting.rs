//! While a newcomer waits.

use leptos::prelude::*;
use linli_contract::joining::WaitingToJoin;
use linli_contract::members::Standing;

/// While a newcomer waits.
#[component]
pub(crate) fn Waiting(waiting: WaitingToJoin, on_standing: Callback<Standing>) -> impl IntoView {
    let _ = on_standing;
    view! { <main class="boot" id="content"><p>{waiting.place}</p></main> }
}
