//! `/communities`: the communities on this device, going over to another, joining one more, leaving the open one.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::communities::{CommunityRow, OpenCommunity, ReadCommunities};
use linli_contract::lock::ReadLock;
use linli_contract::members::LeaveCommunity;

use super::others::{GoTo, go_over};
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Loaded;
use crate::components::sheet::Sheet;
use crate::components::typed_confirm::TypedConfirm;
use crate::load::load;
use crate::pages::session::{Acts, Session};
use crate::platform::prefs::texts;

/// How much of what waits is named before leaving.
const NAMED: usize = 5;

/// `/communities`.
#[component]
pub(crate) fn CommunitiesPage() -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let rows = load(ReadCommunities, |event| matches!(event, Event::StandingChanged));
    let is_leaving = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let join = move |_| {
        if !is_busy.get_untracked() {
            is_busy.set(true);
            acts.run(
                async move {
                    let answer = go_over(OpenCommunity { place: None }).await;
                    is_busy.try_set(false);
                    answer
                },
                drop,
            );
        }
    };
    let name = move || {
        let open = rows.value.get().and_then(|rows| rows.into_iter().find(|row| row.is_open));
        open.map(|row| row.name).unwrap_or_default()
    };
    view! {
        <Frame title=t.communities.title back=Some("/more".to_owned())>
            <p class="quiet">{t.communities.what}</p>
            <Loaded load=rows children=move |rows| view! { <Rows rows /> } />
            <section class="card stack">
                <button type="button" class="button button-wide" on:click=join data-testid="join-another"
                    aria-busy=move || is_busy.get().to_string()>
                    <Icon glyph=Glyph::Plus />{t.communities.join_another}
                </button>
                <p class="quiet">{t.communities.join_hint}</p>
            </section>
            <button type="button" class="button-text button-danger" on:click=move |_| is_leaving.set(true)
                data-testid="leave">{t.communities.leave}</button>
            <Sheet open=is_leaving title=Signal::derive(move || (t.communities.leave_title)(&name())) testid="leave-sheet">
                <Leave />
            </Sheet>
        </Frame>
    }
}

#[component]
fn Rows(rows: Memo<Vec<CommunityRow>>) -> impl IntoView {
    let t = texts();
    let row = move |row: CommunityRow| {
        if !row.is_open {
            return view! { <li><GoTo row /></li> }.into_any();
        }
        let name = if row.name.is_empty() { t.communities.unnamed.to_owned() } else { row.name };
        view! {
            <li class="link-row" aria-current="true" data-testid=format!("community-{}", row.place)>
                <Icon glyph=Glyph::Check />
                <span class="link-row-name">{name}</span>
                <span class="tag">{t.communities.is_open}</span>
            </li>
        }
        .into_any()
    };
    view! {
        <ul class="card link-rows" data-testid="communities">
            {move || rows.get().into_iter().map(row).collect_view()}
        </ul>
    }
}

/// What leaving means and what it loses, before a word is typed.
#[component]
fn Leave() -> impl IntoView {
    let acts = Acts::here();
    let t = acts.t;
    let sync = Session::here().sync;
    let lock = load(ReadLock, |event| matches!(event, Event::SyncChanged));
    let is_busy = RwSignal::new(false);
    let unsent = move || lock.value.with(|lock| lock.as_ref().map(|lock| lock.unsent));
    let lost = move || {
        let waiting = sync.value.get().map(|sync| sync.waiting).unwrap_or_default();
        let more = waiting.len().saturating_sub(NAMED);
        let named = waiting.into_iter().take(NAMED).map(|waiting| {
            let what = (t.sync.work)(waiting.what);
            view! { <li>{format!("{} {what}", waiting.path.join(" "))}</li> }
        });
        view! {
            <ul class="leave-lost">
                {named.collect_view()}
                {(more > 0).then(|| view! { <li>{(t.communities.and_more)(more)}</li> })}
            </ul>
        }
    };
    let leave = Callback::new(move |()| {
        let Some(unsent) = unsent().filter(|_| !is_busy.get_untracked()) else { return };
        is_busy.set(true);
        acts.run(
            async move {
                let answer = go_over(LeaveCommunity { unsent }).await;
                is_busy.try_set(false);
                answer
            },
            move |_| acts.toasts.say(t.communities.left),
        );
    });
    let is_blocked = Signal::derive(move || is_busy.get() || lock.value.with(Option::is_none));
    view! {
        <div class="stack">
            <p>{t.communities.leave_what}</p>
            {move || match unsent() {
                None => ().into_any(),
                Some(0) => view! { <p>{t.communities.leave_nothing_lost}</p> }.into_any(),
                Some(count) => view! {
                    <div class="note note-bad" role="note" data-testid="leave-lost">
                        <Icon glyph=Glyph::Alert />
                        <div class="note-text"><strong>{(t.communities.leave_lost)(count)}</strong>{lost()}</div>
                    </div>
                }
                .into_any(),
            }}
            <TypedConfirm word=t.communities.leave_word ask=t.communities.leave_ask label=t.communities.leave
                on_confirm=leave is_blocked=is_blocked />
        </div>
    }
}
