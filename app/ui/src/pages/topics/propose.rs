//! Proposing a topic: the rules first, then a title, words, where it is, photos; the draft is kept.
//!
//! **Invariant:** a topic is proposed once, however often the button is pressed; once it is, nothing of it is kept again.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use linli_contract::Failure;
use linli_contract::photos::AttachedView;
use linli_contract::topics::{OpenTopicForm, Propose, SaveTopicDraft, TopicForm, TopicFormView};
use linli_shared::blobs::MAX_ATTACHED;
use linli_shared::ids::AreaId;
use wasm_bindgen_futures::spawn_local;

use super::rules::RuleLines;
use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Loaded, Nothing};
use crate::components::note::{Note, Weight};
use crate::components::photos::PhotoPicker;
use crate::components::text_area::TextArea;
use crate::components::text_field::TextField;
use crate::drafts::{DraftLine, Keeper};
use crate::load::open;
use crate::model::topics::limits::{TEXT, TITLE};
use crate::model::topics::{Lack, is_blank, lacks, ready};
use crate::pages::session::{Acts, Session};
use crate::pages::sync::line::SyncDot;
use crate::platform::back;
use crate::platform::page::element;
use crate::platform::prefs::texts;

/// What opening the form gave; `None` for who may not propose.
type Opened = Option<TopicFormView>;

async fn ask() -> Result<Opened, Failure> {
    match bridge::ask(OpenTopicForm).await {
        Err(Failure::NoRight) => Ok(None),
        opened => opened.map(Some),
    }
}

/// `/hall/new`.
#[component]
pub(crate) fn ProposePage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let load = open(ask);
    view! {
        <Frame title=t.topics.propose_form.title back=Some("/hall".to_owned()) aside=|| view! { <SyncDot /> }>
            <Loaded load is_offline=session.is_offline() children=move |view| match view.get_untracked() {
                Some(opened) => view! { <Writing opened /> }.into_any(),
                None => view! {
                    <Nothing what=t.topics.propose_form.may_not next=t.topics.propose_form.may_not_next glyph=Glyph::Lock />
                }
                .into_any(),
            } />
        </Frame>
    }
}

#[component]
fn Writing(opened: TopicFormView) -> impl IntoView {
    let t = texts();
    let words = &t.topics.propose_form;
    let TopicFormView { form, attached, areas, rules } = opened;
    let is_restored = RwSignal::new(!is_blank(&form));
    let form = RwSignal::new(form);
    let attached = RwSignal::new(attached);
    let whole = Memo::new(move |_| whole(&form.read(), &attached.read()));
    let keeper = Keeper::watch(whole, None, |form: TopicForm| async move {
        let is_there = !is_blank(&form);
        let form = if is_there { form } else { TopicForm::default() };
        bridge::ask(SaveTopicDraft(form)).await.map(|()| is_there)
    });
    let is_tried = RwSignal::new(false);
    let is_open = Session::here().is_form_open;
    Effect::new(move |_| is_open.set(!is_blank(&whole.read())));
    on_cleanup(move || _ = is_open.try_set(false));
    let lack = move |of: [Lack; 2]| {
        Signal::derive(move || {
            let found = lacks(&whole.read()).into_iter().find(|lack| of.contains(lack)).filter(|_| is_tried.get());
            found.map(words.lack).unwrap_or_default().to_owned()
        })
    };
    let toasts = Acts::here().toasts;
    let discard = move |_| {
        form.set(TopicForm::default());
        attached.set(Vec::new());
        is_tried.set(false);
        is_restored.set(false);
        toasts.say(words.discarded);
    };
    view! {
        <Show when=move || is_restored.get()>
            <Note weight=Weight::Calm glyph=Glyph::History testid="topic-restored">
                <p class="note-text">{words.restored}</p>
                <button type="button" class="button-text" on:click=discard data-testid="topic-discard">{words.discard}</button>
            </Note>
        </Show>
        <div class="stack hall-form" data-testid="topic-form">
            <section class="card"><h2>{words.rules_first}</h2><RuleLines rules /></section>
            <section class="card stack">
                <TextField id="topic-title" label=words.form_title text=Signal::derive(move || form.read().title.clone())
                    on_text=move |text| form.update(|form| form.title = text) max=TITLE as u32
                    hint=Signal::stored(words.form_title_hint.to_owned()) error=lack([Lack::Title, Lack::TitleLong])
                    testid="topic-title" />
                <TextArea id="topic-text" label=words.text text=Signal::derive(move || form.read().text.clone())
                    on_text=move |text| form.update(|form| form.text = text) max=TEXT as u32 lines=5
                    hint=Signal::stored(words.text_hint.to_owned()) error=lack([Lack::Text, Lack::TextLong])
                    testid="topic-text" />
                <Area areas form />
                <div><p class="label">{words.photos}</p><PhotoPicker attached max=MAX_ATTACHED /></div>
            </section>
            <Note weight=Weight::Calm glyph=Glyph::Eye testid="who-reads"><p class="note-text">{words.who_reads}</p></Note>
        </div>
        <Send whole keeper is_tried />
    }
}

