//! What is asked before something is done with an activity: how many come, why it is called off, thanks, what was done.

use leptos::prelude::*;
use linli_contract::activities::{ActivityAct, ActivityKind, ActivityView, DoActivity};
use linli_contract::photos::AttachedView;
use linli_shared::activities::{PEOPLE, THANKS, WORDS};
use linli_shared::blobs::MAX_ATTACHED;

use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::photos::PhotoPicker;
use crate::components::sheet::Sheet;
use crate::components::talk::{ReasonForm, Reasons};
use crate::components::text_area::TextArea;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// What the sheet is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    /// Signing up, or claiming a task.
    SignUp,
    /// Signing off, or giving it back.
    SignOff,
    /// What was done.
    Done,
    /// It does not take place.
    CallOff,
    /// Thanks.
    Thank,
}

/// The sheet of the page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Topics {
    topic: RwSignal<Option<Topic>>,
    is_open: RwSignal<bool>,
}

impl Topics {
    /// A closed one.
    pub(super) fn new() -> Self {
        Self { topic: RwSignal::new(None), is_open: RwSignal::new(false) }
    }

    /// Opens it.
    pub(super) fn open(self, topic: Topic) {
        self.topic.set(Some(topic));
        self.is_open.set(true);
    }
}

/// An act with what is said once it is done.
type Act = (ActivityAct, &'static str);

/// The sheet.
#[component]
pub(super) fn ActSheet(view: Memo<ActivityView>, topics: Topics) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let (activity, kind) = view.with_untracked(|view| (view.row.activity, view.row.kind));
    let is_task = kind == ActivityKind::Task;
    let is_sending = RwSignal::new(false);
    let act = Callback::new(move |(act, done): Act| {
        if is_sending.get_untracked() {
            return;
        }
        is_sending.set(true);
        let doing = async move {
            let outcome = bridge::ask(DoActivity { activity, act }).await;
            is_sending.try_set(false);
            outcome
        };
        acts.run(doing, move |()| {
            topics.is_open.try_set(false);
            acts.toasts.say(done);
        });
    });
    let title = move || match topics.topic.get() {
        Some(Topic::SignUp) if is_task => t.activities.claim,
        Some(Topic::SignUp) | None => t.activities.sign_up,
        Some(Topic::SignOff) if is_task => t.activities.give_back,
        Some(Topic::SignOff) => t.activities.sign_off,
        Some(Topic::Done) => t.activities.report_done,
        Some(Topic::CallOff) => t.activities.call_off,
        Some(Topic::Thank) => t.activities.thank,
    };
    view! {
        <Sheet open=topics.is_open title=Signal::derive(move || title().to_owned()) testid="activity-sheet">
            {move || topics.topic.get().map(|topic| match topic {
                Topic::SignUp => view! { <SignUp is_task act /> }.into_any(),
                Topic::SignOff => view! { <SignOff is_task act /> }.into_any(),
                Topic::Done => view! { <Done act /> }.into_any(),
                Topic::CallOff => view! { <CallOff act /> }.into_any(),
                Topic::Thank => view! { <Thank act /> }.into_any(),
            })}
        </Sheet>
    }
}

#[component]
fn SignUp(is_task: bool, act: Callback<Act>) -> impl IntoView {
    let t = texts();
    let people = RwSignal::new(1_u8);
    let words = RwSignal::new(String::new());
    let number = (!is_task).then(|| {
        let step = move |by: i8| people.update(|people| *people = people.saturating_add_signed(by).clamp(1, PEOPLE));
        view! {
            <div>
                <p class="label" id="how-many">{t.activities.how_many}</p>
                <div class="activity-number" role="group" aria-labelledby="how-many">
                    <button type="button" class="button" aria-label=t.activities.fewer on:click=move |_| step(-1)
                        data-testid="fewer"><Icon glyph=Glyph::Minus /></button>
                    <output aria-live="polite" data-testid="how-many">{move || (t.activities.number)(people.get())}</output>
                    <button type="button" class="button" aria-label=t.activities.more on:click=move |_| step(1)
                        data-testid="more-people"><Icon glyph=Glyph::Plus /></button>
                </div>
            </div>
        }
    });
    let done = if is_task { t.activities.claimed } else { t.activities.signed_up };
    let send = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        let words = words.with_untracked(|words| words.trim().to_owned());
        act.run((ActivityAct::SignUp { people: people.get_untracked(), words }, done));
    };
    let what = if is_task { t.activities.claim_what } else { t.activities.sign_up_what };
    let label = if is_task { t.activities.claim } else { t.activities.sign_up };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=send>
            <p>{what}</p>
            {number}
            <TextArea id="sign-up-words" label=t.activities.say_to_caller hint=Signal::stored(t.activities.say_to_caller_hint.to_owned())
                text=words on_text=move |text| words.set(text) max=WORDS as u32 lines=2 testid="sign-up-words" />
            <button type="submit" class="button button-main button-wide" data-testid="confirm-sign-up">
                <Icon glyph=Glyph::Hand />{label}
            </button>
        </form>
    }
}

