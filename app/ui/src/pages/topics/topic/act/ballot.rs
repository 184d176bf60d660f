//! Opening a ballot: the question, the choices, who has a vote, open or sealed, until when.

use leptos::prelude::*;
use linli_contract::topics::{TopicMay, TopicView, VoteBy};
use linli_shared::calendar::Date;

use super::{Acting, Submit};
use crate::components::choice::{Chips, Choice};
use crate::components::icon::{Glyph, Icon};
use crate::components::switch::Switch;
use crate::components::text_field::TextField;
use crate::model::dates::days_after;
use crate::model::topics::limits::{CHOICE, CHOICES, QUESTION};
use crate::model::topics::{BallotDraft, ballot_mistakes, close_days, lines_shown, with_line};
use crate::pages::session::Acts;
use crate::platform::clock::{end_of, say, today};
use crate::platform::prefs::texts;

const HOUSEHOLD: &str = "household";
const PERSON: &str = "person";
const OTHER_DAY: &str = "day";

/// The form.
#[component]
pub(super) fn OpenBallot(view: Memo<TopicView>, acting: Acting) -> impl IntoView {
    const ACT: TopicMay = TopicMay::OpenBallot;
    let t = texts();
    let words = &t.topics.ballot;
    let acts = Acts::here();
    let (least, grace) = view.with_untracked(|view| (view.rules.ballot_days, view.rules.grace_hours));
    let draft = RwSignal::new(BallotDraft {
        question: acting.typed(ACT),
        choices: Vec::new(),
        by: VoteBy::Household,
        is_secret: false,
        day: close_days(least).first().and_then(|days| days_after(today(), i64::from(*days))),
    });
    let is_tried = RwSignal::new(false);
    let mistake = Memo::new(move |_| ballot_mistakes(&draft.read(), today(), least).first().copied());
    let missing = Signal::derive(move || {
        mistake.get().filter(|_| is_tried.get()).map(words.mistake).unwrap_or_default().to_owned()
    });
    let send = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        is_tried.set(true);
        let draft = draft.get_untracked();
        if let (None, Some(day)) = (mistake.get_untracked(), draft.day) {
            acting.carry_out(acts, ACT, draft.act(end_of(day)), (t.topics.act.done)(ACT));
        }
    };
    let ask = move |text: String| {
        acting.keep(ACT, text.clone());
        draft.update(|draft| draft.question = text);
    };
    let shown = Memo::new(move |_| lines_shown(&draft.read().choices, CHOICES));
    let is_unfilled = Memo::new(move |_| draft.read().filled().is_empty());
    let fill =
        move |_| draft.update(|draft| draft.choices = words.yes_no.iter().map(|one| (*one).to_owned()).collect());
    let by = Signal::derive(move || match draft.read().by {
        VoteBy::Household => HOUSEHOLD.to_owned(),
        VoteBy::Person => PERSON.to_owned(),
    });
    let choose_by = move |code: String| {
        let by = if code == PERSON { VoteBy::Person } else { VoteBy::Household };
        draft.update(|draft| draft.by = by);
    };
    let voters =
        vec![Choice::new(HOUSEHOLD, (words.by)(VoteBy::Household)), Choice::new(PERSON, (words.by)(VoteBy::Person))];
    let is_secret = Signal::derive(move || draft.read().is_secret);
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=send>
            <TextField id="ballot-question" label=words.question max=QUESTION as u32 on_text=ask
                text=Signal::derive(move || draft.read().question.clone())
                hint=Signal::stored(words.question_hint.to_owned()) testid="ballot-question" />
            <fieldset class="stack">
                <legend class="label">{words.choices}</legend>
                <Show when=move || is_unfilled.get()>
                    <button type="button" class="button button-quiet" on:click=fill data-testid="fill-yes-no">{words.fill_yes_no}</button>
                </Show>
                <For each=move || 0..shown.get() key=|at| *at children=move |at| view! {
                    <TextField id=format!("ballot-choice-{at}") label=(words.choice)(at + 1) max=CHOICE as u32
                        text=Signal::derive(move || draft.read().choices.get(at).cloned().unwrap_or_default())
                        on_text=move |text| draft.update(|draft| draft.choices = with_line(&draft.choices, at, text))
                        testid=format!("ballot-choice-{at}") />
                } />
            </fieldset>
            <div>
                <p class="label">{words.who_votes}</p>
                <Chips label=words.who_votes choices=voters chosen=by on_choose=choose_by is_bar=true testid="ballot-by" />
                <p class="quiet">{move || (words.by_what)(draft.read().by)}</p>
            </div>
            <div>
                <Switch is_on=is_secret on_switch=move |is_on| draft.update(|draft| draft.is_secret = is_on) label=words.seal
                    hint=words.seal_hint testid="ballot-secret" />
                <p class="quiet" role="status" data-testid="ballot-who-opens">
                    {move || if is_secret.get() { words.seal_who } else { words.open_hint }}
                </p>
            </div>
            <LastDay draft least grace />
            <Submit acting label=(t.topics.act.name)(ACT).to_owned() missing />
        </form>
    }
}

/// The last day: none is offered that the rules do not allow.
#[component]
fn LastDay(draft: RwSignal<BallotDraft>, least: u16, grace: u16) -> impl IntoView {
    let t = texts();
    let words = &t.topics.ballot;
    let days = close_days(least);
    let kind = RwSignal::new(days.first().map(ToString::to_string).unwrap_or_default());
    let after = move |days: u16| days_after(today(), i64::from(days));
    let choose = move |code: String| {
        if let Ok(days) = code.parse::<u16>() {
            draft.update(|draft| draft.day = after(days));
        }
        kind.set(code);
    };
    let mut choices: Vec<Choice> =
        days.iter().map(|days| Choice::new(days.to_string(), (words.in_days)(*days))).collect();
    choices.push(Choice::new(OTHER_DAY, words.other_day));
    let on_day = move |event| draft.update(|draft| draft.day = Date::parse(&event_target_value(&event)));
    let first = after(least.max(1)).map(|day| day.to_string()).unwrap_or_default();
    let day = move || draft.read().day.map(|day| day.to_string()).unwrap_or_default();
    let closes =
        move || draft.read().day.map(|day| (words.closes)(&say(t, linli_shared::calendar::Millis(end_of(day).0 - 1))));
    view! {
        <div>
            <p class="label">{words.last_day}</p>
            <Chips label=words.last_day choices chosen=kind on_choose=choose testid="ballot-days" />
            <Show when=move || kind.read().as_str() == OTHER_DAY>
                <input class="date" type="date" aria-label=words.last_day min=first.clone() prop:value=day on:change=on_day
                    data-testid="ballot-day" />
            </Show>
            <p class="ballot-closes"><Icon glyph=Glyph::Clock />{closes}</p>
            <p class="quiet">{(words.closes_rule)(least.max(1), grace)}</p>
        </div>
    }
}
