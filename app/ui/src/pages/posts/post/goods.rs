//! Goods that somebody gives away: asking, giving up, giving, offering again; kind words for who came second.

use leptos::prelude::*;
use linli_contract::posts::{Asker, GoodsState, OwnAsk, PostAct, PostView};

use super::act::Doing;
use crate::components::icon::{Glyph, Icon};
use crate::components::talk::{SpeakerLine, speaker_name};
use crate::platform::prefs::texts;

/// The part of the screen; nothing where the post offers no goods.
#[component]
pub(super) fn Goods(view: Memo<PostView>, doing: Doing) -> impl IntoView {
    let t = texts();
    let state = Memo::new(move |_| {
        let view = view.read();
        view.row.goods.filter(|_| view.withdrawn.is_none() && view.hidden.is_none())
    });
    let own = Memo::new(move |_| view.read().own_ask);
    let may = Memo::new(move |_| view.read().may);
    let askers = Memo::new(move |_| view.read().askers.clone());
    let want = move |_| doing.run_with_undo(PostAct::AskFor(true), t.posts.want_done, PostAct::AskFor(false));
    let give_up = move |_| doing.run(PostAct::AskFor(false), t.posts.not_want_done);
    let may_give_up = move || {
        matches!(own.get(), Some(OwnAsk::Asked | OwnAsk::KeptForMe | OwnAsk::Behind(_)))
            && state.get() != Some(GoodsState::Given)
    };
    let is_mine = own;
    view! {
        <Show when=move || state.get().is_some()>
            <section class="card stack post-goods" aria-label=t.posts.goods_title data-testid="post-goods">
                {move || is_mine.get().map(|own| {
                    let class = match own {
                        OwnAsk::KeptForMe | OwnAsk::GivenToMe => "own-ask own-ask-mine",
                        OwnAsk::Asked | OwnAsk::Behind(_) => "own-ask",
                    };
                    view! { <p class=class role="status" data-testid="own-ask">{(t.posts.own_ask)(own)}</p> }
                })}
                <Show when=move || may.read().ask_for && own.get().is_none()>
                    <button type="button" class="button button-main button-wide" on:click=want data-testid="want">
                        <Icon glyph=Glyph::Heart />{t.posts.want}
                    </button>
                </Show>
                <Show when=may_give_up>
                    <button type="button" class="button button-wide" on:click=give_up data-testid="give-up">{t.posts.not_want}</button>
                </Show>
                <Show when=move || !askers.read().is_empty() || may.read().give>
                    <Askers askers may_give=Signal::derive(move || may.read().give) state doing />
                </Show>
            </section>
        </Show>
    }
}

/// Who asked, in order; its owner gives it.
#[component]
fn Askers(
    askers: Memo<Vec<Asker>>,
    may_give: Signal<bool>,
    state: Memo<Option<GoodsState>>,
    doing: Doing,
) -> impl IntoView {
    let t = texts();
    let row = move |asker: Asker| {
        let Asker { who, at, has_it } = asker;
        view! {
            <li class="asker" data-testid="asker">
                <SpeakerLine by=who at />
                {has_it.then(|| view! { <span class="tag goods goods-reserved">{t.posts.has_it}</span> })}
            </li>
        }
    };
    let give = move |_| {
        doing.run_with_undo(PostAct::Goods(GoodsState::Given), t.posts.given_done, PostAct::Goods(GoodsState::Offered))
    };
    let free = move |_| doing.run(PostAct::Goods(GoodsState::Offered), t.posts.free_done);
    let give_words = move || {
        let kept_for = askers.with(|all| all.iter().find(|one| one.has_it).map(|one| speaker_name(t, &one.who)));
        kept_for.map_or_else(|| t.posts.give_away.to_owned(), |name| (t.posts.give)(&name))
    };
    view! {
        <div>
            <h2>{t.posts.askers}</h2>
            <Show when=move || askers.read().is_empty()><p class="quiet">{t.posts.no_askers}</p></Show>
            <ol class="askers">{move || askers.get().into_iter().map(row).collect_view()}</ol>
        </div>
        <Show when=move || may_give.get()>
            <div class="post-bar">
                <Show when=move || state.get() != Some(GoodsState::Given)>
                    <button type="button" class="button button-main" on:click=give data-testid="give">
                        <Icon glyph=Glyph::Check />{give_words}
                    </button>
                </Show>
                <Show when=move || state.get() != Some(GoodsState::Offered)>
                    <button type="button" class="button" on:click=free data-testid="free">
                        <Icon glyph=Glyph::Undo />{t.posts.free_again}
                    </button>
                </Show>
            </div>
        </Show>
    }
}
