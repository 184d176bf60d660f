//! What the device does besides showing a page: a short buzz under the finger.
//!
//! This is the one place for it. A phone feels a tap through the WebView's own `navigator.vibrate`, so no plugin is
//! needed for that. Where joining by a code or opening with a fingerprint comes, its Tauri plugin is registered in
//! `app/shell`, permitted in `capabilities/`, and asked from here, with what a browser offers beside it.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};

use super::prefs;

/// What a person did came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tap {
    /// It is done.
    Done,
    /// It failed, or was refused.
    Failed,
}

impl Tap {
    /// Milliseconds of buzz and pause, in turn.
    const fn pattern(self) -> &'static [u32] {
        match self {
            Self::Done => &[12],
            Self::Failed => &[30, 60, 30],
        }
    }
}

/// Lets the person feel how an act ended, where the device can and they wish it.
pub(crate) fn tap(tap: Tap) {
    if !prefs::buzzes() {
        return;
    }
    let navigator: JsValue = window().navigator().into();
    // Browsers without it are common, on desktops and on iOS.
    let vibrate = Reflect::get(&navigator, &"vibrate".into()).ok().and_then(|found| found.dyn_into::<Function>().ok());
    if let Some(vibrate) = vibrate {
        let pattern: Array = tap.pattern().iter().map(|millis| JsValue::from(*millis)).collect();
        drop(vibrate.call1(&navigator, &pattern));
    }
}
