//! Invitations: which posters are out, how many came by them, a new one, the end of one.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::joining::{EndInvitation, InvitationView, ReadInvitations};

use super::make::MakeSheet;
use super::scope::root;
use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Empty, Load, Loaded};
use crate::components::sheet::Sheet;
use crate::load::load;
use crate::model::joining::days_left;
use crate::pages::session::{Acts, Session};
use crate::platform::clock::now;
use crate::platform::prefs::texts;

/// Reads the invitations and keeps them fresh.
pub(super) fn invitations() -> Load<Vec<InvitationView>> {
    load(ReadInvitations, |event| matches!(event, Event::DeskChanged | Event::StandingChanged))
}

/// `/invitations`.
#[component]
pub(crate) fn InvitationsPage() -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let session = Session::here();
    let load = invitations();
    let is_making = RwSignal::new(false);
    let is_ending = RwSignal::new(false);
    let ended = RwSignal::new(None::<InvitationView>);
    let may_make = root(session).is_some();
    let on_end = Callback::new(move |invitation| {
        ended.set(Some(invitation));
        is_ending.set(true);
    });
    let end = move || {
        let Some(invitation) = ended.get_untracked() else { return };
        acts.run(bridge::ask(EndInvitation { invitation: invitation.invitation }), move |()| {
            is_ending.set(false);
            acts.toasts.say(t.joining.invitation_ended);
        });
    };
    let actions = move || {
        may_make.then(|| {
            view! {
                <button type="button" class="button button-main button-wide" on:click=move |_| is_making.set(true)
                    data-testid="invite">
                    <Icon glyph=Glyph::Plus />{t.joining.invite}
                </button>
            }
        })
    };
    let empty = Empty {
        is_empty: |all: &Vec<InvitationView>| all.is_empty(),
        what: t.joining.no_invitation,
        next: t.joining.no_invitation_next,
    };
    view! {
        <Frame title=t.joining.invitations back=Some("/more".to_owned()) actions=actions>
            <Loaded load empty=empty is_offline=session.is_offline() children=move |all| view! {
                <ul class="stack">
                    {move || all.get().into_iter().map(|one| view! { <Row one may_end=may_make on_end /> }).collect_view()}
                </ul>
            } />
            <MakeSheet open=is_making />
            <Sheet open=is_ending title=t.joining.end_invitation testid="end-sheet">
                <div class="stack">
                    <p class="act-sentence">{move || ended.get().map(|one| one.place)}</p>
                    <p>{t.joining.end_invitation_what}</p>
                    <button type="button" class="button button-wide button-danger" on:click=move |_| end()
                        data-testid="end-confirm">{t.joining.end_invitation}</button>
                </div>
            </Sheet>
        </Frame>
    }
}

#[component]
fn Row(one: InvitationView, may_end: bool, on_end: Callback<InvitationView>) -> impl IntoView {
    let t = texts();
    let left = days_left(&one, now());
    let state = if one.is_open && left > 0 {
        (t.joining.days_left)(left)
    } else if one.used >= one.uses {
        t.joining.used_up.to_owned()
    } else {
        t.joining.over.to_owned()
    };
    let poster = (one.is_open && one.link.is_some()).then(|| {
        view! {
            <a class="button" href=format!("/invitations/{}/poster", one.invitation) data-testid="poster">
                <Icon glyph=Glyph::Print />{t.joining.poster}
            </a>
        }
    });
    let count = (t.joining.used)(one.used, one.uses);
    let place = one.place.clone();
    let end = (may_end && one.is_open).then(|| {
        view! {
            <button type="button" class="button button-danger" on:click=move |_| on_end.run(one.clone())
                data-testid="end-invitation">{t.joining.end}</button>
        }
    });
    view! {
        <li class="card stack" data-testid="invitation">
            <div>
                <p><strong>{place}</strong></p>
                <p class="quiet">{state}" · "{count}</p>
            </div>
            <div class="scanner-ways">{end}{poster}</div>
        </li>
    }
}
