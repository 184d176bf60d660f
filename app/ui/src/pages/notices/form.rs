//! The fields of a notice.

use leptos::html::Textarea;
use leptos::prelude::*;
use linli_contract::notices::{NoticeArea, NoticeForm, NoticeKind};
use linli_contract::photos::AttachedView;
use linli_shared::blobs::MAX_ATTACHED;
use linli_shared::calendar::{Date, Millis};
use linli_shared::notices::{TEXT, TITLE};

use super::area::AreaPicker;
use crate::components::choice::{Chips, Choice};
use crate::components::icon::{Glyph, Icon};
use crate::components::photos::PhotoPicker;
use crate::components::switch::Switch;
use crate::components::text_area::TextArea;
use crate::components::text_field::TextField;
use crate::model::dates::days_after;
use crate::model::notices::area::{find, label};
use crate::model::notices::edit::{Mark, Typed, mark};
use crate::model::notices::form::{Mistake, answer_lines, mistakes, with_answer};
use crate::model::notices::{kind_of, kind_word};
use crate::platform::clock::{end_of, now, on_the_wall, today};
use crate::platform::prefs::texts;

/// The longest question and answer, in characters.
const QUESTION: u32 = 100;
const ANSWER: u32 = 40;

/// When a notice is over.
const NEVER: &str = "never";
const A_DAY: &str = "day";
const A_WEEK: &str = "week";
const TO_A_DATE: &str = "date";

/// What a mistake says below its field; nothing until publishing was tried.
pub(super) fn complaint(
    form: RwSignal<NoticeForm>,
    is_tried: RwSignal<bool>,
    of: &'static [Mistake],
) -> Signal<String> {
    let t = texts();
    Signal::derive(move || {
        if !is_tried.get() {
            return String::new();
        }
        let found = mistakes(&form.read(), now());
        found.into_iter().find(|mistake| of.contains(mistake)).map(t.notices.mistake).unwrap_or_default().to_owned()
    })
}

/// The fields.
#[component]
pub(super) fn Form(
    form: RwSignal<NoticeForm>,
    attached: RwSignal<Vec<AttachedView>>,
    offered: StoredValue<Vec<NoticeArea>>,
    is_correction: bool,
    is_tried: RwSignal<bool>,
) -> impl IntoView {
    let t = texts();
    let kinds = NoticeKind::ALL.into_iter().map(|kind| Choice::new(kind_word(kind), (t.notices.kind)(kind))).collect();
    let choose_kind = move |word: String| {
        if let Some(kind) = kind_of(&word) {
            form.update(|form| form.kind = kind);
        }
    };
    view! {
        <form class="stack notice-form" novalidate autocomplete="off" data-testid="notice-form"
            on:submit=move |submit| submit.prevent_default()>
            <TextField id="notice-title" label=t.notices.form_title hint=Signal::stored(t.notices.form_title_hint.to_owned())
                text=Signal::derive(move || form.read().title.clone()) on_text=move |text| form.update(|form| form.title = text)
                error=complaint(form, is_tried, &[Mistake::Title, Mistake::TitleLong]) max=TITLE as u32 is_last=true testid="write-title" />
            <TextWithBar form is_tried />
            <PhotoPicker attached max=MAX_ATTACHED />
            <Area form offered is_correction is_tried />
            <div>
                <p class="label">{t.notices.form_kind}</p>
                <Chips label=t.notices.form_kind choices=kinds chosen=Signal::derive(move || kind_word(form.read().kind).to_owned())
                    on_choose=choose_kind testid="notice-kind" />
            </div>
            <section class="card notice-options">
                <Switch is_on=Signal::derive(move || form.read().is_urgent) label=t.notices.form_urgent
                    hint=t.notices.form_urgent_hint on_switch=move |is_on| form.update(|form| form.is_urgent = is_on)
                    testid="notice-urgent" />
                <Switch is_on=Signal::derive(move || form.read().wants_confirmation) label=t.notices.form_confirm
                    hint=t.notices.form_confirm_hint on_switch=move |is_on| form.update(|form| form.wants_confirmation = is_on)
                    testid="notice-wants-confirmation" />
                <Asking form is_tried />
                <Show when=move || !form.read().is_urgent><Until form is_tried /></Show>
            </section>
        </form>
    }
}

/// The text below a bar with three buttons.
#[component]
fn TextWithBar(form: RwSignal<NoticeForm>, is_tried: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let node = NodeRef::<Textarea>::new();
    let apply = move |which: Mark| {
        let Some(field) = node.get_untracked() else { return };
        let at = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default() as usize;
        let typed = Typed { text: field.value(), start: at(field.selection_start()), end: at(field.selection_end()) };
        let now = mark(&typed, which);
        // The field first, so that the selection is set in the text it is of.
        field.set_value(&now.text);
        drop(field.focus());
        let unit = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        drop(field.set_selection_range(unit(now.start), unit(now.end)));
        form.update(|form| form.text = now.text);
    };
    let button = move |which: Mark, words: &'static str, testid: &'static str| {
        view! {
            <button type="button" class="button notice-bar-button" on:click=move |_| apply(which) data-testid=testid>
                {match which {
                    Mark::Bold => view! { <strong>{words}</strong> }.into_any(),
                    Mark::Heading => view! { <span class="notice-bar-heading">{words}</span> }.into_any(),
                    Mark::Item => view! { <Icon glyph=Glyph::List />{words} }.into_any(),
                }}
            </button>
        }
    };
    view! {
        <div>
            <TextArea id="notice-text" label=t.notices.form_text hint=Signal::stored(t.notices.form_text_hint.to_owned())
                text=Signal::derive(move || form.read().text.clone()) on_text=move |text| form.update(|form| form.text = text)
                error=complaint(form, is_tried, &[Mistake::Text, Mistake::TextLong]) max=TEXT as u32 lines=6 node testid="write-text" />
            <div class="notice-bar" role="group" aria-label=t.notices.bar>
                {button(Mark::Heading, t.notices.bar_heading, "mark-heading")}
                {button(Mark::Item, t.notices.bar_item, "mark-item")}
                {button(Mark::Bold, t.notices.bar_bold, "mark-bold")}
            </div>
        </div>
    }
}

