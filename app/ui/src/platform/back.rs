//! The way back: the device's back, the browser's, the arrow in the bar and Escape lead the same way.
//!
//! **Invariant:** an open sheet has one entry of its own in the history, which is there no longer than the sheet; back
//! closes the sheet and shows the same screen.
//! **Invariant:** the arrow leaves for a screen of this app, whatever lies before it in the history.

use core::time::Duration;
use std::cell::RefCell;

use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::location::State;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::History;

use super::page::{FORM_OPEN, element, has_root};

/// The id of the arrow in the bar.
pub(crate) const ARROW: &str = "way-back";

/// After this a step back that led nowhere is forgotten, so that the arrow works again.
const PATIENCE: Duration = Duration::from_secs(1);

const FIRST: &str = "first";
const SHEET: &str = "sheet";
const FROM: &str = "from ";

/// What an entry of the history is, kept in its state so that it outlasts loading the page anew.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    /// Where this app was opened; before it lies something else or nothing.
    First,
    /// A screen that was reached from another, whose path this is.
    From(String),
    /// A sheet on the screen before it.
    Sheet,
}

#[derive(Default)]
struct Way {
    sheets: Vec<(u32, Callback<()>)>,
    last: u32,
    /// The address whose screen is shown.
    shown: String,
    /// Whether the entry of a closed sheet is being taken away.
    is_removing: bool,
    /// Whether a step back was asked for and has not happened.
    is_going: bool,
    after: Vec<Box<dyn FnOnce()>>,
}

thread_local! {
    static WAY: RefCell<Way> = RefCell::default();
}

/// Listens to back and Escape; to be called before the router listens.
pub(crate) fn provide() {
    let pop = window_event_listener_untyped("popstate", |event| popped(&event));
    let key = window_event_listener(ev::keydown, |key| {
        if key.key() == "Escape" && !key.default_prevented() && !key.is_composing() {
            escape();
        }
    });
    on_cleanup(move || {
        pop.remove();
        key.remove();
    });
}

/// Follows the router to the address whose screen is shown now.
pub(crate) fn shown(path: String) {
    let from = WAY.with_borrow_mut(|way| core::mem::replace(&mut way.shown, path));
    // The router writes the history only once the screen is there.
    soon(move || match read() {
        None if from.is_empty() => write(&Mark::First),
        None => write(&Mark::From(path_of(&from).to_owned())),
        Some(_) => settle(),
    });
}

/// Gives an open sheet its entry; `close` is called when back is pressed. The number is for [`release`].
pub(crate) fn hold(close: Callback<()>) -> u32 {
    let number = WAY.with_borrow_mut(|way| {
        way.last += 1;
        way.sheets.push((way.last, close));
        way.last
    });
    soon(settle);
    number
}

/// Takes the entry of a sheet away once it is closed, however that came about.
pub(crate) fn release(number: u32) {
    WAY.with_borrow_mut(|way| way.sheets.retain(|(one, _)| *one != number));
    soon(settle);
}

/// Goes to the screen this one was reached from; false if that is no screen of this app.
pub(crate) fn go() -> bool {
    if matches!(read(), Some(Mark::First)) {
        return false;
    }
    let is_new = WAY.with_borrow_mut(|way| !core::mem::replace(&mut way.is_going, true));
    if is_new {
        step_back();
        set_timeout(|| WAY.with_borrow_mut(|way| way.is_going = false), PATIENCE);
    }
    true
}

/// Leaves a screen that is done with for another: back to it if it was reached from there, else in its place.
pub(crate) fn leave(navigate: impl Fn(&str, NavigateOptions) + 'static, to: String) {
    // A sheet that closes with the act has its entry taken away first.
    soon(move || {
        settle();
        let leave = move || {
            if read() != Some(Mark::From(to.clone())) || !go() {
                navigate(&to, in_place());
            }
        };
        if WAY.with_borrow(|way| way.is_removing) {
            WAY.with_borrow_mut(|way| way.after.push(Box::new(leave)));
        } else {
            leave();
        }
    });
}

