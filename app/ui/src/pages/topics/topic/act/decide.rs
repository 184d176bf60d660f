//! The gate: it passes or is returned, always with a reason.

use leptos::prelude::*;
use linli_contract::topics::{Stage, TopicAct, TopicMay, TopicView};

use super::{Acting, Submit};
use crate::components::icon::{Glyph, Icon};
use crate::components::text_area::TextArea;
use crate::model::topics::limits::WORDS;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The form.
#[component]
pub(super) fn Decide(view: Memo<TopicView>, acting: Acting) -> impl IntoView {
    let t = texts();
    // How many stand behind it, by which number, before whoever decides.
    let support = view.with_untracked(|view| {
        let said = view.needs_said.map(|said| (t.topics.one.needs_differs)(said, view.needs));
        let count = (t.topics.one.supported_by)(view.row.supporters, view.needs);
        (view.row.stage == Stage::Screened).then_some((count, said))
    });
    let words = &t.topics.act;
    let acts = Acts::here();
    let passes = RwSignal::new(None::<bool>);
    let reason = RwSignal::new(acting.typed(TopicMay::Gate));
    let is_tried = RwSignal::new(false);
    let lack = Memo::new(move |_| {
        let length = reason.read().trim().chars().count();
        if passes.get().is_none() {
            words.choose_first.to_owned()
        } else if length == 0 {
            words.words_needed.to_owned()
        } else if length > WORDS {
            (words.words_long)(WORDS)
        } else {
            String::new()
        }
    });
    let missing = Signal::derive(move || if is_tried.get() { lack.get() } else { String::new() });
    let send = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        is_tried.set(true);
        if let (true, Some(passes)) = (lack.with_untracked(String::is_empty), passes.get_untracked()) {
            let reason = reason.with_untracked(|reason| reason.trim().to_owned());
            acting.carry_out(acts, TopicMay::Gate, TopicAct::Gate { passes, reason }, (words.done)(TopicMay::Gate));
        }
    };
    let keep = move |text: String| {
        acting.keep(TopicMay::Gate, text.clone());
        reason.set(text);
    };
    let choice = move |is_pass: bool, name: &'static str, what: &'static str, glyph, testid: &'static str| {
        view! {
            <button type="button" class="big-choice" role="radio" on:click=move |_| passes.set(Some(is_pass))
                aria-checked=move || (passes.get() == Some(is_pass)).to_string() data-testid=testid>
                <Icon glyph />
                <span><strong>{name}</strong><span class="quiet">{what}</span></span>
            </button>
        }
    };
    let label = move || match passes.get() {
        Some(true) => words.pass,
        Some(false) => words.send_back,
        None => (words.name)(TopicMay::Gate),
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=send>
            {support.map(|(count, said)| view! {
                <p data-testid="gate-support">{count}</p>
                {said.map(|said| view! { <p class="quiet" data-testid="needs-differs">{said}</p> })}
            })}
            <div class="big-choices" role="radiogroup" aria-label=words.gate_choose>
                {choice(true, words.pass, words.pass_what, Glyph::Check, "gate-pass")}
                {choice(false, words.send_back, words.send_back_what, Glyph::Undo, "gate-return")}
            </div>
            <TextArea id="act-words" label=(words.words)(TopicMay::Gate) text=reason on_text=keep max=WORDS as u32 lines=3
                hint=Signal::stored((words.hint)(TopicMay::Gate).to_owned()) testid="act-words" />
            <Submit acting label=Signal::derive(move || label().to_owned()) missing />
        </form>
    }
}
