//! One door of a list, in two lines that are as high as those of any other.

use leptos::prelude::*;
use linli_contract::lists::{Filter, ListRow, PersonBrief};

use super::mark::StateMark;
use crate::i18n::Texts;
use crate::platform::clock::say_day;
use crate::platform::prefs::texts;

/// A door as a link.
#[component]
pub(crate) fn DoorRow(row: ListRow, with_confirmed: bool) -> impl IntoView {
    let t = texts();
    let when = when(t, &row, with_confirmed);
    view! {
        <a class="door-row" href=format!("/door/{}", row.door) data-testid="list-row">
            <span class="door-row-place">{row.path.join(" ")}</span>
            <StateMark state=row.state />
            <People people=row.people />
            {when.map(|when| view! { <span class="door-row-when">{when}</span> })}
        </a>
    }
}

/// A door that is on its way.
#[component]
pub(crate) fn DoorRowToCome() -> impl IntoView {
    view! { <div class="door-row door-row-to-come" aria-hidden="true"><span></span></div> }
}

/// Whether a list asks when doors were last confirmed, so that its rows say it.
pub(crate) fn asks_when_confirmed(filters: &[Filter]) -> bool {
    filters.iter().any(|filter| matches!(filter, Filter::NotConfirmed { .. } | Filter::NotMet { .. }))
}

/// People with their care groups.
#[component]
pub(crate) fn People(people: Vec<PersonBrief>) -> impl IntoView {
    let t = texts();
    let people = people.into_iter().map(|person| {
        let name = if person.name.is_empty() { t.door.nameless.to_owned() } else { person.name };
        let care =
            person.care.into_iter().map(|group| view! { <span class="tag tag-care">{(t.name.care)(group)}</span>" " });
        view! { <span class="door-row-person">{name}" "{care.collect_view()}</span>" " }
    });
    view! { <span class="door-row-people">{people.collect_view()}</span> }
}

fn when(t: &Texts, row: &ListRow, with_confirmed: bool) -> Option<String> {
    if with_confirmed {
        return row.confirmed.as_deref().map(|day| (t.lists.confirmed_on)(&say_day(t, day)));
    }
    row.due.as_deref().map(|day| (t.lists.due_on)(&short(t, day)))
}

/// A day without its year.
pub(crate) fn short(t: &Texts, day: &str) -> String {
    linli_shared::calendar::Date::parse(day).map_or_else(|| day.to_owned(), t.progress.short_day)
}
