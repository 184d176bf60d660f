//! What can be done with a comment: take it back, hide it, report it, mute its author.

use leptos::prelude::*;
use linli_contract::posts::CommentView;

use super::comments::{CommentAct, CommentRights};
use super::reason::{ReasonForm, Reasons};
use super::speaker::speaker_name;
use crate::components::icon::{Glyph, Icon};
use crate::components::sheet::Sheet;
use crate::i18n::Texts;
use crate::platform::prefs::texts;

/// What the sheet asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    What,
    WhyHide,
    WhyComplain,
}

/// The comment whose menu is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    comment: CommentView,
    asks: Asks,
}

impl Chosen {
    /// Its menu.
    pub(super) const fn of(comment: CommentView) -> Self {
        Self { comment, asks: Asks::What }
    }
}

pub(crate) const fn why_hide(t: &Texts) -> Reasons {
    let talk = &t.posts.talk;
    Reasons {
        title: talk.hide,
        what: talk.hide_what,
        label: talk.hide_why,
        hint: talk.hide_why_hint,
        confirm: talk.hide,
        may_be_empty: false,
        testid: "hide",
    }
}

pub(crate) const fn why_complain(t: &Texts) -> Reasons {
    let talk = &t.posts.talk;
    Reasons {
        title: talk.complain,
        what: talk.complain_what,
        label: talk.complain_why,
        hint: talk.complain_why_hint,
        confirm: talk.complain_send,
        may_be_empty: false,
        testid: "complain",
    }
}

/// The sheet.
#[component]
pub(super) fn Menu(
    open: RwSignal<bool>,
    chosen: RwSignal<Option<Chosen>>,
    may: Signal<CommentRights>,
    on_act: Callback<CommentAct>,
) -> impl IntoView {
    let t = texts();
    let title = move || {
        let asks = chosen.read().as_ref().map(|chosen| chosen.asks);
        match asks {
            Some(Asks::WhyHide) => t.posts.talk.hide,
            Some(Asks::WhyComplain) => t.posts.talk.complain,
            Some(Asks::What) | None => t.posts.talk.more,
        }
        .to_owned()
    };
    let act = Callback::new(move |act: CommentAct| {
        // On another screen the sheet goes with the screen it lies on.
        if !matches!(act, CommentAct::See(_)) {
            open.set(false);
        }
        on_act.run(act);
    });
    view! {
        <Sheet open title=Signal::derive(title) testid="comment-menu">
            {move || chosen.get().map(|now| {
                let id = now.comment.id;
                match now.asks {
                    Asks::What => view! { <Ways comment=now.comment chosen may act /> }.into_any(),
                    Asks::WhyHide => view! {
                        <ReasonForm asked=why_hide(t) on_reason=Callback::new(move |why| act.run(CommentAct::Hide(id, why))) />
                    }.into_any(),
                    Asks::WhyComplain => view! {
                        <ReasonForm asked=why_complain(t)
                            on_reason=Callback::new(move |why| act.run(CommentAct::Complain(id, why))) />
                    }.into_any(),
                }
            })}
        </Sheet>
    }
}

#[component]
fn Ways(
    comment: CommentView,
    chosen: RwSignal<Option<Chosen>>,
    may: Signal<CommentRights>,
    act: Callback<CommentAct>,
) -> impl IntoView {
    let t = texts();
    let talk = &t.posts.talk;
    let may = may.get_untracked();
    let (id, by, is_muted) = (comment.id, comment.by.clone(), comment.is_muted);
    let name = speaker_name(t, &by);
    let ask = move |asks| {
        let comment = comment.clone();
        move |_| chosen.set(Some(Chosen { comment: comment.clone(), asks }))
    };
    let is_hidden = chosen.with_untracked(|now| now.as_ref().is_some_and(|now| now.comment.hidden.is_some()));
    let way = |glyph, words: String, testid, on_click: Box<dyn Fn(leptos::ev::MouseEvent)>| {
        view! {
            <li>
                <button type="button" class="way" on:click=on_click data-testid=testid><Icon glyph /><span>{words}</span></button>
            </li>
        }
    };
    let mut ways = Vec::new();
    if by.is_me {
        let take_back = move |_| act.run(CommentAct::TakeBack(id));
        ways.push(way(Glyph::Undo, talk.take_back.to_owned(), "take-back", Box::new(take_back)));
    } else {
        let (see, mute) = (by.clone(), by.clone());
        let see = move |_| act.run(CommentAct::See(see.clone()));
        ways.push(way(Glyph::Person, (talk.see_member)(&name), "see-member", Box::new(see)));
        if may.complain {
            ways.push(way(Glyph::Flag, talk.complain.to_owned(), "complain-comment", Box::new(ask(Asks::WhyComplain))));
        }
        let words = if is_muted { (talk.unmute)(&name) } else { (talk.mute)(&name) };
        let mute = move |_| act.run(CommentAct::Mute(mute.clone(), !is_muted));
        ways.push(way(Glyph::EyeOff, words, "mute", Box::new(mute)));
    }
    if may.hide && is_hidden {
        let show = move |_| act.run(CommentAct::Hide(id, String::new()));
        ways.push(way(Glyph::Eye, talk.show_again.to_owned(), "show-again", Box::new(show)));
    } else if may.hide {
        ways.push(way(Glyph::EyeOff, talk.hide.to_owned(), "hide-comment", Box::new(ask(Asks::WhyHide))));
    }
    view! {
        <ul class="ways">{ways}</ul>
        {(!by.is_me && !is_muted).then(|| view! { <p class="quiet">{talk.mute_what}</p> })}
    }
}
