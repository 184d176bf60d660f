//! An entry as it is written: what it lacks, what is sent of it, the next day of a duty list.

use std::collections::BTreeSet;

use linli_contract::guides::{DutyLine, GuideForm, Shelf};
use linli_shared::calendar::Date;
use linli_shared::guides::{HOURS, PHONE, PLACE, PRICE, TEXT, TITLE, WHO};

use crate::model::dates::days_after;

/// What an entry lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// A title.
    Title,
    /// Something is too long.
    TooLong,
    /// A number that can be dialled.
    Phone,
    /// A name on each day of the duty list.
    Duty,
    /// Each day once.
    DayTwice,
}

/// A form with nothing in it.
#[must_use]
pub const fn empty(shelf: Shelf) -> GuideForm {
    GuideForm {
        shelf,
        title: String::new(),
        text: String::new(),
        phone: String::new(),
        place: String::new(),
        hours: String::new(),
        price: String::new(),
        duty: Vec::new(),
        order: 0,
        attached: Vec::new(),
    }
}

/// Whether nothing was typed that would be missed.
#[must_use]
pub fn is_blank(form: &GuideForm) -> bool {
    let words = [&form.title, &form.text, &form.phone, &form.place, &form.hours, &form.price];
    let has_duty = form.duty.iter().any(|line| !line.who.trim().is_empty() || !line.phone.trim().is_empty());
    words.into_iter().all(|words| words.trim().is_empty()) && !has_duty && form.order == 0 && form.attached.is_empty()
}

/// The entry as it is sent: without space around its words, without lines of the duty list that were left empty.
#[must_use]
pub fn ready(form: &GuideForm) -> GuideForm {
    let trim = |text: &String| text.trim().to_owned();
    let line = |line: &DutyLine| DutyLine { day: line.day, who: trim(&line.who), phone: trim(&line.phone) };
    let has_words = |line: &DutyLine| !line.who.is_empty() || !line.phone.is_empty();
    let mut duty: Vec<_> = form.duty.iter().map(line).filter(has_words).collect();
    duty.sort_by_key(|line| line.day);
    GuideForm {
        shelf: form.shelf,
        title: trim(&form.title),
        text: trim(&form.text),
        phone: trim(&form.phone),
        place: trim(&form.place),
        hours: trim(&form.hours),
        price: trim(&form.price),
        duty,
        order: form.order,
        attached: form.attached.clone(),
    }
}

/// The first thing an entry lacks; `None` if it can be saved.
#[must_use]
pub fn lack(form: &GuideForm) -> Option<Lack> {
    let form = ready(form);
    let is_long = |text: &str, most: usize| text.chars().count() > most;
    let lines = [
        (&form.title, TITLE),
        (&form.text, TEXT),
        (&form.phone, PHONE),
        (&form.place, PLACE),
        (&form.hours, HOURS),
        (&form.price, PRICE),
    ];
    let days: BTreeSet<_> = form.duty.iter().map(|line| line.day).collect();
    if form.title.is_empty() {
        Some(Lack::Title)
    } else if lines.into_iter().any(|(text, most)| is_long(text, most))
        || form.duty.iter().any(|line| is_long(&line.who, WHO) || is_long(&line.phone, PHONE))
    {
        Some(Lack::TooLong)
    } else if !is_dialled(&form.phone) || form.duty.iter().any(|line| !is_dialled(&line.phone)) {
        Some(Lack::Phone)
    } else if form.duty.iter().any(|line| line.who.is_empty()) {
        Some(Lack::Duty)
    } else if days.len() < form.duty.len() {
        Some(Lack::DayTwice)
    } else {
        None
    }
}

/// Whether a number can be dialled; none at all is no fault.
fn is_dialled(phone: &str) -> bool {
    let fits = |one: char| one.is_ascii_digit() || matches!(one, '+' | '-' | ' ' | '(' | ')' | '/' | '*' | '#');
    phone.is_empty() || (phone.chars().all(fits) && phone.contains(|one: char| one.is_ascii_digit()))
}

/// Adds the day after the last of the list, or today.
pub fn add_day(duty: &mut Vec<DutyLine>, today: Date) {
    let last = duty.iter().map(|line| line.day).max();
    let day = last.and_then(|last| days_after(last, 1)).unwrap_or(today);
    duty.push(DutyLine { day, who: String::new(), phone: String::new() });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u8) -> Date {
        Date { year: 2026, month: 11, day }
    }

    fn line(of: u8, who: &str, phone: &str) -> DutyLine {
        DutyLine { day: day(of), who: who.into(), phone: phone.into() }
    }

    fn form(change: impl FnOnce(&mut GuideForm)) -> GuideForm {
        let mut form = GuideForm { title: " 社区医生 ".into(), phone: "5566-7788".into(), ..empty(Shelf::Doctor) };
        change(&mut form);
        form
    }

    #[test]
    fn an_entry_needs_a_title_and_numbers_that_can_be_dialled() {
        assert_eq!(lack(&form(|_| {})), None);
        assert_eq!(lack(&form(|form| form.title = " ".into())), Some(Lack::Title));
        assert_eq!(lack(&form(|form| form.title = "医".repeat(TITLE + 1))), Some(Lack::TooLong));
        assert_eq!(lack(&form(|form| form.phone = "老王".into())), Some(Lack::Phone));
        assert_eq!(lack(&form(|form| form.phone = "---".into())), Some(Lack::Phone));
    }

    #[test]
    fn a_duty_list_goes_out_in_order_without_lines_left_empty() {
        let form = form(|form| form.duty = vec![line(24, "李清", ""), line(23, " 王芳 ", "5566"), line(25, " ", "")]);
        assert_eq!(lack(&form), None);
        assert_eq!(ready(&form).duty, [line(23, "王芳", "5566"), line(24, "李清", "")]);
    }

    #[test]
    fn a_day_has_a_name_and_stands_once() {
        assert_eq!(lack(&form(|form| form.duty = vec![line(23, "", "5566")])), Some(Lack::Duty));
        assert_eq!(lack(&form(|form| form.duty = vec![line(23, "王芳", "x")])), Some(Lack::Phone));
        assert_eq!(
            lack(&form(|form| form.duty = vec![line(23, "王芳", ""), line(23, "李清", "")])),
            Some(Lack::DayTwice)
        );
    }

    #[test]
    fn a_form_in_which_only_the_shelf_was_chosen_is_blank() {
        assert!(is_blank(&empty(Shelf::Police)));
        assert!(is_blank(&GuideForm { title: " ".into(), duty: vec![line(23, "", " ")], ..empty(Shelf::Duty) }));
        assert!(!is_blank(&form(|form| form.title = String::new())), "it has a number");
        assert!(!is_blank(&GuideForm { duty: vec![line(23, "王芳", "")], ..empty(Shelf::Duty) }));
        assert!(!is_blank(&GuideForm { order: 2, ..empty(Shelf::Duty) }));
    }

    #[test]
    fn the_next_day_follows_the_last() {
        let mut duty = Vec::new();
        add_day(&mut duty, day(22));
        add_day(&mut duty, day(1));
        assert_eq!(duty.iter().map(|line| line.day).collect::<Vec<_>>(), [day(22), day(23)]);
        duty.push(line(30, "", ""));
        add_day(&mut duty, day(1));
        assert_eq!(duty.last().map(|line| line.day), Some(Date { year: 2026, month: 12, day: 1 }));
    }
}
