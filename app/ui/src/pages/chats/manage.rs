//! What is asked once more before it is done to a conversation: leaving, taking somebody out, ending; and its new name.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use linli_contract::chats::{ChatAct, ChatId, ChatView, CircleKind, DoChat};
use linli_contract::posts::Speaker;

use super::group::{Named, Names};
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::talk::speaker_name;
use crate::pages::session::Acts;
use crate::platform::back;
use crate::platform::prefs::texts;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ask {
    /// Whether this person leaves.
    Leave,
    /// Whether a member is taken out.
    Remove(Speaker),
    /// Whether the group ends.
    End,
    /// Its new name and words.
    Rename,
}

/// The button that leads to the new name.
#[component]
pub(super) fn Renaming(asked: RwSignal<Option<Ask>>) -> impl IntoView {
    let t = texts();
    view! {
        <button type="button" class="button button-wide" on:click=move |_| asked.set(Some(Ask::Rename)) data-testid="rename-group">
            <Icon glyph=Glyph::Edit />{t.chats.rename}
        </button>
    }
}

/// The button that leads to the end.
#[component]
pub(super) fn Ending(asked: RwSignal<Option<Ask>>) -> impl IntoView {
    let t = texts();
    view! {
        <button type="button" class="button button-wide button-quiet button-danger" on:click=move |_| asked.set(Some(Ask::End))
            data-testid="end-group"><Icon glyph=Glyph::Trash />{t.chats.end}</button>
    }
}

/// The question, with the way back.
#[component]
pub(super) fn Asked(
    asked: RwSignal<Option<Ask>>,
    view: Memo<ChatView>,
    chat: ChatId,
    open: RwSignal<bool>,
) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let navigate = use_navigate();
    let is_letter = view.read_untracked().row.kind == Some(CircleKind::Letter);
    let carry_out = Callback::new(move |(act, done, leaves): (ChatAct, &'static str, bool)| {
        let navigate = navigate.clone();
        acts.run(bridge::ask(DoChat { chat, act }), move |()| {
            acts.toasts.say(done);
            asked.try_set(None);
            if leaves {
                open.try_set(false);
                back::leave(navigate, "/chats".to_owned());
            }
        });
    });
    let ask = move |what: String, words: &'static str, testid: &'static str, act: (ChatAct, &'static str, bool)| {
        view! {
            <p>{what}</p>
            <button type="button" class="button button-wide button-danger" data-testid=testid
                on:click=move |_| carry_out.run(act.clone())>{words}</button>
        }
        .into_any()
    };
    let question = move || {
        asked.get().map(|now| match now {
            Ask::Leave if is_letter => ask(
                t.chats.leave_letter_what.to_owned(),
                t.chats.leave_letter,
                "confirm-leave",
                (ChatAct::Leave, t.chats.left, true),
            ),
            Ask::Leave => {
                ask(t.chats.leave_what.to_owned(), t.chats.leave, "confirm-leave", (ChatAct::Leave, t.chats.left, true))
            }
            Ask::Remove(member) => ask(
                (t.chats.remove_what)(&speaker_name(t, &member)),
                t.chats.remove,
                "confirm-remove",
                (ChatAct::Remove(member.member), t.chats.removed, false),
            ),
            Ask::End => {
                ask(t.chats.end_what.to_owned(), t.chats.end, "confirm-end", (ChatAct::End, t.chats.ended, true))
            }
            Ask::Rename => view! { <Rename view carry_out /> }.into_any(),
        })
    };
    view! {
        <div class="stack">
            {question}
            <button type="button" class="button button-wide" on:click=move |_| asked.set(None) data-testid="not-now">{t.chats.not_now}</button>
        </div>
    }
}

#[component]
fn Rename(view: Memo<ChatView>, carry_out: Callback<(ChatAct, &'static str, bool)>) -> impl IntoView {
    let t = texts();
    let named = view.with_untracked(|view| Named::new(view.row.name.clone(), view.about.clone(), false));
    let on_submit = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        if let Some((name, about)) = named.ready() {
            carry_out.run((ChatAct::Rename { name, about }, t.chats.renamed, false));
        }
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=on_submit>
            <Names named />
            <button type="submit" class="button button-main button-wide" data-testid="confirm-rename">{t.chats.rename}</button>
        </form>
    }
}
