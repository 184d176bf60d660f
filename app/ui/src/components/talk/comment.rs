//! One comment: who, what it answers, the words, the photos, why it is hidden.

use leptos::prelude::*;
use linli_contract::posts::{CommentView, Speaker};
use linli_shared::ids::RecordId;

use super::comments::CommentRights;
use super::composer::Talk;
use super::mark::{Marked, MarkedAs};
use super::reading::id_of;
use super::speaker::{SpeakerLine, speaker_name};
use crate::components::icon::{Glyph, Icon};
use crate::components::photos::PhotoStrip;
use crate::model::posts::begin_of;
use crate::platform::prefs::texts;

/// Characters of what is answered.
const QUOTED: usize = 40;

/// The comment.
#[component]
pub(super) fn Comment(
    comment: CommentView,
    /// What it answers; within, `None` if that is not here.
    answered: Option<Option<(Speaker, String, RecordId)>>,
    may: Signal<CommentRights>,
    talk: Talk,
    /// Goes to what it answers.
    go_to: Callback<RecordId>,
    on_more: Callback<CommentView>,
) -> impl IntoView {
    let t = texts();
    let CommentView { id, by, at, sync, is_withdrawn, is_muted, .. } = comment.clone();
    let quote = answered.map(|answered| match answered {
        Some((by, words, to)) => {
            let line = format!("{}：{}", speaker_name(t, &by), begin_of(&words, QUOTED));
            view! {
                <button type="button" class="talk-quote" on:click=move |_| go_to.run(to) data-testid="answers-what">
                    {line}
                </button>
            }
            .into_any()
        }
        None => view! { <p class="talk-quote">{t.posts.talk.answers_gone}</p> }.into_any(),
    });
    let hidden = comment.hidden.clone().map(|mark| view! { <Marked mark what=MarkedAs::Hidden /> });
    let is_hidden = comment.hidden.is_some();
    let (words, attached) = (comment.words.clone(), comment.attached.clone());
    let body = move || {
        let attached = Signal::stored(attached.clone());
        view! {
            {(!words.is_empty()).then(|| view! { <p class="talk-words" data-testid="comment-words">{words.clone()}</p> })}
            <PhotoStrip attached />
        }
    };
    let said = if is_withdrawn {
        view! { <p class="quiet">{t.posts.talk.taken_back}</p> }.into_any()
    } else if is_muted {
        view! {
            <details class="talk-folded" data-testid="muted">
                <summary>{t.posts.talk.muted}" "{t.posts.talk.muted_see}</summary>
                {body()}
            </details>
        }
        .into_any()
    } else if is_hidden && (!comment.words.is_empty() || !comment.attached.is_empty()) {
        view! { <details class="talk-folded"><summary>{t.posts.talk.see_hidden}</summary>{body()}</details> }.into_any()
    } else {
        body().into_any()
    };
    let (speaker, is_own) = (by.clone(), by.is_me);
    let menu_of = comment.clone();
    let may_answer = move || may.read().speak && !is_withdrawn && !is_hidden;
    view! {
        <article class="talk-one" class:talk-own=is_own id=id_of(id) tabindex="-1" data-testid="comment">
            <SpeakerLine by at sync />
            {quote}
            {hidden}
            {said}
            <div class="talk-acts">
                <Show when=may_answer>
                    <button type="button" class="button-text" data-testid="answer" on:click={
                        let speaker = speaker.clone();
                        move |_| talk.answer(id, speaker.clone())
                    }>{t.posts.talk.answer}</button>
                </Show>
                {(!is_withdrawn).then(|| view! {
                    <button type="button" class="button-text talk-more" aria-label=t.posts.talk.more data-testid="comment-more"
                        on:click=move |_| on_more.run(menu_of.clone())><Icon glyph=Glyph::More /></button>
                })}
            </div>
        </article>
    }
}
