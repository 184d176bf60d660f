//! Reporting: what, where, a word or a photo, who may see it; one page, in half a minute.
//!
//! **Invariant:** a report is sent once, however often the button is pressed, and its draft goes with it.

mod extra;
mod place;
mod sent;
mod similar;
mod what;
mod who;
mod writing;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use linli_contract::tickets::{OpenReport, ReportForm, ReportView};
use linli_shared::blobs::MAX_ATTACHED;
use linli_shared::tickets::TEXT;

use self::extra::Extra;
use self::place::PlaceField;
use self::sent::Sent;
use self::similar::Similar;
use self::what::WhatField;
use self::who::WhoReads;
use self::writing::Writing;
use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Loaded;
use crate::components::note::{Note, Weight};
use crate::components::photos::PhotoPicker;
use crate::components::text_area::TextArea;
use crate::load::open;
use crate::model::tickets::Lack;
use crate::pages::session::{Acts, Session};
use crate::pages::sync::line::SyncDot;
use crate::platform::prefs::texts;

/// `/tickets/new`; a service order with `?service=1`.
#[component]
pub(crate) fn ReportPage() -> impl IntoView {
    let query = use_query_map();
    let is_service = Memo::new(move |_| query.read().get("service").is_some());
    // Another report begins on a page made anew.
    let round = RwSignal::new(0_u32);
    move || {
        round.track();
        view! { <Report is_service=is_service.get() on_again=Callback::new(move |()| round.update(|round| *round += 1)) /> }
    }
}

#[component]
fn Report(is_service: bool, on_again: Callback<()>) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let view = open(move || bridge::ask(OpenReport { is_service }));
    let writing = Writing::new(is_service);
    let title = if is_service { t.tickets.report.service_title } else { t.tickets.report.title };
    let is_writing = Memo::new(move |_| writing.is_ready.get() && writing.sent.read().is_none());
    let actions = move || view! { <Show when=move || is_writing.get()><Send writing /></Show> };
    view! {
        <Frame title=title back=Some("/tickets".to_owned()) aside=|| view! { <SyncDot /> } actions=actions>
            {move || match writing.sent.get() {
                Some(ticket) => view! { <Sent ticket on_again /> }.into_any(),
                None => view! {
                    <Loaded load=view is_offline=session.is_offline()
                        children=move |view| view! { <Begin view writing /> } />
                }
                .into_any(),
            }}
        </Frame>
    }
}

/// Takes up a draft, then lets write.
#[component]
fn Begin(view: Memo<ReportView>, writing: Writing) -> impl IntoView {
    if !writing.is_ready.get_untracked() {
        writing.begin(&view.get_untracked());
    }
    view! { <Show when=move || writing.is_ready.get()><Fields view writing /></Show> }
}

#[component]
fn Fields(view: Memo<ReportView>, writing: Writing) -> impl IntoView {
    let t = texts();
    let words = Memo::new(move |_| writing.form.read().words.clone());
    let wrong = move || {
        let lack = writing.lack_of(&[Lack::Words, Lack::TooLong]);
        lack.map(t.tickets.report.lack).unwrap_or_default().to_owned()
    };
    let is_service = writing.form.with_untracked(|form: &ReportForm| form.is_service);
    view! {
        <Restored writing />
        <div class="stack report" data-testid="report">
            <WhatField view writing />
            <PlaceField view writing />
            <Similar view writing />
            <section class="card stack">
                <TextArea id="report-words" label=t.tickets.report.words text=words max=TEXT as u32 lines=3
                    on_text=move |text| writing.form.update(|form| form.words = text) error=Signal::derive(wrong)
                    hint=Signal::stored(t.tickets.report.words_hint.to_owned()) testid="report-words" />
                <div>
                    <p class="label">{t.tickets.report.photos}</p>
                    <PhotoPicker attached=writing.attached max=MAX_ATTACHED />
                </div>
            </section>
            {(!is_service).then(|| view! { <WhoReads view writing /> })}
            <Extra view writing />
        </div>
    }
}

/// A draft was here: it says so, and can be thrown away.
#[component]
fn Restored(writing: Writing) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let discard = move |_| {
        writing.clear();
        acts.toasts.say(t.tickets.report.discarded);
    };
    view! {
        <Show when=move || writing.is_restored.get()>
            <Note weight=Weight::Calm glyph=Glyph::History testid="report-restored">
                <p class="note-text">{t.tickets.report.restored}</p>
                <button type="button" class="button-text" on:click=discard data-testid="report-discard">
                    {t.tickets.report.discard}
                </button>
            </Note>
        </Show>
    }
}

#[component]
fn Send(writing: Writing) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let said = move || writing.first_lack().map(t.tickets.report.lack);
    view! {
        <p class="actions-note" role="alert" data-testid="report-lack">{said}</p>
        <button type="button" class="button button-main button-wide" on:click=move |_| writing.send(acts)
            aria-busy=move || writing.is_busy.get().to_string() data-testid="report-send">
            <Icon glyph=Glyph::Check />{t.tickets.report.send}
        </button>
    }
}
