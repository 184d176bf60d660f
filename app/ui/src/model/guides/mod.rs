//! What one looks up: what the screens compute.

mod form;
mod shelves;

pub use form::{Lack, add_day, empty, is_blank, lack, ready};
pub use shelves::{on_shelves, shelf_of, word};

/// A telephone number as it is dialled: digits, a plus before them, star and hash.
#[must_use]
pub fn dial(phone: &str) -> String {
    // A second number after a slash is for the eye.
    let first = phone.split('/').find(|part| part.contains(|one: char| one.is_ascii_digit())).unwrap_or_default();
    let has_plus = first.trim_start().starts_with('+');
    let digits = first.chars().filter(|one| one.is_ascii_digit() || matches!(one, '*' | '#'));
    has_plus.then_some('+').into_iter().chain(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_dialled_without_what_makes_it_readable() {
        assert_eq!(
            ["+86 (21) 5566-7788", "110", "5566 / 7788", "", "a/b", "*67#"].map(dial),
            ["+862155667788", "110", "5566", "", "", "*67#"]
        );
    }
}