/// How to navigate in place of this screen.
pub(crate) fn in_place() -> NavigateOptions {
    let state = State::new(history().and_then(|history| history.state().ok()).filter(|state| !state.is_null()));
    NavigateOptions { replace: true, state, ..NavigateOptions::default() }
}

/// Makes the history agree with whether a sheet is open.
fn settle() {
    let has_entry = read() == Some(Mark::Sheet);
    let (is_open, is_removing) = WAY.with_borrow(|way| (!way.sheets.is_empty(), way.is_removing));
    if is_removing || is_open == has_entry {
        return;
    }
    if is_open {
        drop(history().map(|history| history.push_state_with_url(&JsValue::from_str(SHEET), "", None)));
    } else {
        WAY.with_borrow_mut(|way| way.is_removing = true);
        step_back();
    }
}

/// Back or forward happened. What concerns only a sheet is kept from the router, which would draw the screen anew.
fn popped(event: &web_sys::Event) {
    let is_same = WAY.with_borrow(|way| way.shown == address());
    let (was_removing, sheets) = WAY.with_borrow_mut(|way| {
        way.is_going = false;
        let from = if is_same { way.sheets.len().saturating_sub(1) } else { 0 };
        let closed: Vec<_> = way.sheets.drain(from..).collect();
        (core::mem::take(&mut way.is_removing), closed)
    });
    let is_of_sheet = was_removing || !sheets.is_empty();
    for (_, close) in sheets {
        close.run(());
    }
    if read() == Some(Mark::Sheet) && !is_same {
        // A sheet from which somebody went on to another screen: its own screen is one step further.
        event.stop_immediate_propagation();
        step_back();
        return;
    }
    if is_same && (is_of_sheet || read() == Some(Mark::Sheet)) {
        event.stop_immediate_propagation();
    }
    settle();
    let (is_removing, after) = WAY.with_borrow_mut(|way| (way.is_removing, core::mem::take(&mut way.after)));
    if is_removing {
        WAY.with_borrow_mut(|way| way.after = after);
    } else {
        after.into_iter().for_each(|then| then());
    }
}

/// Leaves a field first, then the screen, unless somebody works on a form there; an open sheet is closed by the browser.
fn escape() {
    if document().query_selector("dialog[open]").is_ok_and(|found| found.is_some()) {
        return;
    }
    let field =
        document().active_element().filter(|found| matches!(&*found.tag_name(), "INPUT" | "SELECT" | "TEXTAREA"));
    match field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
        Some(field) => drop(field.blur()),
        None if has_root(FORM_OPEN) => {}
        None => {
            if let Some(arrow) = element(ARROW) {
                arrow.click();
            }
        }
    }
}

fn soon(then: impl FnOnce() + 'static) {
    set_timeout(then, Duration::ZERO);
}

fn history() -> Option<History> {
    window().history().ok()
}

fn step_back() {
    drop(history().map(|history| history.back()));
}

fn read() -> Option<Mark> {
    let state = history()?.state().ok()?.as_string()?;
    match state.as_str() {
        FIRST => Some(Mark::First),
        SHEET => Some(Mark::Sheet),
        other => other.strip_prefix(FROM).map(|path| Mark::From(path.to_owned())),
    }
}

fn write(mark: &Mark) {
    let state = match mark {
        Mark::First => FIRST.to_owned(),
        Mark::Sheet => SHEET.to_owned(),
        Mark::From(path) => format!("{FROM}{path}"),
    };
    drop(history().map(|history| history.replace_state_with_url(&JsValue::from_str(&state), "", None)));
}

/// The address of the page as [`shown`] is told it.
fn address() -> String {
    let location = window().location();
    format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default())
}

fn path_of(address: &str) -> &str {
    address.split_once('?').map_or(address, |(path, _)| path)
}