/// The form with its photos.
fn whole(form: &TopicForm, attached: &[AttachedView]) -> TopicForm {
    TopicForm { attached: attached.iter().map(|one| one.id).collect(), ..form.clone() }
}

/// The places it can be about; where there is one only, nothing is asked.
#[component]
fn Area(areas: Vec<(AreaId, Vec<String>)>, form: RwSignal<TopicForm>) -> impl IntoView {
    let t = texts();
    let named = |path: &[String]| {
        let name = path.join(" ");
        if name.is_empty() { t.topics.propose_form.whole.to_owned() } else { name }
    };
    // Nothing chosen means the whole community, which the core may also name among the places.
    let has_whole = areas.iter().any(|(_, path)| path.is_empty());
    let root = areas.iter().find(|(_, path)| path.is_empty()).map(|(area, _)| area.to_string()).unwrap_or_default();
    let mut choices: Vec<Choice> =
        areas.iter().map(|(area, path)| Choice::new(area.to_string(), named(path))).collect();
    if !has_whole {
        choices.insert(0, Choice::new("", t.topics.propose_form.whole));
    }
    let chosen = move || form.read().area.map_or_else(|| root.clone(), |area| area.to_string());
    let choose = move |code: String| form.update(|form| form.area = code.parse::<AreaId>().ok());
    (choices.len() > 1).then(|| view! {
        <div>
            <p class="label">{t.topics.propose_form.area}</p>
            <Chips label=t.topics.propose_form.area choices chosen=Signal::derive(chosen) on_choose=choose testid="topic-area" />
        </div>
    })
}

/// The button at the bottom.
#[component]
fn Send(whole: Memo<TopicForm>, keeper: Keeper<TopicForm>, is_tried: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let navigate = use_navigate();
    let is_busy = RwSignal::new(false);
    let missing = Memo::new(move |_| is_tried.get().then(|| lacks(&whole.read()).first().copied()).flatten());
    let send = move |_| {
        is_tried.set(true);
        if is_busy.get_untracked() {
            return;
        }
        if let Some(lack) = whole.with_untracked(|form| lacks(form).first().copied()) {
            let id = if matches!(lack, Lack::Title | Lack::TitleLong) { "topic-title" } else { "topic-text" };
            if let Some(field) = element(id) {
                drop(field.focus());
            }
            return;
        }
        is_busy.set(true);
        let (form, navigate) = (whole.with_untracked(ready), navigate.clone());
        let ended = keeper.end();
        spawn_local(async move {
            ended.await;
            match bridge::ask(Propose(form)).await {
                Ok(topic) => {
                    acts.toasts.say(acts.t.topics.propose_form.sent);
                    back::leave(navigate, format!("/hall/{topic}"));
                }
                Err(failure) => {
                    is_busy.try_set(false);
                    keeper.go_on();
                    acts.toasts.fail((acts.t.shell.failure)(&failure));
                }
            }
        });
    };
    view! {
        <footer class="actions">
            <p class="actions-note" role="alert" data-testid="topic-lack">
                {move || missing.get().map(t.topics.propose_form.lack)}
            </p>
            <DraftLine kept=keeper.kept hint=t.topics.propose_form.kept_hint
                is_hidden=Signal::derive(move || missing.get().is_some()) />
            <button type="button" class="button button-main button-wide" on:click=send
                aria-busy=move || is_busy.get().to_string() data-testid="send-topic">
                <Icon glyph=Glyph::Check />{t.topics.propose_form.send}
            </button>
        </footer>
    }
}
