//! What stands in place of a screen whose group could not be loaded: why, and a way to try again.
//!
//! **Invariant:** trying again leaves the page as it is, so that nobody without a network loses the app over it.

use core::pin::Pin;

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use wasm_bindgen_futures::spawn_local;

use super::on_demand::NotLoaded;
use crate::components::frame::Frame;
use crate::components::loaded::Nothing;
use crate::components::toast::Toasts;
use crate::i18n::Said;
use crate::platform::prefs::texts;
use crate::platform::update;

/// Loads a screen's group and makes the screen.
pub(crate) type Make = fn() -> Pin<Box<dyn Future<Output = Result<AnyView, NotLoaded>>>>;

/// A screen that could not be loaded, until it can.
#[component]
pub(crate) fn NotHere(make: Make) -> impl IntoView {
    let (t, toasts) = (texts(), Toasts::here());
    let made = RwSignal::new_local(None::<AnyView>);
    let is_busy = RwSignal::new(false);
    let is_outdated = RwSignal::new(false);
    let look = move || {
        spawn_local(async move {
            if update::is_outdated().await {
                is_outdated.try_set(true);
            }
        });
    };
    look();
    let retry = move || async move {
        match make().await {
            Ok(screen) => made.set(Some(screen)),
            Err(NotLoaded) => {
                is_busy.set(false);
                toasts.fail(Said { what: t.shell.not_loaded, next: t.shell.not_loaded_next });
                look();
            }
        }
    };
    let place = Owner::current();
    let again = Callback::new(move |()| {
        if !is_busy.get_untracked()
            && let Some(place) = &place
        {
            is_busy.set(true);
            // The screen belongs to the route, as if it had been there at first; who goes elsewhere does not wait for it.
            place.with(|| spawn_local_scoped_with_cancellation(retry()));
        }
    });
    move || {
        made.track();
        let made = made.try_update_untracked(Option::take).flatten();
        made.unwrap_or_else(|| view! { <Why is_outdated is_busy again /> }.into_any())
    }
}

/// Why a screen is not there, and what to do.
#[component]
fn Why(is_outdated: RwSignal<bool>, is_busy: RwSignal<bool>, again: Callback<()>) -> impl IntoView {
    let t = texts();
    view! {
        <Frame title=t.shell.not_loaded back=Some("/".to_owned())>
            {move || if is_outdated.get() {
                view! {
                    <Nothing what=t.shell.update_ready next=t.shell.update_next />
                    <button type="button" class="button button-main button-wide" on:click=|_| update::load_newest()
                        data-testid="load-newest">{t.shell.update}</button>
                }.into_any()
            } else {
                view! {
                    <Nothing what=t.shell.not_loaded next=t.shell.not_loaded_next />
                    <button type="button" class="button button-main button-wide" on:click=move |_| again.run(())
                        aria-busy=move || is_busy.get().to_string() data-testid="load-again">{t.shell.retry}</button>
                }.into_any()
            }}
        </Frame>
    }
}
