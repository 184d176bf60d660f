//! What every list and page goes through: loading, empty, offline, failed, or there.
//!
//! **Invariant:** what was shown once stays while it is fetched anew; a failure of that appears above it.

use leptos::prelude::*;
use linli_contract::Failure;

use super::icon::{Glyph, Icon};
use crate::platform::prefs::texts;

/// A view on its way.
#[derive(Debug)]
pub(crate) struct Load<T: Send + Sync + 'static> {
    /// The newest view.
    pub(crate) value: RwSignal<Option<T>>,
    /// Why the last fetch failed.
    pub(crate) failure: RwSignal<Option<Failure>>,
    /// Raised to fetch again.
    pub(crate) again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

/// What to say where there is nothing.
#[derive(Debug)]
pub(crate) struct Empty<T> {
    /// Whether there is nothing.
    pub(crate) is_empty: fn(&T) -> bool,
    /// What is missing.
    pub(crate) what: &'static str,
    /// What to do.
    pub(crate) next: &'static str,
}

impl<T> Clone for Empty<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Empty<T> {}

#[derive(Clone, PartialEq)]
enum Phase {
    Loading,
    Failed(Failure),
    Empty,
    There,
}

/// Shows a view once it is there, and what is the matter until then.
#[component]
pub(crate) fn Loaded<T, F, V>(
    load: Load<T>,
    #[prop(optional)] empty: Option<Empty<T>>,
    /// Whether the device is without its relay; what is shown is then said to be the local copy.
    #[prop(optional, into)]
    is_offline: Signal<bool>,
    /// Whether more is on its way, so that an empty view is not the last word.
    #[prop(optional, into)]
    is_filling: Signal<bool>,
    children: F,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Fn(Memo<T>) -> V + Send + 'static,
    V: IntoView + 'static,
{
    let t = texts();
    let phase = Memo::new(move |_| {
        let is_empty =
            load.value.with(|value| value.as_ref().map(|value| empty.is_some_and(|empty| (empty.is_empty)(value))));
        match (is_empty, load.failure.get()) {
            (Some(true), _) if is_filling.get() => Phase::Loading,
            (Some(true), _) => Phase::Empty,
            (Some(false), _) => Phase::There,
            (None, Some(failure)) => Phase::Failed(failure),
            (None, None) => Phase::Loading,
        }
    });
    let stale = move || load.failure.get().filter(|_| load.value.with(Option::is_some));
    view! {
        {move || is_offline.get().then(|| view! {
            <p class="offline" data-testid="offline"><Icon glyph=Glyph::CloudOff />{t.shell.offline_shown}</p>
        })}
        {move || stale().map(|failure| view! { <FailedNote failure again=load.again /> })}
        {move || match phase.get() {
            Phase::Loading => view! { <Skeleton /> }.into_any(),
            Phase::Failed(failure) => view! { <FailedNote failure again=load.again /> }.into_any(),
            Phase::Empty => empty.map(|empty| view! { <Nothing what=empty.what next=empty.next /> }).into_any(),
            Phase::There => {
                let there = Memo::new(move |last: Option<&T>| {
                    load.value.get().or_else(|| last.cloned()).expect("a view that is there stays there")
                });
                children(there).into_any()
            }
        }}
    }
}

/// A list without entries: what is missing, and what to do.
#[component]
pub(crate) fn Nothing(
    what: &'static str,
    next: &'static str,
    #[prop(default = Glyph::Home)] glyph: Glyph,
) -> impl IntoView {
    view! {
        <div class="nothing" data-testid="empty">
            <Icon glyph />
            <p class="nothing-what">{what}</p>
            <p>{next}</p>
        </div>
    }
}

/// A failed fetch in words, with a way to try again.
#[component]
fn FailedNote(failure: Failure, again: RwSignal<u32>) -> impl IntoView {
    let t = texts();
    let said = (t.shell.failure)(&failure);
    view! {
        <div class="note note-bad" role="alert" data-testid="failed">
            <Icon glyph=Glyph::Alert />
            <div class="note-text"><strong>{said.what}</strong><p>{said.next}</p></div>
            <button type="button" class="button" on:click=move |_| again.update(|count| *count += 1) data-testid="retry">
                {t.shell.retry}
            </button>
        </div>
    }
}

/// Grey shapes where a view will be; they appear only if it takes a while.
#[component]
fn Skeleton() -> impl IntoView {
    let t = texts();
    view! {
        <div class="skeleton" role="status" aria-label=t.shell.loading data-testid="loading">
            <div></div><div></div><div></div>
        </div>
    }
}
