//! Lists: which conditions are offered and how they are combined, and why a door is on the round.

use linli_contract::lists::{Filter, ListSpec, ListsView, NamedList};
use linli_shared::calendar::Date;
use linli_shared::households::CareGroup;

use crate::i18n::Texts;

/// After how many days without a word of it a door counts as not confirmed.
pub const YEAR: u16 = 365;

/// Conditions on people, in the order they are offered.
pub const ON_PEOPLE: [Filter; 7] = [
    Filter::AnyCare,
    Filter::Care(CareGroup::AloneElder),
    Filter::Care(CareGroup::VeryOld),
    Filter::Care(CareGroup::Disabled),
    Filter::Care(CareGroup::SeriouslyIll),
    Filter::Care(CareGroup::ChildInNeed),
    Filter::Care(CareGroup::LeftBehind),
];

/// Conditions on doors, in the order they are offered.
pub const ON_DOORS: [Filter; 9] = [
    Filter::Unregistered,
    Filter::Due,
    Filter::NobodyHome,
    Filter::Refused,
    Filter::Let,
    Filter::Vacant,
    Filter::NotConfirmed { days: YEAR },
    Filter::Conflict,
    Filter::Waiting,
];

/// The conditions after a tap on one: added, or taken away if it was among them.
#[must_use]
pub fn toggle(filters: &[Filter], tapped: Filter) -> Vec<Filter> {
    if filters.contains(&tapped) {
        return filters.iter().copied().filter(|filter| *filter != tapped).collect();
    }
    filters.iter().copied().chain([tapped]).collect()
}

/// Whether two lists show the same: the order of their conditions does not matter.
#[must_use]
pub fn is_same(one: &ListSpec, other: &ListSpec) -> bool {
    let sorted = |spec: &ListSpec| {
        let mut filters = spec.filters.clone();
        filters.sort_unstable();
        filters.dedup();
        filters
    };
    one.within == other.within && sorted(one) == sorted(other)
}

/// The saved list that shows the same, if there is one.
#[must_use]
pub fn saved_as<'a>(lists: &'a ListsView, spec: &ListSpec) -> Option<&'a NamedList> {
    lists.saved.iter().map(|(list, _)| list).find(|list| is_same(&list.spec, spec))
}

/// How many doors meet one condition by itself, if the core counts it.
#[must_use]
pub fn count_of(lists: &ListsView, filter: Filter) -> Option<u32> {
    lists.counts.iter().find(|(counted, _)| *counted == filter).map(|(_, doors)| *doors)
}

/// A condition in words.
#[must_use]
pub fn name_of(t: &Texts, filter: Filter) -> String {
    match filter {
        Filter::Care(group) => (t.name.care)(group).to_owned(),
        Filter::AnyCare => t.lists.any_care.to_owned(),
        Filter::Let => t.lists.is_let.to_owned(),
        Filter::Vacant => t.lists.vacant.to_owned(),
        Filter::Due => t.lists.due.to_owned(),
        Filter::Conflict => t.lists.conflict.to_owned(),
        Filter::NotConfirmed { days: YEAR } => t.lists.not_confirmed_year.to_owned(),
        Filter::NotConfirmed { days } => (t.lists.not_confirmed)(days),
        Filter::NotMet { days } => (t.lists.not_met)(days),
        Filter::Unregistered => t.lists.unregistered.to_owned(),
        Filter::NobodyHome => t.lists.nobody_home.to_owned(),
        Filter::Refused => t.lists.refused.to_owned(),
        Filter::Waiting => t.lists.waiting.to_owned(),
    }
}

/// A word for a condition that a stylesheet or a test knows it by.
#[must_use]
pub fn word_of(filter: Filter) -> String {
    match filter {
        Filter::Care(group) => format!("care-{group:?}").to_lowercase(),
        Filter::AnyCare => "care".to_owned(),
        Filter::Let => "let".to_owned(),
        Filter::Vacant => "vacant".to_owned(),
        Filter::Due => "due".to_owned(),
        Filter::Conflict => "conflict".to_owned(),
        Filter::NotConfirmed { days } => format!("not-confirmed-{days}"),
        Filter::NotMet { days } => format!("not-met-{days}"),
        Filter::Unregistered => "unregistered".to_owned(),
        Filter::NobodyHome => "nobody-home".to_owned(),
        Filter::Refused => "refused".to_owned(),
        Filter::Waiting => "waiting".to_owned(),
    }
}

/// How a name for a new list may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameWrong {
    /// Nothing, or too long.
    Length,
    /// Another saved list has it.
    Taken,
}

/// The most characters of a list's name.
pub const NAME_LENGTH: usize = 40;

