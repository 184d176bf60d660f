//! How what a person does with a post is carried out, said, and undone.

use leptos::prelude::*;
use linli_contract::chats::SetHearing;
use linli_contract::posts::{DoPost, PostAct, Speaker};
use linli_shared::ids::RecordId;

use crate::bridge;
use crate::components::talk::{Talk, speaker_name};
use crate::pages::session::Acts;

/// What is done with one post.
#[derive(Clone, Copy)]
pub(crate) struct Doing {
    /// The post.
    pub(super) post: RecordId,
    /// How it is said.
    pub(super) acts: Acts,
}

impl Doing {
    /// To be called while a screen is made.
    pub(crate) fn of(post: RecordId) -> Self {
        Self { post, acts: Acts::here() }
    }

    fn request(self, act: PostAct) -> DoPost {
        DoPost { post: self.post, act }
    }

    /// Does it; only a failure is said.
    pub(super) fn quietly(self, act: PostAct) {
        self.acts.run(bridge::ask(self.request(act)), |_| ());
    }

    /// Does it, and says so.
    pub(crate) fn run(self, act: PostAct, done: &'static str) {
        self.acts.run(bridge::ask(self.request(act)), move |_| self.acts.toasts.say(done));
    }

    /// Does it, says so, and offers the way back.
    pub(super) fn run_with_undo(self, act: PostAct, done: &'static str, back: PostAct) {
        self.acts.run(bridge::ask(self.request(act)), move |_| {
            let undo = Callback::new(move |()| self.quietly(back.clone()));
            self.acts.toasts.say_with_undo(done, undo);
        });
    }

    /// Says something under it.
    pub(super) fn say(self, act: PostAct, talk: Talk) {
        let request = self.request(act);
        wasm_bindgen_futures::spawn_local(async move {
            match bridge::ask(request).await {
                Ok(_) => talk.done(),
                Err(failure) => {
                    talk.failed();
                    self.acts.toasts.fail((self.acts.t.shell.failure)(&failure));
                }
            }
        });
    }

    /// Hides it or a comment with a reason, or shows it again.
    pub(crate) fn hide(self, comment: Option<RecordId>, reason: String) {
        let talk = &self.acts.t.posts.talk;
        if reason.is_empty() {
            self.run(PostAct::Hide { comment, reason }, talk.shown_done);
        } else {
            let back = PostAct::Hide { comment, reason: String::new() };
            self.run_with_undo(PostAct::Hide { comment, reason }, talk.hidden_done, back);
        }
    }

    /// Mutes a neighbour on this person's devices, or no longer.
    pub(super) fn mute(self, who: &Speaker, is_on: bool) {
        let (member, acts) = (who.member, self.acts);
        let talk = &acts.t.posts.talk;
        let name = speaker_name(acts.t, who);
        let done = if is_on { (talk.muted_done)(&name) } else { (talk.unmuted_done)(&name) };
        acts.run(bridge::ask(SetHearing::Mute(member, is_on)), move |()| {
            let undo = Callback::new(move |()| acts.run(bridge::ask(SetHearing::Mute(member, !is_on)), |()| ()));
            acts.toasts.say_with_undo(done, undo);
        });
    }
}
