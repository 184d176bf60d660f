//! What the device does besides showing a page: a short buzz under the finger, and the touches that keep it unlocked.
//!
//! This is the one place for it. A phone feels a tap through the WebView's own `navigator.vibrate`, so no plugin is
//! needed for that. Where joining by a code or opening with a fingerprint comes, its Tauri plugin is registered in
//! `app/shell`, permitted in `capabilities/`, and asked from here, with what a browser offers beside it.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Reflect};
use leptos::prelude::{on_cleanup, window, window_event_listener_untyped};
use linli_contract::sync::SetVisible;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use super::{clock, prefs};
use crate::bridge;

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

/// Between two words to the core about touches, in milliseconds; the lock counts in minutes.
const TOUCH_PAUSE: i64 = 15_000;

/// Tells the core that somebody touches the screens, so that it does not lock under their hands.
pub(crate) fn tell_touches() {
    let last = Rc::new(Cell::new(0));
    for kind in ["pointerdown", "keydown", "wheel"] {
        let last = Rc::clone(&last);
        let handle = window_event_listener_untyped(kind, move |_| {
            let now = clock::now().0;
            // A clock that was set back must not silence it.
            if (now - last.get()).abs() >= TOUCH_PAUSE {
                last.set(now);
                spawn_local(async { drop(bridge::ask(SetVisible { is_visible: true }).await) });
            }
        });
        on_cleanup(move || handle.remove());
    }
}
