//! The seven steps, one below the other: who took each, when, and why; a step without effect says so.

use leptos::prelude::*;
use linli_contract::topics::{StepView, StepWhat, TopicView};

use crate::components::icon::{Glyph, Icon};
use crate::components::talk::SpeakerLine;
use crate::model::topics::{Point, PointState, line};
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The steps.
#[component]
pub(super) fn Line(view: Memo<TopicView>) -> impl IntoView {
    let t = texts();
    let points = Memo::new(move |_| {
        let view = view.read();
        line(view.row.stage, view.row.is_over, &view.steps)
    });
    let all =
        move || points.get().into_iter().enumerate().map(|(at, point)| view! { <OnePoint at point /> }).collect_view();
    view! {
        <section class="card" data-testid="topic-line">
            <h2>{t.topics.one.line}</h2>
            <ol class="line">{all}</ol>
        </section>
    }
}

const fn class(state: PointState) -> &'static str {
    match state {
        PointState::Done => "line-point line-done",
        PointState::Now => "line-point line-now",
        PointState::Ended => "line-point line-ended",
        PointState::Ahead => "line-point line-ahead",
    }
}

#[component]
fn OnePoint(at: usize, point: Point) -> impl IntoView {
    let t = texts();
    let Point { stage, state, steps } = point;
    let mark = match state {
        PointState::Done => view! { <Icon glyph=Glyph::Check /> }.into_any(),
        PointState::Ended => view! { <Icon glyph=Glyph::Minus /> }.into_any(),
        PointState::Now | PointState::Ahead => view! { <span>{at + 1}</span> }.into_any(),
    };
    let is_bare = steps.is_empty() && state == PointState::Now;
    let is_now = matches!(state, PointState::Now | PointState::Ended);
    view! {
        <li class=class(state) aria-current=is_now.then_some("step") data-testid="line-point" data-stage=(at + 1).to_string()>
            <span class="line-mark" aria-hidden="true">{mark}</span>
            <div class="line-words">
                <p class="line-head">
                    <strong>{(t.topics.stage)(stage)}</strong>
                    <span class=if is_now { "tag" } else { "unseen" }>{(t.topics.one.state)(state)}</span>
                </p>
                {is_bare.then(|| view! { <p class="quiet">{t.topics.one.nothing_yet}</p> })}
                <ul class="line-steps">{steps.into_iter().map(|step| view! { <OneStep step /> }).collect_view()}</ul>
            </div>
        </li>
    }
}

#[component]
fn OneStep(step: StepView) -> impl IntoView {
    let t = texts();
    let StepView { what, words, by, at, is_void, sync, .. } = step;
    // Time or the number of supporters did these, nobody in particular.
    let is_nobodys = matches!(what, StepWhat::Supported | StepWhat::BallotClosed);
    let said = (t.topics.one.step)(what);
    let head = if is_nobodys {
        view! {
            <p class="line-did"><span>{said}</span><span class="quiet">{say(t, at)}</span></p>
        }
        .into_any()
    } else {
        view! { <p class="line-did"><SpeakerLine by at sync /><span>{said}</span></p> }.into_any()
    };
    view! {
        <li class="line-step" class:line-void=is_void data-testid="topic-step">
            {head}
            {(!words.is_empty()).then(|| view! { <p class="hall-words" data-testid="step-reason">{words}</p> })}
            {is_void.then(|| view! {
                <p class="line-why" data-testid="step-void"><Icon glyph=Glyph::Alert /><span>{t.topics.one.void}</span></p>
            })}
        </li>
    }
}
