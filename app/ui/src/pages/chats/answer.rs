//! Knocks at this person's door, and applications to their groups: open, leave, never again.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use linli_contract::chats::{AnswerKnock, KnockAnswer, KnockRow, SetHearing};
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;

use super::who::Who;
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::talk::speaker_name;
use crate::model::chats::path_of;
use crate::pages::session::Acts;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// A knock that was answered; who knocks again does so later.
type Answered = (RecordId, Millis);

/// The knocks; nothing where nobody knocks.
#[component]
pub(super) fn Knocks(
    knocks: Signal<Vec<KnockRow>>,
    /// Whether opening leads to the conversation; not where one is in it already.
    #[prop(default = true)]
    leads_on: bool,
) -> impl IntoView {
    let t = texts();
    // Answered ones leave the screen at once; the list follows.
    let answered = RwSignal::new(Vec::<Answered>::new());
    let shown = Memo::new(move |_| {
        let answered = answered.read();
        knocks.get().into_iter().filter(|knock| !answered.contains(&(knock.knock, knock.at))).collect::<Vec<_>>()
    });
    view! {
        <Show when=move || !shown.read().is_empty()>
            <ul class="stack chat-knocks" aria-label=t.chats.knocks data-testid="knocks">
                <For each=move || shown.get() key=|knock| (knock.knock, knock.at) children=move |knock| {
                    view! { <li><KnockCard knock answered leads_on /></li> }
                } />
            </ul>
        </Show>
    }
}

#[component]
fn KnockCard(knock: KnockRow, answered: RwSignal<Vec<Answered>>, leads_on: bool) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let navigate = use_navigate();
    let (id, at, member) = (knock.knock, knock.at, knock.by.member);
    let (is_group, may_open) = (knock.group.is_some(), knock.may_open);
    let name = speaker_name(t, &knock.by);
    let asks = match &knock.group {
        Some((_, group)) => (t.chats.asks_to_enter)(group),
        None => t.chats.knocks_here.to_owned(),
    };
    let answer = Callback::new(move |answer: KnockAnswer| {
        let navigate = navigate.clone();
        answered.update(|all| all.push((id, at)));
        let doing = async move {
            let outcome = bridge::ask(AnswerKnock { knock: id, answer }).await;
            if outcome.is_err() {
                answered.try_update(|all| all.retain(|one| *one != (id, at)));
            }
            outcome
        };
        acts.run(doing, move |chat| match (answer, chat) {
            (KnockAnswer::Open, Some(chat)) if leads_on && !is_group => navigate(&path_of(chat), Default::default()),
            (KnockAnswer::Open, _) => acts.toasts.say(t.chats.let_in),
            (KnockAnswer::Leave, _) if !may_open => {}
            (KnockAnswer::Leave, _) => acts.toasts.say(t.chats.left_closed),
            (KnockAnswer::Mute, _) => {
                let undo = Callback::new(move |()| {
                    acts.run(bridge::ask(SetHearing::Mute(member, false)), move |()| acts.toasts.say(t.chats.unmuted));
                });
                acts.toasts.say_with_undo(t.chats.muted_done, undo);
            }
        });
    });
    if !knock.may_open {
        let owner = knock.owner.as_ref().filter(|owner| !owner.is_me).map(|owner| speaker_name(t, owner));
        let group = knock.group.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
        return view! { <NotMine knock asks said=(t.chats.not_mine)(&group, owner.as_deref()) answer /> }.into_any();
    }
    let open = if is_group { t.chats.let_enter } else { t.chats.open_door };
    view! {
        <section class="card chat-knock" data-testid="knock">
            <p class="chat-knock-who"><Who speaker=knock.by.clone() />" "<span class="quiet">{say(t, knock.at)}</span></p>
            <p>{asks}</p>
            {(!knock.words.is_empty()).then(|| view! { <blockquote class="chat-knock-words">{knock.words.clone()}</blockquote> })}
            <div class="chat-knock-ways">
                <button type="button" class="button button-main" on:click=move |_| answer.run(KnockAnswer::Open)
                    data-testid="open-knock"><Icon glyph=Glyph::Check />{open}</button>
                <button type="button" class="button" on:click=move |_| answer.run(KnockAnswer::Leave)
                    data-testid="leave-knock">{t.chats.leave_closed}</button>
                <button type="button" class="button-text" aria-label=(t.chats.never_of)(&name)
                    on:click=move |_| answer.run(KnockAnswer::Mute) data-testid="mute-knock">{t.chats.never}</button>
            </div>
            <p class="quiet">{t.chats.knock_unseen}</p>
        </section>
    }
    .into_any()
}

/// A knock at a group that went on to somebody else: what the applicant can do, and nothing to decide.
#[component]
fn NotMine(knock: KnockRow, asks: String, said: String, answer: Callback<KnockAnswer>) -> impl IntoView {
    let t = texts();
    view! {
        <section class="card chat-knock" data-testid="knock-not-mine">
            <p class="chat-knock-who"><Who speaker=knock.by />" "<span class="quiet">{say(t, knock.at)}</span></p>
            <p>{asks}</p>
            <p>{said}</p>
            <button type="button" class="button" on:click=move |_| answer.run(KnockAnswer::Leave)
                data-testid="knock-understood">{t.chats.understood}</button>
        </section>
    }
}
