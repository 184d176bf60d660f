//! The one way to the core: by command in the Tauri window, by direct call in the browser.
//!
//! **Invariant:** a request is answered with its own reply or a [`Failure`]; an answer that cannot be read is a
//! [`Failure::Defect`], never a panic.

use std::cell::RefCell;
use std::rc::Rc;

use futures::StreamExt;
use js_sys::{Function, Object, Promise, Reflect};
use linli_contract::{Ask, Event, Failure, Request, Response};
use linli_core::web::{Core, Options};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Where the core is.
#[derive(Clone)]
enum Host {
    /// Behind the window's commands.
    Window(JsValue),
    /// In this page.
    Browser(Core),
}

type Listener = Rc<dyn Fn(&Event)>;

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
    static LISTENERS: RefCell<Vec<(u64, Listener)>> = const { RefCell::new(Vec::new()) };
}

/// Whether the app runs in its own window rather than in a browser.
pub(crate) fn is_window() -> bool {
    member(&js_sys::global(), "__TAURI__").is_some()
}

/// Opens the core and starts to hand on its events.
pub(crate) async fn open() -> Result<(), Failure> {
    let host = match member(&js_sys::global(), "__TAURI__") {
        Some(tauri) => {
            listen(&tauri).await.ok_or(Failure::Defect)?;
            Host::Window(tauri)
        }
        None => {
            let core = Core::open(Options::default()).await?;
            let mut events = core.events();
            spawn_local(async move {
                while let Some(event) = events.next().await {
                    tell(&event);
                }
            });
            Host::Browser(core)
        }
    };
    HOST.with_borrow_mut(|slot| *slot = Some(host));
    Ok(())
}

/// Asks the core.
pub(crate) async fn ask<A: Ask>(request: A) -> Result<A::Reply, Failure> {
    let host = HOST.with_borrow(Clone::clone).ok_or(Failure::Defect)?;
    let response = match host {
        Host::Browser(core) => core.ask(request.into()).await?,
        Host::Window(tauri) => invoke(&tauri, &request.into()).await?,
    };
    A::reply(response).ok_or(Failure::Defect)
}

/// Calls `listener` on every event until the number it returns is handed to [`forget`].
pub(crate) fn on_event(listener: impl Fn(&Event) + 'static) -> u64 {
    LISTENERS.with_borrow_mut(|listeners| {
        let number = listeners.last().map_or(0, |(number, _)| number + 1);
        listeners.push((number, Rc::new(listener)));
        number
    })
}

/// Ends a listener.
pub(crate) fn forget(number: u64) {
    LISTENERS.with_borrow_mut(|listeners| listeners.retain(|(known, _)| *known != number));
}

fn tell(event: &Event) {
    let listeners: Vec<Listener> = LISTENERS.with_borrow(|all| all.iter().map(|(_, one)| Rc::clone(one)).collect());
    for listener in listeners {
        listener(event);
    }
}

async fn invoke(tauri: &JsValue, request: &Request) -> Result<Response, Failure> {
    let arguments = Object::new();
    let request = to_js(request).ok_or(Failure::Defect)?;
    Reflect::set(&arguments, &"request".into(), &request).map_err(|_| Failure::Defect)?;
    let promise = member(tauri, "core")
        .and_then(|core| call(&core, "invoke", &"ask".into(), &arguments))
        .ok_or(Failure::Defect)?;
    match JsFuture::from(promise).await {
        Ok(response) => from_js(&response).ok_or(Failure::Defect),
        Err(failure) => Err(from_js(&failure).unwrap_or(Failure::Defect)),
    }
}

async fn listen(tauri: &JsValue) -> Option<()> {
    let on_message = Closure::<dyn Fn(JsValue)>::new(|message: JsValue| {
        if let Some(event) = member(&message, "payload").and_then(|payload| from_js::<Event>(&payload)) {
            tell(&event);
        }
    });
    let events = member(tauri, "event")?;
    let promise = call(&events, "listen", &"linli".into(), on_message.as_ref())?;
    JsFuture::from(promise).await.ok()?;
    on_message.forget();
    Some(())
}

fn member(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok().filter(|found| !found.is_undefined() && !found.is_null())
}

fn call(of: &JsValue, name: &str, first: &JsValue, second: &JsValue) -> Option<Promise> {
    let function: Function = member(of, name)?.dyn_into().ok()?;
    function.call2(of, first, second).ok()?.dyn_into().ok()
}

fn to_js(value: &impl serde::Serialize) -> Option<JsValue> {
    js_sys::JSON::parse(&serde_json::to_string(value).ok()?).ok()
}

fn from_js<T: serde::de::DeserializeOwned>(value: &JsValue) -> Option<T> {
    let text = js_sys::JSON::stringify(value).ok()?.as_string()?;
    serde_json::from_str(&text).ok()
}
