//! The notices of this person: hazards on top, then what holds, then what is over; drafts of who may publish.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::notices::{DropNoticeDraft, NoticeDraft, NoticeRow, NoticesView, ReadNotices, SaveNoticeDraft};

use super::row::NoticeCard;
use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded, Nothing};
use crate::load::load;
use crate::model::notices::order::{Sections, sections};
use crate::pages::session::{Acts, Session};
use crate::pages::sync::line::SyncLine;
use crate::pages::tabs::back_unless_tab;
use crate::platform::clock::say;
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// Reads the notices and keeps them fresh.
pub(super) fn notices() -> Load<NoticesView> {
    load(ReadNotices, |event| matches!(event, Event::NoticesChanged | Event::StandingChanged | Event::AreasChanged))
}

/// `/notices`.
#[component]
pub(crate) fn NoticesPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    keep_scroll("/notices".into());
    let load = notices();
    let may_write =
        Memo::new(move |_| load.value.with(|view| view.as_ref().is_some_and(|view| !view.may_publish_for.is_empty())));
    let actions = move || {
        view! {
            <Show when=move || may_write.get()>
                <a class="button button-main button-wide" href="/notices/new" data-testid="write-notice">
                    <Icon glyph=Glyph::Edit />{t.notices.write}
                </a>
            </Show>
        }
    };
    view! {
        <Frame title=t.notices.title back=back_unless_tab("/notices") actions=actions>
            <SyncLine />
            <Loaded load is_offline=session.is_offline() children=move |view| view! { <Lists view again=load.again /> } />
        </Frame>
    }
}

#[component]
fn Lists(view: Memo<NoticesView>, again: RwSignal<u32>) -> impl IntoView {
    let t = texts();
    let parted = Memo::new(move |_| sections(&view.read().notices));
    let is_empty = Memo::new(move |_| view.read().notices.is_empty());
    let rows = move |rows: fn(&Sections) -> &Vec<NoticeRow>| {
        move || {
            let cards = rows(&parted.read()).clone().into_iter().map(|row| view! { <li><NoticeCard row /></li> });
            cards.collect_view()
        }
    };
    let over = move || parted.read().over.len();
    view! {
        <Drafts view again />
        <Show when=move || is_empty.get()>
            <Nothing what=t.notices.none next=t.notices.none_next glyph=Glyph::Bell />
        </Show>
        <ul class="notice-list" data-testid="notices-pinned" hidden=move || parted.read().pinned.is_empty()>
            {rows(|parted| &parted.pinned)}
        </ul>
        <ul class="notice-list" data-testid="notices">{rows(|parted| &parted.current)}</ul>
        <Show when=move || over() != 0>
            <details class="notice-over" data-testid="notices-over">
                <summary>{move || (t.notices.earlier_ones)(over())}</summary>
                <ul class="notice-list">{rows(|parted| &parted.over)}</ul>
            </details>
        </Show>
    }
}

/// What was begun and not published.
#[component]
fn Drafts(view: Memo<NoticesView>, again: RwSignal<u32>) -> impl IntoView {
    let t = texts();
    let drafts = Memo::new(move |_| view.read().drafts.clone());
    view! {
        <Show when=move || !drafts.read().is_empty()>
            <section class="card notice-drafts" data-testid="notice-drafts">
                <h2>{t.notices.drafts}</h2>
                <ul>
                    {move || drafts.get().into_iter().map(|draft| view! { <li><Draft draft again /></li> }).collect_view()}
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Draft(draft: NoticeDraft, again: RwSignal<u32>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let to = format!("/notices/new?draft={}", draft.number);
    let title = draft.form.title.trim();
    let title = if title.is_empty() { t.notices.draft_nameless.to_owned() } else { title.to_owned() };
    let mark = draft.corrects.map(|_| view! { <span class="tag">{t.notices.draft_of_correction}</span> });
    let when = (t.notices.draft_saved)(&say(t, draft.saved));
    let read_again = move || _ = again.try_update(|count| *count += 1);
    let on_drop = move |_| {
        let NoticeDraft { number, form, corrects, .. } = draft.clone();
        acts.run(bridge::ask(DropNoticeDraft { number }), move |()| {
            read_again();
            let back = Callback::new(move |()| {
                let request = SaveNoticeDraft { number: None, form: form.clone(), corrects };
                acts.run(bridge::ask(request), move |_| read_again());
            });
            acts.toasts.say_with_undo(t.notices.draft_dropped, back);
        });
    };
    view! {
        <div class="notice-draft">
            <a class="notice-draft-link" href=to data-testid="notice-draft">
                <span><strong>{title}</strong>" "{mark}</span>
                <span class="quiet">{when}</span>
            </a>
            <button type="button" class="bar-button" aria-label=t.notices.drop_draft on:click=on_drop data-testid="drop-draft">
                <Icon glyph=Glyph::Trash />
            </button>
        </div>
    }
}
