//! About a conversation: who reads it, what it says of itself, who may come, and the ways out.

use leptos::prelude::*;
use linli_contract::chats::{ChatAct, ChatId, ChatView, CircleKind, DoChat};
use linli_contract::posts::Speaker;

use super::answer::Knocks;
use super::manage::{Ask, Asked, Ending, Renaming};
use super::who::Who;
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::switch::Switch;
use crate::components::talk::speaker_name;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The content of the sheet.
#[component]
pub(super) fn Info(view: Memo<ChatView>, chat: ChatId, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    // One thing is asked at a time, in the place of the rest.
    let asked = RwSignal::new(None::<Ask>);
    let kind = Memo::new(move |_| view.read().row.kind);
    let may = Memo::new(move |_| view.read().may);
    let is_muted = Memo::new(move |_| view.read().row.is_muted);
    let is_group = move || matches!(kind.get(), Some(CircleKind::Building | CircleKind::Topic));
    let mute = move |is_on: bool| {
        acts.run(bridge::ask(DoChat { chat, act: ChatAct::Mute(is_on) }), |()| ());
    };
    let what = move || match kind.get() {
        None => t.chats.about_estate,
        Some(CircleKind::Letter) => t.chats.about_letter,
        Some(CircleKind::Building) => t.chats.about_building,
        Some(CircleKind::Topic) => t.chats.about_topic,
    };
    let about = move || Some(view.read().about.clone()).filter(|about| !about.is_empty());
    let leave_words = move || if kind.get() == Some(CircleKind::Letter) { t.chats.leave_letter } else { t.chats.leave };
    view! {
        <Show when=move || asked.get().is_none() fallback=move || view! { <Asked asked view chat open /> }>
            <div class="stack">
                {move || about().map(|about| view! { <p data-testid="chat-about-words">{about}</p> })}
                <p class="quiet">{what}</p>
                <Show when=is_group>
                    <p class="quiet" data-testid="history-rule">{move || (t.chats.history)(view.read().shares_history)}</p>
                </Show>
                <Switch is_on=is_muted label=t.chats.mute_chat hint=t.chats.mute_chat_hint on_switch=mute testid="mute-chat" />
                <Knocks knocks=Signal::derive(move || view.read().applications.clone()) leads_on=false />
                <Show when=move || may.get().manage && kind.get() == Some(CircleKind::Topic)>
                    <Renaming asked />
                </Show>
                <Members view asked />
                <Show when=move || may.get().leave>
                    <button type="button" class="button button-wide button-quiet" on:click=move |_| asked.set(Some(Ask::Leave))
                        data-testid="leave-chat">{leave_words}</button>
                </Show>
                <Show when=move || may.get().manage && is_group()>
                    <Ending asked />
                </Show>
            </div>
        </Show>
    }
}

/// Who reads it; everybody in the estate's.
#[component]
fn Members(view: Memo<ChatView>, asked: RwSignal<Option<Ask>>) -> impl IntoView {
    let t = texts();
    let members = Memo::new(move |_| view.read().members.clone());
    let owner = Memo::new(move |_| view.read().owner.as_ref().map(|owner| owner.member));
    let may_remove = Memo::new(move |_| {
        let view = view.read();
        view.may.manage && view.row.kind != Some(CircleKind::Letter)
    });
    let row = move |speaker: Speaker| {
        let (member, is_me, name) = (speaker.member, speaker.is_me, speaker_name(t, &speaker));
        let label = (t.chats.remove_of)(&name);
        let remove = StoredValue::new(speaker.clone());
        view! {
            <li class="chat-waiting" data-testid="chat-member">
                <a class="chat-words chat-member" href=format!("/members/{member}")>
                    <Who speaker />
                    {move || (owner.get() == Some(member)).then(|| view! { <span class="tag">{t.chats.owner}</span> })}
                </a>
                <Show when=move || may_remove.get() && !is_me>
                    <button type="button" class="bar-button" aria-label=label.clone() data-testid="remove-member"
                        on:click=move |_| asked.set(Some(Ask::Remove(remove.get_value())))><Icon glyph=Glyph::Close /></button>
                </Show>
            </li>
        }
    };
    view! {
        <Show when=move || !members.read().is_empty()>
            <section data-testid="chat-members">
                <h3>{move || (t.chats.members_count)(u32::try_from(members.read().len()).unwrap_or(u32::MAX))}</h3>
                <ul><For each=move || members.get() key=|one| one.member children=row /></ul>
            </section>
        </Show>
    }
}
