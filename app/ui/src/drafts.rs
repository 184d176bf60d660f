//! Keeps what is typed of a form on the device, so that a killed app loses at most the last moment: of every form alike.
//!
//! **Invariant:** once the form is sent, nothing typed before is kept again ([`Keeping`]).
//! **Invariant:** leaving the screen, the tab or the app keeps what is typed at once.

use core::cell::RefCell;
use core::future::poll_fn;
use core::task::{Poll, Waker};
use std::rc::Rc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::photos::AttachedView;
use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use wasm_bindgen_futures::spawn_local;

use crate::components::icon::Glyph;
use crate::components::note::{Note, Weight};
use crate::model::draft::{DraftState, Keeping};
use crate::pages::session::Acts;
use crate::platform::clock::{now, say};
use crate::platform::page::on_leaving;
use crate::platform::prefs::texts;

/// What outlasts the screen, so that what was typed last is kept after it was left.
struct Writing<T> {
    keeping: RefCell<Keeping<T>>,
    ask: Box<dyn Fn(T) -> LocalBoxFuture<'static, Result<bool, Failure>>>,
    waiting: RefCell<Vec<Waker>>,
}

/// How the draft of a form is, for its screen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept {
    /// How it is.
    pub(crate) state: RwSignal<DraftState>,
    /// Whether something typed is not kept yet.
    pub(crate) is_behind: RwSignal<bool>,
}

/// Keeps the draft of one form.
pub(crate) struct Keeper<T: Send + Sync + 'static> {
    form: Signal<T>,
    writing: StoredValue<Rc<Writing<T>>, LocalStorage>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// How the draft is.
    pub(crate) kept: Kept,
}

impl<T: Send + Sync + 'static> Clone for Keeper<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Keeper<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Keeper<T> {
    /// Watches a form from now on, of which a draft may be kept already since `saved`. `ask` keeps one, or drops it where
    /// nothing in it would be missed, and says whether there is one now; it is never asked twice at a time.
    pub(crate) fn watch<F>(form: impl Into<Signal<T>>, saved: Option<Millis>, ask: impl Fn(T) -> F + 'static) -> Self
    where
        F: Future<Output = Result<bool, Failure>> + 'static,
    {
        let form = form.into();
        let writing = Writing {
            keeping: RefCell::new(Keeping::begin(form.get_untracked())),
            ask: Box::new(move |form| ask(form).boxed_local()),
            waiting: RefCell::new(Vec::new()),
        };
        let state = RwSignal::new(saved.map_or(DraftState::Untouched, DraftState::Kept));
        let keeper = Self {
            form,
            writing: StoredValue::new_local(Rc::new(writing)),
            timer: StoredValue::new(None),
            kept: Kept { state, is_behind: RwSignal::new(false) },
        };
        Effect::new(move |is_begun: Option<()>| {
            form.track();
            if is_begun.is_some() {
                keeper.keep_soon();
            }
        });
        on_leaving(move || keeper.keep_now());
        keeper
    }

    /// Keeps what stands in the form for the last time, before it is sent or thrown away; the future is done once nothing is
    /// being written any more.
    pub(crate) fn end(self) -> impl Future<Output = ()> + 'static {
        self.keep_now();
        let writing = self.writing.try_get_value();
        if let Some(writing) = &writing {
            writing.keeping.borrow_mut().end();
        }
        poll_fn(move |context| match &writing {
            Some(writing) if writing.keeping.borrow().is_writing() => {
                writing.waiting.borrow_mut().push(context.waker().clone());
                Poll::Pending
            }
            _ => Poll::Ready(()),
        })
    }

    /// The form was not sent: what is typed is kept again.
    pub(crate) fn go_on(self) {
        if let Some(writing) = self.writing.try_get_value() {
            writing.keeping.borrow_mut().go_on();
            self.keep_now();
        }
    }

    /// What stands in the form now is what the device has: the draft was thrown away, or is taken up.
    pub(crate) fn is_known(self) {
        self.stop_timer();
        let (Some(writing), Some(form)) = (self.writing.try_get_value(), self.form.try_get_untracked()) else { return };
        writing.keeping.borrow_mut().is_known(form);
        self.kept.state.set(DraftState::Untouched);
        self.tell(&writing);
    }

    fn keep_soon(self) {
        let Some(writing) = self.writing.try_get_value() else { return };
        self.stop_timer();
        let pause = writing.keeping.borrow_mut().typed(now());
        if let Some(pause) = pause {
            self.timer.set_value(set_timeout_with_handle(move || self.keep_now(), pause).ok());
        }
        self.tell(&writing);
    }

    fn keep_now(self) {
        self.stop_timer();
        let (Some(writing), Some(form)) = (self.writing.try_get_value(), self.form.try_get_untracked()) else { return };
        let first = writing.keeping.borrow_mut().keep(form);
        self.tell(&writing);
        if let Some(first) = first {
            spawn_local(self.write(writing, first));
        }
    }

    async fn write(self, writing: Rc<Writing<T>>, first: T) {
        let mut next = Some(first);
        while let Some(form) = next {
            let kept = (writing.ask)(form).await;
            self.kept.state.try_set(match kept {
                Ok(true) => DraftState::Kept(now()),
                Ok(false) => DraftState::Untouched,
                Err(_) => DraftState::Failed,
            });
            next = writing.keeping.borrow_mut().written(kept.is_ok());
        }
        self.tell(&writing);
        writing.waiting.take().into_iter().for_each(Waker::wake);
    }

    fn tell(self, writing: &Writing<T>) {
        let is_behind = writing.keeping.borrow().is_behind();
        if self.kept.is_behind.try_get_untracked().is_some_and(|was| was != is_behind) {
            self.kept.is_behind.set(is_behind);
        }
    }

    fn stop_timer(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }
}

