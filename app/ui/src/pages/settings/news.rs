//! Whether the device tells of hazards and answers while the app is open but out of sight.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::switch::Switch;
use crate::platform::notify::{self, Allowed, allowed};
use crate::platform::prefs::{keep_notifies, notifies, texts};

/// The card.
#[component]
pub(super) fn NewsSettings() -> impl IntoView {
    let t = texts();
    let may = RwSignal::new(allowed());
    let is_wanted = RwSignal::new(notifies());
    let is_on = Memo::new(move |_| is_wanted.get() && may.get() == Allowed::Yes);
    let keep = move |is_on: bool| {
        keep_notifies(is_on);
        is_wanted.try_set(is_on);
    };
    let switch = move |is_on: bool| {
        if !is_on {
            keep(false);
            return;
        }
        spawn_local(async move {
            let allowed = notify::ask().await;
            may.try_set(allowed);
            keep(allowed == Allowed::Yes);
            notify::begin(t);
        });
    };
    view! {
        <section class="card stack" data-testid="news-settings">
            <Show when=move || may.get() != Allowed::Cannot fallback=move || view! {
                <div><h2>{t.notices.news}</h2><p class="quiet">{t.notices.news_none}</p></div>
            }>
                <Switch is_on label=t.notices.news hint=t.notices.news_hint on_switch=switch testid="news" />
            </Show>
            <Show when=move || may.get() == Allowed::No>
                <p class="field-below" role="alert" data-testid="news-denied">{t.notices.news_denied}</p>
            </Show>
            <p class="quiet">{t.notices.news_closed}</p>
        </section>
    }
}
