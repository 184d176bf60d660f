//! The last look before publishing: the notice as it is read, for whom it is, and one button.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use linli_contract::notices::{NoticeArea, NoticeForm, PublishNotice};
use linli_contract::photos::AttachedView;
use linli_shared::ids::RecordId;
use wasm_bindgen_futures::spawn_local;

use super::body::Body;
use super::draft::Drafting;
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::sheet::Sheet;
use crate::drafts::DraftLine;
use crate::model::notices::area::{find, label};
use crate::model::notices::form::{mistakes, ready};
use crate::pages::session::{Acts, Session};
use crate::platform::back;
use crate::platform::clock::{now, say};
use crate::platform::prefs::texts;

/// What is published, and how.
#[derive(Clone, Copy)]
pub(super) struct Publishing {
    pub(super) form: RwSignal<NoticeForm>,
    pub(super) attached: RwSignal<Vec<AttachedView>>,
    pub(super) drafting: Drafting,
    pub(super) corrects: Option<RecordId>,
    pub(super) offered: StoredValue<Vec<NoticeArea>>,
    /// Whether publishing was tried, so that what is missing is said.
    pub(super) is_tried: RwSignal<bool>,
}

impl Publishing {
    /// For whom it is, with the number of doors.
    fn to(self) -> Option<(String, u32)> {
        let area = self.form.read().area?;
        self.offered.with_value(|offered| find(offered, area).map(|area| (label(area), area.doors)))
    }
}

/// The button at the bottom, and the sheet with the preview.
#[component]
pub(super) fn Preview(publishing: Publishing) -> impl IntoView {
    let t = texts();
    let Publishing { form, drafting, is_tried, .. } = publishing;
    let open = RwSignal::new(false);
    let missing = Memo::new(move |_| is_tried.get().then(|| mistakes(&form.read(), now()).first().copied()).flatten());
    let look = move |_| {
        is_tried.set(true);
        if form.with_untracked(|form| mistakes(form, now()).is_empty()) {
            open.set(true);
        }
    };
    view! {
        <footer class="actions">
            <p class="actions-note" role="alert" data-testid="notice-mistake">
                {move || missing.get().map(t.notices.mistake)}
            </p>
            <DraftLine kept=drafting.kept() hint=t.notices.kept_hint is_hidden=Signal::derive(move || missing.get().is_some()) />
            <button type="button" class="button button-main button-wide" on:click=look data-testid="preview-notice">
                <Icon glyph=Glyph::Eye />{t.notices.preview}
            </button>
        </footer>
        <Sheet open title=t.notices.preview testid="preview-sheet"><Look publishing open /></Sheet>
    }
}

#[component]
fn Look(publishing: Publishing, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let Publishing { form, attached, drafting, corrects, .. } = publishing;
    let is_sending = RwSignal::new(false);
    let navigate = use_navigate();
    let me = Session::here().member.with_untracked(|me| me.as_ref().and_then(|me| me.name.clone()));
    let shown = form.with_untracked(ready);
    let to = untrack(|| publishing.to());
    let place = to.as_ref().map(|(name, _)| name.clone()).unwrap_or_default();
    let byline = [me.unwrap_or_default(), place, say(t, now())].into_iter().filter(|part| !part.is_empty());
    let byline = byline.collect::<Vec<_>>().join(" · ");
    let answers = shown.answers.iter().map(|answer| {
        view! { <p class="notice-answer notice-answer-idle"><Icon glyph=Glyph::Ring /><span>{answer.clone()}</span></p> }
    });
    let question = (!shown.question.is_empty()).then(|| view! {
        <section class="notice-question"><h3>{shown.question.clone()}</h3><div class="notice-answers">{answers.collect_view()}</div></section>
    });
    let confirm = shown.wants_confirmation.then(|| {
        view! {
            <p class="button button-main button-wide notice-idle"><Icon glyph=Glyph::Check />{t.notices.confirm}</p>
        }
    });
    let publish = move |_| {
        if is_sending.get_untracked() {
            return;
        }
        is_sending.set(true);
        let (form, navigate) = (form.with_untracked(ready), navigate.clone());
        let ended = drafting.end();
        spawn_local(async move {
            let draft = ended.await;
            match bridge::ask(PublishNotice { draft, form, corrects }).await {
                Ok(notice) => {
                    acts.toasts.say(t.notices.published);
                    open.try_set(false);
                    back::leave(navigate, format!("/notices/{notice}"));
                }
                Err(failure) => {
                    is_sending.try_set(false);
                    drafting.go_on();
                    acts.toasts.fail((t.shell.failure)(&failure));
                }
            }
        });
    };
    let words = if corrects.is_some() { t.notices.publish_correction } else { t.notices.publish };
    view! {
        <div class="stack">
            <p class="quiet">{t.notices.preview_what}</p>
            <div class="notice-preview"><Body form=shown byline attached />{question}{confirm}</div>
            {to.map(|(name, doors)| view! { <p class="notice-to" data-testid="sent-to">{(t.notices.sent_to)(&name, doors)}</p> })}
            <button type="button" class="button button-main button-wide" on:click=publish
                aria-busy=move || is_sending.get().to_string() data-testid="publish-notice">
                <Icon glyph=Glyph::Loud />
                {move || if is_sending.get() { t.notices.publishing } else { words }}
            </button>
        </div>
    }
}
