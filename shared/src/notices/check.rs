//! Bounds of what a notice, its changes and its receipts may say.

use super::{ANSWERS, NoticeChange, NoticeContent, ReceiptContent, TEXT, TITLE};
use crate::fit::{Unfit, attached, distinct, line, lines, said};

/// The longest question, in characters.
pub const QUESTION: usize = 200;
/// The longest answer to choose, in characters.
pub const ANSWER: usize = 60;
/// The longest reason of a withdrawal, in characters.
pub const REASON: usize = 500;

impl NoticeContent {
    /// Whether it may be said: it has a title, and answers where it asks a question and nowhere else.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        said(&self.title, TITLE)?;
        lines(&self.text, TEXT)?;
        line(&self.question, QUESTION)?;
        attached(&self.attached)?;
        let asks = !self.question.trim().is_empty();
        distinct(self.answers.iter().map(|answer| answer.trim()), if asks { 2..=ANSWERS } else { 0..=0 })?;
        self.answers.iter().try_for_each(|answer| said(answer, ANSWER))
    }
}

impl NoticeChange {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        match self {
            Self::Corrected(content) => content.check(),
            Self::Withdrawn { reason, .. } => lines(reason, REASON),
        }
    }
}

impl ReceiptContent {
    /// Whether it may be said; which answers there are, its notice tells.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        let is_answer = self.answer.is_none_or(|answer| usize::from(answer) < ANSWERS);
        if is_answer { Ok(()) } else { Err(Unfit::Number) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Millis;
    use crate::notices::tests::notice;

    fn check(change: fn(&mut NoticeContent)) -> Result<(), Unfit> {
        let mut notice = notice();
        change(&mut notice);
        let corrected = NoticeChange::Corrected(notice.clone()).check();
        assert_eq!(corrected, notice.check(), "a correction says what a notice may");
        corrected
    }

    fn answers(count: usize) -> Vec<String> {
        (0..count).map(|at| format!("答{at}")).collect()
    }

    #[test]
    fn a_notice_has_a_title_of_one_line_and_a_text() {
        assert_eq!(check(|_| {}), Ok(()));
        assert_eq!(check(|notice| notice.title = " ".into()), Err(Unfit::NoWords));
        assert_eq!(check(|notice| notice.title = "长".repeat(TITLE)), Ok(()));
        assert_eq!(check(|notice| notice.title = "长".repeat(TITLE + 1)), Err(Unfit::TooLong));
        assert_eq!(check(|notice| notice.title = "停\n水".into()), Err(Unfit::Control));
        assert_eq!(check(|notice| notice.text = String::new()), Ok(()));
        assert_eq!(check(|notice| notice.text = "长".repeat(TEXT)), Ok(()));
        assert_eq!(check(|notice| notice.text = "长".repeat(TEXT + 1)), Err(Unfit::TooLong));
        assert_eq!(check(|notice| notice.text = "x".repeat(TEXT * 4 + 1)), Err(Unfit::TooLong));
        assert_eq!(check(|notice| notice.text = "# 停水\n- 十二栋".into()), Ok(()));
        assert_eq!(check(|notice| notice.text = "\u{1b}[2J".into()), Err(Unfit::Control));
    }

    #[test]
    fn a_question_has_two_to_eight_answers_and_answers_have_a_question() {
        assert_eq!(check(|notice| notice.question = "来吗?".into()), Err(Unfit::Count));
        assert_eq!(check(|notice| notice.answers = answers(2)), Err(Unfit::Count));
        assert_eq!(check(|notice| (notice.question, notice.answers) = (" ".into(), answers(2))), Err(Unfit::Count));
        assert_eq!(check(|notice| (notice.question, notice.answers) = ("来吗?".into(), answers(1))), Err(Unfit::Count));
        assert_eq!(check(|notice| (notice.question, notice.answers) = ("来吗?".into(), answers(2))), Ok(()));
        assert_eq!(check(|notice| (notice.question, notice.answers) = ("来吗?".into(), answers(ANSWERS))), Ok(()));
        let many =
            |notice: &mut NoticeContent| (notice.question, notice.answers) = ("来吗?".into(), answers(ANSWERS + 1));
        assert_eq!(check(many), Err(Unfit::Count));
        let twice = |notice: &mut NoticeContent| {
            (notice.question, notice.answers) = ("来吗?".into(), vec!["来".into(), " 来".into()]);
        };
        assert_eq!(check(twice), Err(Unfit::Twice));
        let empty = |notice: &mut NoticeContent| {
            (notice.question, notice.answers) = ("来吗?".into(), vec!["来".into(), " ".into()]);
        };
        assert_eq!(check(empty), Err(Unfit::NoWords));
        let long = |notice: &mut NoticeContent| {
            (notice.question, notice.answers) = ("来吗?".into(), vec!["来".into(), "长".repeat(ANSWER + 1)]);
        };
        assert_eq!(check(long), Err(Unfit::TooLong));
        assert_eq!(check(|notice| notice.question = "长".repeat(QUESTION + 1)), Err(Unfit::TooLong));
    }

    #[test]
    fn a_withdrawal_may_say_why_and_a_receipt_names_an_answer_there_can_be() {
        let withdrawn = |reason: String| NoticeChange::Withdrawn { reason, at: Millis(0) }.check();
        assert_eq!(withdrawn(String::new()), Ok(()));
        assert_eq!(withdrawn("长".repeat(REASON)), Ok(()));
        assert_eq!(withdrawn("长".repeat(REASON + 1)), Err(Unfit::TooLong));
        let receipt = |answer| {
            let (household, door, at) = (None, None, Millis(0));
            ReceiptContent { version: 1, household, door, is_confirmed: true, answer, at, corrections: 0 }.check()
        };
        assert_eq!([None, Some(0), Some(7)].map(receipt), [Ok(()); 3]);
        assert_eq!(receipt(Some(8)), Err(Unfit::Number));
    }
}
