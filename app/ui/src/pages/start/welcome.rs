//! The screens of a device nobody has used: take a code in, ask to join, come back, found a community.
//!
//! **Invariant:** a link with a code behind `#` leads straight to its step; the code is taken off the address first.

use leptos::prelude::*;
use linli_contract::joining::{AskToJoin, CodeView, ReadCode, ShowMyself};
use linli_contract::members::Standing;
use linli_contract::{Ask, Failure};
use wasm_bindgen_futures::spawn_local;

use super::first::First;
use super::found::Found;
use super::paper::PaperDigits;
use super::take::Take;
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::scanner::Scanner;
use crate::model::joining::building_of;
use crate::pages::joining::form::{Draft, JoinForm};
use crate::pages::joining::plain::{Plain, Trouble, hold_back};
use crate::platform::back;
use crate::platform::code::{Arrival, elsewhere, take_arrival};
use crate::platform::page::origin;
use crate::platform::prefs::texts;

/// Where somebody is on the way in.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// At the choice of ways.
    First,
    /// Taking a code in, by camera or as a link.
    Scan {
        /// Whether the camera is turned on at once.
        has_camera: bool,
    },
    /// Asking to join by a poster.
    Ask {
        /// The poster's link.
        code: String,
        /// What it is for.
        place: String,
    },
    /// Filling in who they are, to show it face to face.
    Show,
    /// Typing the numbers of a sheet of paper.
    Paper(String),
    /// About to take a card.
    Take(String),
    /// Founding a community with a permission.
    Found(String),
}

/// What is typed on these screens; it outlives a change of the language, which draws them anew.
#[derive(Clone, Copy)]
pub(crate) struct Typed {
    pub(super) step: RwSignal<Step>,
    pub(super) relay: RwSignal<String>,
    pub(super) seat: RwSignal<String>,
    draft: Draft,
}

impl Typed {
    /// Nothing yet; in a browser the relay is the one that the page came from.
    pub(crate) fn new() -> Self {
        let relay = if bridge::is_window() { String::new() } else { origin() };
        Self {
            step: RwSignal::new(Step::First),
            relay: RwSignal::new(relay),
            seat: RwSignal::new(String::new()),
            draft: Draft::new(),
        }
    }
}

/// Why a step went no further.
#[derive(Clone, PartialEq, Eq)]
enum Stop {
    Failed(Failure),
    /// The code of another newcomer.
    OfNewcomer,
    /// A code of another relay, with the whole link.
    Elsewhere {
        relay: String,
        link: String,
    },
}

/// The way in, handed to each step.
#[derive(Clone, Copy)]
pub(crate) struct Start {
    pub(super) typed: Typed,
    pub(super) is_busy: RwSignal<bool>,
    stop: RwSignal<Option<Stop>>,
    on_standing: Callback<Standing>,
}

impl Start {
    /// Goes to a step.
    pub(super) fn go(self, step: Step) {
        self.stop.set(None);
        self.typed.step.set(step);
    }

    /// Asks for what changes who this device is; how it failed is said above the step.
    pub(super) fn run<A: Ask<Reply = Standing> + 'static>(self, request: A) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.stop.set(None);
        spawn_local(async move {
            let answer = bridge::ask(request).await;
            self.is_busy.try_set(false);
            match answer {
                Ok(standing) => {
                    // Whoever comes back for another community begins anew.
                    self.typed.step.set(Step::First);
                    self.typed.seat.set(String::new());
                    self.on_standing.run(standing);
                }
                Err(failure) => self.fail(failure),
            }
        });
    }

    /// Says that something failed.
    pub(super) fn fail(self, failure: Failure) {
        self.stop.try_set(Some(Stop::Failed(failure)));
    }

    /// Reads what was scanned, pasted or opened, and goes to its step.
    pub(super) fn read(self, text: String) {
        self.stop.set(None);
        spawn_local(async move {
            let step = match bridge::ask(ReadCode { text: text.clone() }).await {
                Ok(code) => match (code, elsewhere(&text)) {
                    (CodeView::Newcomer, _) => Err(Stop::OfNewcomer),
                    (_, Some(relay)) => Err(Stop::Elsewhere { relay, link: text }),
                    (CodeView::Invite { place }, None) => {
                        if let Some(building) = building_of(&place) {
                            self.typed.draft.begin_door(building);
                        }
                        Ok(Step::Ask { code: text, place })
                    }
                    (CodeView::Card | CodeView::Voucher, None) => Ok(Step::Take(text)),
                    (CodeView::Paper, None) => Ok(Step::Paper(text)),
                    (CodeView::Permit, None) => Ok(Step::Found(text)),
                },
                Err(failure) => Err(Stop::Failed(failure)),
            };
            match step {
                Ok(step) => {
                    self.stop.try_set(None);
                    self.typed.step.try_set(step);
                }
                Err(stop) => drop(self.stop.try_set(Some(stop))),
            }
        });
    }
}

