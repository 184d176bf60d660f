//! How photos are sent from this device, and how many wait.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::photos::{PhotoRules, ReadPhotoRules, SetPhotoRules};

use crate::bridge;
use crate::components::loaded::{Load, Loaded};
use crate::components::switch::Switch;
use crate::load::load;
use crate::model::photos::state::size;
use crate::pages::session::Acts;
use crate::platform::network::can_wait;
use crate::platform::prefs::texts;

/// The card.
#[component]
pub(super) fn PhotoSettings() -> impl IntoView {
    let t = texts();
    let rules: Load<PhotoRules> =
        load(ReadPhotoRules, |event| matches!(event, Event::PhotosChanged(_) | Event::SyncChanged));
    view! {
        <section class="card stack" data-testid="photo-settings">
            <h2>{t.photos.sending}</h2>
            <Loaded load=rules children=move |view| view! { <Rules view load=rules /> } />
        </section>
    }
}

#[component]
fn Rules(view: Memo<PhotoRules>, load: Load<PhotoRules>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let waits = Signal::derive(move || view.read().waits_for_wifi);
    let switch = move |waits_for_wifi: bool| {
        acts.run(bridge::ask(SetPhotoRules { waits_for_wifi }), move |rules| _ = load.value.try_set(Some(rules)));
    };
    let queue = move || {
        let PhotoRules { waiting, waiting_bytes, .. } = view.get();
        if waiting == 0 { t.photos.queue_empty.to_owned() } else { (t.photos.queue)(waiting, &size(waiting_bytes)) }
    };
    // Where nobody can tell the network, nothing would ever say that the waiting is over; what was switched on elsewhere can
    // still be switched off.
    let can_wait = can_wait();
    view! {
        <Show when=move || can_wait || waits.get() fallback=move || view! { <p class="quiet">{t.photos.wifi_unknown}</p> }>
            <Switch is_on=waits label=t.photos.wifi hint=t.photos.wifi_hint on_switch=switch testid="photos-wifi" />
        </Show>
        <p class="quiet" data-testid="photos-waiting">{queue}</p>
    }
}
