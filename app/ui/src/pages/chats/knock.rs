//! Knocking: at a neighbour's door for a letter, at a group to enter. What will happen is said before.

use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::chats::{ChatsView, Knock, KnockAt, SetHearing};
use linli_contract::members::{MemberCard, Role};
use linli_shared::circles::KNOCK;
use linli_shared::ids::MemberId;
use wasm_bindgen_futures::spawn_local;

use super::list::chats;
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::sheet::Sheet;
use crate::components::switch::Switch;
use crate::components::text_field::TextField;
use crate::model::chats::path_of;
use crate::pages::session::{Acts, Session};
use crate::platform::prefs::texts;

/// The sheet of a page: where one knocks, and whether it is open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Knocking {
    at: RwSignal<Option<(KnockAt, String)>>,
    is_open: RwSignal<bool>,
}

impl Knocking {
    /// A closed sheet.
    pub(crate) fn new() -> Self {
        Self { at: RwSignal::new(None), is_open: RwSignal::new(false) }
    }

    /// Opens it for a door or group of this name.
    pub(crate) fn open(self, at: KnockAt, name: String) {
        self.at.set(Some((at, name)));
        self.is_open.set(true);
    }
}

/// The sheet.
#[component]
pub(crate) fn KnockSheet(knocking: Knocking) -> impl IntoView {
    let t = texts();
    let title = move || match knocking.at.get() {
        Some((KnockAt::Member(_), name)) => (t.chats.knock_at)(&name),
        Some((KnockAt::Group(_), name)) => (t.chats.enter_group)(&name),
        None => String::new(),
    };
    view! {
        <Sheet open=knocking.is_open title=Signal::derive(title) testid="knock-sheet">
            {move || knocking.at.get().map(|(at, _)| view! { <Asking at is_open=knocking.is_open /> })}
        </Sheet>
    }
}

#[component]
fn Asking(at: KnockAt, is_open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let words = RwSignal::new(String::new());
    let is_sending = RwSignal::new(false);
    let is_long = Memo::new(move |_| words.read().trim().chars().count() > KNOCK);
    let error = Signal::derive(move || if is_long.get() { t.chats.knock_long.to_owned() } else { String::new() });
    let what = match at {
        KnockAt::Member(_) => t.chats.knock_what,
        KnockAt::Group(_) => t.chats.enter_what,
    };
    let on_submit = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        if is_long.get_untracked() || is_sending.get_untracked() {
            return;
        }
        is_sending.set(true);
        let words = words.with_untracked(|words| words.trim().to_owned());
        spawn_local(async move {
            let outcome = bridge::ask(Knock { at, words }).await;
            is_sending.try_set(false);
            match outcome {
                Ok(()) => {
                    is_open.try_set(false);
                    acts.toasts.say(t.chats.knocked);
                }
                Err(Failure::NotHere) => acts.toasts.fail(t.chats.not_reached),
                Err(Failure::TooLate) => acts.toasts.fail(t.chats.in_already),
                Err(failure) => acts.toasts.fail((t.shell.failure)(&failure)),
            }
        });
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=on_submit>
            <ul class="chat-steps">{what.iter().map(|line| view! { <li>{*line}</li> }).collect_view()}</ul>
            <TextField id="knock-words" label=t.chats.knock_words hint=Signal::stored(t.chats.knock_words_hint.to_owned())
                text=words on_text=move |text| words.set(text) error max=KNOCK as u32 is_last=true testid="knock-words" />
            <button type="submit" class="button button-main button-wide" disabled=move || is_long.get()
                aria-busy=move || is_sending.get().to_string() data-testid="send-knock">
                <Icon glyph=Glyph::Hand />{t.chats.knock}
            </button>
        </form>
    }
}

/// On a member's page: write to them, knock, or hear nothing more of them.
#[component]
pub(crate) fn Neighbour(card: Memo<MemberCard>) -> impl IntoView {
    let reach = Session::here().reach();
    let is_neighbour = Memo::new(move |_| {
        let row = &card.read().row;
        let reads = |role| !matches!(role, Role::Department | Role::Observer);
        reach.get().reads_square() && !row.is_me && row.roles.iter().any(|held| reads(held.role))
    });
    let member = card.read_untracked().row.member;
    view! { <Show when=move || is_neighbour.get()><Ways member card /></Show> }
}

/// How this person stands to a neighbour.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Between {
    /// Not known yet.
    Asked,
    /// They write to each other there.
    Letter(String),
    /// This person knocked and waits.
    Waits,
    /// The neighbour knocked; the answer is among the conversations.
    Knocks,
    /// Nothing yet.
    Nothing,
}

fn between(view: Option<&ChatsView>, member: MemberId) -> Between {
    let Some(view) = view else { return Between::Asked };
    let letter = view.chats.iter().find(|row| row.with == Some(member) && !row.is_over);
    match letter {
        Some(row) => Between::Letter(path_of(row.chat)),
        None if view.knocks.iter().any(|one| one.group.is_none() && one.by.member == member) => Between::Knocks,
        None if view.waiting.iter().any(|one| one.group.is_none() && one.at_member.member == member) => Between::Waits,
        None => Between::Nothing,
    }
}

#[component]
fn Ways(member: MemberId, card: Memo<MemberCard>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let load = chats();
    let knocking = Knocking::new();
    let stands = Memo::new(move |_| load.value.with(|view| between(view.as_ref(), member)));
    let is_muted = Memo::new(move |_| {
        load.value.with(|view| view.as_ref().is_some_and(|view| view.muted.iter().any(|one| one.member == member)))
    });
    let is_known = Memo::new(move |_| load.value.with(Option::is_some));
    let name = move || card.read_untracked().row.name.clone().unwrap_or_else(|| t.door.somebody.to_owned());
    let way = move || {
        match stands.get() {
        Between::Asked => ().into_any(),
        Between::Letter(to) => view! {
            <a class="button button-main button-wide" href=to data-testid="to-letter"><Icon glyph=Glyph::Chat />{t.chats.write_letter}</a>
        }.into_any(),
        Between::Knocks => view! {
            <a class="button button-main button-wide" href="/chats" data-testid="to-knocks"><Icon glyph=Glyph::Hand />{t.chats.they_knock}</a>
        }.into_any(),
        Between::Waits => view! { <p data-testid="knock-waits">{t.chats.knock_waits}</p> }.into_any(),
        Between::Nothing => view! {
            <button type="button" class="button button-main button-wide" data-testid="knock"
                on:click=move |_| knocking.open(KnockAt::Member(member), name())>
                <Icon glyph=Glyph::Hand />{t.chats.knock}
            </button>
            <p class="quiet">{t.chats.no_phone}</p>
        }.into_any(),
    }
    };
    let mute = move |is_on: bool| {
        let words = if is_on { t.chats.muted_done } else { t.chats.unmuted };
        acts.run(bridge::ask(SetHearing::Mute(member, is_on)), move |()| acts.toasts.say(words));
    };
    view! {
        <section class="card member-part stack" data-testid="neighbour">
            {way}
            <Show when=move || is_known.get()>
                <Switch is_on=is_muted label=t.chats.mute_member hint=t.chats.mute_member_hint on_switch=mute testid="mute-member" />
            </Show>
        </section>
        <KnockSheet knocking />
    }
}
