//! Fetches what a screen shows, and again after every event that concerns it; the old view stays until the new one is here.
//!
//! **Invariant:** one fetch of a view runs at a time; an event during it starts one more afterwards.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::prelude::*;
use linli_contract::{Ask, Event, Failure, Request};
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::components::loaded::Load;
use crate::components::talk::forget_words;

/// Views of screens left, so that going back shows them at once; in memory only.
const KEPT: usize = 64;

thread_local! {
    static AGE: Cell<u64> = const { Cell::new(0) };
    static SEEN: RefCell<BTreeMap<String, Rc<dyn Any>>> = RefCell::new(BTreeMap::new());
}

struct Flight {
    is_running: Cell<bool>,
    is_wanted: Cell<bool>,
}

/// Loads a view and keeps it fresh.
pub(crate) fn load<A>(request: A, concerns: impl Fn(&Event) -> bool + 'static) -> Load<A::Reply>
where
    A: Ask + Clone + 'static,
    A::Reply: Clone + PartialEq + Send + Sync + 'static,
{
    let key = key_of(request.clone().into());
    let seen = SEEN.with_borrow(|seen| seen.get(&key)?.downcast_ref::<A::Reply>().cloned());
    let load = Load { value: RwSignal::new(seen), failure: RwSignal::new(None), again: RwSignal::new(0) };
    let flight = Rc::new(Flight { is_running: Cell::new(false), is_wanted: Cell::new(false) });
    Effect::new(move |_| {
        load.again.track();
        flight.is_wanted.set(true);
        if !flight.is_running.replace(true) {
            spawn_local(fetch(request.clone(), key.clone(), load, Rc::clone(&flight)));
        }
    });
    on_event_here(move |event| {
        if concerns(event) {
            load.again.try_update(|count| *count += 1);
        }
    });
    load
}

/// Loads a view whose request changes; the old view stays until the one of the newest request is here.
pub(crate) fn load_changing<A>(request: Memo<A>, concerns: impl Fn(&Event) -> bool + 'static) -> Load<A::Reply>
where
    A: Ask + Clone + PartialEq + Send + Sync + 'static,
    A::Reply: Clone + PartialEq + Send + Sync + 'static,
{
    let seen = |request: A| {
        let key = key_of(request.into());
        SEEN.with_borrow(|seen| seen.get(&key)?.downcast_ref::<A::Reply>().cloned())
    };
    let load = Load {
        value: RwSignal::new(seen(request.get_untracked())),
        failure: RwSignal::new(None),
        again: RwSignal::new(0),
    };
    let flight = Rc::new(Flight { is_running: Cell::new(false), is_wanted: Cell::new(false) });
    Effect::new(move |_| {
        load.again.track();
        request.track();
        flight.is_wanted.set(true);
        if !flight.is_running.replace(true) {
            let flight = Rc::clone(&flight);
            spawn_local(async move {
                while flight.is_wanted.replace(false) {
                    let Some(asked) = request.try_get_untracked() else { break };
                    let reply = bridge::ask(asked.clone()).await;
                    if request.try_get_untracked().is_some_and(|wanted| wanted == asked) {
                        take(&key_of(asked.into()), load, reply);
                    }
                }
                flight.is_running.set(false);
            });
        }
    });
    on_event_here(move |event| {
        if concerns(event) {
            load.again.try_update(|count| *count += 1);
        }
    });
    load
}

/// Asks once for what a form begins with, from the core each time: a draft that was sent meanwhile must not come back, and
/// what others write meanwhile must not replace what is typed. After a failure it can be asked again.
pub(crate) fn open<T, F>(ask: impl Fn() -> F + 'static) -> Load<T>
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, Failure>> + 'static,
{
    let load = Load { value: RwSignal::new(None), failure: RwSignal::new(None), again: RwSignal::new(0) };
    Effect::new(move |_| {
        load.again.track();
        let asked = ask();
        spawn_local(async move {
            match asked.await {
                Ok(opened) => {
                    load.failure.try_set(None);
                    load.value.try_set(Some(opened));
                }
                Err(failure) => drop(load.failure.try_set(Some(failure))),
            }
        });
    });
    load
}

/// Calls `listener` on events for as long as the current part of the screen lives.
pub(crate) fn on_event_here(listener: impl Fn(&Event) + 'static) {
    let number = bridge::on_event(listener);
    on_cleanup(move || bridge::forget(number));
}

async fn fetch<A>(request: A, key: String, load: Load<A::Reply>, flight: Rc<Flight>)
where
    A: Ask + Clone + 'static,
    A::Reply: Clone + PartialEq + Send + Sync + 'static,
{
    while flight.is_wanted.replace(false) {
        take(&key, load, bridge::ask(request.clone()).await);
    }
    flight.is_running.set(false);
}

fn take<T: Clone + PartialEq + Send + Sync + 'static>(key: &str, load: Load<T>, reply: Result<T, Failure>) {
    match reply {
        Ok(reply) => {
            keep(key, reply.clone());
            let is_new = load.value.try_with_untracked(|old| old.as_ref() != Some(&reply)) == Some(true);
            if is_new {
                load.value.try_set(Some(reply));
            }
            if load.failure.try_with_untracked(Option::is_some) == Some(true) {
                load.failure.try_set(None);
            }
        }
        Err(failure) => drop(load.failure.try_set(Some(failure))),
    }
}

fn keep<T: 'static>(key: &str, view: T) {
    SEEN.with_borrow_mut(|seen| {
        if seen.len() >= KEPT {
            seen.clear();
        }
        seen.insert(key.to_owned(), Rc::new(view));
    });
}

/// How often views were forgotten: what a screen kept by itself at another number must not be shown any more.
pub(crate) fn age() -> u64 {
    AGE.get()
}

/// Forgets every view that was kept: another community is on the screens, or nobody may see anything.
pub(crate) fn forget_views() {
    AGE.set(AGE.get() + 1);
    SEEN.with_borrow_mut(BTreeMap::clear);
    forget_words();
}

fn key_of(request: Request) -> String {
    serde_json::to_string(&request).unwrap_or_default()
}
