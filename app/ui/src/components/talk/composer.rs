//! The field at the bottom of a screen in which somebody says something.
//!
//! **Invariant:** words are neither sent nor touched in the middle of a composition, are sent once, and come back if they
//! could not be kept.
//! **Invariant:** words that were begun outlast the screen in memory alone.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::ev;
use leptos::html::Textarea;
use leptos::prelude::*;
use linli_contract::photos::AttachedView;
use linli_contract::posts::Speaker;
use linli_shared::blobs::BlobId;
use linli_shared::ids::RecordId;

use super::speaker::speaker_name;
use crate::components::icon::{Glyph, Icon};
use crate::components::photos::PhotoPicker;
use crate::model::chats::again::before;
use crate::platform::page::has_keyboard;
use crate::platform::prefs::texts;

thread_local! {
    static BEGUN: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// Words for a field that is not on the screen: they are in it when it is opened.
pub(crate) fn begin_with(key: String, said: &str) {
    BEGUN.with_borrow_mut(|begun| {
        let words = before(said, begun.get(&key).map_or("", String::as_str));
        if !words.is_empty() {
            begun.insert(key, words);
        }
    });
}

/// Forgets what was begun: another community is on the screens, or nobody may see anything.
pub(crate) fn forget_words() {
    BEGUN.with_borrow_mut(BTreeMap::clear);
}

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spoken {
    /// Words without space around them.
    pub(crate) words: String,
    /// Photos.
    pub(crate) attached: Vec<BlobId>,
    /// What it answers.
    pub(crate) reply_to: Option<RecordId>,
}

/// What is being said.
#[derive(Clone, Copy)]
pub(crate) struct Talk {
    key: StoredValue<String>,
    /// The words so far.
    pub(crate) words: RwSignal<String>,
    /// The photos so far.
    pub(crate) attached: RwSignal<Vec<AttachedView>>,
    /// What it answers, and who said that.
    pub(crate) reply_to: RwSignal<Option<(RecordId, Speaker)>>,
    /// Whether it is being kept.
    pub(crate) is_sending: RwSignal<bool>,
    field: NodeRef<Textarea>,
}

impl Talk {
    /// Goes on with what was begun under this key on this screen.
    pub(crate) fn begin(key: String) -> Self {
        let words = BEGUN.with_borrow(|begun| begun.get(&key).cloned()).unwrap_or_default();
        Self {
            key: StoredValue::new(key),
            words: RwSignal::new(words),
            attached: RwSignal::new(Vec::new()),
            reply_to: RwSignal::new(None),
            is_sending: RwSignal::new(false),
            field: NodeRef::new(),
        }
    }

    /// Answers somebody: the field says so, and has the focus.
    pub(crate) fn answer(self, what: RecordId, by: Speaker) {
        self.reply_to.set(Some((what, by)));
        if let Some(field) = self.field.get_untracked() {
            drop(field.focus());
        }
    }

    /// Puts what was taken back into the field again, before what was typed since; of its photos as many as may go along.
    /// `false` if the screen was left.
    pub(crate) fn put_back(
        self,
        said: &str,
        photos: Vec<AttachedView>,
        reply_to: Option<(RecordId, Speaker)>,
        most: usize,
    ) -> bool {
        let Some(words) = self.words.try_with_untracked(|typed| before(said, typed)) else { return false };
        self.type_in(words);
        self.attached.try_update(|all| {
            let new = photos.into_iter().filter(|photo| all.iter().all(|one| one.id != photo.id)).collect::<Vec<_>>();
            let room = most.saturating_sub(all.len());
            all.extend(new.into_iter().take(room));
        });
        if reply_to.is_some() {
            self.reply_to.try_set(reply_to);
        }
        if let Some(field) = self.field.try_get_untracked().flatten() {
            drop(field.focus());
        }
        true
    }

    /// What was said is kept: the field is free for the next.
    pub(crate) fn done(self) {
        self.type_in(String::new());
        self.attached.try_set(Vec::new());
        self.reply_to.try_set(None);
        self.is_sending.try_set(false);
    }

    /// It could not be kept: the words stay.
    pub(crate) fn failed(self) {
        self.is_sending.try_set(false);
    }

    fn type_in(self, words: String) {
        if let Some(key) = self.key.try_get_value() {
            BEGUN.with_borrow_mut(|begun| {
                if words.trim().is_empty() {
                    begun.remove(&key);
                } else {
                    begun.insert(key, words.clone());
                }
            });
        }
        self.words.try_set(words);
    }

    fn spoken(self) -> Option<Spoken> {
        let words = self.words.with_untracked(|words| words.trim().to_owned());
        let attached: Vec<_> = self.attached.with_untracked(|all| all.iter().map(|one| one.id).collect());
        let reply_to = self.reply_to.with_untracked(|reply| reply.as_ref().map(|(id, _)| *id));
        (!words.is_empty() || !attached.is_empty()).then_some(Spoken { words, attached, reply_to })
    }
}

/// The field with its button; Enter sends where there is a keyboard, with Shift it begins a new line.
#[component]
pub(crate) fn Composer(
    talk: Talk,
    /// Called with what was said; the screen then calls [`Talk::done`] or [`Talk::failed`].
    on_send: Callback<Spoken>,
    /// The most characters.
    max: usize,
    /// How many photos may go with it; 0 for none.
    #[prop(default = 0)]
    photos: usize,
    /// In the empty field; the usual words if it is empty.
    #[prop(default = "")]
    hint: &'static str,
) -> impl IntoView {
    let t = texts();
    let composing = StoredValue::new(false);
    let has_photos = RwSignal::new(false);
    let field = talk.field;
    let is_long = Memo::new(move |_| talk.words.read().trim().chars().count() > max);
    let is_empty = Memo::new(move |_| talk.words.read().trim().is_empty() && talk.attached.read().is_empty());
    let send = move || {
        if talk.is_sending.get_untracked() || is_long.get_untracked() || composing.get_value() {
            return;
        }
        if let Some(spoken) = talk.spoken() {
            talk.is_sending.set(true);
            has_photos.set(false);
            on_send.run(spoken);
        }
    };
    let hear = move || {
        if let Some(field) = field.get_untracked().filter(|_| !composing.get_value()) {
            talk.type_in(field.value());
        }
    };
    let on_key = move |key: ev::KeyboardEvent| {
        let is_plain = !key.shift_key() && !key.alt_key() && !key.is_composing() && !composing.get_value();
        if key.key() == "Enter" && is_plain && (has_keyboard() || key.ctrl_key() || key.meta_key()) {
            key.prevent_default();
            send();
        }
    };
    let hint = if hint.is_empty() { t.posts.talk.say_hint } else { hint };
    let copy = move || format!("{}\n", talk.words.get());
    view! {
        <form class="composer" novalidate autocomplete="off" data-testid="composer"
            on:submit=move |submit| { submit.prevent_default(); send(); }>
            {move || talk.reply_to.get().map(|(_, by)| view! {
                <p class="composer-answers" data-testid="answers">
                    <span>{(t.posts.talk.answers)(&speaker_name(t, &by))}</span>
                    <button type="button" class="bar-button" aria-label=t.posts.talk.not_answer data-testid="not-answer"
                        on:click=move |_| talk.reply_to.set(None)><Icon glyph=Glyph::Close /></button>
                </p>
            })}
            <Show when=move || has_photos.get() || !talk.attached.read().is_empty()><PhotoPicker attached=talk.attached max=photos /></Show>
            <p class="composer-wrong" role="alert">{move || is_long.get().then(|| (t.posts.talk.too_long)(max))}</p>
            <div class="composer-line">
                {(photos > 0).then(|| view! {
                    <button type="button" class="bar-button" aria-label=t.posts.talk.add_photo data-testid="say-photo"
                        aria-expanded=move || has_photos.get().to_string()
                        on:click=move |_| has_photos.update(|is_open| *is_open = !*is_open)><Icon glyph=Glyph::Camera /></button>
                })}
                <div class="text-area composer-words">
                    <div class="text-area-copy" aria-hidden="true">{copy}</div>
                    <textarea node_ref=field rows="1" autocomplete="off" aria-label=t.posts.talk.say placeholder=hint
                        data-testid="say" prop:value=move || talk.words.get()
                        on:compositionstart=move |_| composing.set_value(true)
                        on:compositionend=move |_| { composing.set_value(false); hear(); }
                        on:input=move |_| hear() on:keydown=on_key></textarea>
                </div>
                <button type="submit" class="button button-main composer-send" disabled=move || is_empty.get() || is_long.get()
                    aria-busy=move || talk.is_sending.get().to_string() data-testid="send">
                    {move || if talk.is_sending.get() { t.posts.talk.sending } else { t.posts.talk.send }}
                </button>
            </div>
        </form>
    }
}
