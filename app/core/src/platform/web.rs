//! A page.

use std::time::Duration;

use linli_shared::calendar::Millis;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// The system clock.
#[must_use]
pub(crate) fn time() -> Millis {
    Millis(js_sys::Date::now() as i64)
}

/// A pause.
pub(crate) async fn sleep(length: Duration) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let millis = i32::try_from(length.as_millis()).unwrap_or(i32::MAX);
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Goes on with something beside what asks for it.
pub(crate) fn spawn(work: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(work);
}

/// Whether the page is in front.
#[must_use]
pub(crate) fn is_visible() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_none_or(|document| !document.hidden())
}

/// A word of the browser's settings store.
pub(crate) fn setting(name: &str) -> Option<String> {
    settings()?.get_item(name).ok().flatten()
}

/// Keeps a word in the browser's settings store; tells whether it was kept.
pub(crate) fn keep_setting(name: &str, word: &str) -> bool {
    settings().is_some_and(|settings| settings.set_item(name, word).is_ok())
}

fn settings() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// Calls back when the network returns or the page comes to the front.
pub(crate) fn on_return(call: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let call = Closure::<dyn Fn(JsValue)>::new(move |_| call());
    let callback = call.as_ref().unchecked_ref();
    let _ = window.add_event_listener_with_callback("online", callback);
    if let Some(document) = window.document() {
        let _ = document.add_event_listener_with_callback("visibilitychange", callback);
    }
    call.forget();
}

/// The HTTP client: the page's fetch.
#[must_use]
pub(crate) fn http_client() -> reqwest::Client {
    reqwest::Client::new()
}
