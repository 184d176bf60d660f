//! The conversations of this person: knocks to answer on top, then what was said last, then what one may enter.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::chats::{ChatRow, ChatsView, CircleKind, GroupRow, KnockAt, ReadChats, WaitingKnock};

use super::answer::Knocks;
use super::knock::{KnockSheet, Knocking};
use super::row::ChatLink;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded};
use crate::components::note::{Note, Weight};
use crate::components::sync_mark::SyncMark;
use crate::components::talk::speaker_name;
use crate::load::load;
use crate::pages::session::Session;
use crate::pages::sync::line::SyncLine;
use crate::pages::tabs::back_unless_tab;
use crate::platform::clock::say;
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// Reads the conversations and keeps them fresh.
pub(crate) fn chats() -> Load<ChatsView> {
    load(ReadChats, |event| matches!(event, Event::ChatsChanged | Event::StandingChanged | Event::AreasChanged))
}

/// `/chats`.
#[component]
pub(crate) fn ChatsPage() -> impl IntoView {
    let t = texts();
    keep_scroll("/chats".into());
    let load = chats();
    let aside = move || {
        view! {
            <a class="bar-button" href="/hearing" aria-label=t.chats.hearing data-testid="to-hearing">
                <Icon glyph=Glyph::Bell />
            </a>
        }
    };
    view! {
        <Frame title=t.chats.title back=back_unless_tab("/chats") aside=aside>
            <SyncLine />
            <Loaded load is_offline=Session::here().is_offline() children=move |view| view! { <Lists view /> } />
        </Frame>
    }
}

#[component]
fn Lists(view: Memo<ChatsView>) -> impl IntoView {
    let t = texts();
    let rows = Memo::new(move |_| view.read().chats.clone());
    let has_letters = Memo::new(move |_| rows.read().iter().any(|row| row.kind == Some(CircleKind::Letter)));
    let current = move || rows.get().into_iter().filter(|row| !row.is_over).collect::<Vec<_>>();
    let over = Memo::new(move |_| rows.read().iter().filter(|row| row.is_over).cloned().collect::<Vec<ChatRow>>());
    view! {
        <Knocks knocks=Signal::derive(move || view.read().knocks.clone()) />
        <ul class="card link-rows chat-rows" data-testid="chats">
            <For each=current key=|row| row.chat children=move |row| {
                let (chat, first) = (row.chat, row);
                let row = Memo::new(move |_| rows.read().iter().find(|row| row.chat == chat).cloned().unwrap_or(first.clone()));
                view! { <li><ChatLink row /></li> }
            } />
        </ul>
        <Waiting view />
        <Groups view />
        <Show when=move || !has_letters.get()>
            <Note weight=Weight::Calm glyph=Glyph::Chat testid="what-letters-are">
                <div class="note-text">
                    <strong>{t.chats.letters}</strong>
                    <p>{t.chats.letters_what}</p>
                    <a class="button-text" href="/members" data-testid="to-neighbours">{t.chats.letters_next}</a>
                </div>
            </Note>
        </Show>
        <Show when=move || !over.read().is_empty()>
            <details class="notice-over" data-testid="chats-over">
                <summary>{move || (t.chats.over_ones)(over.read().len())}</summary>
                <ul class="card link-rows chat-rows">
                    {move || over.get().into_iter().map(|row| {
                        view! { <li><ChatLink row=Memo::new(move |_| row.clone()) /></li> }
                    }).collect_view()}
                </ul>
            </details>
        </Show>
    }
}

/// Where this person knocked and nobody has opened yet.
#[component]
fn Waiting(view: Memo<ChatsView>) -> impl IntoView {
    let t = texts();
    let waiting = Memo::new(move |_| view.read().waiting.clone());
    let row = move |one: WaitingKnock| {
        let at = match &one.group {
            Some((_, name)) => (t.chats.waits_at_group)(name),
            None => (t.chats.waits_at_member)(&speaker_name(t, &one.at_member)),
        };
        view! {
            <li class="chat-waiting" data-testid="waiting-knock">
                <span>{at}</span>
                <span class="quiet">{say(t, one.at)}</span>
                <SyncMark sync=one.sync />
                {one.has_new_owner.then(|| view! { <p data-testid="new-owner">{t.chats.has_new_owner}</p> })}
            </li>
        }
    };
    view! {
        <Show when=move || !waiting.read().is_empty()>
            <section class="card chat-part" data-testid="waiting-knocks">
                <h2>{t.chats.waiting}</h2>
                <p class="quiet">{t.chats.waiting_what}</p>
                <ul>{move || waiting.get().into_iter().map(row).collect_view()}</ul>
            </section>
        </Show>
    }
}

/// Groups to enter, and the ways to begin one.
#[component]
fn Groups(view: Memo<ChatsView>) -> impl IntoView {
    let t = texts();
    let groups = Memo::new(move |_| view.read().groups.clone());
    let building = Memo::new(move |_| view.read().may_begin_building.clone());
    let knocking = Knocking::new();
    let asked = move |group: &GroupRow| {
        let group = group.group;
        let is_it =
            move |one: &WaitingKnock| one.group.as_ref().is_some_and(|(at, _)| *at == group) && !one.has_new_owner;
        Memo::new(move |_| view.read().waiting.iter().any(is_it))
    };
    let row = move |group: GroupRow| {
        let is_asked = asked(&group);
        let is_building = group.kind == CircleKind::Building;
        let words = if is_building { t.chats.enter } else { t.chats.apply };
        let owner = (!is_building).then(|| (t.chats.owned_by)(&speaker_name(t, &group.owner)));
        let (at, name) = (KnockAt::Group(group.group), group.name.clone());
        view! {
            <li class="chat-group" data-testid="group">
                <div class="chat-group-words">
                    <strong>{group.name}</strong>
                    {(!group.about.is_empty()).then(|| view! { <p>{group.about.clone()}</p> })}
                    {owner.map(|owner| view! { <p class="quiet">{owner}</p> })}
                    <p class="quiet">{(t.chats.history)(group.shares_history)}</p>
                </div>
                <Show when=move || !is_asked.get() fallback=move || view! { <span class="tag">{t.chats.asked_to_enter}</span> }>
                    <button type="button" class="button" data-testid="enter-group" on:click={
                        let name = name.clone();
                        move |_| knocking.open(at, name.clone())
                    }>{words}</button>
                </Show>
            </li>
        }
    };
    view! {
        <section class="card chat-part" data-testid="groups">
            <h2>{t.chats.groups}</h2>
            {move || building.get().map(|(area, path)| view! {
                <a class="button button-wide" href=format!("/groups/new?building={area}") data-testid="begin-building-group">
                    <Icon glyph=Glyph::Home />{(t.chats.begin_building)(&path.join(" "))}
                </a>
            })}
            <ul>{move || groups.get().into_iter().map(row).collect_view()}</ul>
            <Show when=move || groups.read().is_empty()><p class="quiet">{t.chats.no_groups}</p></Show>
            <a class="button button-wide button-quiet" href="/groups/new" data-testid="new-group">
                <Icon glyph=Glyph::Plus />{t.chats.new_group}
            </a>
        </section>
        <KnockSheet knocking />
    }
}
