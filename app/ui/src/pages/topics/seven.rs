//! The seven steps: explained in one card that folds, and as a mark of where a topic stands.

use leptos::prelude::*;
use linli_contract::topics::Stage;

use crate::components::icon::{Glyph, Icon};
use crate::platform::prefs::texts;

/// The steps explained, folded away.
#[component]
pub(super) fn SevenSteps() -> impl IntoView {
    let t = texts();
    let item = |stage: Stage| {
        view! { <li><strong>{(t.topics.stage)(stage)}</strong>" "<span>{(t.topics.stage_what)(stage)}</span></li> }
    };
    view! {
        <details class="card hall-seven" data-testid="seven-steps">
            <summary><span>{t.topics.seven}</span></summary>
            <ol class="points">{Stage::ALL.into_iter().map(item).collect_view()}</ol>
            <p class="quiet">{t.topics.seven_what}</p>
        </details>
    }
}

/// Where a topic stands: the step's name, its number of seven, and small marks for those behind it.
#[component]
pub(super) fn StageMark(stage: Stage, #[prop(optional)] is_over: bool) -> impl IntoView {
    let t = texts();
    let dot = |one: Stage| {
        view! { <span class="hall-dot" class:hall-dot-done={one <= stage} class:hall-dot-now={one == stage && !is_over}></span> }
    };
    view! {
        <span class="hall-stage" data-testid="topic-stage">
            <span class="hall-dots" aria-hidden="true">{Stage::ALL.into_iter().map(dot).collect_view()}</span>
            {is_over.then(|| view! { <Icon glyph=Glyph::Minus /> })}
            <span>{(t.topics.stage)(stage)}</span>
            {is_over.then(|| view! { <span>" · "{t.topics.ended}</span> })}
        </span>
    }
}
