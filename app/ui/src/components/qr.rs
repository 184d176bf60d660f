//! A QR code on the screen: dark on white whatever the theme, and the link to copy for whoever cannot scan.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::icon::{Glyph, Icon};
use super::toast::Toasts;
use crate::model::qr::draw;
use crate::platform::code::copy;
use crate::platform::prefs::texts;

/// A code.
#[component]
pub(crate) fn Qr(
    /// What it holds.
    #[prop(into)]
    text: String,
    /// What it is, for screen readers.
    #[prop(into)]
    label: String,
    #[prop(optional)] testid: &'static str,
) -> impl IntoView {
    let t = texts();
    match draw(&text) {
        Some(squares) => view! {
            <svg class="qr" viewBox=format!("0 0 {0} {0}", squares.size) role="img" aria-label=label data-testid=testid
                data-text=text shape-rendering="crispEdges">
                <rect class="qr-paper" width="100%" height="100%" />
                <path class="qr-ink" d=squares.path />
            </svg>
        }
        .into_any(),
        None => view! { <p class="note note-warn">{t.joining.too_long_to_draw}</p> }.into_any(),
    }
}

/// A button that copies a link.
#[component]
pub(crate) fn CopyLink(#[prop(into)] text: String) -> impl IntoView {
    let t = texts();
    let toasts = Toasts::here();
    let on_click = move |_| {
        let text = text.clone();
        spawn_local(async move {
            if copy(&text).await { toasts.say(t.joining.copied) } else { toasts.fail(t.joining.not_copied) }
        });
    };
    view! {
        <button type="button" class="button-text" on:click=on_click data-testid="copy-link">
            <Icon glyph=Glyph::File />{t.joining.copy_link}
        </button>
    }
}
