//! The small bar above the text of a notice: makes lines headings or items and words bold, and takes that back.

use super::format::{BOLD, HEADING, ITEM};

/// A text with what is selected in it, counted as browsers count: in UTF-16 units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The text.
    pub text: String,
    /// Where the selection begins.
    pub start: usize,
    /// Where it ends; the same where nothing is selected.
    pub end: usize,
}

/// What a button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Lines become headings.
    Heading,
    /// Lines become items.
    Item,
    /// Words become bold.
    Bold,
}

/// Marks what is selected, or takes the mark back where all of it bears it.
#[must_use]
pub fn mark(typed: &Typed, mark: Mark) -> Typed {
    let (start, end) = (byte_at(&typed.text, typed.start), byte_at(&typed.text, typed.end));
    let (start, end) = (start.min(end), start.max(end));
    match mark {
        Mark::Heading => lines(&typed.text, start, end, HEADING),
        Mark::Item => lines(&typed.text, start, end, ITEM),
        Mark::Bold => bold(&typed.text, start, end),
    }
}

fn lines(text: &str, start: usize, end: usize, prefix: &str) -> Typed {
    let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let last = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let touched: Vec<&str> = text[first..last].split('\n').collect();
    let is_marked = touched.iter().all(|line| line.starts_with(prefix));
    let bare = |line: &str| line.strip_prefix(HEADING).or_else(|| line.strip_prefix(ITEM)).unwrap_or(line).to_owned();
    let changed: Vec<String> =
        touched.iter().map(|line| if is_marked { bare(line) } else { format!("{prefix}{}", bare(line)) }).collect();
    let changed = changed.join("\n");
    let end = first + changed.len();
    let text = format!("{}{changed}{}", &text[..first], &text[last..]);
    // One line: the person goes on typing at its end. Several: they stay selected.
    let start = if touched.len() == 1 { end } else { first };
    at_bytes(text, start, end)
}

fn bold(text: &str, start: usize, end: usize) -> Typed {
    let selected = &text[start..end];
    let outside = text[..start].ends_with(BOLD) && text[end..].starts_with(BOLD);
    if outside {
        let text = format!("{}{selected}{}", &text[..start - BOLD.len()], &text[end + BOLD.len()..]);
        return at_bytes(text, start - BOLD.len(), end - BOLD.len());
    }
    let is_marked = !selected.trim().is_empty()
        && selected.split('\n').filter(|line| !line.trim().is_empty()).all(|line| bare_bold(line).is_some());
    let wrap = |line: &str| match (is_marked, line.trim().is_empty() && !selected.is_empty()) {
        (_, true) => line.to_owned(),
        (true, false) => bare_bold(line).unwrap_or(line).to_owned(),
        (false, false) => format!("{BOLD}{}{BOLD}", line.replace(BOLD, "")),
    };
    let changed = selected.split('\n').map(wrap).collect::<Vec<_>>().join("\n");
    let now = format!("{}{changed}{}", &text[..start], &text[end..]);
    if selected.is_empty() {
        return at_bytes(now, start + BOLD.len(), start + BOLD.len());
    }
    at_bytes(now, start, start + changed.len())
}

fn bare_bold(line: &str) -> Option<&str> {
    line.strip_prefix(BOLD)?.strip_suffix(BOLD)
}

/// The byte at which a letter begins that lies so many UTF-16 units into a text.
fn byte_at(text: &str, units: usize) -> usize {
    let mut passed = 0;
    for (at, letter) in text.char_indices() {
        if passed >= units {
            return at;
        }
        passed += letter.len_utf16();
    }
    text.len()
}

fn at_bytes(text: String, start: usize, end: usize) -> Typed {
    let units = |end: usize| text[..end].chars().map(char::len_utf16).sum();
    let (start, end) = (units(start), units(end));
    Typed { text, start, end }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed(text: &str, start: usize, end: usize) -> Typed {
        Typed { text: text.to_owned(), start, end }
    }

    #[test]
    fn a_line_becomes_a_heading_and_back() {
        let once = mark(&typed("停水\n请储水", 1, 1), Mark::Heading);
        assert_eq!(once, typed("# 停水\n请储水", 4, 4));
        assert_eq!(mark(&once, Mark::Heading), typed("停水\n请储水", 2, 2));
        assert_eq!(mark(&once, Mark::Item).text, "- 停水\n请储水", "one mark takes the other's place");
    }

    #[test]
    fn several_lines_become_items_together() {
        let once = mark(&typed("甲\n- 乙\n丙", 0, 4), Mark::Item);
        assert_eq!(once, typed("- 甲\n- 乙\n丙", 0, 7));
        assert_eq!(mark(&once, Mark::Item).text, "甲\n乙\n丙");
    }

    #[test]
    fn words_become_bold_and_back_also_behind_letters_of_two_units() {
        let once = mark(&typed("😀请勿用火", 2, 4), Mark::Bold);
        assert_eq!(once, typed("😀**请勿**用火", 2, 8));
        assert_eq!(mark(&once, Mark::Bold), typed("😀请勿用火", 2, 4));
        assert_eq!(mark(&typed("😀**请勿**用火", 4, 6), Mark::Bold), typed("😀请勿用火", 2, 4));
        assert_eq!(mark(&typed("甲", 1, 1), Mark::Bold), typed("甲****", 3, 3), "the next words are bold");
        assert_eq!(mark(&typed("甲\n乙", 0, 3), Mark::Bold).text, "**甲**\n**乙**", "bold ends with its line");
    }

    proptest! {
        #[test]
        fn any_selection_of_any_text_can_be_marked(text in "[a中😀*# \n-]{0,30}", one in 0_usize..70, other in 0_usize..70) {
            for which in [Mark::Heading, Mark::Item, Mark::Bold] {
                let now = mark(&typed(&text, one, other), which);
                let units: usize = now.text.chars().map(char::len_utf16).sum();
                prop_assert!(now.start <= now.end && now.end <= units);
                let words = |text: &str| text.chars().filter(|letter| matches!(letter, 'a' | '中' | '😀')).collect::<String>();
                prop_assert_eq!(words(&now.text), words(&text));
            }
        }
    }
}
