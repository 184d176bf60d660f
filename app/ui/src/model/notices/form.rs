//! A notice as it is written: what is missing before it can be published, and what is published of it.

use linli_contract::notices::{NoticeForm, NoticeKind};
use linli_shared::calendar::Millis;
use linli_shared::notices::{ANSWERS, TEXT, TITLE};

use crate::model::photos::is_hidden;

/// What is missing or wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// No title.
    Title,
    /// The title is too long.
    TitleLong,
    /// Neither text nor photo.
    Text,
    /// The text is too long.
    TextLong,
    /// Not said for whom.
    Area,
    /// It would be over at once.
    Until,
    /// Answers without a question.
    Question,
    /// A question without two different answers.
    Answers,
}

/// An empty form.
#[must_use]
pub fn empty() -> NoticeForm {
    NoticeForm {
        title: String::new(),
        text: String::new(),
        kind: NoticeKind::Affairs,
        area: None,
        is_urgent: false,
        until: None,
        wants_confirmation: false,
        question: String::new(),
        answers: Vec::new(),
        attached: Vec::new(),
    }
}

/// What keeps a form from being published, in the order of the screen.
#[must_use]
pub fn mistakes(form: &NoticeForm, now: Millis) -> Vec<Mistake> {
    let ready = ready(form);
    let mut found = Vec::new();
    let mut note = |is_so: bool, mistake: Mistake| {
        if is_so {
            found.push(mistake);
        }
    };
    note(ready.title.is_empty(), Mistake::Title);
    note(ready.title.chars().count() > TITLE, Mistake::TitleLong);
    note(ready.text.is_empty() && ready.attached.is_empty(), Mistake::Text);
    note(ready.text.chars().count() > TEXT, Mistake::TextLong);
    note(ready.area.is_none(), Mistake::Area);
    note(ready.until.is_some_and(|until| until <= now), Mistake::Until);
    note(ready.question.is_empty() && !ready.answers.is_empty(), Mistake::Question);
    let mut different = ready.answers.clone();
    different.sort();
    different.dedup();
    let is_asking = !ready.question.is_empty();
    note(is_asking && (different.len() < 2 || different.len() != ready.answers.len()), Mistake::Answers);
    found
}

/// What is published: without spaces around, empty answers, what is folded away, and letters that a pasted text brought along
/// and nobody sees.
#[must_use]
pub fn ready(form: &NoticeForm) -> NoticeForm {
    let seen = |text: &str| {
        let letters = text.chars().map(|letter| if letter == '\t' { ' ' } else { letter });
        letters.filter(|letter| *letter == '\n' || !is_hidden(*letter)).collect::<String>()
    };
    let line = |text: &str| seen(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let answers = form.answers.iter().map(|answer| line(answer)).filter(|answer| !answer.is_empty());
    NoticeForm {
        title: line(&form.title),
        text: seen(&form.text).trim().to_owned(),
        until: form.until.filter(|_| !form.is_urgent),
        question: line(&form.question),
        answers: answers.take(ANSWERS).collect(),
        ..form.clone()
    }
}

/// Whether there is nothing that would be missed.
#[must_use]
pub fn is_blank(form: &NoticeForm) -> bool {
    let ready = ready(form);
    ready.title.is_empty()
        && ready.text.is_empty()
        && ready.question.is_empty()
        && ready.answers.is_empty()
        && ready.attached.is_empty()
}

/// The answers with one changed; an empty line follows the last, as long as there may be more.
#[must_use]
pub fn with_answer(answers: &[String], at: usize, text: String) -> Vec<String> {
    let mut answers = answers.to_vec();
    if at >= answers.len() {
        answers.resize(at + 1, String::new());
    }
    answers[at] = text;
    while answers.len() > 2 && answers.iter().rev().take(2).all(|answer| answer.trim().is_empty()) {
        answers.pop();
    }
    answers.truncate(ANSWERS);
    answers
}

/// How many lines for answers are shown.
#[must_use]
pub fn answer_lines(answers: &[String]) -> usize {
    let used = answers.iter().rposition(|answer| !answer.trim().is_empty()).map_or(0, |last| last + 1);
    (used + 1).clamp(2, ANSWERS)
}

#[cfg(test)]
mod tests {
    use linli_shared::ids::AreaId;

    use super::*;

    const NOW: Millis = Millis(1_000);

    fn written() -> NoticeForm {
        NoticeForm {
            title: " 停水\n通知 ".to_owned(),
            text: "明天停水\n".to_owned(),
            area: Some(AreaId::default()),
            ..empty()
        }
    }

    #[test]
    fn an_empty_form_says_what_is_missing() {
        assert_eq!(mistakes(&empty(), NOW), [Mistake::Title, Mistake::Text, Mistake::Area]);
        assert!(is_blank(&empty()) && !is_blank(&written()));
        assert_eq!(mistakes(&written(), NOW), []);
    }

    #[test]
    fn a_question_wants_two_different_answers() {
        let asks = |question: &str, answers: &[&str]| {
            let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
            mistakes(&NoticeForm { question: question.to_owned(), answers, ..written() }, NOW)
        };
        assert_eq!(asks("参加吗", &["参加", " "]), [Mistake::Answers]);
        assert_eq!(asks("参加吗", &["参加", "参加 "]), [Mistake::Answers]);
        assert_eq!(asks("参加吗", &["参加", "", "不参加"]), []);
        assert_eq!(asks("", &["参加"]), [Mistake::Question]);
        assert_eq!(asks("", &["", " "]), []);
    }

    #[test]
    fn lengths_and_times_have_bounds() {
        let long = NoticeForm { title: "长".repeat(TITLE + 1), text: "长".repeat(TEXT + 1), ..written() };
        assert_eq!(mistakes(&long, NOW), [Mistake::TitleLong, Mistake::TextLong]);
        let over = NoticeForm { until: Some(NOW), ..written() };
        assert_eq!(mistakes(&over, NOW), [Mistake::Until]);
        let hazard = NoticeForm { is_urgent: true, ..over };
        assert_eq!(mistakes(&hazard, NOW), [], "a hazard stays until it is withdrawn");
        assert_eq!(ready(&hazard).until, None);
        assert_eq!(ready(&hazard).title, "停水 通知");
    }

    #[test]
    fn letters_that_nobody_sees_are_not_published() {
        let pasted =
            NoticeForm { title: "停\u{200b}水".to_owned(), text: "甲\t乙\r\n\u{202e}丙".to_owned(), ..written() };
        assert_eq!((ready(&pasted).title, ready(&pasted).text), ("停水".to_owned(), "甲 乙\n丙".to_owned()));
    }

    #[test]
    fn a_line_for_one_more_answer_follows() {
        let typed = |answers: &[&str]| answers.iter().map(|answer| (*answer).to_owned()).collect::<Vec<_>>();
        assert_eq!(answer_lines(&[]), 2);
        assert_eq!(answer_lines(&typed(&["a", "b"])), 3);
        assert_eq!(answer_lines(&typed(&["a"; ANSWERS])), ANSWERS);
        assert_eq!(with_answer(&[], 1, "b".to_owned()), ["", "b"]);
        assert_eq!(with_answer(&typed(&["a", "b", "c"]), 2, String::new()), ["a", "b", ""]);
        assert_eq!(with_answer(&typed(&["a"; ANSWERS]), ANSWERS, "x".to_owned()).len(), ANSWERS);
    }
}
