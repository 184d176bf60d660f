//! A short word at the bottom after an act, with a way to undo it; read out by screen readers.

use core::time::Duration;

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::platform::device::{Tap, tap};
use crate::platform::prefs::texts;

const STAYS: Duration = Duration::from_secs(5);
const STAYS_TO_UNDO: Duration = Duration::from_secs(10);

/// One toast.
#[derive(Clone)]
struct Toast {
    number: u64,
    text: String,
    is_bad: bool,
    undo: Option<Callback<()>>,
}

/// Where toasts are put; one shows at a time.
#[derive(Clone, Copy)]
pub(crate) struct Toasts(RwSignal<Option<Toast>>, RwSignal<u64>);

impl Toasts {
    /// Gives the app its place for toasts.
    pub(crate) fn provide() -> Self {
        let toasts = Self(RwSignal::new(None), RwSignal::new(0));
        provide_context(toasts);
        toasts
    }

    /// The place for toasts.
    pub(crate) fn here() -> Self {
        expect_context()
    }

    /// Says that something was done.
    pub(crate) fn say(self, text: impl Into<String>) {
        self.put(text.into(), false, None);
    }

    /// Says that something was done and can be undone for a while.
    pub(crate) fn say_with_undo(self, text: impl Into<String>, undo: Callback<()>) {
        self.put(text.into(), false, Some(undo));
    }

    /// Says that something failed, and what to do.
    pub(crate) fn fail(self, said: crate::i18n::Said) {
        self.put(format!("{}\n{}", said.what, said.next), true, None);
    }

    /// Puts away what is said: on a locked screen nothing of the person's work shows.
    pub(crate) fn put_away(self) {
        self.0.set(None);
    }

    fn put(self, text: String, is_bad: bool, undo: Option<Callback<()>>) {
        self.1.update(|count| *count += 1);
        let number = self.1.get_untracked();
        tap(if is_bad { Tap::Failed } else { Tap::Done });
        let stays = if undo.is_some() || is_bad { STAYS_TO_UNDO } else { STAYS };
        self.0.set(Some(Toast { number, text, is_bad, undo }));
        set_timeout(
            move || {
                let is_still_there = self.0.with_untracked(|now| now.as_ref().is_some_and(|now| now.number == number));
                if is_still_there {
                    self.0.set(None);
                }
            },
            stays,
        );
    }
}

/// The place where toasts appear.
#[component]
pub(crate) fn ToastPlace() -> impl IntoView {
    let t = texts();
    let Toasts(toast, _) = Toasts::here();
    let shown = move || {
        toast.get().map(|shown| {
            let undo = shown.undo.map(|undo| {
                view! {
                    <button type="button" class="toast-undo" data-testid="undo"
                        on:click=move |_| { toast.set(None); undo.run(()); }>{t.shell.undo}</button>
                }
            });
            view! {
                <div class="toast" class:toast-bad=shown.is_bad data-testid="toast">
                    <Icon glyph=if shown.is_bad { Glyph::Alert } else { Glyph::Check } />
                    <span class="toast-text">{shown.text}</span>
                    {undo}
                    <button type="button" class="toast-close" aria-label=t.shell.close on:click=move |_| toast.set(None)>
                        <Icon glyph=Glyph::Close />
                    </button>
                </div>
            }
        })
    };
    view! { <div class="toast-place" role="status" aria-live="polite">{shown}</div> }
}
