//! The rules of the hall: read by everybody, changed by the committee.

use leptos::prelude::*;
use linli_contract::topics::{ReadTopics, Rules, SetRules, TopicsView};

use super::concerns_topics;
use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Empty, Load, Loaded};
use crate::components::sheet::Sheet;
use crate::components::talk::speaker_name;
use crate::components::text_area::TextArea;
use crate::components::text_field::{Keys, TextField};
use crate::load::load;
use crate::model::topics::limits::TEXT;
use crate::model::topics::{RuleLack, read_number, rule_lacks};
use crate::pages::session::{Acts, Session};
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// `/hall/rules`.
#[component]
pub(crate) fn RulesPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let load: Load<TopicsView> = load(ReadTopics, concerns_topics);
    let open = RwSignal::new(false);
    let may = Memo::new(move |_| {
        load.value.with(|view| view.as_ref().is_some_and(|view| view.may_rule && view.rules.is_some()))
    });
    let actions = move || {
        view! {
            <Show when=move || may.get()>
                <button type="button" class="button button-main button-wide" on:click=move |_| open.set(true)
                    data-testid="change-rules"><Icon glyph=Glyph::Edit />{t.topics.ruling.change}</button>
            </Show>
        }
    };
    let empty = Empty {
        is_empty: |view: &TopicsView| view.rules.is_none(),
        what: t.topics.ruling.title,
        next: t.topics.ruling.default_set,
    };
    view! {
        <Frame title=t.topics.ruling.title back=Some("/hall".to_owned()) actions=actions>
            <Loaded load empty=empty is_offline=session.is_offline() children=move |view| view! {
                {move || view.read().rules.clone().map(|rules| view! { <section class="card"><RuleLines rules /></section> })}
                <Sheet open title=t.topics.ruling.change testid="rules-sheet">
                    {move || view.read_untracked().rules.clone().map(|rules| view! { <Change rules open /> })}
                </Sheet>
            } />
        </Frame>
    }
}

/// The rules in sentences, with what the committee adds and who set them.
#[component]
pub(super) fn RuleLines(rules: Rules) -> impl IntoView {
    let t = texts();
    let lines = (t.topics.ruling.lines)(&rules).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let set = match &rules.set {
        Some((by, at)) => (t.topics.ruling.set_by)(&speaker_name(t, by), &say(t, *at)),
        None => t.topics.ruling.default_set.to_owned(),
    };
    view! {
        <div class="hall-rules" data-testid="rules">
            <ul class="points">{lines}</ul>
            {(!rules.text.is_empty()).then(|| view! {
                <div><p class="label">{t.topics.ruling.more_words}</p><p class="hall-words">{rules.text.clone()}</p></div>
            })}
            <p class="quiet">{set}</p>
        </div>
    }
}

#[component]
fn Change(rules: Rules, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let texts_of = &t.topics.ruling;
    let typed = |number: u16| RwSignal::new(number.to_string());
    let [supporters, answer, ballot, grace] =
        [rules.supporters, rules.answer_days, rules.ballot_days, rules.grace_hours].map(typed);
    let text = RwSignal::new(rules.text.clone());
    let is_tried = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let read = move || {
        Some(Rules {
            text: text.read().trim().to_owned(),
            supporters: read_number(&supporters.read())?,
            answer_days: read_number(&answer.read())?,
            ballot_days: read_number(&ballot.read())?,
            grace_hours: read_number(&grace.read())?,
            set: None,
        })
    };
    let wrong = move |field: RwSignal<String>, of: RuleLack| {
        Signal::derive(move || {
            if !is_tried.get() {
                String::new()
            } else if read_number(&field.read()).is_none() {
                texts_of.not_a_number.to_owned()
            } else {
                let is_it = read().is_some_and(|rules| rule_lacks(&rules).contains(&of));
                if is_it { (texts_of.lack)(of).to_owned() } else { String::new() }
            }
        })
    };
    let too_long = Signal::derive(move || {
        let is_long = is_tried.get() && text.read().trim().chars().count() > TEXT;
        if is_long { (texts_of.lack)(RuleLack::TextLong).to_owned() } else { String::new() }
    });
    let save = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        is_tried.set(true);
        let rules = untrack(read).filter(|rules| rule_lacks(rules).is_empty());
        let Some(rules) = rules.filter(|_| !is_busy.get_untracked()) else { return };
        is_busy.set(true);
        let doing = async move {
            let done = bridge::ask(SetRules(rules)).await;
            is_busy.try_set(false);
            done
        };
        acts.run(doing, move |()| {
            open.try_set(false);
            acts.toasts.say(texts_of.saved);
        });
    };
    let number = move |id: &'static str, label, hint: &'static str, field: RwSignal<String>, of| {
        view! {
            <TextField id label text=field on_text=move |typed| field.set(typed) keys=Keys::Digits max=4
                hint=Signal::stored(hint.to_owned()) error=wrong(field, of) testid=id />
        }
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=save>
            <p class="quiet">{texts_of.change_what}</p>
            {number("rule-supporters", texts_of.supporters, texts_of.supporters_hint, supporters, RuleLack::Supporters)}
            {number("rule-answer", texts_of.answer_days, "", answer, RuleLack::AnswerDays)}
            {number("rule-ballot", texts_of.ballot_days, texts_of.ballot_days_hint, ballot, RuleLack::BallotDays)}
            {number("rule-grace", texts_of.grace_hours, texts_of.grace_hint, grace, RuleLack::Grace)}
            <TextArea id="rule-text" label=texts_of.text text=text on_text=move |typed| text.set(typed) max=TEXT as u32
                hint=Signal::stored(texts_of.text_hint.to_owned()) error=too_long lines=3 testid="rule-text" />
            <button type="submit" class="button button-main button-wide" aria-busy=move || is_busy.get().to_string()
                data-testid="save-rules"><Icon glyph=Glyph::Check />{texts_of.save}</button>
        </form>
    }
}
