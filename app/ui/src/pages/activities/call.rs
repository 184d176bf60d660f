//! Calling for an activity or a task, and changing what was called.

use futures::{FutureExt, TryFutureExt};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use linli_contract::Failure;
use linli_contract::activities::{
    ActivityForm, ActivityFormView, ActivityKind, CallActivity, OpenActivityForm, SaveActivityDraft,
};
use linli_contract::photos::AttachedView;
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;

use super::form::{Fields, Writing};
use crate::app::NotFound;
use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Loaded, Nothing};
use crate::drafts::{Begun, DraftLine, FoundDraft, Keeper, LostPhotos, follow_photos};
use crate::load::open;
use crate::model::activities::form::{empty, is_blank, ready};
use crate::model::dates::days_after;
use crate::pages::session::{Acts, Session};
use crate::platform::back;
use crate::platform::clock::{moment_at, today};
use crate::platform::prefs::texts;

/// When something begins and ends that nobody has said the time of: tomorrow afternoon.
const USUAL: (u8, u8) = (14, 16);

/// `/activities/new`.
#[component]
pub(crate) fn CallPage() -> impl IntoView {
    view! { <Call changes=None /> }
}

/// `/activities/:id/edit`.
#[component]
pub(crate) fn ChangeActivityPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<RecordId>().ok()));
    move || match id.get() {
        Some(activity) => view! { <Call changes=Some(activity) /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

/// What the form begins with; what may not be changed opens as nothing.
async fn ask(changes: Option<RecordId>) -> Result<Option<ActivityFormView>, Failure> {
    match bridge::ask(OpenActivityForm { changes }).await {
        Ok(view) => {
            let is_there = if changes.is_some() { view.form.is_some() } else { !view.may_call.is_empty() };
            Ok(is_there.then_some(view))
        }
        Err(Failure::NoRight | Failure::NotHere) => Ok(None),
        Err(failure) => Err(failure),
    }
}

#[component]
fn Call(changes: Option<RecordId>) -> impl IntoView {
    let t = texts();
    let is_open = Session::here().is_form_open;
    is_open.set(true);
    on_cleanup(move || _ = is_open.try_set(false));
    let load = open(move || ask(changes));
    let title = if changes.is_some() { t.activities.changing } else { t.activities.calling };
    let parent = changes.map_or_else(|| "/activities".to_owned(), |activity| format!("/activities/{activity}"));
    view! {
        <Frame title=title back=Some(parent)>
            <Loaded load children=move |view| match view.get_untracked() {
                Some(view) => view! { <Form view changes /> }.into_any(),
                None => {
                    view! { <Nothing what=t.activities.may_not next=t.activities.may_not_next glyph=Glyph::Lock /> }.into_any()
                }
            } />
        </Frame>
    }
}

#[component]
fn Form(view: ActivityFormView, changes: Option<RecordId>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let navigate = use_navigate();
    let ActivityFormView { form, draft, base, attached, may_call, areas } = view;
    let mut form = form.unwrap_or_else(|| blank(&may_call));
    let has_lost = attached.len() < form.attached.len();
    form.attached = attached.iter().map(|view| view.id).collect();
    let form = RwSignal::new(form);
    let attached = RwSignal::new(attached);
    let is_change = changes.is_some();
    let writing = Writing { form, attached, is_change, is_tried: RwSignal::new(false) };
    let base = ArcStoredValue::new(base);
    let based = base.clone();
    let keeper = Keeper::watch(form, draft.and_then(|draft| draft.saved), move |form: ActivityForm| {
        let form = Some(form).filter(|form| is_change || !is_blank(form));
        let is_there = form.is_some();
        bridge::ask(SaveActivityDraft { changes, base: based.get_value(), form }).map_ok(move |()| is_there)
    });
    let dropping = Callback::new(move |()| dropping(changes, base.clone()).boxed_local());
    let begun = Begun { form, attached, keeper, has_draft: RwSignal::new(draft.is_some()) };
    follow_photos(form, attached, |form| &mut form.attached);
    let is_sending = RwSignal::new(false);
    let missing = Memo::new(move |_| writing.is_tried.get().then(|| writing.mistakes().first().copied()).flatten());
    let send = move |_| {
        writing.is_tried.set(true);
        if is_sending.get_untracked() || untrack(|| !writing.mistakes().is_empty()) {
            return;
        }
        is_sending.set(true);
        let ended = keeper.end();
        let (form, navigate) = (form.with_untracked(ready), navigate.clone());
        let doing = async move {
            ended.await;
            let outcome = bridge::ask(CallActivity { changes, form }).await;
            if outcome.is_err() {
                is_sending.try_set(false);
                keeper.go_on();
            }
            outcome
        };
        acts.run(doing, move |activity| {
            acts.toasts.say(if is_change { t.activities.changed_done } else { t.activities.called });
            back::leave(navigate, format!("/activities/{activity}"));
        });
    };
    view! {
        <LostPhotos has_lost />
        <FoundDraft begun is_outdated=draft.is_some_and(|draft| draft.is_outdated) dropping />
        {is_change.then(|| view! { <p class="quiet">{t.activities.changing_what}</p> })}
        <Fields writing may_call areas />
        <footer class="actions">
            <p class="actions-note" role="alert" data-testid="activity-mistake">{move || missing.get().map(t.activities.mistake)}</p>
            <DraftLine kept=keeper.kept hint=t.activities.kept_hint is_hidden=Signal::derive(move || missing.get().is_some()) />
            <button type="button" class="button button-main button-wide" on:click=send data-testid="send-activity"
                aria-busy=move || is_sending.get().to_string()>
                <Icon glyph=Glyph::Loud />{if is_change { t.activities.save_change } else { t.activities.send_call }}
            </button>
        </footer>
    }
}

/// A form with nothing in it, for tomorrow afternoon.
fn blank(may_call: &[ActivityKind]) -> ActivityForm {
    let day = days_after(today(), 1).unwrap_or_else(today);
    let kind = may_call.first().copied().unwrap_or(ActivityKind::Gathering);
    empty(kind, moment_at(day, USUAL.0, 0), moment_at(day, USUAL.1, 0))
}

/// Forgets the draft, and says what the form begins with then.
async fn dropping(
    changes: Option<RecordId>,
    base: ArcStoredValue<Option<Millis>>,
) -> Result<(ActivityForm, Vec<AttachedView>), Failure> {
    bridge::ask(SaveActivityDraft { changes, base: None, form: None }).await?;
    let view = bridge::ask(OpenActivityForm { changes }).await?;
    base.set_value(view.base);
    Ok((view.form.unwrap_or_else(|| blank(&view.may_call)), view.attached))
}
