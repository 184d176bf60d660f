//! The end of a role, and of a membership: what happens is said first.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use linli_contract::members::{EndRole, MemberCard, RemoveMember, RoleView};

use super::list::name_of;
use super::member::Topics;
use super::role::role_words;
use crate::bridge;
use crate::components::points::Points;
use crate::components::typed_confirm::TypedConfirm;
use crate::pages::session::Acts;
use crate::platform::back;
use crate::platform::prefs::texts;

/// Ends a role.
#[component]
pub(crate) fn EndOfRole(card: Memo<MemberCard>, role: RoleView, topics: Topics) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let sentence =
        card.with_untracked(|card| (t.members.end_role_sentence)(&name_of(t, &card.row), &role_words(t, &role)));
    let request = EndRole { member: card.read_untracked().row.member, role: role.role, scope: role.scope };
    let end = move |_| {
        acts.run(bridge::ask(request.clone()), move |()| topics.done(acts, t.members.role_ended));
    };
    view! {
        <div class="stack">
            <p class="act-sentence">{sentence}</p>
            <button type="button" class="button button-main button-wide" on:click=end data-testid="act-confirm">
                {t.members.end_role}
            </button>
        </div>
    }
}

/// Removes the member.
#[component]
pub(crate) fn Leave(card: Memo<MemberCard>, topics: Topics) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let navigate = use_navigate();
    let sentence = card.with_untracked(|card| (t.members.remove_sentence)(&name_of(t, &card.row)));
    let member = card.read_untracked().row.member;
    let remove = move |()| {
        let navigate = navigate.clone();
        acts.run(bridge::ask(RemoveMember { member }), move |()| {
            topics.close();
            acts.toasts.say(t.members.member_removed);
            back::leave(navigate, "/members".to_owned());
        });
    };
    let word = t.members.remove_word;
    view! {
        <div class="stack">
            <p class="act-sentence">{sentence}</p>
            <Points points=t.members.remove_effects testid="remove-effects" />
            <TypedConfirm word ask=(t.members.remove_type)(word) label=t.members.remove_member on_confirm=remove />
        </div>
    }
}
