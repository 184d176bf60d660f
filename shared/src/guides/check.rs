//! Bounds of what is looked up.

use super::{Duty, GuideChange, GuideContent};
use crate::fit::{Unfit, attached, distinct, line, lines, said};

/// The longest title, in characters.
pub const TITLE: usize = 60;
/// The longest text, in characters.
pub const TEXT: usize = 4_000;
/// The longest telephone number, in characters.
pub const PHONE: usize = 30;
/// The longest place, in characters.
pub const PLACE: usize = 120;
/// The longest hours, in characters.
pub const HOURS: usize = 120;
/// The longest price, in characters.
pub const PRICE: usize = 120;
/// The most lines of a duty list.
pub const DUTY: usize = 124;
/// The longest name on a duty list, in characters.
pub const WHO: usize = 40;

impl GuideContent {
    /// Whether it may be said: it has a title, its numbers can be dialled and its days are days.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        said(&self.title, TITLE)?;
        lines(&self.text, TEXT)?;
        phone(&self.phone)?;
        line(&self.place, PLACE)?;
        line(&self.hours, HOURS)?;
        line(&self.price, PRICE)?;
        distinct(self.duty.iter(), 0..=DUTY)?;
        self.duty.iter().try_for_each(duty)?;
        attached(&self.attached)
    }
}

impl GuideChange {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        match self {
            Self::Changed(content) => content.check(),
            Self::Ended { .. } => Ok(()),
        }
    }
}

fn duty(duty: &Duty) -> Result<(), Unfit> {
    said(&duty.who, WHO)?;
    phone(&duty.phone)?;
    if duty.date().is_some() { Ok(()) } else { Err(Unfit::Number) }
}

/// A number as it is dialled: digits with what people write between them.
fn phone(phone: &str) -> Result<(), Unfit> {
    line(phone, PHONE)?;
    let is_dialled =
        phone.chars().all(|one| one.is_ascii_digit() || matches!(one, '+' | '-' | ' ' | '(' | ')' | '/' | '*' | '#'));
    let has_digit = phone.is_empty() || phone.contains(|one: char| one.is_ascii_digit());
    if is_dialled && has_digit { Ok(()) } else { Err(Unfit::Number) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Date, Millis};
    use crate::guides::tests::guide;

    fn check(change: impl FnOnce(&mut GuideContent)) -> Result<(), Unfit> {
        let mut guide = guide();
        change(&mut guide);
        let changed = GuideChange::Changed(guide.clone()).check();
        assert_eq!(changed, guide.check(), "a new version says what the first may");
        changed
    }

    fn lines_of_duty(count: usize) -> Vec<Duty> {
        let days = (20_000..).filter_map(Date::from_day_number).take(count);
        days.map(|day| Duty::new(day, "王芳".into(), "5566".into())).collect()
    }

    #[test]
    fn an_entry_has_a_title_and_a_number_that_can_be_dialled() {
        assert_eq!(check(|_| {}), Ok(()));
        assert_eq!(check(|guide| guide.title = "  ".into()), Err(Unfit::NoWords));
        assert_eq!(check(|guide| guide.title = "长".repeat(TITLE + 1)), Err(Unfit::TooLong));
        assert_eq!(check(|guide| guide.text = "长".repeat(TEXT + 1)), Err(Unfit::TooLong));
        for phone in ["", "110", "+86 (21) 5566-7788", "400-800/1", "*67#1"] {
            assert_eq!(check(|guide| guide.phone = phone.into()), Ok(()), "{phone}");
        }
        for phone in ["老王", "javascript:1", "---", "110;120"] {
            assert_eq!(check(|guide| guide.phone = phone.into()), Err(Unfit::Number), "{phone}");
        }
        assert_eq!(check(|guide| guide.phone = "1".repeat(PHONE + 1)), Err(Unfit::TooLong));
        for (at, most) in [PLACE, HOURS, PRICE].into_iter().enumerate() {
            let of = |length: usize| {
                check(|guide| *[&mut guide.place, &mut guide.hours, &mut guide.price][at] = "长".repeat(length))
            };
            assert_eq!((of(most), of(most + 1)), (Ok(()), Err(Unfit::TooLong)));
        }
    }

    #[test]
    fn a_duty_list_names_somebody_on_each_of_its_days() {
        assert_eq!(check(|guide| guide.duty = lines_of_duty(DUTY)), Ok(()));
        assert_eq!(check(|guide| guide.duty = lines_of_duty(DUTY + 1)), Err(Unfit::Count));
        assert_eq!(check(|guide| guide.duty = [lines_of_duty(1), lines_of_duty(1)].concat()), Err(Unfit::Twice));
        let odd = |change: fn(&mut Duty)| {
            check(|guide| {
                guide.duty = lines_of_duty(1);
                change(&mut guide.duty[0]);
            })
        };
        assert_eq!(odd(|duty| duty.who = String::new()), Err(Unfit::NoWords));
        assert_eq!(odd(|duty| duty.phone = "x".into()), Err(Unfit::Number));
        assert_eq!(odd(|duty| duty.day = i32::MIN), Err(Unfit::Number));
        assert_eq!(GuideChange::Ended { at: Millis(0) }.check(), Ok(()));
    }
}
