//! The other communities on this device, to go over to: on every screen on which nothing of the open one can be used.

use leptos::prelude::*;
use linli_contract::communities::{CommunityRow, OpenCommunity, ReadCommunities};
use linli_contract::members::Standing;
use linli_contract::{Ask, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::pages::session::Acts;
use crate::platform::page::set_address;
use crate::platform::prefs::texts;

/// Asks for what puts another community on the screens; they hear of it by themselves and begin on their first page.
pub(crate) async fn go_over(request: impl Ask<Reply = Standing>) -> Result<Standing, Failure> {
    let was = set_address("/");
    let answer = bridge::ask(request).await;
    if answer.is_err() {
        set_address(&was);
    }
    answer
}

/// The other communities; nothing where there are none.
#[component]
pub(crate) fn Others(
    /// Whether it stands by itself above another screen.
    #[prop(optional)]
    is_apart: bool,
) -> impl IntoView {
    let t = texts();
    let rows = RwSignal::new(Vec::new());
    spawn_local(async move {
        if let Ok(all) = bridge::ask(ReadCommunities).await {
            rows.try_set(all.into_iter().filter(|row| !row.is_open && !row.name.is_empty()).collect());
        }
    });
    move || {
        let rows: Vec<CommunityRow> = rows.get();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="others" class:others-apart=is_apart data-testid="others">
                    <h2>{t.communities.others}</h2>
                    <ul class="card link-rows">
                        {rows.into_iter().map(|row| view! { <li><GoTo row /></li> }).collect_view()}
                    </ul>
                </section>
            }
        })
    }
}

/// A row that opens its community.
#[component]
pub(super) fn GoTo(row: CommunityRow) -> impl IntoView {
    let acts = Acts::here();
    let t = acts.t;
    let is_busy = RwSignal::new(false);
    let name = if row.name.is_empty() { t.communities.unnamed.to_owned() } else { row.name };
    let label = (t.communities.open)(&name);
    let place = row.place.clone();
    let go = move |_| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let place = Some(place.clone());
        acts.run(
            async move {
                let answer = go_over(OpenCommunity { place }).await;
                is_busy.try_set(false);
                answer
            },
            drop,
        );
    };
    view! {
        <button type="button" class="link-row" aria-label=label on:click=go data-testid=format!("community-{}", row.place)
            aria-busy=move || is_busy.get().to_string()>
            <Icon glyph=Glyph::Home />
            <span class="link-row-name">{move || if is_busy.get() { t.communities.opening.to_owned() } else { name.clone() }}</span>
            <Icon glyph=Glyph::Forward />
        </button>
    }
}
