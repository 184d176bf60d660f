//! The text for a loudspeaker: copied, or read out from large letters.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::icon::{Glyph, Icon};
use crate::components::sheet::Sheet;
use crate::components::toast::Toasts;
use crate::model::notices::speech::breaths;
use crate::platform::code::copy;
use crate::platform::prefs::texts;

/// The text with the ways to use it; nothing where there is none.
#[component]
pub(super) fn Loud(text: Signal<String>) -> impl IntoView {
    let t = texts();
    let toasts = Toasts::here();
    let open = RwSignal::new(false);
    let lines = Memo::new(move |_| breaths(&text.read()));
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            if copy(&text).await { toasts.say(t.notices.copied) } else { toasts.fail(t.notices.not_copied) }
        });
    };
    let spoken = move || lines.get().into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    view! {
        <Show when=move || !lines.read().is_empty()>
            <section class="card loud" data-testid="loudspeaker">
                <h2><Icon glyph=Glyph::Loud />{t.notices.loudspeaker}</h2>
                <p class="quiet">{t.notices.loudspeaker_what}</p>
                <div class="loud-words">{spoken}</div>
                <div class="loud-ways">
                    <button type="button" class="button" on:click=copy data-testid="copy-loud">
                        <Icon glyph=Glyph::File />{t.notices.copy}
                    </button>
                    <button type="button" class="button" on:click=move |_| open.set(true) data-testid="read-loud">
                        <Icon glyph=Glyph::Eye />{t.notices.read_aloud}
                    </button>
                </div>
            </section>
        </Show>
        <Sheet open title=t.notices.loudspeaker testid="loud-sheet">
            <div class="loud-large" tabindex="0" role="group" aria-label=t.notices.loudspeaker>{spoken}</div>
        </Sheet>
    }
}
