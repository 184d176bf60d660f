//! Handing a role to a successor: one act, without a gap between the two.

use leptos::prelude::*;
use linli_contract::members::{HandRole, MemberCard, MemberRow, MembersView, ReadMembers, RoleView};
use linli_shared::ids::MemberId;

use super::list::{concerns_members, name_of};
use super::member::Topics;
use super::role::role_words;
use crate::bridge;
use crate::components::loaded::{Empty, Load, Loaded};
use crate::components::text_field::TextField;
use crate::load::load;
use crate::model::members::{fits, roles_in_order};
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The most people offered at a time.
const OFFERED: usize = 30;

/// The sheet.
#[component]
pub(crate) fn Hand(card: Memo<MemberCard>, role: RoleView, topics: Topics) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let from = card.read_untracked().row.member;
    let sentence = card.with_untracked(|card| (t.members.hand_sentence)(&name_of(t, &card.row), &role_words(t, &role)));
    let chosen = RwSignal::new(None::<(MemberId, String)>);
    let (kind, scope) = (role.role, role.scope);
    let hand = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        if let Some((to, _)) = chosen.get_untracked() {
            let request = HandRole { from, to, role: kind, scope };
            acts.run(bridge::ask(request), move |()| topics.done(acts, t.members.handed));
        }
    };
    let label = move || {
        chosen.with(|chosen| {
            chosen.as_ref().map_or_else(|| t.members.hand_role.to_owned(), |(_, name)| (t.members.hand_to)(name))
        })
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=hand>
            <p class="act-sentence">{sentence}</p>
            <Picker except=from chosen />
            <button type="submit" class="button button-main button-wide" disabled=move || chosen.read().is_none()
                data-testid="act-confirm">{label}</button>
        </form>
    }
}

/// Chooses a member by name.
#[component]
fn Picker(except: MemberId, chosen: RwSignal<Option<(MemberId, String)>>) -> impl IntoView {
    let t = texts();
    let members: Load<MembersView> = load(ReadMembers, concerns_members);
    let typed = RwSignal::new(String::new());
    let empty = Empty { is_empty: |view: &MembersView| view.members.len() < 2, what: t.members.nobody_else, next: "" };
    let button = move |row: MemberRow| {
        let member = row.member;
        let name = name_of(t, &row);
        let roles = roles_in_order(&row).iter().map(|role| role_words(t, role)).collect::<Vec<_>>().join(" / ");
        let said = name.clone();
        view! {
            <button type="button" class="pick" data-testid="pick-member"
                aria-pressed=move || chosen.with(|chosen| chosen.as_ref().is_some_and(|(known, _)| *known == member)).to_string()
                on:click=move |_| chosen.set(Some((member, name.clone())))>
                <strong>{said}</strong>
                <span class="quiet">{roles}</span>
            </button>
        }
    };
    view! {
        <Loaded load=members empty=empty children=move |view| {
            let rows = move || {
                let view = view.read();
                let others = view.members.iter().filter(|row| row.member != except && fits(row, &typed.read()));
                others.take(OFFERED).cloned().map(button).collect_view()
            };
            view! {
                <TextField id="pick-member-name" label=t.members.to_whom text=typed on_text=move |text| typed.set(text)
                    hint=Signal::stored(t.members.search_hint.to_owned()) is_last=true testid="pick-member-name" />
                <div class="pick-list" role="group" aria-label=t.members.to_whom>{rows}</div>
            }
        } />
    }
}
