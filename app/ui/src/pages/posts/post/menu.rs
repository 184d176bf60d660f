//! Everything else that can be done with a post.

use leptos::prelude::*;
use linli_contract::posts::{PostAct, PostView};
use linli_shared::ids::RecordId;

use super::act::Doing;
use crate::components::icon::{Glyph, Icon};
use crate::components::sheet::Sheet;
use crate::components::talk::{ReasonForm, Reasons, speaker_name, why_complain, why_hide};
use crate::i18n::Texts;
use crate::platform::prefs::texts;

/// What the sheet asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    What,
    WhyWithdraw,
    WhyHide,
    WhatIsTrue,
    WhyComplain,
}

const fn reasons(t: &Texts, asks: Asks) -> Option<Reasons> {
    let texts = &t.posts;
    match asks {
        Asks::What => None,
        Asks::WhyHide => Some(why_hide(t)),
        Asks::WhyComplain => Some(why_complain(t)),
        Asks::WhyWithdraw => Some(Reasons {
            title: texts.withdraw,
            what: texts.withdraw_what,
            label: texts.withdraw_why,
            hint: texts.withdraw_why_hint,
            confirm: texts.withdraw,
            may_be_empty: true,
            testid: "withdraw",
        }),
        Asks::WhatIsTrue => Some(Reasons {
            title: texts.rumour_say,
            what: texts.rumour_what,
            label: texts.rumour_why,
            hint: texts.rumour_why_hint,
            confirm: texts.rumour_say,
            may_be_empty: false,
            testid: "rumour",
        }),
    }
}

/// The sheet.
#[component]
pub(super) fn PostMenu(
    open: RwSignal<bool>,
    view: Memo<PostView>,
    doing: Doing,
    makes_ticket: RwSignal<bool>,
) -> impl IntoView {
    let t = texts();
    let asks = RwSignal::new(Asks::What);
    Effect::new(move |_| {
        if open.get() {
            asks.set(Asks::What);
        }
    });
    let title = move || reasons(t, asks.get()).map_or(t.posts.more, |asked| asked.title).to_owned();
    let given = Callback::new(move |reason: String| {
        open.set(false);
        match asks.get_untracked() {
            Asks::WhyWithdraw => doing.run(PostAct::Withdraw(reason), t.posts.withdrawn_done),
            Asks::WhyHide => doing.hide(None, reason),
            Asks::WhatIsTrue => {
                doing.run_with_undo(PostAct::Rumour(reason), t.posts.rumour_done, PostAct::Rumour(String::new()));
            }
            Asks::WhyComplain => {
                doing.run(PostAct::Complain { comment: None, words: reason }, t.posts.talk.complained);
            }
            Asks::What => {}
        }
    });
    view! {
        <Sheet open title=Signal::derive(title) testid="post-menu">
            {move || match reasons(t, asks.get()) {
                Some(asked) => view! { <ReasonForm asked on_reason=given /> }.into_any(),
                None => view! { <Ways open asks view doing makes_ticket /> }.into_any(),
            }}
        </Sheet>
    }
}

#[component]
fn Ways(
    open: RwSignal<bool>,
    asks: RwSignal<Asks>,
    view: Memo<PostView>,
    doing: Doing,
    makes_ticket: RwSignal<bool>,
) -> impl IntoView {
    let t = texts();
    let post: RecordId = doing.post;
    let shown = view.get_untracked();
    let (may, by) = (shown.may, shown.row.by.clone());
    let name = speaker_name(t, &by);
    let way = |is: bool, glyph, words: String, testid: &'static str, on_click: Box<dyn Fn()>| {
        is.then(|| {
            view! {
                <li>
                    <button type="button" class="way" on:click=move |_| on_click() data-testid=testid>
                        <Icon glyph /><span>{words}</span>
                    </button>
                </li>
            }
        })
    };
    let ask = |what| Box::new(move || asks.set(what)) as Box<dyn Fn()>;
    let at_once = |act: Box<dyn Fn()>| {
        Box::new(move || {
            open.set(false);
            act();
        }) as Box<dyn Fn()>
    };
    let link = |is: bool, glyph, words: String, to: String, testid: &'static str| {
        is.then(|| view! { <li><a class="way" href=to data-testid=testid><Icon glyph /><span>{words}</span></a></li> })
    };
    let texts = &t.posts;
    let muting = by.clone();
    view! {
        <ul class="ways">
            {link(may.edit, Glyph::Edit, texts.edit.to_owned(), format!("/posts/{post}/edit"), "edit-post")}
            {way(may.make_ticket && !shown.is_ticket, Glyph::File, texts.make_ticket.to_owned(), "make-ticket",
                at_once(Box::new(move || makes_ticket.set(true))))}
            {way(may.edit, Glyph::Undo, texts.withdraw.to_owned(), "withdraw-post", ask(Asks::WhyWithdraw))}
            {way(may.ask_for_ticket && !shown.is_ticket, Glyph::File, texts.ask_ticket.to_owned(), "ask-ticket",
                at_once(Box::new(move || doing.run(PostAct::AskForTicket, t.posts.ask_ticket_done))))}
            {way(may.mark && shown.rumour.is_none(), Glyph::Alert, texts.rumour_say.to_owned(), "mark-rumour", ask(Asks::WhatIsTrue))}
            {way(may.mark && shown.rumour.is_some(), Glyph::Check, texts.rumour_off.to_owned(), "unmark-rumour",
                at_once(Box::new(move || doing.run(PostAct::Rumour(String::new()), t.posts.rumour_off_done))))}
            {way(may.mark && shown.hidden.is_none(), Glyph::EyeOff, texts.talk.hide.to_owned(), "hide-post", ask(Asks::WhyHide))}
            {way(may.mark && shown.hidden.is_some(), Glyph::Eye, texts.talk.show_again.to_owned(), "show-post",
                at_once(Box::new(move || doing.hide(None, String::new()))))}
            {link(!by.is_me, Glyph::Person, (texts.talk.see_member)(&name), format!("/members/{}", by.member), "see-member")}
            {way(may.complain, Glyph::Flag, texts.talk.complain.to_owned(), "complain-post", ask(Asks::WhyComplain))}
            {way(!by.is_me, Glyph::EyeOff, (texts.talk.mute)(&name), "mute",
                at_once(Box::new(move || doing.mute(&muting, true))))}
        </ul>
        {(!by.is_me).then(|| view! { <p class="quiet">{texts.talk.mute_what}</p> })}
    }
}