/// The way in.
#[component]
pub(crate) fn Welcome(typed: Typed, on_standing: Callback<Standing>) -> impl IntoView {
    back::provide();
    let start = Start { typed, is_busy: RwSignal::new(false), stop: RwSignal::new(None), on_standing };
    let is_inside = Memo::new(move |_| *typed.step.read() != Step::First);
    hold_back(is_inside.into(), Callback::new(move |()| start.go(Step::First)));
    let has_seat = RwSignal::new(!typed.seat.read_untracked().is_empty());
    let arrive = move || match take_arrival() {
        Some(Arrival::Code(link)) => start.read(link),
        Some(Arrival::Seat(seat)) => {
            typed.seat.set(seat);
            has_seat.set(true);
            start.go(Step::First);
            if !bridge::is_window() {
                super::seat::join(start);
            }
        }
        None => {}
    };
    arrive();
    // A link opened in the same tab changes only what is behind `#`.
    let changed = window_event_listener_untyped("hashchange", move |_| arrive());
    on_cleanup(move || changed.remove());
    let step = move || match typed.step.get() {
        Step::First => view! { <First start has_seat /> }.into_any(),
        Step::Scan { has_camera } => view! { <Scan start has_camera /> }.into_any(),
        Step::Ask { code, place } => view! { <Ask start code place /> }.into_any(),
        Step::Show => view! { <Show start /> }.into_any(),
        Step::Paper(code) => view! { <PaperDigits start code /> }.into_any(),
        Step::Take(code) => view! { <Take start code /> }.into_any(),
        Step::Found(permit) => view! { <Found start permit /> }.into_any(),
    };
    view! { {step} }
}

/// What stopped the last step.
#[component]
pub(super) fn Stopped(start: Start) -> impl IntoView {
    let t = texts();
    move || {
        start.stop.get().map(|stop| match stop {
            Stop::Failed(failure) => view! { <Trouble said=(t.shell.failure)(&failure) /> }.into_any(),
            Stop::OfNewcomer => view! { <Trouble said=t.joining.code_of_newcomer /> }.into_any(),
            Stop::Elsewhere { relay, link } => view! {
                <div class="note note-warn" role="alert" data-testid="elsewhere">
                    <Icon glyph=Glyph::Forward />
                    <p class="note-text">{(t.joining.elsewhere)(&relay)}</p>
                    <a class="button button-main" href=link>{t.joining.open_there}</a>
                </div>
            }
            .into_any(),
        })
    }
}

/// The way back to the choice of ways.
pub(super) fn to_first(start: Start) -> Callback<()> {
    Callback::new(move |()| start.go(Step::First))
}

#[component]
fn Scan(start: Start, has_camera: bool) -> impl IntoView {
    let t = texts();
    view! {
        <Plain title=t.joining.scan on_back=to_first(start) testid="step-scan">
            <Stopped start />
            <Scanner has_camera on_text=move |text: String| start.read(text) />
        </Plain>
    }
}

#[component]
fn Ask(start: Start, code: String, place: String) -> impl IntoView {
    let t = texts();
    let on_ask = Callback::new(move |newcomer| start.run(AskToJoin { code: code.clone(), newcomer }));
    view! {
        <Plain title=t.joining.ask on_back=to_first(start) testid="step-ask">
            <p class="join-place"><span class="quiet">{t.joining.you_join}</span><strong data-testid="join-place">{place}</strong></p>
            <JoinForm draft=start.typed.draft go=t.joining.agree_and_ask is_busy=start.is_busy on_ask />
            <Stopped start />
        </Plain>
    }
}

#[component]
fn Show(start: Start) -> impl IntoView {
    let t = texts();
    let on_ask = Callback::new(move |newcomer| start.run(ShowMyself { newcomer }));
    view! {
        <Plain title=t.joining.show_myself on_back=to_first(start) testid="step-show">
            <p class="quiet">{t.joining.show_myself_what}</p>
            <JoinForm draft=start.typed.draft go=t.joining.agree_and_show is_busy=start.is_busy on_ask />
            <Stopped start />
        </Plain>
    }
}

/// Whether a text is an address of a relay.
pub(super) fn is_address(text: &str) -> bool {
    let text = text.trim();
    text.strip_prefix("http://").or_else(|| text.strip_prefix("https://")).is_some_and(|rest| !rest.is_empty())
}
