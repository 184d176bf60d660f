//! The square: the ways to everything neighbours share, and what they post.
//!
//! **Invariant:** the search field is never written to while somebody types; only a tap on "clear" empties it.

use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;

use super::hub::Hub;
use super::listing::{Feed, Rows};
use crate::components::choice::{Chips, Choice};
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Loaded, Nothing};
use crate::long_list::Listing;
use crate::model::posts::Shown;
use crate::pages::session::Session;
use crate::pages::sync::line::SyncLine;
use crate::pages::tabs::back_unless_tab;
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// The longest text that is searched, in characters.
const LONGEST: usize = 64;

/// `/square`.
#[component]
pub(crate) fn FeedPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    keep_scroll("/square".into());
    let list = Listing::<Feed>::start();
    let may_post = Memo::new(move |_| list.load.value.with(|view| view.as_ref().is_some_and(|view| view.may_post)));
    let has_draft = Memo::new(move |_| list.load.value.with(|view| view.as_ref().is_some_and(|view| view.has_draft)));
    let actions = move || {
        view! {
            <Show when=move || may_post.get()>
                <a class="button button-main button-wide" href="/posts/new" data-testid="write-post">
                    <Icon glyph=Glyph::Edit />{move || if has_draft.get() { t.posts.draft } else { t.posts.write }}
                </a>
            </Show>
        }
    };
    let aside = move || {
        view! {
            <a class="bar-button" href="/search" aria-label=t.search.title data-testid="to-search"><Icon glyph=Glyph::Search /></a>
        }
    };
    view! {
        <Frame title=t.posts.title back=back_unless_tab("/square") aside=aside actions=actions>
            <SyncLine />
            <Hub />
            <Complaints list />
            <Choices list />
            <Loaded load=list.load is_offline=session.is_offline() is_filling=session.is_meeting()
                children=move |view| {
                    let total = Memo::new(move |_| view.read().total as usize);
                    view! { <Found list total /> }
                } />
        </Frame>
    }
}

/// The posts, or what to do where there are none.
#[component]
fn Found(list: Listing<Feed>, total: Memo<usize>) -> impl IntoView {
    let t = texts();
    let is_empty = Memo::new(move |_| total.get() == 0);
    let said = move || {
        list.choice.with(|choice| {
            if choice.text.trim().is_empty() {
                let said = (t.posts.nothing)(choice.shown);
                (said.what, said.next)
            } else {
                (t.posts.nothing_fits, t.posts.nothing_fits_next)
            }
        })
    };
    let number = move || u32::try_from(total.get()).map(t.posts.total).unwrap_or_default();
    view! {
        <p class="unseen" role="status" data-testid="posts-total">{number}</p>
        {move || if is_empty.get() {
            let (what, next) = said();
            view! { <Nothing what next glyph=Glyph::Chat /> }.into_any()
        } else {
            view! { <Rows list total /> }.into_any()
        }}
    }
}

/// Complaints that wait, for the committee.
#[component]
fn Complaints(list: Listing<Feed>) -> impl IntoView {
    let t = texts();
    let waiting = Memo::new(move |_| {
        list.load.value.with(|view| view.as_ref().and_then(|view| view.complaints)).filter(|number| *number != 0)
    });
    move || {
        waiting.get().map(|number| {
            view! {
                <a class="card waiting-line" href="/complaints" data-testid="to-complaints">
                    <Icon glyph=Glyph::Flag />
                    <span class="waiting-words"><strong>{(t.posts.complaints_wait)(number)}</strong></span>
                    <Icon glyph=Glyph::Forward />
                </a>
            }
        })
    }
}

/// Sections and the search field.
#[component]
fn Choices(list: Listing<Feed>) -> impl IntoView {
    let t = texts();
    let choices = Shown::ALL.into_iter().map(|one| Choice::new(one.word(), (t.posts.shown)(one))).collect();
    let choose = move |word: String| list.choice.update(|choice| choice.shown = Shown::of_word(&word));
    let chosen = Signal::derive(move || list.choice.with(|choice| choice.shown.word().to_owned()));
    let field = NodeRef::<Input>::new();
    let begun = list.choice.with_untracked(|choice| choice.text.clone());
    let has_text = Memo::new(move |_| list.choice.with(|choice| !choice.text.is_empty()));
    let typed = move |text: String| {
        if list.choice.with_untracked(|choice| choice.text != text) {
            list.choice.update(|choice| choice.text = text);
        }
    };
    let clear = move || {
        if let Some(field) = field.get_untracked() {
            field.set_value("");
            drop(field.focus());
        }
        typed(String::new());
    };
    let on_key = move |key: ev::KeyboardEvent| {
        if key.key() == "Escape" && !key.is_composing() && has_text.get_untracked() {
            key.prevent_default();
            key.stop_propagation();
            clear();
        }
    };
    view! {
        <div class="post-choices">
            <Chips label=t.posts.sections choices chosen on_choose=choose testid="post-sections" />
            <search class="post-search">
                <Icon glyph=Glyph::Search />
                <input node_ref=field type="search" inputmode="search" enterkeyhint="search" autocomplete="off"
                    maxlength=LONGEST.to_string() aria-label=t.posts.search placeholder=t.posts.search prop:value=begun
                    on:input=move |event| typed(event_target_value(&event)) on:keydown=on_key data-testid="post-search" />
                <Show when=move || has_text.get()>
                    <button type="button" class="bar-button" aria-label=t.posts.search_clear on:click=move |_| clear()
                        data-testid="post-search-clear"><Icon glyph=Glyph::Close /></button>
                </Show>
            </search>
        </div>
    }
}
