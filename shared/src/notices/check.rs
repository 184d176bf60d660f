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
