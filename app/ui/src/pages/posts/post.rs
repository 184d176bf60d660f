//! One post: what it says, what the committee says of it, what can be done with it, what was said under it.

pub(super) mod act;
mod goods;
mod menu;
mod ticket;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use linli_contract::Event;
use linli_contract::posts::{PostAct, PostForm, PostView, ReadPost};
use linli_contract::sync::RecordSync;
use linli_shared::blobs::MAX_ATTACHED;
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;
use linli_shared::posts::COMMENT;

use self::act::Doing;
use self::goods::Goods;
use self::menu::PostMenu;
use self::ticket::{Asked, IsTicket, MakeTicket};
use super::card::{GoodsMark, SectionMark};
use crate::app::NotFound;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded};
use crate::components::note::{Note, Weight};
use crate::components::photos::PhotoStrip;
use crate::components::sync_mark::SyncMark;
use crate::components::talk::{
    CommentAct, CommentRights, Comments, Composer, Marked, MarkedAs, Reading, SpeakerLine, Spoken, Talk,
};
use crate::load::load_changing;
use crate::pages::session::Session;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// `/posts/:id`; `?said=` names a comment to begin at.
#[component]
pub(crate) fn PostPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<RecordId>().ok()));
    move || match id.get() {
        Some(post) => view! { <Post post /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Post(post: RecordId) -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let query = use_query_map();
    let reading = Reading::begin(query.with_untracked(|query| query.get("said").and_then(|id| id.parse().ok())));
    let request = Memo::new(move |_| ReadPost { post, part: reading.part() });
    let load: Load<PostView> = load_changing(request, move |event| {
        matches!(event, Event::SquareChanged(records) if records.is_empty() || records.contains(&post))
            || matches!(event, Event::PhotosChanged(_) | Event::StandingChanged)
    });
    let doing = Doing::of(post);
    let talk = Talk::begin(format!("post {post}"));
    let may_speak = Memo::new(move |_| load.value.with(|view| view.as_ref().is_some_and(|view| view.may.speak)));
    // What is new counts as read once it is on the screen.
    let is_new = Memo::new(move |_| {
        let is_shown = |view: &&PostView| view.row.has_new && view.talk.later == 0;
        load.value.with(|view| view.as_ref().filter(is_shown).map(|view| view.row.changed))
    });
    Effect::new(move |_| {
        if is_new.get().is_some() {
            doing.quietly(PostAct::Seen);
        }
    });
    let on_send = Callback::new(move |spoken: Spoken| {
        let Spoken { words, attached, reply_to } = spoken;
        reading.to_newest();
        doing.say(PostAct::Comment { words, attached, reply_to }, talk);
    });
    let actions = move || {
        view! {
            <Show when=move || may_speak.get()><Composer talk on_send max=COMMENT photos=MAX_ATTACHED /></Show>
        }
    };
    view! {
        <Frame title=t.posts.post back=Some("/square".to_owned()) actions=actions>
            <Loaded load is_offline=session.is_offline() children=move |view| view! { <Shown view doing reading talk /> } />
        </Frame>
    }
}

#[component]
fn Shown(view: Memo<PostView>, doing: Doing, reading: Reading, talk: Talk) -> impl IntoView {
    let makes_ticket = RwSignal::new(false);
    view! {
        <Body view />
        <Bar view doing makes_ticket />
        <Goods view doing />
        <Asked view makes_ticket />
        <IsTicket view />
        <MakeTicket open=makes_ticket doing />
        <Said view doing reading talk />
    }
}

/// What it says, and what is said of it.
#[component]
fn Body(view: Memo<PostView>) -> impl IntoView {
    let t = texts();
    let part =
        move |part: fn(&PostView) -> Option<linli_contract::posts::MarkView>| Memo::new(move |_| part(&view.read()));
    let (hidden, rumour) = (part(|view| view.hidden.clone()), part(|view| view.rumour.clone()));
    let withdrawn = Memo::new(move |_| view.read().withdrawn.clone());
    let needs_newer = Memo::new(move |_| view.read().needs_newer_app);
    let head = Memo::new(move |_| {
        let row = &view.read().row;
        (row.section, row.goods, row.by.clone(), row.at, row.sync, row.is_edited)
    });
    let said = Memo::new(move |_| {
        let view = view.read();
        (view.row.title.clone(), view.text.clone(), view.hidden.is_some())
    });
    let attached = Signal::derive(move || view.read().attached.clone());
    let words = move || {
        let (title, text, is_hidden) = said.get();
        let words = view! {
            {(!title.is_empty()).then(|| view! { <h2 class="post-title" data-testid="post-title">{title.clone()}</h2> })}
            {(!text.is_empty()).then(|| view! { <p class="post-text" data-testid="post-text">{text.clone()}</p> })}
            <PhotoStrip attached />
        };
        if !is_hidden {
            words.into_any()
        } else if text.is_empty() && attached.read_untracked().is_empty() {
            ().into_any()
        } else {
            let is_mine = view.with_untracked(|view| view.row.by.is_me);
            view! {
                <details class="talk-folded">
                    <summary>{t.posts.talk.see_hidden}</summary>
                    {is_mine.then(|| view! { <p class="quiet">{t.posts.talk.hidden_own}</p> })}
                    {words}
                </details>
            }
            .into_any()
        }
    };
    view! {
        {move || withdrawn.get().map(|(reason, at)| view! {
            <Note weight=Weight::Warn glyph=Glyph::Undo testid="post-withdrawn">
                <div class="note-text">
                    <strong>{(t.posts.was_withdrawn)(&say(t, at))}</strong>
                    {(!reason.is_empty()).then(|| view! { <p>{(t.posts.talk.why)(&reason)}</p> })}
                </div>
            </Note>
        })}
        <Show when=move || needs_newer.get()>
            <Note weight=Weight::Warn glyph=Glyph::Download><p class="note-text">{t.posts.needs_newer}</p></Note>
        </Show>
        <article class="card post-body" data-testid="post-body">
            {move || {
                let (section, goods, by, at, sync, is_edited) = head.get();
                view! {
                    <p class="post-card-head">
                        <SectionMark section />
                        {goods.map(|state| view! { <GoodsMark state /> })}
                        {is_edited.then(|| view! { <span class="tag" data-testid="edited">{t.posts.edited}</span> })}
                    </p>
                    <SpeakerLine by at />
                    {(sync != RecordSync::WithRelay).then(|| view! {
                        <p class="post-sync"><SyncMark sync />" "
                            {(sync == RecordSync::OnThisDevice).then(|| view! { <span class="quiet">{t.posts.not_sent}</span> })}
                        </p>
                    })}
                }
            }}
            {move || rumour.get().map(|mark| view! { <Marked mark what=MarkedAs::Rumour /> })}
            {move || hidden.get().map(|mark| view! { <Marked mark what=MarkedAs::Hidden /> })}
            {words}
        </article>
        <Earlier view />
    }
}

/// What it said before, folded away.
#[component]
fn Earlier(view: Memo<PostView>) -> impl IntoView {
    let t = texts();
    let earlier = Memo::new(move |_| view.read().earlier.clone());
    let version = move |(form, until): (PostForm, Millis)| {
        view! {
            <li class="notice-earlier-one">
                <p class="quiet">{(t.posts.said_until)(&say(t, until))}</p>
                {(!form.title.is_empty()).then(|| view! { <h3>{form.title.clone()}</h3> })}
                <p class="post-text">{form.text}</p>
            </li>
        }
    };
    move || {
        let all = earlier.get();
        (!all.is_empty()).then(|| {
            view! {
                <details class="card notice-earlier" data-testid="post-earlier">
                    <summary>{(t.posts.earlier)(all.len())}</summary>
                    <ul>{all.into_iter().map(version).collect_view()}</ul>
                </details>
            }
        })
    }
}

/// Like, follow, and all the rest behind "more".
#[component]
fn Bar(view: Memo<PostView>, doing: Doing, makes_ticket: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let open = RwSignal::new(false);
    let speak = Memo::new(move |_| view.read().may.speak);
    let likes = Memo::new(move |_| (view.read().row.is_liked, view.read().row.likes));
    let is_followed = Memo::new(move |_| view.read().row.is_followed);
    let like = move |_| doing.quietly(PostAct::Like(!likes.get_untracked().0));
    let follow = move |_| {
        let now = !is_followed.get_untracked();
        doing.run(PostAct::Follow(now), if now { t.posts.followed_done } else { t.posts.unfollowed_done });
    };
    view! {
        <div class="post-bar">
            <Show when=move || speak.get()>
                <button type="button" class="button post-like" aria-pressed=move || likes.get().0.to_string() on:click=like
                    data-testid="like"><Icon glyph=Glyph::Heart />{move || (t.posts.like)(likes.get().1)}</button>
                <button type="button" class="button post-follow" aria-pressed=move || is_followed.get().to_string() on:click=follow
                    data-testid="follow">
                    <Icon glyph=Glyph::Bell />{move || if is_followed.get() { t.posts.following } else { t.posts.follow }}
                </button>
            </Show>
            <button type="button" class="button" aria-haspopup="dialog" on:click=move |_| open.set(true) data-testid="post-more">
                <Icon glyph=Glyph::More />{t.posts.more}
            </button>
        </div>
        <PostMenu open view doing makes_ticket />
    }
}

/// What was said under it.
#[component]
fn Said(view: Memo<PostView>, doing: Doing, reading: Reading, talk: Talk) -> impl IntoView {
    let navigate = use_navigate();
    let said = Memo::new(move |_| view.read().talk.clone());
    let may = Memo::new(move |_| {
        let may = view.read().may;
        CommentRights { speak: may.speak, hide: may.mark, complain: may.complain || may.speak }
    });
    let t = texts();
    let on_act = Callback::new(move |act: CommentAct| match act {
        CommentAct::TakeBack(id) => doing.run(PostAct::TakeBack(id), t.posts.talk.taken_back_done),
        CommentAct::Hide(id, reason) => doing.hide(Some(id), reason),
        CommentAct::Complain(id, words) => {
            doing.run(PostAct::Complain { comment: Some(id), words }, t.posts.talk.complained);
        }
        CommentAct::Mute(who, is_on) => doing.mute(&who, is_on),
        CommentAct::See(who) => navigate(&format!("/members/{}", who.member), NavigateOptions::default()),
    });
    view! { <Comments said reading may talk on_act /> }
}
