//! The own record as the screens show it: what each field is for, what can be corrected, the file to take along.

mod correction;
mod download;
mod purpose;

pub use correction::{Change, Item, form_of, items, mistakes, old_and_new};
pub use download::{Download, FORMAT, VERSION};
pub use purpose::{PURPOSES, Purpose, by_purpose};

use linli_contract::rights::{ExtractView, RecordWish, WishView};
use linli_shared::identity::IdNumber;

/// An ID number as it is shown until somebody asks for it.
#[must_use]
pub fn masked(number: &str) -> String {
    if let Ok(known) = IdNumber::parse(number) {
        return known.masked();
    }
    let letters: Vec<char> = number.chars().collect();
    let is_shown = |at: usize| letters.len() >= 12 && (at < 3 || at + 4 >= letters.len());
    letters.iter().enumerate().map(|(at, letter)| if is_shown(at) { *letter } else { '*' }).collect()
}

/// Whether a wish waits for its answer.
#[must_use]
pub const fn waits(wish: &WishView) -> bool {
    wish.answer.is_none()
}

/// Whether a fresh extract was asked for and is not there yet.
#[must_use]
pub fn is_asked(home: &ExtractView) -> bool {
    home.wishes.iter().any(|wish| waits(wish) && matches!(wish.wish, RecordWish::Fresh))
}

#[cfg(test)]
mod tests {
    use linli_shared::ids::RecordId;

    use super::*;

    #[test]
    fn a_number_is_hidden_but_for_its_ends() {
        assert_eq!(masked("11010519491231002X"), "110***********002X");
        assert_eq!(masked("310000000000000000"), "310***********0000", "also where the check character is wrong");
        assert_eq!(masked("12345"), "*****", "too short to leave anything of it");
        assert_eq!(masked(""), "");
    }

    #[test]
    fn an_extract_is_asked_for_once() {
        let wish = |wish, answer| WishView { proposal: RecordId::default(), wish, words: String::new(), at: 0, answer };
        let done = linli_contract::rights::WishAnswer { is_done: true, words: String::new() };
        let home = |wishes| ExtractView {
            household: RecordId::default(),
            path: Vec::new(),
            extract: None,
            wishes,
            has_seat: true,
            needs_newer_app: false,
        };
        assert!(is_asked(&home(vec![wish(RecordWish::Fresh, None)])));
        assert!(!is_asked(&home(vec![
            wish(RecordWish::Fresh, Some(done)),
            wish(RecordWish::Correct(Vec::new()), None)
        ])));
    }
}
