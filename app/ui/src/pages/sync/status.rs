//! The whole sync state: the link, what waits and why, what was refused and why.

use leptos::prelude::*;
use linli_contract::sync::{DismissRefused, Link, RefusedView, SyncNow, SyncView, WaitingView};
use linli_shared::ids::AreaId;
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Loaded, Nothing};
use crate::pages::session::{Acts, Session};
use crate::platform::clock::say;
use crate::platform::code::copy;
use crate::platform::prefs::texts;

/// `/sync`.
#[component]
pub(crate) fn SyncPage() -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let sync = Session::here().sync;
    let is_asked = RwSignal::new(false);
    let meet = move |_| {
        if is_asked.get_untracked() {
            return;
        }
        is_asked.set(true);
        acts.run(
            async move {
                let answer = bridge::ask(SyncNow).await;
                is_asked.try_set(false);
                answer
            },
            move |view| sync.value.set(Some(view)),
        );
    };
    let received = move || {
        let link = sync.value.with(|sync| sync.as_ref().map(|sync| sync.link));
        match link {
            Some(Link::Meeting { received }) => Some(received),
            Some(Link::NotTried | Link::Up | Link::Down(_)) | None => is_asked.get().then_some(0),
        }
    };
    let actions = move || {
        view! {
            <button type="button" class="button button-main button-wide" on:click=meet data-testid="sync-now"
                aria-busy=move || received().is_some().to_string() class:is-meeting=move || received().is_some()>
                <Icon glyph=Glyph::Sync />
                {move || received().map_or_else(|| t.sync.meet_now.to_owned(), t.sync.meeting)}
            </button>
        }
    };
    view! {
        <Frame title=t.sync.title back=Some("/".to_owned()) actions=actions>
            <Loaded load=sync children=move |view| view! { <Status view /> } />
        </Frame>
    }
}

#[component]
fn Status(view: Memo<SyncView>) -> impl IntoView {
    let t = texts();
    let said = move || (t.sync.link)(view.read().link);
    let weight = move || match view.read().link {
        Link::Down(_) => "card sync-state sync-state-down",
        Link::NotTried | Link::Meeting { .. } | Link::Up => "card sync-state",
    };
    let met =
        move || view.read().last_met.map_or_else(|| t.sync.never_met.to_owned(), |at| (t.sync.last_met)(&say(t, at)));
    let glyph = move || match view.read().link {
        Link::Down(_) => Glyph::CloudOff,
        Link::Meeting { .. } => Glyph::Sync,
        Link::NotTried | Link::Up => Glyph::Cloud,
    };
    view! {
        <section class=weight data-testid="link">
            {move || view! { <Icon glyph=glyph() /> }}
            <div>
                <h2>{move || said().what}</h2>
                <p>{move || said().next}</p>
                <p class="quiet" data-testid="last-met">{met}</p>
            </div>
        </section>
        <Show when=move || !view.read().refused.is_empty()>
            <section data-testid="refused">
                <h2 class="section-title">{move || (t.sync.refused)(view.read().refused.len())}</h2>
                <p class="quiet">{t.sync.refused_hint}</p>
                <ul class="rows">
                    <For each=move || view.get().refused key=|row| row.number children=|row| view! { <Refused row /> } />
                </ul>
            </section>
        </Show>
        <section data-testid="waiting">
            <h2 class="section-title">{move || (t.sync.waiting)(view.read().waiting.len())}</h2>
            {move || view.read().waiting.is_empty().then(|| view! {
                <Nothing what=t.sync.nothing_waits next=t.sync.nothing_waits_next glyph=Glyph::Check />
            })}
            <ul class="rows">
                {move || view.get().waiting.into_iter().map(|row| view! { <Waiting row /> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Waiting(row: WaitingView) -> impl IntoView {
    let t = texts();
    view! {
        <li class="row">
            <Icon glyph=Glyph::Upload />
            <div class="row-text">
                <Place what=(t.sync.work)(row.what) area=row.area path=row.path />
                <p class="quiet">{(t.sync.since)(&say(t, row.saved))}" · "{(t.sync.why_waits)(row.why)}</p>
            </div>
        </li>
    }
}

#[component]
fn Refused(row: RefusedView) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let said = (t.sync.why_refused)(row.why);
    let dismiss = move |_| {
        acts.run(bridge::ask(DismissRefused { number: row.number }), move |()| acts.toasts.say(t.sync.dismissed));
    };
    view! {
        <li class="row row-bad">
            <Icon glyph=Glyph::Alert />
            <div class="row-text">
                <Place what=(t.sync.work)(row.what) area=row.area path=row.path />
                <p><strong>{said.what}</strong>" · "{said.next}</p>
                <p class="quiet">{(t.sync.since)(&say(t, row.saved))}</p>
                {(!row.words.is_empty()).then(|| view! { <Written words=row.words /> })}
            </div>
            <button type="button" class="button" on:click=dismiss data-testid="dismiss">{t.sync.dismiss}</button>
        </li>
    }
}

/// What was written and stands nowhere else any more.
#[component]
fn Written(words: String) -> impl IntoView {
    let t = texts();
    let toasts = Acts::here().toasts;
    let kept = words.clone();
    let on_copy = move |_| {
        let words = kept.clone();
        spawn_local(async move {
            if copy(&words).await { toasts.say(t.notices.copied) } else { toasts.fail(t.notices.not_copied) }
        });
    };
    view! {
        <figure class="refused-words">
            <figcaption class="label">{t.sync.written}</figcaption>
            <blockquote data-testid="refused-words">{words}</blockquote>
        </figure>
        <button type="button" class="button" on:click=on_copy data-testid="copy-words">{t.sync.copy}</button>
        <p class="quiet">{t.sync.words_go}</p>
    }
}

#[component]
fn Place(what: &'static str, area: Option<AreaId>, path: Vec<String>) -> impl IntoView {
    let place = path.join(" ");
    let words = if place.is_empty() { what.to_owned() } else { format!("{place} · {what}") };
    match area {
        Some(area) => view! { <a class="row-title" href=format!("/door/{area}")>{words}</a> }.into_any(),
        None => view! { <p class="row-title">{words}</p> }.into_any(),
    }
}
