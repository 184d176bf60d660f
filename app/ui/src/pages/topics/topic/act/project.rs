//! Making a project: what the talks came to, who answers for it, until when, in which steps.

use leptos::prelude::*;
use linli_contract::topics::{TopicAct, TopicMay};
use linli_shared::calendar::{Date, Millis};

use super::{Acting, Submit};
use crate::components::choice::{Chips, Choice};
use crate::components::text_area::TextArea;
use crate::components::text_field::TextField;
use crate::model::dates::days_after;
use crate::model::topics::limits::{STEP, STEPS, WHO, WORDS};
use crate::model::topics::{filled, lines_shown, with_line};
use crate::pages::session::Acts;
use crate::platform::clock::{end_of, today};
use crate::platform::prefs::texts;

const NEVER: &str = "never";
const MONTH: &str = "month";
const QUARTER: &str = "quarter";
const TO_A_DATE: &str = "date";

/// The form.
#[component]
pub(super) fn MakeProject(acting: Acting) -> impl IntoView {
    const ACT: TopicMay = TopicMay::MakeProject;
    let t = texts();
    let words = &t.topics.act;
    let acts = Acts::here();
    let text = RwSignal::new(acting.typed(ACT));
    let who = RwSignal::new(String::new());
    let due = RwSignal::new(None::<Millis>);
    let steps = RwSignal::new(Vec::<String>::new());
    let is_tried = RwSignal::new(false);
    let lack = Memo::new(move |_| {
        let length = text.read().trim().chars().count();
        if length == 0 {
            words.words_needed.to_owned()
        } else if length > WORDS {
            (words.words_long)(WORDS)
        } else if who.read().trim().is_empty() {
            words.who_needed.to_owned()
        } else {
            String::new()
        }
    });
    let missing = Signal::derive(move || if is_tried.get() { lack.get() } else { String::new() });
    let send = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        is_tried.set(true);
        if lack.with_untracked(String::is_empty) {
            let act = TopicAct::MakeProject {
                words: text.with_untracked(|text| text.trim().to_owned()),
                who: who.with_untracked(|who| who.trim().to_owned()),
                due: due.get_untracked(),
                steps: steps.with_untracked(|steps| filled(steps)),
            };
            acting.carry_out(acts, ACT, act, (words.done)(ACT));
        }
    };
    let keep = move |typed: String| {
        acting.keep(ACT, typed.clone());
        text.set(typed);
    };
    let shown = Memo::new(move |_| lines_shown(&steps.read(), (2, STEPS)));
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=send>
            <TextArea id="act-words" label=(words.words)(ACT) text on_text=keep max=WORDS as u32 lines=4
                hint=Signal::stored((words.hint)(ACT).to_owned()) testid="act-words" />
            <TextField id="project-who" label=words.who text=who on_text=move |typed| who.set(typed) max=WHO as u32
                hint=Signal::stored(words.who_hint.to_owned()) testid="project-who" />
            <Due due />
            <fieldset class="stack">
                <legend class="label">{words.steps}" · "{words.steps_hint}</legend>
                <For each=move || 0..shown.get() key=|at| *at children=move |at| view! {
                    <TextField id=format!("project-step-{at}") label=(words.step)(at + 1) max=STEP as u32
                        text=Signal::derive(move || steps.read().get(at).cloned().unwrap_or_default())
                        on_text=move |typed| steps.update(|steps| *steps = with_line(steps, at, typed))
                        testid=format!("project-step-{at}") />
                } />
            </fieldset>
            <Submit acting label=(words.name)(ACT).to_owned() missing />
        </form>
    }
}

/// Until when; a few taps, or a date.
#[component]
fn Due(due: RwSignal<Option<Millis>>) -> impl IntoView {
    let t = texts();
    let words = &t.topics.act;
    let kind = RwSignal::new(NEVER.to_owned());
    let choose = move |code: String| {
        let days = match code.as_str() {
            MONTH => Some(30),
            QUARTER => Some(91),
            _ => None,
        };
        due.set(days.and_then(|days| days_after(today(), days)).map(end_of));
        kind.set(code);
    };
    let on_day = move |event| due.set(Date::parse(&event_target_value(&event)).map(end_of));
    let choices = vec![
        Choice::new(NEVER, words.no_due),
        Choice::new(MONTH, words.in_a_month),
        Choice::new(QUARTER, words.in_three_months),
        Choice::new(TO_A_DATE, words.to_a_date),
    ];
    view! {
        <div>
            <p class="label">{words.due}</p>
            <Chips label=words.due choices chosen=kind on_choose=choose testid="project-due" />
            <Show when=move || kind.read().as_str() == TO_A_DATE>
                <input class="date" type="date" aria-label=words.due min=today().to_string() on:change=on_day
                    data-testid="project-due-day" />
            </Show>
        </div>
    }
}
