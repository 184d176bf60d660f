//! A call as it is written: how it begins, what is missing, how its times move together.

use linli_contract::activities::{ActivityForm, ActivityKind};
use linli_shared::activities::{LONGEST, PLACE, TEXT, TITLE};
use linli_shared::calendar::Millis;

/// Why a call cannot go out yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// It has no title.
    Title,
    /// Its title is too long.
    TitleLong,
    /// Its text is too long.
    TextLong,
    /// Nobody knows where to come.
    Place,
    /// The place is too long.
    PlaceLong,
    /// It would have begun already.
    Begins,
    /// It ends before it begins.
    Ends,
    /// It lasts longer than a year.
    Long,
    /// One would sign up after it ended.
    Until,
    /// The time until which one signs up is over.
    UntilOver,
    /// A task without its area.
    Area,
}

/// An empty form between two moments.
#[must_use]
pub fn empty(kind: ActivityKind, begins: Millis, ends: Millis) -> ActivityForm {
    ActivityForm {
        kind,
        title: String::new(),
        text: String::new(),
        place: String::new(),
        begins,
        ends,
        until: None,
        places: 0,
        area: None,
        attached: Vec::new(),
    }
}

/// Whether nothing was typed that would be missed.
#[must_use]
pub fn is_blank(form: &ActivityForm) -> bool {
    [&form.title, &form.text, &form.place].into_iter().all(|text| text.trim().is_empty()) && form.attached.is_empty()
}

/// What is wrong, in the order of the fields. What was called already may have begun.
#[must_use]
pub fn mistakes(form: &ActivityForm, now: Millis, is_change: bool) -> Vec<Mistake> {
    let length = |text: &str| text.trim().chars().count();
    let lasts = form.ends.0.saturating_sub(form.begins.0);
    let is_task = form.kind == ActivityKind::Task;
    let all = [
        (length(&form.title) == 0, Mistake::Title),
        (length(&form.title) > TITLE, Mistake::TitleLong),
        (length(&form.text) > TEXT, Mistake::TextLong),
        (is_task && form.area.is_none(), Mistake::Area),
        (!is_task && length(&form.place) == 0, Mistake::Place),
        (length(&form.place) > PLACE, Mistake::PlaceLong),
        (!is_change && form.ends <= now, Mistake::Begins),
        (lasts <= 0, Mistake::Ends),
        (lasts > LONGEST, Mistake::Long),
        (form.until.is_some_and(|until| until > form.ends), Mistake::Until),
        (!is_change && form.until.is_some_and(|until| until <= now), Mistake::UntilOver),
    ];
    all.into_iter().filter_map(|(is_wrong, mistake)| is_wrong.then_some(mistake)).collect()
}

/// The form as it is sent: without space around, and without what its kind has not.
#[must_use]
pub fn ready(form: &ActivityForm) -> ActivityForm {
    let trim = |text: &str| text.trim().to_owned();
    ActivityForm {
        title: trim(&form.title),
        text: trim(&form.text),
        place: trim(&form.place),
        area: form.area.filter(|_| form.kind == ActivityKind::Task),
        ..form.clone()
    }
}

/// Moves the beginning; the end moves along, so that it lasts as long as before.
pub fn begin_at(form: &mut ActivityForm, begins: Millis) {
    let lasts = form.ends.0.saturating_sub(form.begins.0);
    form.begins = begins;
    if form.ends <= begins {
        form.ends = begins.plus(lasts.max(0));
    }
}

/// Reads a number of places; empty for as many as come.
#[must_use]
pub fn read_places(text: &str) -> Option<u16> {
    let digits: String = text.trim().chars().map(crate::model::dates::narrow).collect();
    if digits.is_empty() { Some(0) } else { digits.parse().ok() }
}

#[cfg(test)]
mod tests {
    use linli_shared::ids::AreaId;

    use super::*;

    const NOW: Millis = Millis(1_000_000);

    fn form() -> ActivityForm {
        let form = empty(ActivityKind::Gathering, NOW.plus(10), NOW.plus(20));
        ActivityForm { title: " 包饺子 ".into(), place: "活动室".into(), ..form }
    }

    #[test]
    fn a_call_says_what_where_and_when() {
        assert_eq!(mistakes(&form(), NOW, false), []);
        let empty = empty(ActivityKind::Gathering, NOW.plus(10), NOW.plus(10));
        assert_eq!(mistakes(&empty, NOW, false), [Mistake::Title, Mistake::Place, Mistake::Ends]);
        let long = ActivityForm { title: "包".repeat(TITLE + 1), ends: Millis(i64::MAX), ..form() };
        assert_eq!(mistakes(&long, NOW, false), [Mistake::TitleLong, Mistake::Long]);
    }

    #[test]
    fn what_is_called_anew_is_not_over_and_what_is_changed_may_be() {
        let over = ActivityForm { until: Some(NOW), ..form() };
        assert_eq!(mistakes(&over, NOW.plus(100), false), [Mistake::Begins, Mistake::UntilOver]);
        assert_eq!(mistakes(&over, NOW.plus(100), true), []);
        let late = ActivityForm { until: Some(NOW.plus(21)), ..form() };
        assert_eq!(mistakes(&late, NOW, false), [Mistake::Until]);
    }

    #[test]
    fn a_task_has_an_area_and_nothing_else_has() {
        let task = ActivityForm { kind: ActivityKind::Task, place: String::new(), ..form() };
        assert_eq!(mistakes(&task, NOW, false), [Mistake::Area]);
        let area = Some(AreaId([7; 16]));
        assert_eq!(mistakes(&ActivityForm { area, ..task.clone() }, NOW, false), []);
        assert_eq!(ready(&ActivityForm { area, ..form() }).area, None);
        assert_eq!(ready(&ActivityForm { area, ..task }).area, area);
        assert_eq!(ready(&form()).title, "包饺子");
    }

    #[test]
    fn the_end_moves_along_only_when_it_would_be_too_early() {
        let mut moved = form();
        begin_at(&mut moved, NOW.plus(15));
        assert_eq!((moved.begins, moved.ends), (NOW.plus(15), NOW.plus(20)));
        begin_at(&mut moved, NOW.plus(40));
        assert_eq!((moved.begins, moved.ends), (NOW.plus(40), NOW.plus(45)));
    }

    #[test]
    fn places_are_read_as_people_type_them() {
        assert_eq!([read_places(""), read_places(" ３０ "), read_places("0")], [Some(0), Some(30), Some(0)]);
        assert_eq!([read_places("很多"), read_places("70000"), read_places("-1")], [None; 3]);
    }

    #[test]
    fn a_form_with_times_alone_is_blank() {
        assert!(is_blank(&empty(ActivityKind::Task, NOW, NOW.plus(5))));
        assert!(!is_blank(&form()));
    }
}
