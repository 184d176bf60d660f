//! Writing a post, and editing one visibly: where it goes, words, photos, who can read it.
//!
//! **Invariant:** a post is sent once, however often the button is pressed, and its draft goes with it.

use futures::FutureExt;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use linli_contract::Failure;
use linli_contract::photos::AttachedView;
use linli_contract::posts::{OpenPostForm, PostForm, PostFormView, SavePostDraft, Section, SendPost};
use linli_shared::blobs::MAX_ATTACHED;
use linli_shared::ids::RecordId;
use linli_shared::posts::{TEXT, TITLE};
use wasm_bindgen_futures::spawn_local;

use crate::app::NotFound;
use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Loaded, Nothing};
use crate::components::note::{Note, Weight};
use crate::components::photos::PhotoPicker;
use crate::components::text_area::TextArea;
use crate::components::text_field::TextField;
use crate::drafts::{Begun, DraftLine, FoundDraft, Keeper, LostPhotos, follow_photos};
use crate::load::open;
use crate::model::posts::{Lack, Shown, is_blank, lack, ready};
use crate::pages::session::{Acts, Session};
use crate::platform::back;
use crate::platform::prefs::texts;

/// `/posts/new`.
#[component]
pub(crate) fn WritePostPage() -> impl IntoView {
    view! { <Write edits=None /> }
}

