//! What a proposal lacks before it can be sent, and what rules cannot be.

use linli_contract::topics::{Rules, TopicForm};

use super::limits::{MOST_DAYS, MOST_GRACE, MOST_SUPPORTERS, TEXT, TITLE};

/// What a proposal lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// A title.
    Title,
    /// A shorter title.
    TitleLong,
    /// A text.
    Text,
    /// A shorter text.
    TextLong,
}

/// What rules cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleLack {
    /// More supporters than that.
    Supporters,
    /// No days, or too many, for the answer.
    AnswerDays,
    /// No days, or too many, for a ballot.
    BallotDays,
    /// Too long a grace.
    Grace,
    /// A shorter text.
    TextLong,
}

/// What is missing, in the order of the form.
#[must_use]
pub fn lacks(form: &TopicForm) -> Vec<Lack> {
    let (title, text) = (form.title.trim().chars().count(), form.text.trim().chars().count());
    let found = [
        (title == 0).then_some(Lack::Title),
        (title > TITLE).then_some(Lack::TitleLong),
        (text == 0).then_some(Lack::Text),
        (text > TEXT).then_some(Lack::TextLong),
    ];
    found.into_iter().flatten().collect()
}

/// Whether nothing was typed or attached.
#[must_use]
pub fn is_blank(form: &TopicForm) -> bool {
    form.title.trim().is_empty() && form.text.trim().is_empty() && form.attached.is_empty()
}

/// The proposal as it is sent.
#[must_use]
pub fn ready(form: &TopicForm) -> TopicForm {
    let title = form.title.split_whitespace().collect::<Vec<_>>().join(" ");
    TopicForm { title, text: form.text.trim().to_owned(), ..form.clone() }
}

/// A number as it was typed; full-width digits too.
#[must_use]
pub fn read_number(typed: &str) -> Option<u16> {
    let digits: String = typed.trim().chars().map(crate::model::dates::narrow).collect();
    digits.parse().ok()
}

/// What these rules cannot be.
#[must_use]
pub fn rule_lacks(rules: &Rules) -> Vec<RuleLack> {
    let is_days = |days: u16| (1..=MOST_DAYS).contains(&days);
    let found = [
        (rules.supporters > MOST_SUPPORTERS).then_some(RuleLack::Supporters),
        (!is_days(rules.answer_days)).then_some(RuleLack::AnswerDays),
        (!is_days(rules.ballot_days)).then_some(RuleLack::BallotDays),
        (rules.grace_hours > MOST_GRACE).then_some(RuleLack::Grace),
        (rules.text.trim().chars().count() > TEXT).then_some(RuleLack::TextLong),
    ];
    found.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(title: &str, text: &str) -> TopicForm {
        TopicForm { title: title.to_owned(), text: text.to_owned(), ..TopicForm::default() }
    }

    #[test]
    fn an_empty_proposal_says_what_is_missing() {
        assert_eq!(lacks(&TopicForm::default()), [Lack::Title, Lack::Text]);
        assert!(is_blank(&typed(" ", "\n")) && !is_blank(&typed("灯", "")));
        assert_eq!(lacks(&typed("楼道灯", "换成感应灯")), []);
    }

    #[test]
    fn too_much_is_said_before_it_is_sent() {
        assert_eq!(lacks(&typed(&"长".repeat(TITLE + 1), "好")), [Lack::TitleLong]);
        assert_eq!(lacks(&typed("好", &"长".repeat(TEXT + 1))), [Lack::TextLong]);
    }

    #[test]
    fn a_title_is_one_line() {
        let sent = ready(&typed(" 楼道\n灯 ", " 换\n "));
        assert_eq!((sent.title.as_str(), sent.text.as_str()), ("楼道 灯", "换"));
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!([" 5 ", "１２", "", "五", "-1"].map(read_number), [Some(5), Some(12), None, None, None]);
    }

    #[test]
    fn rules_have_days_to_answer_and_to_vote() {
        let rules = Rules { supporters: 5, answer_days: 7, ballot_days: 3, grace_hours: 24, ..Rules::default() };
        assert_eq!(rule_lacks(&rules), []);
        assert_eq!(
            rule_lacks(&Rules { answer_days: 0, ballot_days: 0, ..rules }),
            [RuleLack::AnswerDays, RuleLack::BallotDays]
        );
    }
}
