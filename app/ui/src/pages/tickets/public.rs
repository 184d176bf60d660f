//! A public version: what neighbours see of a report, and how they say that they have it too.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use linli_contract::tickets::{PublicView, ReadPublic, SetVoice};
use linli_shared::ids::RecordId;

use super::marks::{StatusMark, ago};
use super::ticket::{categories, concerns_ticket};
use crate::app::NotFound;
use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded};
use crate::components::photos::PhotoStrip;
use crate::components::sync_mark::SyncMark;
use crate::load::load;
use crate::model::tickets::{category_name, place_of};
use crate::pages::session::{Acts, Session};
use crate::pages::sync::line::SyncDot;
use crate::platform::prefs::texts;

/// `/public/:id`.
#[component]
pub(crate) fn PublicPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<RecordId>().ok()));
    move || match id.get() {
        Some(report) => view! { <Public report /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Public(report: RecordId) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let view: Load<PublicView> = load(ReadPublic { report }, concerns_ticket(report));
    let categories = categories();
    let title = move || {
        let key = view.value.with(|view| view.as_ref().map(|view| view.row.category.clone()));
        key.map_or_else(|| t.tickets.public.title.to_owned(), |key| category_name(t, &key, &categories.read()))
    };
    let actions = move || view! { <Voices report view=view.value /> };
    view! {
        <Frame title=Signal::derive(title) back=Some("/tickets".to_owned()) aside=|| view! { <SyncDot /> } actions=actions>
            <Loaded load=view is_offline=session.is_offline() children=move |view| view! { <Content view /> } />
        </Frame>
    }
}

#[component]
fn Content(view: Memo<PublicView>) -> impl IntoView {
    let t = texts();
    let by = move || {
        let name = view.read().name.clone();
        if name.is_empty() { t.tickets.public.nameless.to_owned() } else { (t.tickets.public.named)(&name) }
    };
    let marks = move || {
        let row = view.read().row.clone();
        let voices = (row.voices > 0)
            .then(|| view! { <span class="tag" data-testid="voices">{(t.tickets.voices)(row.voices)}</span> });
        let sync =
            (row.sync != linli_contract::sync::RecordSync::WithRelay).then(|| view! { <SyncMark sync=row.sync /> });
        view! { <div class="ticket-marks"><StatusMark status=row.status />{voices}{sync}</div> }
    };
    let place = move || place_of(&view.read().row);
    view! {
        <div class="ticket" data-testid="public">
            <section class="card stack">
                {marks}
                <p class="ticket-said" data-testid="public-words">{move || view.read().words.clone()}</p>
                <PhotoStrip attached=Signal::derive(move || view.get().attached) />
                <dl class="ticket-facts">
                    {move || (!place().is_empty()).then(|| view! { <div><dt>{t.tickets.report.place}</dt><dd>{place}</dd></div> })}
                    <div><dt>{t.tickets.reporter}</dt><dd>{by}</dd></div>
                    <div><dt>{t.tickets.reported}</dt><dd>{move || ago(t, view.read().row.reported)}</dd></div>
                </dl>
            </section>
            <p class="quiet">{t.tickets.public.what}</p>
        </div>
    }
}

/// "Me too" and follow, each to be taken back.
#[component]
fn Voices(report: RecordId, view: RwSignal<Option<PublicView>>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let mine =
        Memo::new(move |_| view.with(|view| view.as_ref().map(|view| (view.me_too, view.follows, view.row.is_mine))));
    let set = move |me_too: bool, follows: bool, done: &'static str| {
        acts.run(bridge::ask(SetVoice { report, me_too, follows }), move |()| acts.toasts.say(done));
    };
    move || {
        // Whoever reported it need not say so twice.
        mine.get().filter(|(.., is_mine)| !is_mine).map(|(me_too, follows, _)| {
            let public = &t.tickets.public;
            let too = move |_| {
                let done = if me_too { public.taken_back } else { public.me_too_done };
                set(!me_too, follows || !me_too, done);
            };
            let follow = move |_| set(me_too, !follows, if follows { public.taken_back } else { public.follow_done });
            view! {
                <div class="actions-row">
                    <button type="button" class="button" class:button-main=!me_too aria-pressed=me_too.to_string() on:click=too
                        data-testid="me-too">
                        <Icon glyph=Glyph::Hand />{if me_too { public.me_too_on } else { public.me_too }}
                    </button>
                    <button type="button" class="button" aria-pressed=follows.to_string() on:click=follow data-testid="follow">
                        <Icon glyph=Glyph::Bell />{if follows { public.follow_on } else { public.follow }}
                    </button>
                </div>
            }
        })
    }
}
