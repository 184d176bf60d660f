//! What neighbours say about the topic.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use linli_contract::chats::SetHearing;
use linli_contract::topics::{DoTopic, TopicAct, TopicMay, TopicView};
use linli_shared::ids::RecordId;
use linli_shared::topics::COMMENT;
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::components::talk::{CommentAct, CommentRights, Comments, Composer, Reading, Spoken, Talk};
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The discussion.
#[component]
pub(super) fn Discussion(view: Memo<TopicView>, topic: RecordId, reading: Reading) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let navigate = use_navigate();
    let said = Memo::new(move |_| view.read().talk.clone());
    let rights = Memo::new(move |_| {
        let view = view.read();
        let may = |act| view.may.contains(&act);
        CommentRights { speak: may(TopicMay::Comment), hide: may(TopicMay::Hide), complain: false }
    });
    let talk = Talk::begin(format!("topic-{topic}"));
    let on_send = Callback::new(move |Spoken { words, reply_to, .. }: Spoken| {
        reading.to_newest();
        spawn_local(async move {
            match bridge::ask(DoTopic { topic, act: TopicAct::Comment { words, reply_to } }).await {
                Ok(()) => {
                    talk.done();
                    acts.toasts.say(acts.t.topics.act.comment_done);
                }
                Err(failure) => {
                    talk.failed();
                    acts.toasts.fail((acts.t.shell.failure)(&failure));
                }
            }
        });
    });
    let send = move |act: TopicAct| acts.run(bridge::ask(DoTopic { topic, act }), |()| {});
    let on_act = Callback::new(move |act: CommentAct| match act {
        CommentAct::TakeBack(comment) => send(TopicAct::TakeBack(comment)),
        CommentAct::Hide(comment, reason) => send(TopicAct::Hide(comment, reason)),
        CommentAct::Mute(who, is_muted) => {
            let said = if is_muted { acts.t.topics.one.muted } else { acts.t.topics.one.unmuted };
            acts.run(bridge::ask(SetHearing::Mute(who.member, is_muted)), move |()| acts.toasts.say(said));
        }
        CommentAct::See(who) => navigate(&format!("/members/{}", who.member), NavigateOptions::default()),
        // Not offered here: the committee takes part in every topic and reads along.
        CommentAct::Complain(..) => {}
    });
    view! {
        <section class="card" data-testid="discussion">
            <h2>{t.topics.one.discussion}</h2>
            <Comments said reading may=rights talk on_act />
            <Show when=move || rights.read().speak><Composer talk on_send max=COMMENT /></Show>
        </section>
    }
}