/// `/posts/:id/edit`.
#[component]
pub(crate) fn EditPostPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<RecordId>().ok()));
    move || match id.get() {
        Some(post) => view! { <Write edits=Some(post) /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

/// What the form begins with; what may not be edited opens as nothing.
async fn ask(edits: Option<RecordId>) -> Result<Option<PostFormView>, Failure> {
    match bridge::ask(OpenPostForm { edits }).await {
        Err(Failure::NoRight | Failure::NotHere) if edits.is_some() => Ok(None),
        opened => opened.map(Some),
    }
}

#[component]
fn Write(edits: Option<RecordId>) -> impl IntoView {
    let t = texts();
    let is_open = Session::here().is_form_open;
    is_open.set(true);
    on_cleanup(move || _ = is_open.try_set(false));
    let load = open(move || ask(edits));
    let title = if edits.is_some() { t.posts.editing } else { t.posts.writing };
    let parent = edits.map_or_else(|| "/square".to_owned(), |post| format!("/posts/{post}"));
    view! {
        <Frame title=title back=Some(parent)>
            <Loaded load children=move |view| match view.get_untracked() {
                Some(view) => view! { <Form view edits /> }.into_any(),
                None => {
                    view! { <Nothing what=t.posts.may_not_edit next=t.posts.may_not_edit_next glyph=Glyph::Lock /> }.into_any()
                }
            } />
        </Frame>
    }
}

#[component]
fn Form(view: PostFormView, edits: Option<RecordId>) -> impl IntoView {
    let t = texts();
    let PostFormView { mut form, attached, saved } = view;
    let has_lost = attached.len() < form.attached.len();
    form.attached = attached.iter().map(|view| view.id).collect();
    let has_draft = RwSignal::new(saved.is_some());
    let form = RwSignal::new(form);
    let attached = RwSignal::new(attached);
    let keeper = Keeper::watch(form, saved, move |form: PostForm| async move {
        let is_there = !is_blank(&form);
        bridge::ask(SavePostDraft { edits, form }).await.map(|()| is_there)
    });
    let is_tried = RwSignal::new(false);
    let dropping = Callback::new(move |()| dropping(edits, form).boxed_local());
    follow_photos(form, attached, |form| &mut form.attached);
    let wrong = move |of: &'static [Lack]| {
        Signal::derive(move || {
            let lack = is_tried.get().then(|| lack(&form.read())).flatten();
            lack.filter(|lack| of.contains(lack)).map(t.posts.lack).unwrap_or_default().to_owned()
        })
    };
    let sections =
        Section::ALL.into_iter().map(|one| Choice::new(Shown::Of(one).word(), (t.posts.section)(one))).collect();
    let choose = move |word: String| {
        if let Some(section) = Shown::of_word(&word).section() {
            form.update(|form| form.section = section);
        }
    };
    let section = Memo::new(move |_| form.read().section);
    view! {
        <LostPhotos has_lost />
        {edits.map(|_| view! {
            <Note weight=Weight::Calm glyph=Glyph::Edit testid="editing"><p class="note-text">{t.posts.editing_what}</p></Note>
        })}
        <FoundDraft begun=Begun { form, attached, keeper, has_draft } dropping />
        <form class="stack post-form" novalidate autocomplete="off" data-testid="post-form"
            on:submit=move |submit| submit.prevent_default()>
            <div>
                <p class="label">{t.posts.form_section}</p>
                <Chips label=t.posts.form_section choices=sections chosen=Signal::derive(move || Shown::Of(section.get()).word().to_owned())
                    on_choose=choose testid="post-section" />
                <p class="field-below">{move || (t.posts.section_hint)(section.get())}</p>
            </div>
            <TextField id="post-title" label=t.posts.form_title hint=Signal::stored(t.posts.form_title_hint.to_owned())
                text=Signal::derive(move || form.read().title.clone()) on_text=move |text| form.update(|form| form.title = text)
                error=wrong(&[Lack::TitleLong]) max=TITLE as u32 testid="write-title" />
            <TextArea id="post-text" label=t.posts.form_text
                hint=Signal::derive(move || (t.posts.form_text_hint)(section.get()).to_owned())
                text=Signal::derive(move || form.read().text.clone()) on_text=move |text| form.update(|form| form.text = text)
                error=wrong(&[Lack::Words, Lack::TextLong]) max=TEXT as u32 lines=6 testid="write-text" />
            <div>
                <p class="label">{t.posts.form_photos}</p>
                <PhotoPicker attached max=MAX_ATTACHED />
            </div>
            <p class="post-readers" data-testid="who-reads"><Icon glyph=Glyph::Eye /><span>{t.posts.who_reads}</span></p>
        </form>
        <Send form keeper edits is_tried />
    }
}

/// Forgets the draft of what is typed, and says what the form begins with then.
async fn dropping(edits: Option<RecordId>, form: RwSignal<PostForm>) -> Result<(PostForm, Vec<AttachedView>), Failure> {
    let section = form.try_with_untracked(|form| form.section).unwrap_or(Section::Around);
    let form = PostForm { section, title: String::new(), text: String::new(), attached: Vec::new() };
    bridge::ask(SavePostDraft { edits, form }).await?;
    let PostFormView { form, attached, .. } = bridge::ask(OpenPostForm { edits }).await?;
    Ok((form, attached))
}

/// The button at the bottom, with how the draft is.
#[component]
fn Send(
    form: RwSignal<PostForm>,
    keeper: Keeper<PostForm>,
    edits: Option<RecordId>,
    is_tried: RwSignal<bool>,
) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let navigate = use_navigate();
    let is_sending = RwSignal::new(false);
    let missing = Memo::new(move |_| is_tried.get().then(|| lack(&form.read())).flatten());
    let send = move |_| {
        is_tried.set(true);
        if is_sending.get_untracked() || form.with_untracked(|form| lack(form).is_some()) {
            return;
        }
        is_sending.set(true);
        let ended = keeper.end();
        let (form, navigate) = (form.with_untracked(ready), navigate.clone());
        spawn_local(async move {
            ended.await;
            match bridge::ask(SendPost { edits, form }).await {
                Ok(post) => {
                    acts.toasts.say(if edits.is_some() { t.posts.saved } else { t.posts.sent });
                    back::leave(navigate, format!("/posts/{post}"));
                }
                Err(failure) => {
                    is_sending.try_set(false);
                    keeper.go_on();
                    acts.toasts.fail((t.shell.failure)(&failure));
                }
            }
        });
    };
    let words = if edits.is_some() { t.posts.save } else { t.posts.send };
    view! {
        <footer class="actions">
            <p class="actions-note" role="alert" data-testid="post-lack">{move || missing.get().map(t.posts.lack)}</p>
            <DraftLine kept=keeper.kept hint=t.posts.kept_hint is_hidden=Signal::derive(move || missing.get().is_some()) />
            <button type="button" class="button button-main button-wide" on:click=send
                aria-busy=move || is_sending.get().to_string() data-testid="send-post">
                <Icon glyph=Glyph::Upload />{move || if is_sending.get() { t.posts.sending } else { words }}
            </button>
        </footer>
    }
}