/// Whom it is for; a correction keeps that.
#[component]
fn Area(
    form: RwSignal<NoticeForm>,
    offered: StoredValue<Vec<NoticeArea>>,
    is_correction: bool,
    is_tried: RwSignal<bool>,
) -> impl IntoView {
    let t = texts();
    let area = RwSignal::new(form.read_untracked().area);
    Effect::new(move |_| {
        let chosen = area.get();
        if form.with_untracked(|form| form.area != chosen) {
            form.update(|form| form.area = chosen);
        }
    });
    let name = move || offered.with_value(|offered| find(offered, area.get()?).map(label));
    let wrong = complaint(form, is_tried, &[Mistake::Area]);
    if is_correction {
        view! { {move || name().map(|name| view! { <p data-testid="notice-area-fixed">{(t.notices.form_area_fixed)(&name)}</p> })} }
            .into_any()
    } else {
        view! {
            <div>
                <AreaPicker offered area />
                <p class="actions-note" role="alert">{wrong}</p>
            </div>
        }
        .into_any()
    }
}

/// A question with answers; folded away until it is wanted.
#[component]
fn Asking(form: RwSignal<NoticeForm>, is_tried: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let has_question = |form: &NoticeForm| !form.question.is_empty() || !form.answers.is_empty();
    let is_on = RwSignal::new(form.with_untracked(has_question));
    let put_away = StoredValue::new((String::new(), Vec::new()));
    // What was typed comes back when it is switched on again.
    let switch = move |on: bool| {
        form.update(|form| {
            if on {
                (form.question, form.answers) = put_away.get_value();
            } else {
                put_away.set_value((core::mem::take(&mut form.question), core::mem::take(&mut form.answers)));
            }
        });
        is_on.set(on);
    };
    let lines = Memo::new(move |_| answer_lines(&form.read().answers));
    let wrong = complaint(form, is_tried, &[Mistake::Question, Mistake::Answers]);
    view! {
        <Switch is_on label=t.notices.form_ask hint=t.notices.form_ask_hint on_switch=switch testid="notice-asks" />
        <Show when=move || is_on.get()>
            <div class="stack notice-asking">
                <TextField id="notice-question" label=t.notices.form_question max=QUESTION testid="write-question"
                    hint=Signal::stored(t.notices.form_question_hint.to_owned())
                    text=Signal::derive(move || form.read().question.clone())
                    on_text=move |text| form.update(|form| form.question = text) />
                <For each=move || 0..lines.get() key=|at| *at children=move |at| view! {
                    <TextField id=format!("notice-answer-{at}") label=(t.notices.form_answer)(at + 1) max=ANSWER
                        text=Signal::derive(move || form.read().answers.get(at).cloned().unwrap_or_default())
                        on_text=move |text| form.update(|form| form.answers = with_answer(&form.answers, at, text))
                        testid=format!("write-answer-{at}") />
                } />
                <p class="actions-note" role="alert">{wrong}</p>
            </div>
        </Show>
    }
}

/// When it is over.
#[component]
fn Until(form: RwSignal<NoticeForm>, is_tried: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let begin = if form.read_untracked().until.is_some() { TO_A_DATE } else { NEVER };
    let kind = RwSignal::new(begin.to_owned());
    let in_days = |days: i64| days_after(today(), days).map(end_of);
    let choose = move |code: String| {
        let until = match code.as_str() {
            A_DAY => in_days(1),
            A_WEEK => in_days(7),
            TO_A_DATE => form.with_untracked(|form| form.until),
            _ => None,
        };
        form.update(|form| form.until = until);
        kind.set(code);
    };
    let day = move || {
        let last = form.read().until.and_then(|until| on_the_wall(Millis(until.0 - 1)).date);
        last.map(|day| day.to_string()).unwrap_or_default()
    };
    let on_day = move |event| {
        let until = Date::parse(&event_target_value(&event)).map(end_of);
        form.update(|form| form.until = until);
    };
    let choices = vec![
        Choice::new(NEVER, t.notices.until_never),
        Choice::new(A_DAY, t.notices.until_day),
        Choice::new(A_WEEK, t.notices.until_week),
        Choice::new(TO_A_DATE, t.notices.until_date),
    ];
    let wrong = complaint(form, is_tried, &[Mistake::Until]);
    view! {
        <div>
            <p class="label">{t.notices.form_until}</p>
            <Chips label=t.notices.form_until choices chosen=kind on_choose=choose testid="notice-until" />
            <Show when=move || kind.read().as_str() == TO_A_DATE>
                <input class="date" type="date" aria-label=t.notices.form_until min=today().to_string() prop:value=day
                    on:change=on_day data-testid="notice-until-day" />
            </Show>
            <p class="actions-note" role="alert">{wrong}</p>
        </div>
    }
}
