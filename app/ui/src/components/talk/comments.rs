//! What was said under a thing, oldest first; of a long talk the end, and the rest when it is wanted.

use std::collections::BTreeMap;

use leptos::prelude::*;
use linli_contract::posts::{CommentView, Speaker};
use linli_shared::ids::RecordId;

use super::comment::Comment;
use super::composer::Talk;
use super::menu::{Chosen, Menu};
use crate::components::icon::Glyph;
use crate::components::loaded::Nothing;
use crate::platform::prefs::texts;

/// Comments drawn at once; more on demand.
const SHOWN: usize = 60;

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
    #[prop(into)] comments: Signal<Vec<CommentView>>,
    #[prop(into)] may: Signal<CommentRights>,
    /// Where an answer is written.
    talk: Talk,
    on_act: Callback<CommentAct>,
) -> impl IntoView {
    let t = texts();
    let all = Memo::new(move |_| comments.get().into_iter().map(|one| (one.id, one)).collect::<BTreeMap<_, _>>());
    let ids = Memo::new(move |_| comments.read().iter().map(|one| one.id).collect::<Vec<_>>());
    let many = RwSignal::new(SHOWN);
    let hidden = Memo::new(move |_| ids.read().len().saturating_sub(many.get()));
    let near = move || ids.read().iter().skip(hidden.get()).copied().collect::<Vec<_>>();
    let is_open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<Chosen>);
    let on_more = Callback::new(move |comment: CommentView| {
        chosen.set(Some(Chosen::of(comment)));
        is_open.set(true);
    });
    view! {
        <section class="talk" aria-label=move || (t.posts.talk.comments)(ids.read().len()) data-testid="comments">
            <Show when=move || ids.read().is_empty()>
                <Nothing what=t.posts.talk.none next=t.posts.talk.none_next glyph=Glyph::Chat />
            </Show>
            <Show when=move || hidden.get() != 0>
                <button type="button" class="button button-wide" on:click=move |_| many.update(|many| *many += SHOWN)
                    data-testid="earlier-comments">{move || (t.posts.talk.earlier)(hidden.get().min(SHOWN))}</button>
            </Show>
            <ul class="talk-list">
                <For each=near key=|id| *id children=move |id| {
                    let one = Memo::new(move |_| all.read().get(&id).cloned());
                    let answered = Memo::new(move |_| {
                        let all = all.read();
                        let to = all.get(&id)?.reply_to?;
                        Some(all.get(&to).map(|said| (said.by.clone(), said.words.clone(), to)))
                    });
                    let rest = move |comment| view! { <Comment comment answered=answered.get() may talk on_more /> };
                    view! { <li>{move || one.get().map(rest)}</li> }
                } />
            </ul>
            <Menu open=is_open chosen may on_act />
        </section>
    }
}
