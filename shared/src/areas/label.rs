//! Labels as they stand on doors, and the order in which people read them.

use core::cmp::Ordering;

/// The longest label, in characters.
pub const LABEL_LENGTH: usize = 20;

/// Why a text cannot be a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// Nothing but spaces.
    #[error("a label has at least one character")]
    Empty,
    /// More than [`LABEL_LENGTH`] characters.
    #[error("a label has at most 20 characters")]
    TooLong,
    /// A line break, a control character or one that cannot be seen.
    #[error("a label has only characters that can be seen")]
    Invisible,
}

/// Brings a typed label into the one form ids are derived from: no spaces around, full-width ASCII made half-width.
///
/// # Errors
/// The [`LabelError`] that says why the text cannot be a label.
pub fn clean_label(text: &str) -> Result<String, LabelError> {
    let label: String = text.trim().chars().map(half_width).collect();
    let label = label.trim();
    if label.is_empty() {
        return Err(LabelError::Empty);
    }
    if label.chars().count() > LABEL_LENGTH {
        return Err(LabelError::TooLong);
    }
    if label.chars().any(is_invisible) {
        return Err(LabelError::Invisible);
    }
    Ok(label.to_owned())
}

/// Whether `label` is already in the form [`clean_label`] gives.
pub(super) fn is_clean(label: &str) -> bool {
    clean_label(label).is_ok_and(|clean| clean == label)
}

fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    }
}

fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Orders labels as a person does: `2号楼` before `10号楼`, `101` before `1001`.
///
/// A total order: labels that differ are never equal.
#[must_use]
pub fn natural_order(left: &str, right: &str) -> Ordering {
    let (mut a, mut b) = (left, right);
    loop {
        let (digits_a, rest_a) = split_digits(a);
        let (digits_b, rest_b) = split_digits(b);
        if !digits_a.is_empty() && !digits_b.is_empty() {
            let (a_number, b_number) = (digits_a.trim_start_matches('0'), digits_b.trim_start_matches('0'));
            let order = a_number.len().cmp(&b_number.len()).then_with(|| a_number.cmp(b_number));
            if order != Ordering::Equal {
                return order;
            }
            (a, b) = (rest_a, rest_b);
            continue;
        }
        let (mut chars_a, mut chars_b) = (a.chars(), b.chars());
        match (chars_a.next(), chars_b.next()) {
            (None, None) => return left.cmp(right),
            (x, y) if x == y => (a, b) = (chars_a.as_str(), chars_b.as_str()),
            (x, y) => return x.cmp(&y),
        }
    }
}

fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_ordered_as_people_read_them() {
        let mut labels = ["1001", "10号楼", "101", "2号楼", "102", "地下室10", "地下室2", "0101"];
        labels.sort_by(|a, b| natural_order(a, b));
        assert_eq!(labels, ["2号楼", "10号楼", "0101", "101", "102", "1001", "地下室2", "地下室10"]);
        assert_ne!(natural_order("0101", "101"), Ordering::Equal);
    }

    #[test]
    fn one_door_typed_in_two_ways_has_one_label() {
        assert_eq!(clean_label("　３０５Ａ "), Ok("305A".to_owned()));
        assert_eq!(clean_label("  "), Err(LabelError::Empty));
        assert_eq!(clean_label("3\n05"), Err(LabelError::Invisible));
        assert_eq!(clean_label("3\u{202e}05"), Err(LabelError::Invisible));
        assert_eq!(clean_label(&"室".repeat(20)).map(|label| label.chars().count()), Ok(20));
        assert_eq!(clean_label(&"室".repeat(21)), Err(LabelError::TooLong));
    }
}