/// The photos of a form are those that are attached to it.
pub(crate) fn follow_photos<T: Send + Sync + 'static>(
    form: RwSignal<T>,
    attached: RwSignal<Vec<AttachedView>>,
    of: fn(&mut T) -> &mut Vec<BlobId>,
) {
    Effect::new(move |_| {
        let ids: Vec<BlobId> = attached.read().iter().map(|view| view.id).collect();
        form.maybe_update(|form| {
            let named = of(form);
            let is_new = *named != ids;
            *named = ids;
            is_new
        });
    });
}

/// A form whose draft can be thrown away: what is typed, its photos, the keeping.
pub(crate) struct Begun<T: Send + Sync + 'static> {
    /// What is typed.
    pub(crate) form: RwSignal<T>,
    /// Its photos.
    pub(crate) attached: RwSignal<Vec<AttachedView>>,
    /// What keeps it.
    pub(crate) keeper: Keeper<T>,
    /// Whether it began with a draft.
    pub(crate) has_draft: RwSignal<bool>,
}

impl<T: Send + Sync + 'static> Clone for Begun<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Begun<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Begun<T> {
    /// Throws the draft away, which can be undone; `dropping` has it forgotten and says what the form begins with then.
    fn drop_draft(self, acts: Acts, dropping: impl Future<Output = Result<(T, Vec<AttachedView>), Failure>> + 'static) {
        let Self { form, attached, keeper, has_draft } = self;
        let ended = keeper.end();
        let doing = async move {
            ended.await;
            dropping.await.inspect_err(|_| keeper.go_on())
        };
        acts.run(doing, move |(now, photos)| {
            let before = (form.try_get_untracked(), attached.try_get_untracked());
            let (Some(typed), Some(had)) = before else { return };
            attached.set(photos);
            form.set(now);
            keeper.is_known();
            has_draft.set(false);
            let back = Callback::new(move |()| {
                attached.try_set(had.clone());
                form.try_set(typed.clone());
            });
            acts.toasts.say_with_undo(acts.t.drafts.dropped, back);
        });
    }
}

/// Has a draft forgotten, and says with what and with which photos the form begins then.
pub(crate) type Dropping<T> = Callback<(), LocalBoxFuture<'static, Result<(T, Vec<AttachedView>), Failure>>>;

/// A draft was here: it says so, and can be thrown away.
#[component]
pub(crate) fn FoundDraft<T>(
    begun: Begun<T>,
    /// Whether what it changes says something else since it was begun.
    #[prop(default = false)]
    is_outdated: bool,
    dropping: Dropping<T>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let t = texts();
    let acts = Acts::here();
    let (weight, words) = if is_outdated { (Weight::Warn, t.drafts.outdated) } else { (Weight::Calm, t.drafts.found) };
    view! {
        <Show when=move || begun.has_draft.get()>
            <Note weight glyph=Glyph::Edit testid="draft-found">
                <p class="note-text">{words}</p>
                <button type="button" class="button" data-testid="drop-draft"
                    on:click=move |_| begun.drop_draft(acts, dropping.run(()))>{t.drafts.drop}</button>
            </Note>
        </Show>
    }
}

/// Photos of the draft are not on this device any more.
#[component]
pub(crate) fn LostPhotos(has_lost: bool) -> impl IntoView {
    let t = texts();
    has_lost.then(|| {
        view! {
            <Note weight=Weight::Warn glyph=Glyph::Alert testid="photos-lost"><p class="note-text">{t.drafts.photos_lost}</p></Note>
        }
    })
}

/// How the draft is, in words; `hint` says what becomes of what is typed before anything was.
#[component]
pub(crate) fn DraftLine(
    kept: Kept,
    hint: &'static str,
    /// Whether something more urgent is said in its place.
    #[prop(into)]
    is_hidden: Signal<bool>,
) -> impl IntoView {
    let t = texts();
    let words = move || match kept.state.get() {
        DraftState::Untouched => hint.to_owned(),
        DraftState::Kept(at) => (t.drafts.kept)(&say(t, at)),
        DraftState::Failed => t.drafts.not_kept.to_owned(),
    };
    view! {
        <p class="actions-note quiet" data-testid="draft-state" hidden=is_hidden
            aria-busy=move || kept.is_behind.get().to_string()>{words}</p>
    }
}
