//! What neighbours report to the committee: each with what it is about, and the ways to deal with it.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::posts::{ComplaintRow, ReadComplaints};
use linli_shared::ids::RecordId;

use super::card::PostCard;
use super::post::act::Doing;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded, Nothing};
use crate::components::talk::{OfficeBadge, ReasonSheet, SpeakerLine, speaker_name, why_hide};
use crate::load::load;
use crate::pages::session::Session;
use crate::platform::clock::say;
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// `/complaints`.
#[component]
pub(crate) fn ComplaintsPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    keep_scroll("/complaints".into());
    let load: Load<Vec<ComplaintRow>> =
        load(ReadComplaints, |event| matches!(event, Event::SquareChanged(_) | Event::StandingChanged));
    view! {
        <Frame title=t.posts.complaints back=Some("/square".to_owned())>
            <Loaded load is_offline=session.is_offline() children=move |rows| view! { <Rows rows /> } />
        </Frame>
    }
}

#[component]
fn Rows(rows: Memo<Vec<ComplaintRow>>) -> impl IntoView {
    let t = texts();
    let parts = move |is_settled: bool| {
        let rows = rows.get().into_iter().filter(move |row| row.is_settled == is_settled);
        rows.map(|row| view! { <li><Complaint row /></li> }).collect_view()
    };
    let settled = Memo::new(move |_| rows.read().iter().filter(|row| row.is_settled).count());
    let waiting = Memo::new(move |_| rows.read().len() - settled.get());
    view! {
        <Show when=move || waiting.get() == 0>
            <Nothing what=t.posts.complaints_none next=t.posts.complaints_none_next glyph=Glyph::Flag />
        </Show>
        <ul class="stack" data-testid="complaints">{move || parts(false)}</ul>
        <Show when=move || settled.get() != 0>
            <details class="notice-over" data-testid="complaints-settled">
                <summary>{move || format!("{} {}", t.posts.settled, settled.get())}</summary>
                <ul class="stack">{move || parts(true)}</ul>
            </details>
        </Show>
    }
}

#[component]
fn Complaint(row: ComplaintRow) -> impl IntoView {
    let t = texts();
    let ComplaintRow { post, comment, by, words, at, is_settled, .. } = row;
    let line = (t.posts.complained_by)(&speaker_name(t, &by), &say(t, at));
    let about = comment.clone().map(|comment| {
        view! {
            <p class="quiet">{t.posts.about_comment}</p>
            <blockquote class="talk-quote">
                <SpeakerLine by=comment.by at=comment.at />
                <p class="talk-words">{comment.words}</p>
            </blockquote>
        }
    });
    let hides = post.as_ref().filter(|_| !is_settled).map(|post| (post.post, comment.as_ref().map(|one| one.id)));
    view! {
        <article class="card stack" data-testid="complaint">
            <div>
                <p class="complaint-by"><strong>{line}</strong>" "{by.office.map(|office| view! { <OfficeBadge office /> })}</p>
                <p class="talk-words" data-testid="complaint-words">{words}</p>
            </div>
            {about}
            {match post {
                Some(row) => view! { <PostCard row /> }.into_any(),
                None => view! { <p class="quiet">{t.posts.about_gone}</p> }.into_any(),
            }}
            {hides.map(|(post, comment)| view! { <HideIt post comment /> })}
        </article>
    }
}

#[component]
fn HideIt(post: RecordId, comment: Option<RecordId>) -> impl IntoView {
    let t = texts();
    let open = RwSignal::new(false);
    let doing = Doing::of(post);
    let on_reason = Callback::new(move |reason| doing.hide(comment, reason));
    let href = comment.map_or_else(|| format!("/posts/{post}"), |said| format!("/posts/{post}?said={said}"));
    view! {
        <div class="post-bar">
            <a class="button" href=href data-testid="open-post">{t.posts.open_post}</a>
            <button type="button" class="button button-danger" on:click=move |_| open.set(true) data-testid="hide-it">
                <Icon glyph=Glyph::EyeOff />{t.posts.hide_it}
            </button>
        </div>
        <ReasonSheet open asked=why_hide(t) on_reason />
    }
}
