//! Writing the covenant together, settling a version of it, signing one.
//!
//! **Invariant:** what is saved says from which text the writer began, so that what others wrote meanwhile stays.

use leptos::prelude::*;
use linli_contract::topics::{TopicAct, TopicMay, TopicView};

use super::{Acting, Submit};
use crate::components::icon::Glyph;
use crate::components::note::{Note, Weight};
use crate::components::text_area::TextArea;
use crate::model::topics::limits::COVENANT;
use crate::pages::session::Acts;
use crate::pages::topics::topic::covenant::TEXT_ID;
use crate::platform::page::focus_soon;
use crate::platform::prefs::texts;

fn text_of(view: &TopicView) -> String {
    view.covenant.as_ref().map(|covenant| covenant.text.clone()).unwrap_or_default()
}

/// The text in a field; what others save meanwhile is told, and put together on saving.
#[component]
pub(super) fn WriteCovenant(view: Memo<TopicView>, acting: Acting) -> impl IntoView {
    const ACT: TopicMay = TopicMay::WriteCovenant;
    let t = texts();
    let words = &t.topics.act;
    let acts = Acts::here();
    let from = StoredValue::new(view.with_untracked(text_of));
    let text = RwSignal::new(from.get_value());
    let is_changed = Memo::new(move |_| from.with_value(|from| text_of(&view.read()) != *from));
    let is_tried = RwSignal::new(false);
    let missing = Signal::derive(move || {
        let length = text.read().trim().chars().count();
        if !is_tried.get() {
            String::new()
        } else if length == 0 {
            words.words_needed.to_owned()
        } else if length > COVENANT {
            (words.words_long)(COVENANT)
        } else if text.with(|text| from.with_value(|from| text == from)) {
            words.covenant_nothing.to_owned()
        } else {
            String::new()
        }
    });
    let send = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        is_tried.set(true);
        if !missing.with_untracked(String::is_empty) {
            return;
        }
        let act = TopicAct::WriteCovenant { from: from.get_value(), text: text.get_untracked() };
        let said = if is_changed.get_untracked() { words.covenant_merged } else { (words.done)(ACT) };
        acting.carry_out_then(acts, ACT, act, move || {
            acts.toasts.say(said);
            focus_soon(TEXT_ID.to_owned());
        });
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=send>
            <Show when=move || is_changed.get()>
                <Note weight=Weight::Warn glyph=Glyph::Sync testid="covenant-changed">
                    <p class="note-text">{words.covenant_changed}</p>
                </Note>
            </Show>
            <TextArea id="covenant-words" label=words.covenant_text text on_text=move |typed| text.set(typed)
                max=COVENANT as u32 lines=8 hint=Signal::stored(words.covenant_hint.to_owned()) testid="covenant-words" />
            <Submit acting label=(t.topics.act.name)(ACT).to_owned() missing />
        </form>
    }
}

/// The text as it stands, to be settled.
#[component]
pub(super) fn Settle(view: Memo<TopicView>, acting: Acting) -> impl IntoView {
    const ACT: TopicMay = TopicMay::SettleCovenant;
    let t = texts();
    let words = &t.topics.act;
    let acts = Acts::here();
    // What is settled is what is read here, whatever arrives meanwhile.
    let text = StoredValue::new(view.with_untracked(text_of));
    let send = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        acting.carry_out(acts, ACT, TopicAct::SettleCovenant(text.get_value()), (words.done)(ACT));
    };
    view! {
        <form class="stack" novalidate on:submit=send>
            <p>{words.settle_what}</p>
            <p class="covenant-text" data-testid="settle-text">{text.get_value()}</p>
            <Submit acting label=(words.name)(ACT).to_owned() missing=String::new() />
        </form>
    }
}

/// The newest version, to be signed.
#[component]
pub(super) fn SignCovenant(view: Memo<TopicView>, acting: Acting) -> impl IntoView {
    const ACT: TopicMay = TopicMay::Sign;
    let t = texts();
    let words = &t.topics.act;
    let acts = Acts::here();
    let newest = view.with_untracked(|view| view.covenant.as_ref().and_then(|one| one.versions.first().cloned()));
    newest.map(|version| {
        let number = version.number;
        let send = move |submit: leptos::ev::SubmitEvent| {
            submit.prevent_default();
            acting.carry_out(acts, ACT, TopicAct::Sign(number), (words.done)(ACT));
        };
        view! {
            <form class="stack" novalidate on:submit=send>
                <p>{(words.sign_what)(number)}</p>
                <p class="covenant-text" data-testid="sign-text">{version.text}</p>
                <Submit acting label=words.sign_confirm.to_owned() missing=String::new() />
            </form>
        }
    })
}
