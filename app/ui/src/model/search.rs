//! Searching while somebody types: which text is asked next, and which answer may still be shown.
//!
//! **Invariant:** one question is on its way at a time, the newest text is the next, and an answer is shown only while the
//! field still says what was asked. The text itself is never changed here: what is asked is made from a copy.

mod found;

pub use found::{address, first, shown};

/// The longest text that is asked, in characters.
pub const LONGEST: usize = 64;

/// What the screen has to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Ask for this, and come back with the answer.
    Ask(String),
    /// Show what came back.
    Show,
    /// Show nothing: the field is empty.
    Clear,
    /// Wait for the answer that is on its way.
    Wait,
}

/// What is typed, what is asked.
#[derive(Debug, Default)]
pub struct Finder {
    typed: String,
    asked: Option<String>,
    is_stale: bool,
}

impl Finder {
    /// The field's text changed, also in the middle of a composition.
    pub fn typed(&mut self, text: &str) -> Step {
        let text = question(text);
        if text == self.typed && !text.is_empty() {
            return Step::Wait;
        }
        self.typed = text;
        self.next()
    }

    /// What is known changed: the same text deserves a new answer.
    pub fn changed(&mut self) -> Step {
        if self.typed.is_empty() {
            return Step::Wait;
        }
        self.is_stale = self.asked.is_some();
        self.next()
    }

    /// The answer to the last question is here, or its failure. [`Step::Show`] leaves no question open.
    pub fn answered(&mut self) -> Step {
        let is_wanted = self.asked.take().is_some_and(|asked| asked == self.typed) && !self.is_stale;
        self.is_stale = false;
        if is_wanted { Step::Show } else { self.next() }
    }

    /// Whether no answer is on its way: what is shown is of the text typed.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        self.asked.is_none()
    }

    fn next(&mut self) -> Step {
        if self.typed.is_empty() {
            return Step::Clear;
        }
        if self.asked.is_some() {
            return Step::Wait;
        }
        self.asked = Some(self.typed.clone());
        Step::Ask(self.typed.clone())
    }
}

/// What is asked for a text: at most [`LONGEST`] characters, without the marks a pinyin keyboard puts between syllables
/// while it composes, and without the word 尾号 before the end of a phone number.
#[must_use]
pub fn question(text: &str) -> String {
    let text = text.trim();
    let end =
        text.strip_prefix("尾号").map(str::trim_start).filter(|end| end.starts_with(|one: char| one.is_ascii_digit()));
    let letters: Vec<char> = end.unwrap_or(text).chars().take(LONGEST).collect();
    let is_letter = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_alphabetic);
    let is_mark = |at: usize| {
        matches!(letters[at], '\'' | '\u{2019}' | '\u{2005}' | '\u{2006}')
            && is_letter(at.checked_sub(1))
            && is_letter(at.checked_add(1))
    };
    (0..letters.len()).filter(|at| !is_mark(*at)).map(|at| letters[at]).collect()
}

/// A name in three parts, the middle one being what fits; a range that is not inside the name fits nothing.
#[must_use]
pub fn highlight(name: &str, (from, to): (u16, u16)) -> (String, String, String) {
    let (from, to) = (usize::from(from), usize::from(to));
    let length = name.chars().count();
    if from >= to || to > length {
        return (name.to_owned(), String::new(), String::new());
    }
    let part = |from: usize, to: usize| name.chars().skip(from).take(to - from).collect::<String>();
    (part(0, from), part(from, to), part(to, length))
}

/// Which of `count` hits has the focus after an arrow key; `None` is the field above them.
#[must_use]
pub fn step(focus: Option<usize>, is_down: bool, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (focus, is_down) {
        (None, true) => Some(0),
        (None, false) => None,
        (Some(at), true) => Some((at + 1).min(last)),
        (Some(at), false) => at.checked_sub(1).map(|at| at.min(last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(text: &str) -> Step {
        Step::Ask(text.to_owned())
    }

    #[test]
    fn every_keystroke_asks_and_the_newest_text_is_next() {
        let mut finder = Finder::default();
        assert_eq!(finder.typed("l"), ask("l"));
        assert_eq!(finder.typed("lq"), Step::Wait);
        assert_eq!(finder.typed("lqi"), Step::Wait);
        assert!(!finder.is_settled());
        assert_eq!(finder.answered(), ask("lqi"), "the answer to an older text is dropped");
        assert_eq!(finder.answered(), Step::Show);
        assert!(finder.is_settled());
        assert_eq!(finder.typed("lq"), ask("lq"));
    }

    #[test]
    fn an_answer_after_the_field_was_emptied_is_not_shown() {
        let mut finder = Finder::default();
        finder.typed("李");
        assert_eq!(finder.typed(""), Step::Clear);
        assert_eq!(finder.answered(), Step::Clear);
        assert_eq!(finder.typed("王"), ask("王"));
    }

    #[test]
    fn a_text_that_was_left_and_typed_again_takes_the_answer_on_its_way() {
        let mut finder = Finder::default();
        finder.typed("李");
        finder.typed("李清");
        finder.typed("李");
        assert_eq!(finder.answered(), Step::Show);
    }

    #[test]
    fn a_space_at_the_end_asks_nothing_new() {
        let mut finder = Finder::default();
        finder.typed("李清");
        assert_eq!(finder.answered(), Step::Show);
        assert_eq!(finder.typed("李清 "), Step::Wait);
    }

    #[test]
    fn news_during_a_question_makes_its_answer_old() {
        let mut finder = Finder::default();
        assert_eq!(finder.changed(), Step::Wait, "nothing is typed");
        finder.typed("李");
        assert_eq!(finder.changed(), Step::Wait);
        assert_eq!(finder.answered(), ask("李"));
        assert_eq!(finder.answered(), Step::Show);
        assert_eq!(finder.changed(), ask("李"));
    }

    #[test]
    fn what_a_pinyin_keyboard_shows_while_it_composes_is_asked_as_letters() {
        assert_eq!(
            ["li'qing", "li\u{2006}q", " 12-301 ", "o'", "'"].map(question),
            ["liqing", "liq", "12-301", "o'", "'"]
        );
        assert_eq!(["尾号 5678", "尾号5678", "尾号"].map(question), ["5678", "5678", "尾号"]);
        assert_eq!(question(&"李".repeat(200)).chars().count(), LONGEST);
    }

    #[test]
    fn the_fitting_part_of_a_name_is_cut_out_by_characters() {
        let cut = |range| highlight("欧阳李清", range);
        assert_eq!(cut((2, 4)), ("欧阳".into(), "李清".into(), String::new()));
        assert_eq!(cut((0, 1)), (String::new(), "欧".into(), "阳李清".into()));
        for none in [(0, 0), (3, 3), (2, 9), (4, 2)] {
            assert_eq!(cut(none), ("欧阳李清".into(), String::new(), String::new()));
        }
    }

    #[test]
    fn arrows_walk_from_the_field_through_the_hits_and_back() {
        assert_eq!([step(None, true, 3), step(Some(2), true, 3), step(Some(1), false, 3)], [Some(0), Some(2), Some(0)]);
        assert_eq!([step(Some(0), false, 3), step(None, false, 3), step(None, true, 0)], [None; 3]);
    }
}
