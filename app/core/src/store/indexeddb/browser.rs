//! What the store asks of the browser besides IndexedDB itself, and how its errors are told.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbFactory};

use crate::store::DiskError;

/// Asks the browser not to clear the store when room gets short; tells whether it promises so.
/// Some browsers ask the person, so the answer may take long.
pub async fn ask_to_persist() -> bool {
    storage_promise("persist").await
}

/// Tells whether the browser promised not to clear the store when room gets short.
pub async fn is_persistent() -> bool {
    storage_promise("persisted").await
}

/// The browser's databases.
pub(super) fn factory() -> Result<IdbFactory, DiskError> {
    let factory = Reflect::get(&js_sys::global(), &"indexedDB".into()).map_err(|error| failed_open(&error))?;
    factory.dyn_into().map_err(|_| DiskError::Unsupported)
}

/// A member of `navigator` that only secure contexts have.
pub(super) fn navigator_member(name: &str) -> Option<Object> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    Reflect::get(&navigator, &name.into()).ok()?.dyn_into().ok()
}

/// A method of an object, to be called with it.
pub(super) fn method(object: &JsValue, name: &str) -> Result<Function, JsValue> {
    Reflect::get(object, &name.into())?.dyn_into()
}

/// The name of what the browser threw.
pub(super) fn error_name(error: &JsValue) -> Option<String> {
    error.dyn_ref::<DomException>().map(DomException::name)
}

pub(super) fn failed_open(error: &JsValue) -> DiskError {
    match error_name(error).as_deref() {
        Some("VersionError") => DiskError::Newer,
        Some("QuotaExceededError") => DiskError::Full,
        Some("SecurityError" | "InvalidStateError") => DiskError::Unsupported,
        Some(_) | None => DiskError::Unreadable,
    }
}

pub(super) fn failed_read(_: &JsValue) -> DiskError {
    DiskError::Unreadable
}

pub(super) fn failed_write(error: &JsValue) -> DiskError {
    match error_name(error).as_deref() {
        Some("QuotaExceededError") => DiskError::Full,
        Some(_) | None => DiskError::Unwritable,
    }
}

/// Bytes this address takes and bytes it may still take, as far as the browser tells.
pub(super) async fn estimate() -> (Option<u64>, Option<u64>) {
    let Some(told) = asked_of_storage("estimate").await else { return (None, None) };
    let number = |name: &str| Reflect::get(&told, &name.into()).ok().and_then(|number| number.as_f64());
    let used = number("usage");
    let free = number("quota").map(|quota| (quota - used.unwrap_or(0.0)).max(0.0));
    (used.map(|bytes| bytes as u64), free.map(|bytes| bytes as u64))
}

async fn storage_promise(name: &str) -> bool {
    asked_of_storage(name).await.is_some_and(|answer| answer.is_truthy())
}

async fn asked_of_storage(name: &str) -> Option<JsValue> {
    let storage = navigator_member("storage")?;
    let asked = method(&storage, name).and_then(|ask| ask.call0(&storage)).ok()?;
    JsFuture::from(Promise::resolve(&asked)).await.ok()
}
