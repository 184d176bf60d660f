//! Importing a list: the steps, one at a time.

use leptos::prelude::*;

use super::areas::AreasFound;
use super::choose::Choose;
use super::columns::{Columns, ColumnsActions};
use super::look::{Look, LookActions};
use super::plan::PlanFound;
use super::run::{Over, Running};
use super::wizard::{Step, Wizard};
use crate::components::frame::{Frame, HEADING};
use crate::model::imports::kind::Kind;
use crate::platform::page::focus_heading;
use crate::platform::prefs::texts;

/// `/import`.
#[component]
pub(crate) fn ImportPage() -> impl IntoView {
    let t = texts();
    let wizard = Wizard::provide();
    let number = move || match wizard.step.read().clone() {
        Step::Choose(_) | Step::Reading | Step::Sheets | Step::Other(_) => 1,
        Step::Columns => 2,
        Step::Look => 3,
        Step::Running | Step::Over(_) => 4,
    };
    let subtitle = move || {
        let file = wizard.file.read();
        match wizard.step.read().clone() {
            Step::Choose(_) | Step::Reading => String::new(),
            Step::Sheets | Step::Other(_) | Step::Columns | Step::Look | Step::Running | Step::Over(_) => file.clone(),
        }
    };
    // A step begins at its top, and is read out, however far the one before was scrolled.
    let at = Memo::new(move |_| number());
    Effect::new(move |before: Option<usize>| {
        let now = at.get();
        if before.is_some_and(|before| before != now) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            focus_heading(HEADING);
        }
        now
    });
    let is_alone = move || matches!(*wizard.step.read(), Step::Other(_));
    view! {
        <Frame title=t.imports.title subtitle=Signal::derive(subtitle) back=Some("/more".to_owned())
            actions=ViewFn::from(move || view! { <Actions /> })>
            <Show when=move || !is_alone()><Steps number=at /></Show>
            {move || match wizard.step.get() {
                Step::Choose(fault) => view! { <Choose fault is_reading=false /> }.into_any(),
                Step::Reading => view! { <Choose fault=None is_reading=true /> }.into_any(),
                Step::Sheets => view! { <super::choose::Sheets /> }.into_any(),
                Step::Columns => view! { <Columns /> }.into_any(),
                Step::Look => view! { <Look /> }.into_any(),
                Step::Running => view! { <Running /> }.into_any(),
                Step::Over(ending) => view! { <Over ending /> }.into_any(),
                Step::Other(Kind::Areas(text)) => view! { <AreasFound text /> }.into_any(),
                Step::Other(Kind::Plan(doors)) => view! { <PlanFound doors /> }.into_any(),
                Step::Other(Kind::Register) => ().into_any(),
            }}
        </Frame>
    }
}

/// The main action of a step, within reach of the thumb.
#[component]
fn Actions() -> impl IntoView {
    let wizard = Wizard::here();
    move || match wizard.step.get() {
        Step::Columns => view! { <ColumnsActions /> }.into_any(),
        Step::Look => view! { <LookActions /> }.into_any(),
        Step::Choose(_) | Step::Reading | Step::Sheets | Step::Running | Step::Over(_) | Step::Other(_) => {
            ().into_any()
        }
    }
}

/// Which step this is, of all.
#[component]
fn Steps(number: Memo<usize>) -> impl IntoView {
    let t = texts();
    let steps = move || {
        (1..)
            .zip(t.imports.steps)
            .map(|(at, name)| {
                view! {
                    <li class="import-step" class:import-step-past=move || at < number.get()
                        aria-current=move || (at == number.get()).then_some("step")>{name}</li>
                }
            })
            .collect_view()
    };
    view! { <ol class="import-steps" aria-label=move || (t.imports.step_of)(number.get())>{steps}</ol> }
}
