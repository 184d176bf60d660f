//! Doors covered and visits by outcome over the weeks.

use leptos::prelude::*;
use linli_contract::progress::{ProgressView, WeekPoint};
use linli_shared::calendar::Date;

use crate::components::chart::{BarChart, ChartTable, Legend, LineChart};
use crate::components::choice::{Chips, Choice};
use crate::i18n::Texts;
use crate::model::progress::{OUTCOMES, SPANS, by_outcome, gained, newest, sums};
use crate::platform::clock::say_day;
use crate::platform::prefs::texts;

/// Both charts, and how far back they go.
#[component]
pub(crate) fn Charts(view: Memo<ProgressView>, span: RwSignal<u16>) -> impl IntoView {
    let t = texts();
    let weeks = Memo::new(move |_| newest(&view.read().weeks, span.get()).to_vec());
    let spans = SPANS.iter().map(|weeks| Choice::new(weeks.to_string(), (t.progress.spans)(*weeks))).collect();
    let days = Signal::derive(move || {
        let weeks = weeks.read();
        let last = weeks.len().saturating_sub(1);
        let name = |(at, week): (usize, &WeekPoint)| {
            if at == last { t.progress.today.to_owned() } else { short(t, &week.until) }
        };
        weeks.iter().enumerate().map(name).collect::<Vec<_>>()
    });
    view! {
        <div class="progress-span">
            <Chips label=t.progress.span choices=spans is_bar=true testid="span"
                chosen=Signal::derive(move || span.get().to_string())
                on_choose=move |weeks: String| if let Ok(weeks) = weeks.parse() { span.set(weeks) } />
        </div>
        <div class="progress-charts">
            <Covered view weeks days />
            <Visits weeks days />
        </div>
    }
}

#[component]
fn Covered(view: Memo<ProgressView>, weeks: Memo<Vec<WeekPoint>>, days: Signal<Vec<String>>) -> impl IntoView {
    let t = texts();
    let doors = Signal::derive(move || view.read().now.doors);
    let said = Signal::derive(move || {
        let weeks = weeks.read();
        let covered = weeks.last().map_or(0, |week| week.covered);
        let now = (t.progress.covered_say)(covered, doors.get());
        format!("{now} · {}", (t.progress.gained)(gained(&weeks), number(weeks.len())))
    });
    let rows = Signal::derive(move || {
        weeks.read().iter().map(|week| vec![say_day(t, &week.until), week.covered.to_string()]).collect::<Vec<_>>()
    });
    view! {
        <section class="card progress-part" data-testid="progress-covered">
            <h2>{t.progress.covered}</h2>
            <p class="quiet">{said}</p>
            <LineChart counts=Signal::derive(move || weeks.read().iter().map(|week| week.covered).collect::<Vec<_>>())
                top=doors days said />
            <ChartTable heads=vec![t.progress.week.to_owned(), t.progress.doors.to_owned()] rows />
        </section>
    }
}

#[component]
fn Visits(weeks: Memo<Vec<WeekPoint>>, days: Signal<Vec<String>>) -> impl IntoView {
    let t = texts();
    let totals = Memo::new(move |_| sums(&weeks.read()));
    let kinds = Signal::derive(move || {
        OUTCOMES.into_iter().map(|outcome| (t.door.outcome)(outcome).to_owned()).zip(totals.get()).collect::<Vec<_>>()
    });
    let all = Memo::new(move |_| totals.read().iter().fold(0, |sum: u32, one| sum.saturating_add(*one)));
    let short = move || (t.progress.visits_say)(all.get(), number(weeks.read().len()));
    let said = Signal::derive(move || {
        let kinds = kinds.get().into_iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>();
        format!("{} · {}", short(), kinds.join(" · "))
    });
    let rows = Signal::derive(move || {
        let row = |week: &WeekPoint| {
            let counts = by_outcome(week).into_iter().map(|count| count.to_string());
            core::iter::once(say_day(t, &week.until)).chain(counts).collect::<Vec<_>>()
        };
        weeks.read().iter().map(row).collect::<Vec<_>>()
    });
    let heads = || {
        let outcomes = OUTCOMES.into_iter().map(|outcome| (t.door.outcome)(outcome).to_owned());
        core::iter::once(t.progress.week.to_owned()).chain(outcomes).collect::<Vec<_>>()
    };
    view! {
        <section class="card progress-part" data-testid="progress-visits">
            <h2>{t.progress.visits}</h2>
            <Show when=move || all.get() != 0 fallback=move || view! { <p class="quiet">{t.progress.no_visits}</p> }>
                <p class="quiet">{short}</p>
                <BarChart weeks=Signal::derive(move || weeks.read().iter().map(by_outcome).collect::<Vec<_>>()) days said />
                <Legend kinds />
                <ChartTable heads=heads() rows />
            </Show>
        </section>
    }
}

fn number(weeks: usize) -> u16 {
    u16::try_from(weeks).unwrap_or(u16::MAX)
}

fn short(t: &Texts, day: &str) -> String {
    Date::parse(day).map_or_else(|| day.to_owned(), t.progress.short_day)
}
