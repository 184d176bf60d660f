//! How near the board is looked at: two buttons, two fingers, or the wheel with the control key.

use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use crate::components::icon::{Glyph, Icon};
use crate::model::board::{Pinch, Zoom};
use crate::platform::prefs::texts;

/// The buttons, with the word of where one is.
#[component]
pub(super) fn ZoomBar(zoom: RwSignal<Zoom>) -> impl IntoView {
    let t = &texts().buildings;
    let button = move |label: &'static str, glyph, testid: &'static str, step: fn(Zoom) -> Zoom| {
        let is_last = move || step(zoom.get()) == zoom.get();
        // Not the property: a button that cannot be pressed any more would lose the focus.
        view! {
            <button type="button" class="bar-button" aria-label=label data-testid=testid
                aria-disabled=move || is_last().to_string() on:click=move |_| zoom.update(|zoom| *zoom = step(*zoom))>
                <Icon glyph />
            </button>
        }
    };
    view! {
        <div class="zoom" role="group" aria-label=t.zoom>
            {button(t.zoom_out, Glyph::Minus, "zoom-out", Zoom::farther)}
            <span class="zoom-is" role="status">{move || (t.zoom_is)(zoom.get())}</span>
            {button(t.zoom_in, Glyph::Plus, "zoom-in", Zoom::nearer)}
        </div>
    }
}

/// The board within reach of two fingers; one finger scrolls as ever.
#[component]
pub(super) fn Gestures(zoom: RwSignal<Zoom>, children: Children) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let pinch = StoredValue::new(Pinch::default());
    let on_move = move |touch: ev::TouchEvent| {
        let touches = touch.touches();
        let (Some(a), Some(b), 2) = (touches.get(0), touches.get(1), touches.length()) else { return };
        touch.prevent_default();
        let distance = f64::from(a.client_x() - b.client_x()).hypot(f64::from(a.client_y() - b.client_y()));
        let next = pinch.try_update_value(|pinch| pinch.moved(distance, zoom.get_untracked())).flatten();
        if let Some(next) = next {
            zoom.set(next);
        }
    };
    // A listener the framework adds may not keep the page from zooming; this one may.
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        let options = web_sys::AddEventListenerOptions::new();
        options.set_passive(false);
        let listener = Closure::<dyn FnMut(ev::TouchEvent)>::new(on_move).into_js_value();
        let kind = listener.unchecked_ref();
        drop(place.add_event_listener_with_callback_and_add_event_listener_options("touchmove", kind, &options));
    });
    let on_end = move |_| pinch.update_value(Pinch::ended);
    // A wheel's notch is a step; a trackpad's many small ones are added up to one.
    let turned = StoredValue::new(0.0);
    let on_wheel = move |wheel: ev::WheelEvent| {
        const NOTCH: f64 = 50.0;
        if !wheel.ctrl_key() {
            return;
        }
        wheel.prevent_default();
        let sum = turned.get_value() + wheel.delta_y();
        if sum.abs() < NOTCH {
            turned.set_value(sum);
            return;
        }
        turned.set_value(0.0);
        zoom.update(|zoom| *zoom = if sum < 0.0 { zoom.nearer() } else { zoom.farther() });
    };
    view! {
        <div class="board-touch" node_ref=place on:touchend=on_end on:touchcancel=on_end on:wheel=on_wheel>{children()}</div>
    }
}
