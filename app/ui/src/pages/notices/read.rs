//! One notice: its words, what it asks, what it said before; for its publisher whom it reached. Asking for it says that it
//! was read.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use linli_contract::Event;
use linli_contract::notices::{NoticeForm, NoticeView, ReachView, ReadNotice, ReadReach};
use linli_contract::sync::RecordSync;
use linli_shared::ids::RecordId;

use super::answer::{Confirm, Question};
use super::body::{Body, Words, place_and_time};
use super::change::Change;
use crate::app::NotFound;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded};
use crate::components::note::{Note, Weight};
use crate::components::sync_mark::SyncMark;
use crate::load::load;
use crate::pages::session::Session;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// `/notices/:id`.
#[component]
pub(crate) fn NoticePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<RecordId>().ok()));
    move || match id.get() {
        Some(notice) => view! { <Notice notice /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Notice(notice: RecordId) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let load: Load<NoticeView> =
        load(ReadNotice { notice }, |event| matches!(event, Event::NoticesChanged | Event::PhotosChanged(_)));
    let actions = move || view! { <Confirm load /> };
    view! {
        <Frame title=t.notices.title back=Some("/notices".to_owned()) actions=actions>
            <Loaded load is_offline=session.is_offline() children=move |view| view! { <Shown view /> } />
        </Frame>
    }
}

#[component]
fn Shown(view: Memo<NoticeView>) -> impl IntoView {
    let t = texts();
    let attached = Signal::derive(move || view.read().attached.clone());
    // What is drawn anew only when the words change, so that an open photo stays open.
    let said = Memo::new(move |_| {
        let view = view.read();
        let by = view.row.by.clone().unwrap_or_else(|| t.notices.somebody.to_owned());
        (view.form.clone(), format!("{by} · {}", place_and_time(t, &view.row)))
    });
    let withdrawn = Memo::new(move |_| view.read().withdrawn.clone());
    let is_over =
        Memo::new(move |_| view.read().row.is_over && view.read().withdrawn.is_none() && !view.read().row.is_urgent);
    let sync = Memo::new(move |_| view.read().row.sync);
    let needs_newer = Memo::new(move |_| view.read().needs_newer_app);
    let may_see_reach = Memo::new(move |_| view.read().may_see_reach);
    let notice = view.read_untracked().row.notice;
    view! {
        {move || withdrawn.get().map(|(reason, at)| view! {
            <Note weight=Weight::Warn glyph=Glyph::Undo testid="notice-withdrawn">
                <div class="note-text">
                    <strong>{(t.notices.was_withdrawn)(&say(t, at))}</strong>
                    {(!reason.is_empty()).then(|| view! { <p>{(t.notices.why)(&reason)}</p> })}
                </div>
            </Note>
        })}
        <Show when=move || is_over.get()>
            <Note weight=Weight::Calm glyph=Glyph::Clock testid="notice-over"><p class="note-text">{t.notices.is_over_now}</p></Note>
        </Show>
        <Show when=move || needs_newer.get()>
            <Note weight=Weight::Warn glyph=Glyph::Download><p class="note-text">{t.notices.needs_newer}</p></Note>
        </Show>
        {move || {
            let (form, byline) = said.get();
            view! { <div class="card"><Body form byline attached /></div> }
        }}
        {move || (sync.get() != RecordSync::WithRelay).then(|| view! {
            <p class="notice-sync"><SyncMark sync=sync.get() /></p>
        })}
        <Question view />
        <Earlier view />
        <Show when=move || may_see_reach.get()><ReachLine notice /></Show>
        <Change view />
    }
}

/// What it said before, folded away.
#[component]
fn Earlier(view: Memo<NoticeView>) -> impl IntoView {
    let t = texts();
    let earlier = Memo::new(move |_| view.read().earlier.clone());
    let version = move |(form, until): (NoticeForm, linli_shared::calendar::Millis)| {
        view! {
            <li class="notice-earlier-one">
                <p class="quiet">{(t.notices.said_until)(&say(t, until))}</p>
                <h3>{form.title}</h3>
                <Words text=form.text />
            </li>
        }
    };
    move || {
        let all = earlier.get();
        (!all.is_empty()).then(|| {
            view! {
                <details class="card notice-earlier" data-testid="notice-earlier">
                    <summary>{(t.notices.corrected_times)(all.len())}</summary>
                    <ul>{all.into_iter().map(version).collect_view()}</ul>
                </details>
            }
        })
    }
}

/// Whom it reached, for who may see that; leads to the doors.
#[component]
fn ReachLine(notice: RecordId) -> impl IntoView {
    let t = texts();
    let load: Load<ReachView> = load(ReadReach { notice }, |event| matches!(event, Event::NoticesChanged));
    let line = move || {
        load.value
            .with(|view| view.as_ref().map(|view| (t.notices.reach_line)(view.read, view.doors)))
            .unwrap_or_default()
    };
    view! {
        <a class="card home-card notice-reach" href=format!("/notices/{notice}/reach") data-testid="reach-line">
            <Icon glyph=Glyph::Home />
            <span class="home-words"><strong>{line}</strong><span class="quiet">{t.notices.reach_see}</span></span>
            <Icon glyph=Glyph::Forward />
        </a>
    }
}
