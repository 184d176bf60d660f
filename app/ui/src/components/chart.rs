//! Charts over weeks: a line, stacked bars. A sentence says what they show, a table gives every number.
//!
//! The drawing is stretched to its place, so that it holds no words; marks and days stand around it as text and grow with
//! large type.

use leptos::prelude::*;

use crate::model::progress_chart::{bars, line, middle, named, share, ticks};
use crate::platform::prefs::texts;

/// The most days named below an axis.
const NAMED: usize = 3;

/// A line over weeks with the area below it.
#[component]
pub(crate) fn LineChart(
    /// A count per week, oldest first.
    #[prop(into)]
    counts: Signal<Vec<u32>>,
    /// The highest the line may ever go.
    #[prop(into)]
    top: Signal<u32>,
    /// What each week is called below the axis.
    #[prop(into)]
    days: Signal<Vec<String>>,
    /// The chart in a sentence.
    #[prop(into)]
    said: Signal<String>,
) -> impl IntoView {
    let marks =
        Memo::new(move |_| ticks(counts.with(|counts| counts.iter().copied().max().unwrap_or(0)).max(top.get())));
    let paths = Memo::new(move |_| line(&counts.read(), end(&marks.read())));
    view! {
        <Plot marks days said>
            <path class="chart-area" d=move || paths.get().1 />
            <path class="chart-line" d=move || paths.get().0 />
        </Plot>
    }
}

/// Bars of stacked counts; what kind a part is, its class and the legend tell.
#[component]
pub(crate) fn BarChart(
    /// Per week, oldest first, a count of each kind.
    #[prop(into)]
    weeks: Signal<Vec<Vec<u32>>>,
    #[prop(into)] days: Signal<Vec<String>>,
    /// The chart in a sentence.
    #[prop(into)]
    said: Signal<String>,
) -> impl IntoView {
    let highest = move || {
        weeks.with(|weeks| weeks.iter().map(|week| week.iter().fold(0, |sum: u32, one| sum.saturating_add(*one))).max())
    };
    let marks = Memo::new(move |_| ticks(highest().unwrap_or(0)));
    let blocks = move || {
        let blocks = bars(&weeks.read(), end(&marks.read()));
        let block = |block: crate::model::progress_chart::Block| {
            view! {
                <rect class=format!("chart-block chart-kind-{}", block.kind) x=block.x.to_string() y=block.y.to_string()
                    width=block.width.to_string() height=block.height.to_string() />
            }
        };
        blocks.into_iter().map(block).collect_view()
    };
    view! { <Plot marks days said>{blocks}</Plot> }
}

/// The kinds of a bar chart with their sums.
#[component]
pub(crate) fn Legend(#[prop(into)] kinds: Signal<Vec<(String, u32)>>) -> impl IntoView {
    let kind = |(at, (name, count)): (usize, (String, u32))| {
        view! { <li><span class=format!("chart-key chart-kind-{at}")></span>{name}" "<strong>{count}</strong></li> }
    };
    view! { <ul class="chart-legend">{move || kinds.get().into_iter().enumerate().map(kind).collect_view()}</ul> }
}

/// Every number of a chart, folded away.
#[component]
pub(crate) fn ChartTable(
    heads: Vec<String>,
    /// A row per week: its name and its numbers.
    #[prop(into)]
    rows: Signal<Vec<Vec<String>>>,
) -> impl IntoView {
    let t = texts();
    let heads = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view();
    let row = |cells: Vec<String>| {
        let mut cells = cells.into_iter();
        let first = cells.next().map(|name| view! { <th scope="row">{name}</th> });
        view! { <tr>{first}{cells.map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> }
    };
    view! {
        <details class="chart-table">
            <summary>{t.progress.table}</summary>
            <div class="chart-table-scroll" tabindex="0" role="group" aria-label=t.progress.table>
                <table>
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{move || rows.get().into_iter().rev().map(row).collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}

/// Axis, marks and days around a drawing.
#[component]
fn Plot(marks: Memo<Vec<u32>>, days: Signal<Vec<String>>, said: Signal<String>, children: Children) -> impl IntoView {
    let up = move |mark: u32| format!("{}%", share(mark, end(&marks.read())));
    let mark_words = move || {
        let mark = |mark: u32| view! { <span class="chart-mark" style:bottom=up(mark)>{mark}</span> };
        marks.get().into_iter().map(mark).collect_view()
    };
    let widest = move || end(&marks.read());
    let mark_lines = move || {
        let line = |mark: u32| {
            let y = (100.0 - share(mark, end(&marks.read()))).to_string();
            view! { <line class="chart-grid" x1="0" x2="100" y1=y.clone() y2=y /> }
        };
        marks.get().into_iter().map(line).collect_view()
    };
    let day_words = move || {
        let days = days.read();
        let day = |at: usize| {
            let is_last = at + 1 == days.len();
            days.get(at).map(|day| {
                view! {
                    <span class="chart-day" class:chart-day-last=is_last style:left=format!("{}%", middle(at, days.len()))>
                        {day.clone()}
                    </span>
                }
            })
        };
        named(days.len(), NAMED).into_iter().map(day).collect_view()
    };
    view! {
        <div class="chart" role="img" aria-label=said data-testid="chart">
            <div class="chart-marks"><span class="chart-mark-room">{widest}</span>{mark_words}</div>
            <svg class="chart-plot" viewBox="0 0 100 100" preserveAspectRatio="none" focusable="false">
                {mark_lines}
                {children()}
            </svg>
            <div class="chart-days">{day_words}</div>
        </div>
    }
}

fn end(marks: &[u32]) -> u32 {
    marks.last().copied().unwrap_or(1)
}