/// Reads a name for a list; `current` is the name it bears, if it is saved already.
///
/// # Errors
/// [`NameWrong`].
pub fn read_name(lists: &ListsView, typed: &str, current: Option<&str>) -> Result<String, NameWrong> {
    let name = typed.trim();
    if !(1..=NAME_LENGTH).contains(&name.chars().count()) {
        return Err(NameWrong::Length);
    }
    let is_taken = lists.saved.iter().any(|(list, _)| list.name == name) && current != Some(name);
    if is_taken { Err(NameWrong::Taken) } else { Ok(name.to_owned()) }
}

/// A name to begin with: the conditions in words, as far as they fit.
#[must_use]
pub fn suggest(t: &Texts, spec: &ListSpec, place: Option<&str>) -> String {
    let conditions = spec.filters.iter().map(|filter| name_of(t, *filter));
    let words: Vec<String> = place.map(str::to_owned).into_iter().chain(conditions).collect();
    words.join(" · ").chars().take(NAME_LENGTH).collect::<String>().trim().to_owned()
}

/// How a day to come again lies to today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// It is today.
    Today,
    /// It was some days ago.
    Earlier(Date),
    /// It is still to come.
    Later(Date),
}

/// How the day written `YYYY-MM-DD` lies to today; `None` if it is no day.
#[must_use]
pub fn due(day: &str, today: Date) -> Option<Due> {
    let day = Date::parse(day)?;
    Some(match day.cmp(&today) {
        core::cmp::Ordering::Less => Due::Earlier(day),
        core::cmp::Ordering::Equal => Due::Today,
        core::cmp::Ordering::Greater => Due::Later(day),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::collections::BTreeSet;

    use super::*;
    use crate::i18n::Lang;

    fn spec(filters: &[Filter]) -> ListSpec {
        ListSpec { filters: filters.to_vec(), within: None }
    }

    fn saved(name: &str, filters: &[Filter]) -> ListsView {
        let list = NamedList { name: name.into(), spec: spec(filters) };
        ListsView { saved: vec![(list, 3)], counts: vec![(Filter::Let, 7)] }
    }

    #[test]
    fn a_tap_adds_a_condition_and_a_second_one_takes_it_away() {
        let once = toggle(&[Filter::Let], Filter::Due);
        assert_eq!(once, [Filter::Let, Filter::Due]);
        assert_eq!(toggle(&once, Filter::Let), [Filter::Due]);
    }

    #[test]
    fn a_saved_list_is_known_again_in_any_order() {
        let lists = saved("出租到期", &[Filter::Let, Filter::Due]);
        assert_eq!(
            saved_as(&lists, &spec(&[Filter::Due, Filter::Let])).map(|list| list.name.as_str()),
            Some("出租到期")
        );
        assert_eq!(saved_as(&lists, &spec(&[Filter::Due])), None);
        assert_eq!([count_of(&lists, Filter::Let), count_of(&lists, Filter::Due)], [Some(7), None]);
    }

    #[test]
    fn every_condition_offered_has_a_name_and_a_word_of_its_own() {
        let offered = || ON_PEOPLE.into_iter().chain(ON_DOORS);
        assert_eq!(CareGroup::ALL.len() + 1, ON_PEOPLE.len());
        for lang in Lang::ALL {
            let names: BTreeSet<String> = offered().map(|filter| name_of(lang.texts(), filter)).collect();
            assert_eq!(names.len(), offered().count(), "{}", lang.tag());
        }
        assert_eq!(offered().map(word_of).collect::<BTreeSet<_>>().len(), offered().count());
    }

    #[test]
    fn a_name_is_neither_empty_nor_taken_by_another_list() {
        let lists = saved("出租", &[Filter::Let]);
        assert_eq!(read_name(&lists, " 高龄 ", None), Ok("高龄".into()));
        assert_eq!(read_name(&lists, "出租", Some("出租")), Ok("出租".into()));
        assert_eq!(read_name(&lists, "出租", Some("高龄")), Err(NameWrong::Taken));
        assert_eq!(read_name(&lists, "  ", None), Err(NameWrong::Length));
        assert_eq!(read_name(&lists, &"长".repeat(41), None), Err(NameWrong::Length));
    }

    #[test]
    fn a_suggested_name_may_be_saved_as_it_is() {
        let all: Vec<Filter> = ON_PEOPLE.into_iter().chain(ON_DOORS).collect();
        for lang in Lang::ALL {
            let name = suggest(lang.texts(), &spec(&all), Some("第一网格"));
            assert_eq!(read_name(&saved("x", &[]), &name, None), Ok(name.clone()), "{name}");
        }
    }

    #[test]
    fn a_day_lies_before_on_or_after_today() {
        let today = Date::parse("2026-11-22").unwrap();
        assert_eq!(due("2026-11-22", today), Some(Due::Today));
        assert!(matches!(due("2026-10-30", today), Some(Due::Earlier(day)) if day.month == 10));
        assert!(matches!(due("2027-01-01", today), Some(Due::Later(_))));
        assert_eq!(due("soon", today), None);
    }
}
