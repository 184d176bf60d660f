//! What kind of network there is, where the browser tells it, so that photos can wait for one that costs nothing.
//!
//! **Invariant:** what the browser does not say is not guessed: the core is told only what is known.

use core::cell::Cell;

use js_sys::Reflect;
use leptos::prelude::window;
use linli_contract::photos::SetNetwork;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::EventTarget;

use crate::bridge;
use crate::model::photos::network::{can_tell, is_metered};

thread_local! {
    static IS_HEARD: Cell<bool> = const { Cell::new(false) };
}

/// Tells the core what the network costs, now and whenever that changes.
pub(crate) fn tell() {
    let Some(connection) = connection() else { return };
    say(&connection);
    if IS_HEARD.replace(true) {
        return;
    }
    let on_change = Closure::<dyn Fn()>::new(|| {
        if let Some(connection) = self::connection() {
            say(&connection);
        }
    });
    if let Some(target) = connection.dyn_ref::<EventTarget>() {
        drop(target.add_event_listener_with_callback("change", on_change.as_ref().unchecked_ref()));
    }
    // The connection lives as long as the page.
    on_change.forget();
}

/// Whether photos can wait for a network that costs nothing: the browser tells what kind there is.
pub(crate) fn can_wait() -> bool {
    connection().is_some_and(|connection| can_tell(kind(&connection).as_deref()))
}

fn say(connection: &JsValue) {
    let saves = Reflect::get(connection, &"saveData".into()).ok().and_then(|saves| saves.as_bool());
    if let Some(is_metered) = is_metered(kind(connection).as_deref(), saves) {
        spawn_local(async move { drop(bridge::ask(SetNetwork { is_metered }).await) });
    }
}

fn connection() -> Option<JsValue> {
    let found = Reflect::get(&window().navigator(), &"connection".into()).ok()?;
    (!found.is_undefined() && !found.is_null()).then_some(found)
}

fn kind(connection: &JsValue) -> Option<String> {
    Reflect::get(connection, &"type".into()).ok()?.as_string()
}
