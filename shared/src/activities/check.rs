//! Bounds of what is said of activities.

use super::{ActivityContent, ActivityKind, ActivityStep, SignUpContent};
use crate::fit::{Unfit, attached, line, lines, said};

/// The longest title, in characters.
pub const TITLE: usize = 60;
/// The longest text, in characters.
pub const TEXT: usize = 4_000;
/// The longest place, in characters.
pub const PLACE: usize = 120;
/// The longest reason why it is called off, in characters.
pub const REASON: usize = 500;
/// The longest words of a sign-up or of what was done, in characters.
pub const WORDS: usize = 500;
/// The longest thanks, in characters.
pub const THANKS: usize = 1_000;
/// The most people of one sign-up.
pub const PEOPLE: u8 = 20;
/// The longest time from beginning to end, in milliseconds: a volunteer's rights end within a year.
pub const LONGEST: i64 = 366 * 86_400_000;

impl ActivityContent {
    /// Whether it may be said: it has a title and ends after it begins; a task has an area, nothing else has one.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        said(&self.title, TITLE)?;
        lines(&self.text, TEXT)?;
        line(&self.place, PLACE)?;
        let lasts = self.ends.0.saturating_sub(self.begins.0);
        if !(1..=LONGEST).contains(&lasts) || self.until.is_some_and(|until| until > self.ends) {
            return Err(Unfit::Number);
        }
        match (self.kind, self.area) {
            (ActivityKind::Task, None) => return Err(Unfit::NoPlace),
            (ActivityKind::Gathering, Some(_)) => return Err(Unfit::Contradiction),
            (ActivityKind::Task, Some(_)) | (ActivityKind::Gathering, None) => {}
        }
        attached(&self.attached)
    }
}

impl ActivityStep {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        match self {
            Self::Changed(content) => content.check(),
            Self::CalledOff { reason, .. } => words(reason, REASON),
            Self::Thanked { words: said, .. } => words(said, THANKS),
            Self::Attendance { .. } | Self::Given { .. } => Ok(()),
        }
    }
}

impl SignUpContent {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        match self {
            Self::SignedUp { people, words, .. } => {
                lines(words, WORDS)?;
                if (1..=PEOPLE).contains(people) { Ok(()) } else { Err(Unfit::Number) }
            }
            Self::SignedOff { .. } => Ok(()),
            Self::Done { words: said, attached: photos, .. } => {
                if photos.is_empty() {
                    words(said, WORDS)
                } else {
                    lines(said, WORDS).and_then(|()| attached(photos))
                }
            }
        }
    }
}

/// Words that have to be there.
fn words(words: &str, max: usize) -> Result<(), Unfit> {
    lines(words, max)?;
    if words.trim().is_empty() { Err(Unfit::NoWords) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activities::tests::{HOUR, activity, task};
    use crate::calendar::Millis;
    use crate::ids::{AreaId, MemberId};

    fn check(content: ActivityContent, change: impl FnOnce(&mut ActivityContent)) -> Result<(), Unfit> {
        let mut content = content;
        change(&mut content);
        let changed = ActivityStep::Changed(content.clone()).check();
        assert_eq!(changed, content.check(), "a change says what a call may");
        changed
    }

    #[test]
    fn a_call_has_a_title_and_ends_after_it_begins() {
        assert_eq!(check(activity(), |_| {}), Ok(()));
        assert_eq!(check(activity(), |call| call.title = " ".into()), Err(Unfit::NoWords));
        assert_eq!(check(activity(), |call| call.text = "长".repeat(TEXT + 1)), Err(Unfit::TooLong));
        assert_eq!(check(activity(), |call| call.place = "长".repeat(PLACE + 1)), Err(Unfit::TooLong));
        assert_eq!(check(activity(), |call| call.ends = call.begins), Err(Unfit::Number));
        assert_eq!(check(activity(), |call| call.ends = call.begins.plus(LONGEST)), Ok(()));
        assert_eq!(check(activity(), |call| call.ends = call.begins.plus(LONGEST + 1)), Err(Unfit::Number));
        assert_eq!(
            check(activity(), |call| (call.begins, call.ends) = (Millis(i64::MIN), Millis(i64::MAX))),
            Err(Unfit::Number)
        );
        assert_eq!(check(activity(), |call| call.until = Some(call.ends)), Ok(()));
        assert_eq!(check(activity(), |call| call.until = Some(call.ends.plus(1))), Err(Unfit::Number));
    }

    #[test]
    fn a_task_is_for_an_area_and_nothing_else_is() {
        assert_eq!(check(task(), |_| {}), Ok(()));
        assert_eq!(check(task(), |call| call.area = None), Err(Unfit::NoPlace));
        assert_eq!(check(activity(), |call| call.area = Some(AreaId([1; 16]))), Err(Unfit::Contradiction));
        assert_eq!(activity().closes(), Millis(10 * HOUR));
        assert_eq!(task().closes(), Millis(12 * HOUR));
    }

    #[test]
    fn reasons_thanks_and_what_was_done_are_words() {
        let at = Millis(0);
        let off = |reason: String| ActivityStep::CalledOff { reason, at }.check();
        assert_eq!(off("下雨".into()), Ok(()));
        assert_eq!((off(" ".into()), off("长".repeat(REASON + 1))), (Err(Unfit::NoWords), Err(Unfit::TooLong)));
        let thanks = |words: String| ActivityStep::Thanked { words, at }.check();
        assert_eq!((thanks("谢谢".into()), thanks("\n".into())), (Ok(()), Err(Unfit::NoWords)));
        assert_eq!(ActivityStep::Given { who: MemberId([1; 16]), at }.check(), Ok(()));
        let done = |words: String| SignUpContent::Done { words, attached: Vec::new(), at }.check();
        assert_eq!((done("扫完了".into()), done(String::new())), (Ok(()), Err(Unfit::NoWords)));
        let up = |people| SignUpContent::SignedUp { people, words: String::new(), at }.check();
        assert_eq!([1, PEOPLE].map(up), [Ok(()); 2]);
        assert_eq!([0, PEOPLE + 1].map(up), [Err(Unfit::Number); 2]);
    }
}
