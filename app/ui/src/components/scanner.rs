//! Takes a code in: by the camera, from a picture, or as a pasted link.
//!
//! **Invariant:** whatever the camera does, a picture and a pasted link are still offered.

use core::time::Duration;

use leptos::html::{Input, Video};
use leptos::prelude::*;
use linli_shared::calendar::Millis;
use wasm_bindgen_futures::spawn_local;

use super::icon::{Glyph, Icon};
use super::text_field::{Keys, TextField};
use crate::platform::camera::{Camera, CameraFault, Eye};
use crate::platform::clock::now;
use crate::platform::code::pasted;
use crate::platform::device::{Tap, tap};
use crate::platform::prefs::texts;

/// Between two looks.
const EVERY: Duration = Duration::from_millis(250);

/// After so many milliseconds a code that is still held there counts as shown again.
const AGAIN: i64 = 4_000;

/// How the camera is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seeing {
    Opening,
    Looking,
    Blind(CameraFault),
}

/// The ways to take a code in.
#[component]
pub(crate) fn Scanner(
    /// Called with each text, not for the same one again and again.
    #[prop(into)]
    on_text: Callback<String>,
    /// Whether the camera is turned on at once, or the link is asked for first.
    #[prop(default = true)]
    has_camera: bool,
) -> impl IntoView {
    let is_scanning = RwSignal::new(has_camera);
    view! {
        <div class="scanner" data-testid="scanner">
            <Show when=move || is_scanning.get() fallback=move || view! { <CameraButton is_scanning /> }>
                <Finder on_text />
            </Show>
            <Picture on_text />
            <Paste on_text />
        </div>
    }
}

#[component]
fn CameraButton(is_scanning: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    view! {
        <button type="button" class="button button-wide" on:click=move |_| is_scanning.set(true) data-testid="scan-camera">
            <Icon glyph=Glyph::Scan />{t.joining.open_camera}
        </button>
    }
}

/// What the camera sees, with a frame to hold the code in.
#[component]
fn Finder(on_text: Callback<String>) -> impl IntoView {
    let t = texts();
    let video = NodeRef::<Video>::new();
    let seeing = RwSignal::new(Seeing::Opening);
    let camera = StoredValue::new_local(None::<Camera>);
    let eye = StoredValue::new_local(Eye::new());
    let last = StoredValue::new((String::new(), Millis(0)));
    let begin = move || {
        seeing.set(Seeing::Opening);
        spawn_local(async move {
            let opened = Camera::open().await;
            // The person may have left while the browser asked them; the camera goes off with its drop.
            let Some(video) = video.try_get_untracked().flatten() else { return };
            match opened {
                Ok(opened) => {
                    opened.show_in(&video);
                    camera.try_set_value(Some(opened));
                    seeing.try_set(Seeing::Looking);
                }
                Err(fault) => drop(seeing.try_set(Seeing::Blind(fault))),
            }
        });
    };
    Effect::new(move |_| begin());
    let look = move || {
        let (Some(video), true) = (video.get_untracked(), seeing.get_untracked() == Seeing::Looking) else { return };
        let found = eye.with_value(|eye| eye.as_ref().and_then(|eye| eye.look(&video)));
        let now = now();
        let is_new = |text: &String| last.with_value(|(last, at)| last != text || now.0 - at.0 > AGAIN);
        if let Some(text) = found.filter(is_new) {
            last.set_value((text.clone(), now));
            tap(Tap::Done);
            on_text.run(text);
        }
    };
    if let Ok(looks) = set_interval_with_handle(look, EVERY) {
        on_cleanup(move || looks.clear());
    }
    on_cleanup(move || camera.set_value(None));
    let is_blind = move || matches!(seeing.get(), Seeing::Blind(_));
    view! {
        <div class="scanner-finder" class:scanner-blind=is_blind>
            <video class="scanner-video" node_ref=video muted=true autoplay=true playsinline=true aria-hidden="true"></video>
            <svg class="scanner-frame" viewBox="0 0 100 100" aria-hidden="true" focusable="false">
                <path d="M14 30V14h16M70 14h16v16M86 70v16H70M30 86H14V70" />
            </svg>
        </div>
        <p class="scanner-words" role="status" aria-live="polite" data-testid="scan-state">
            {move || match seeing.get() {
                Seeing::Opening => t.joining.camera_opening,
                Seeing::Looking => t.joining.hold_code,
                Seeing::Blind(CameraFault::NotAllowed) => t.joining.camera_denied,
                Seeing::Blind(CameraFault::None) => t.joining.camera_none,
                Seeing::Blind(CameraFault::Busy) => t.joining.camera_busy,
            }}
        </p>
        <Show when=is_blind>
            <button type="button" class="button button-wide" on:click=move |_| begin() data-testid="scan-again">
                {t.shell.retry}
            </button>
        </Show>
    }
}

/// A picture of a code, from the gallery.
#[component]
fn Picture(on_text: Callback<String>) -> impl IntoView {
    let t = texts();
    let input = NodeRef::<Input>::new();
    let is_missed = RwSignal::new(false);
    let on_change = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The same picture may be chosen again.
        input.set_value("");
        is_missed.set(false);
        spawn_local(async move {
            let (Some(file), Some(eye)) = (file, Eye::new()) else { return };
            match eye.look_at(&file).await {
                Some(text) => on_text.run(text),
                None => drop(is_missed.try_set(true)),
            }
        });
    };
    view! {
        <div>
            <input type="file" class="unseen" node_ref=input accept="image/*" tabindex="-1" aria-hidden="true"
                on:change=on_change data-testid="scan-file" />
            <button type="button" class="button button-wide" data-testid="scan-picture"
                on:click=move |_| { if let Some(input) = input.get_untracked() { input.click(); } }>
                <Icon glyph=Glyph::File />{t.joining.choose_picture}
            </button>
            <p class="field-below scanner-missed" role="alert">
                {move || if is_missed.get() { t.joining.no_code_in_picture } else { "" }}
            </p>
        </div>
    }
}

/// A link, typed or from the clipboard.
#[component]
fn Paste(on_text: Callback<String>) -> impl IntoView {
    let t = texts();
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(String::new());
    let take = move || {
        let link = text.get_untracked().trim().to_owned();
        if link.is_empty() {
            error.set(t.joining.paste_first.to_owned());
        } else {
            on_text.run(link);
        }
    };
    let on_paste = move |_| {
        error.set(String::new());
        spawn_local(async move {
            match pasted().await {
                Some(link) => {
                    text.try_set(link.clone());
                    on_text.run(link);
                }
                None => drop(error.try_set(t.joining.nothing_to_paste.to_owned())),
            }
        });
    };
    view! {
        <form class="stack card" novalidate on:submit=move |submit| { submit.prevent_default(); take(); }>
            <TextField id="scan-link" label=t.joining.link text=text keys=Keys::Address is_last=true testid="scan-link"
                on_text=move |typed| { error.set(String::new()); text.set(typed); }
                hint=Signal::stored(t.joining.link_hint.to_owned()) error=error />
            <div class="scanner-ways">
                <button type="button" class="button" on:click=on_paste data-testid="scan-paste">{t.joining.paste}</button>
                <button type="submit" class="button button-main" data-testid="scan-go">{t.joining.go_on}</button>
            </div>
        </form>
    }
}
