//! The Web Lock by which one tab at a time has a database.
//!
//! **Invariant:** the lock is held until the value is dropped or the page ends, however it ends.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::browser::{method, navigator_member};
use crate::store::DiskError;

/// A page that is being reloaded may hold the lock a moment longer.
const PATIENCE_MS: u32 = 800;

/// The held lock of a database.
pub(super) struct TabLock {
    release: Function,
}

impl TabLock {
    /// Takes the lock of a database.
    pub(super) async fn take(database: &str) -> Result<Self, DiskError> {
        let locks = navigator_member("locks").ok_or(DiskError::Unsupported)?;
        let (held, release) = promise();
        let (granted, grant) = promise();
        let on_granted = Closure::once_into_js(move |_lock: JsValue| -> JsValue {
            // Resolving a promise of our own cannot fail.
            let _ = grant.call0(&JsValue::NULL);
            held.into()
        });
        let name = format!("linli {database}");
        let request = method(&locks, "request").map_err(|_| DiskError::Unsupported)?;
        let asked = options().and_then(|options| request.call3(&locks, &name.into(), &options, &on_granted));
        let asked = asked.map_err(|_| DiskError::Unsupported)?;
        // The request itself ends only when the lock is given back, or with an error once patience is over.
        let first = Promise::race(&Array::of2(&granted, &asked));
        JsFuture::from(first).await.map_err(|_| DiskError::OpenElsewhere)?;
        Ok(Self { release })
    }
}

impl Drop for TabLock {
    fn drop(&mut self) {
        // Resolving a promise of our own cannot fail.
        let _ = self.release.call0(&JsValue::NULL);
    }
}

fn options() -> Result<Object, JsValue> {
    let options = Object::new();
    let signals = Reflect::get(&js_sys::global(), &"AbortSignal".into())?;
    let signal = method(&signals, "timeout")?.call1(&signals, &PATIENCE_MS.into())?;
    Reflect::set(&options, &"signal".into(), &signal)?;
    Ok(options)
}

/// A promise and what resolves it.
fn promise() -> (Promise, Function) {
    let mut resolver = None;
    let promise = Promise::new(&mut |resolve: Function, _: Function| resolver = Some(resolve));
    (promise, resolver.unwrap_or_else(|| JsValue::UNDEFINED.unchecked_into()))
}
