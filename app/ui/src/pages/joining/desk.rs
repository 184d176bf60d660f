//! What waits for this person's decision: neighbours who ask to join, work in quarantine, wishes about records.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use linli_contract::Event;
use linli_contract::joining::{DeskView, ReadDesk, RequestView, ReviewCode};

use super::held::Held;
use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Empty, Load, Loaded};
use crate::components::scanner::Scanner;
use crate::components::sheet::Sheet;
use crate::load::load;
use crate::model::joining::voices;
use crate::pages::rights::proposal::ProposalCard;
use crate::pages::session::{Acts, Session};
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// Reads the desk and keeps it fresh.
pub(super) fn desk() -> Load<DeskView> {
    load(ReadDesk, |event| match event {
        Event::DeskChanged | Event::StandingChanged | Event::AreasChanged => true,
        Event::DoorsChanged(_)
        | Event::SyncChanged
        | Event::NoticesChanged
        | Event::TicketsChanged(_)
        | Event::SquareChanged(_)
        | Event::ChatsChanged
        | Event::PhotosChanged(_) => false,
    })
}

/// `/desk`.
#[component]
pub(crate) fn DeskPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let load = desk();
    let is_scanning = RwSignal::new(false);
    let can_admit = Memo::new(move |_| load.value.with(|desk| desk.as_ref().is_some_and(|desk| desk.can_admit)));
    let again = Callback::new(move |()| load.again.update(|count| *count += 1));
    let empty = Empty {
        is_empty: |desk: &DeskView| desk.requests.is_empty() && desk.held.is_empty() && desk.proposals.is_empty(),
        what: t.joining.desk_empty,
        next: t.joining.desk_empty_next,
    };
    let actions = move || {
        view! {
            <Show when=move || can_admit.get()>
                <button type="button" class="button button-main button-wide" on:click=move |_| is_scanning.set(true)
                    data-testid="desk-scan">
                    <Icon glyph=Glyph::Scan />{t.joining.scan_newcomer}
                </button>
            </Show>
        }
    };
    view! {
        <Frame title=t.joining.desk back=Some("/more".to_owned()) actions=actions>
            <Loaded load empty=empty is_offline=session.is_offline() children=move |desk| view! { <Desk desk again /> } />
            <Sheet open=is_scanning title=t.joining.scan_newcomer testid="desk-scanner"><FaceToFace /></Sheet>
        </Frame>
    }
}

#[component]
fn Desk(desk: Memo<DeskView>, again: Callback<()>) -> impl IntoView {
    let t = texts();
    let requests = move || {
        let requests = desk.read().requests.clone();
        (!requests.is_empty()).then(|| {
            let rows = requests.into_iter().map(|request| view! { <Row request /> }).collect_view();
            view! {
                <h2 class="section-title">{t.joining.requests}</h2>
                <ul class="card link-rows">{rows}</ul>
            }
        })
    };
    let held = Memo::new(move |_| desk.read().held.clone());
    let proposals = move || {
        let proposals = desk.read().proposals.clone();
        (!proposals.is_empty()).then(|| {
            view! {
                <h2 class="section-title">{t.joining.proposals}</h2>
                <div class="stack">
                    {proposals.into_iter().map(|proposal| view! { <ProposalCard proposal on_done=again /> }).collect_view()}
                </div>
            }
        })
    };
    view! {
        {requests}
        <Held held />
        {proposals}
    }
}

/// One request: who, where, as what, since when, and what the neighbours say.
#[component]
fn Row(request: RequestView) -> impl IntoView {
    let t = texts();
    let (known, unknown) = voices(&request);
    let href = format!("/desk/{}", request.device);
    let since = request.since.map_or_else(|| t.joining.face_to_face.to_owned(), |since| say(t, since));
    let (name, about) = match &request.newcomer {
        Some(newcomer) => {
            let door = if newcomer.door.is_empty() { request.place.clone() } else { newcomer.door.clone() };
            (newcomer.name.clone(), format!("{door} · {}", (t.joining.wish)(newcomer.wish)))
        }
        None => (t.joining.sealed_name.to_owned(), request.place.clone()),
    };
    view! {
        <li>
            <a class="link-row" href=href data-testid="request">
                <Icon glyph=Glyph::Person />
                <span class="link-row-name">
                    <strong class="row-name">{name}</strong>
                    <span class="row-about">{about}</span>
                    <span class="row-about">{since}</span>
                    <span class="tags">
                        {(known > 0).then(|| view! { <span class="tag badge-waiting">{(t.joining.known_by)(known)}</span> })}
                        {(unknown > 0).then(|| view! { <span class="tag badge-conflict">{(t.joining.unknown_to)(unknown)}</span> })}
                    </span>
                </span>
                <Icon glyph=Glyph::Forward />
            </a>
        </li>
    }
}

/// Takes the code that a newcomer shows; the request then lies on the desk.
#[component]
fn FaceToFace() -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let navigate = use_navigate();
    let review = move |code: String| {
        let navigate = navigate.clone();
        acts.run(bridge::ask(ReviewCode { code }), move |request| {
            navigate(&format!("/desk/{}", request.device), Default::default());
        });
    };
    view! {
        <div class="stack">
            <p class="quiet">{t.joining.scan_newcomer_what}</p>
            <Scanner on_text=review />
        </div>
    }
}