#[component]
fn SignOff(is_task: bool, act: Callback<Act>) -> impl IntoView {
    let t = texts();
    let (what, label, done) = if is_task {
        (t.activities.give_back_what, t.activities.give_back, t.activities.given_back)
    } else {
        (t.activities.sign_off_what, t.activities.sign_off, t.activities.signed_off)
    };
    view! {
        <div class="stack">
            <p>{what}</p>
            <button type="button" class="button button-wide button-danger" data-testid="confirm-sign-off"
                on:click=move |_| act.run((ActivityAct::SignOff, done))>{label}</button>
        </div>
    }
}

#[component]
fn Done(act: Callback<Act>) -> impl IntoView {
    let t = texts();
    let words = RwSignal::new(String::new());
    let attached = RwSignal::new(Vec::<AttachedView>::new());
    let is_missing = RwSignal::new(false);
    let send = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        let words = words.with_untracked(|words| words.trim().to_owned());
        let attached: Vec<_> = attached.with_untracked(|all| all.iter().map(|one| one.id).collect());
        is_missing.set(words.is_empty() && attached.is_empty());
        if !is_missing.get_untracked() {
            act.run((ActivityAct::Done { words, attached }, t.activities.done_reported));
        }
    };
    let error = move || if is_missing.get() { t.activities.done_missing.to_owned() } else { String::new() };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=send>
            <TextArea id="done-words" label=t.activities.done_words hint=Signal::stored(t.activities.done_words_hint.to_owned())
                text=words on_text=move |text| words.set(text) error=Signal::derive(error) max=WORDS as u32 lines=3 testid="done-words" />
            <PhotoPicker attached max=MAX_ATTACHED />
            <button type="submit" class="button button-main button-wide" data-testid="confirm-done">
                <Icon glyph=Glyph::Check />{t.activities.report_done}
            </button>
        </form>
    }
}

#[component]
fn CallOff(act: Callback<Act>) -> impl IntoView {
    let t = texts();
    let asked = Reasons {
        title: t.activities.call_off,
        what: t.activities.call_off_what,
        label: t.activities.call_off_why,
        hint: t.activities.call_off_why_hint,
        confirm: t.activities.call_off,
        may_be_empty: false,
        testid: "call-off",
    };
    let give = Callback::new(move |why| act.run((ActivityAct::CallOff(why), t.activities.called_off)));
    view! { <ReasonForm asked on_reason=give /> }
}

#[component]
fn Thank(act: Callback<Act>) -> impl IntoView {
    let t = texts();
    let words = RwSignal::new(String::new());
    let is_missing = RwSignal::new(false);
    let send = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        let words = words.with_untracked(|words| words.trim().to_owned());
        is_missing.set(words.is_empty());
        if !words.is_empty() {
            act.run((ActivityAct::Thank(words), t.activities.thanked));
        }
    };
    let error = move || if is_missing.get() { t.activities.thank_missing.to_owned() } else { String::new() };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=send>
            <TextArea id="thank-words" label=t.activities.thank_words hint=Signal::stored(t.activities.thank_words_hint.to_owned())
                text=words on_text=move |text| words.set(text) error=Signal::derive(error) max=THANKS as u32 lines=3 testid="thank-words" />
            <button type="submit" class="button button-main button-wide" data-testid="confirm-thank">
                <Icon glyph=Glyph::Heart />{t.activities.thank}
            </button>
        </form>
    }
}
