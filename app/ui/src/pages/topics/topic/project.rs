//! The project: what is done, who answers for it, until when, its steps, and the reports on it.

use leptos::prelude::*;
use linli_contract::topics::{ProjectView, ReportView, TopicView};

use crate::components::icon::{Glyph, Icon};
use crate::components::photos::PhotoStrip;
use crate::components::talk::SpeakerLine;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The project; nothing while there is none.
#[component]
pub(super) fn Project(view: Memo<TopicView>) -> impl IntoView {
    let project = Memo::new(move |_| view.read().project.clone());
    move || project.read().as_ref().map(|one| view! { <Shown project=one.clone() view /> })
}

#[component]
fn Shown(project: ProjectView, view: Memo<TopicView>) -> impl IntoView {
    let t = texts();
    let words = &t.topics.one;
    let ProjectView { words: what, who, due, steps, reports } = project;
    let done = steps.iter().filter(|(_, is_done)| *is_done).count();
    let all = steps.len();
    let names: Vec<String> = steps.iter().map(|(name, _)| name.clone()).collect();
    let step = |(name, is_done): (String, bool)| {
        view! {
            <li class:project-done=is_done data-testid="project-step">
                <Icon glyph=if is_done { Glyph::Check } else { Glyph::Ring } />
                <span>{name}</span>
                <span class="quiet">{if is_done { words.step_done } else { words.step_open }}</span>
            </li>
        }
    };
    let reported = reports.len();
    let report = move |(at, report): (usize, ReportView)| {
        let attached = Signal::derive(move || {
            let view = view.read();
            let found = view.project.as_ref().and_then(|project| project.reports.get(at));
            found.map(|report| report.attached.clone()).unwrap_or_default()
        });
        let done = report.done.and_then(|at| names.get(usize::from(at)).cloned());
        view! {
            <li class="project-report" data-testid="project-report">
                <SpeakerLine by=report.by at=report.at sync=report.sync />
                {(!report.words.is_empty()).then(|| view! { <p class="hall-words">{report.words.clone()}</p> })}
                {done.map(|step| view! { <p class="project-told"><Icon glyph=Glyph::Check />{(words.report_done)(&step)}</p> })}
                <PhotoStrip attached />
            </li>
        }
    };
    view! {
        <section class="card stack" data-testid="project">
            <h2>{words.project}</h2>
            <p class="hall-words">{what}</p>
            <dl class="hall-facts">
                {(!who.is_empty()).then(|| view! { <div><dt>{words.who_answers}</dt><dd>{who}</dd></div> })}
            </dl>
            {due.map(|at| view! { <p class="project-due"><Icon glyph=Glyph::Clock />{(words.due)(&say(t, at))}</p> })}
            {(all > 0).then(|| view! {
                <div>
                    <p class="label">{(words.project_steps)(done, all)}</p>
                    <ul class="project-steps">{steps.into_iter().map(step).collect_view()}</ul>
                </div>
            })}
            {(reported > 0).then(|| view! {
                <div>
                    <h3>{(words.reports)(reported)}</h3>
                    <ul class="project-reports">{reports.into_iter().enumerate().map(report).collect_view()}</ul>
                </div>
            })}
        </section>
    }
}
