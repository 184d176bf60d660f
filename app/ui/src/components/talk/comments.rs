//! What was said under a thing, oldest first; of a long talk a part, and the rest when it is wanted.

use std::collections::BTreeMap;

use leptos::prelude::*;
use linli_contract::posts::{CommentView, Speaker, TalkView};
use linli_shared::ids::RecordId;

use super::comment::Comment;
use super::composer::Talk;
use super::menu::{Chosen, Menu};
use super::reading::Reading;
use crate::components::icon::Glyph;
use crate::components::loaded::Nothing;
use crate::model::posts::talk_length;
use crate::platform::prefs::texts;

/// What a person may do with comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct CommentRights {
    /// Answer.
    pub(crate) speak: bool,
    /// Hide, and show again.
    pub(crate) hide: bool,
    /// Report to the committee.
    pub(crate) complain: bool,
}

/// What a person does with a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CommentAct {
    /// Takes an own one back.
    TakeBack(RecordId),
    /// Hides it with a reason; an empty reason shows it again.
    Hide(RecordId, String),
    /// Reports it to the committee.
    Complain(RecordId, String),
    /// Mutes its author, or no longer.
    Mute(Speaker, bool),
    /// Looks who its author is.
    See(Speaker),
}

/// The comments.
#[component]
pub(crate) fn Comments(
    #[prop(into)] said: Signal<TalkView>,
    /// Which part of them is asked for.
    reading: Reading,
    #[prop(into)] may: Signal<CommentRights>,
    /// Where an answer is written.
    talk: Talk,
    on_act: Callback<CommentAct>,
) -> impl IntoView {
    let t = texts();
    let all = Memo::new(move |_| {
        let said = said.get();
        said.answered.into_iter().chain(said.comments).map(|one| (one.id, one)).collect::<BTreeMap<_, _>>()
    });
    let ids = Memo::new(move |_| said.read().comments.iter().map(|one| one.id).collect::<Vec<_>>());
    let length = Memo::new(move |_| talk_length(&said.read()));
    let left = Memo::new(move |_| (said.read().earlier as usize, said.read().later as usize));
    Effect::new(move |_| reading.arrived(&said.read()));
    let go_to = Callback::new(move |id| said.with_untracked(|said| reading.go_to(id, said)));
    let is_open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<Chosen>);
    let on_more = Callback::new(move |comment: CommentView| {
        chosen.set(Some(Chosen::of(comment)));
        is_open.set(true);
    });
    view! {
        <section class="talk" aria-label=move || (t.posts.talk.comments)(length.get()) data-testid="comments">
            <Show when=move || length.get() == 0>
                <Nothing what=t.posts.talk.none next=t.posts.talk.none_next glyph=Glyph::Chat />
            </Show>
            <Show when=move || left.get().0 != 0>
                <button type="button" class="button button-wide" data-testid="earlier-comments"
                    on:click=move |_| said.with_untracked(|said| reading.earlier(said))>
                    {move || (t.posts.talk.earlier)(left.get().0)}
                </button>
            </Show>
            <ul class="talk-list">
                <For each=move || ids.get() key=|id| *id children=move |id| {
                    let one = Memo::new(move |_| all.read().get(&id).cloned());
                    let answered = Memo::new(move |_| {
                        let all = all.read();
                        let to = all.get(&id)?.reply_to?;
                        Some(all.get(&to).map(|said| (said.by.clone(), said.words.clone(), to)))
                    });
                    let rest = move |comment| view! { <Comment comment answered=answered.get() may talk go_to on_more /> };
                    view! { <li>{move || one.get().map(rest)}</li> }
                } />
            </ul>
            <Show when=move || left.get().1 != 0>
                <button type="button" class="button button-wide" data-testid="later-comments"
                    on:click=move |_| said.with_untracked(|said| reading.later(said))>
                    {move || (t.posts.talk.later)(left.get().1)}
                </button>
            </Show>
            <Menu open=is_open chosen may on_act />
        </section>
    }
}
