//! Reads the simple formatting of a notice: `# ` headings, `- ` items, `**bold**`, paragraphs parted by empty lines.
//!
//! **Invariant:** what comes out is plain text in a few shapes, which the page sets as text: whatever a notice holds, it is
//! shown and never becomes part of the page. Letters that are not seen or turn the writing around are left out.

use crate::model::photos::is_hidden;

/// Words of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The words; never empty.
    pub text: String,
    /// Whether they are bold.
    pub is_bold: bool,
}

/// A line of text.
pub type Line = Vec<Span>;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(Line),
    /// Lines that belong together.
    Paragraph(Vec<Line>),
    /// A list.
    Items(Vec<Line>),
}

/// Marks a heading at the start of a line.
pub const HEADING: &str = "# ";
/// Marks an item at the start of a line.
pub const ITEM: &str = "- ";
/// Stands around bold words.
pub const BOLD: &str = "**";

/// Reads a text.
#[must_use]
pub fn read(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_apart = true;
    for line in text.lines() {
        let clean: String = line.chars().filter(|letter| *letter == '\t' || !is_hidden(*letter)).collect();
        let line = clean.trim_start();
        let (kind, words) = match (line.strip_prefix(HEADING), line.strip_prefix(ITEM)) {
            (Some(words), _) => (Kind::Heading, words),
            (None, Some(words)) => (Kind::Item, words),
            (None, None) => (Kind::Words, line),
        };
        let spans = spans(words.trim());
        if spans.is_empty() {
            is_apart = true;
            continue;
        }
        match (kind, blocks.last_mut()) {
            (Kind::Heading, _) => blocks.push(Block::Heading(spans)),
            (Kind::Item, Some(Block::Items(items))) => items.push(spans),
            (Kind::Item, _) => blocks.push(Block::Items(vec![spans])),
            (Kind::Words, Some(Block::Paragraph(lines))) if !is_apart => lines.push(spans),
            (Kind::Words, _) => blocks.push(Block::Paragraph(vec![spans])),
        }
        is_apart = false;
    }
    blocks
}

enum Kind {
    Heading,
    Item,
    Words,
}

/// Parts a line at its bold marks; a mark without its partner stays what it is.
fn spans(line: &str) -> Line {
    let mut parts: Vec<String> = line.split(BOLD).map(str::to_owned).collect();
    if parts.len().is_multiple_of(2)
        && let Some(last) = parts.pop()
        && let Some(before) = parts.last_mut()
    {
        before.push_str(BOLD);
        before.push_str(&last);
    }
    let spans = parts.into_iter().enumerate().map(|(at, text)| Span { text, is_bold: at % 2 == 1 });
    spans.filter(|span| !span.text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;

    fn plain(text: &str) -> Line {
        vec![Span { text: text.to_owned(), is_bold: false }]
    }

    #[test]
    fn headings_items_and_paragraphs_are_told_apart() {
        let text = "# 停水通知\n明天 14 点\n到 16 点\n\n请提前储水\n- 12号楼\n- 13号楼\n#不是标题";
        assert_eq!(
            read(text),
            vec![
                Block::Heading(plain("停水通知")),
                Block::Paragraph(vec![plain("明天 14 点"), plain("到 16 点")]),
                Block::Paragraph(vec![plain("请提前储水")]),
                Block::Items(vec![plain("12号楼"), plain("13号楼")]),
                Block::Paragraph(vec![plain("#不是标题")]),
            ]
        );
        assert_eq!(read(" \n\n# \n- \n"), vec![]);
    }

    #[test]
    fn bold_wants_both_its_marks() {
        let bold = |text: &str| Span { text: text.to_owned(), is_bold: true };
        let words = |text: &str| Span { text: text.to_owned(), is_bold: false };
        let line = |text: &str| match read(text).pop().unwrap() {
            Block::Paragraph(mut lines) => lines.pop().unwrap(),
            other @ (Block::Heading(_) | Block::Items(_)) => panic!("{other:?}"),
        };
        assert_eq!(line("请**不要**用火"), vec![words("请"), bold("不要"), words("用火")]);
        assert_eq!(line("2**3"), vec![words("2**3")]);
        assert_eq!(line("**甲**乙**丙"), vec![bold("甲"), words("乙**丙")]);
        assert_eq!(read("****"), vec![]);
    }

    #[test]
    fn markup_stays_words_and_hidden_letters_go() {
        let text = "<script>alert(1)</script><img src=x onerror=alert(1)>&lt;";
        assert_eq!(read(text), vec![Block::Paragraph(vec![plain(text)])]);
        assert_eq!(read("银行卡\u{202e}321\u{200b}\u{7}"), vec![Block::Paragraph(vec![plain("银行卡321")])]);
    }

    fn lines(blocks: &[Block]) -> Vec<&Line> {
        let lines = blocks.iter().map(|block| match block {
            Block::Heading(line) => std::slice::from_ref(line),
            Block::Paragraph(lines) | Block::Items(lines) => lines,
        });
        lines.flatten().collect()
    }

    proptest! {
        #[test]
        fn every_word_comes_out_as_a_word_and_nothing_is_added(text in "[ab中<>&\"/#*\\- \n\u{202e}]{0,60}") {
            let blocks = read(&text);
            let is_word = |letter: &char| !matches!(letter, '#' | '*' | '-' | ' ' | '\n' | '\u{202e}');
            let shown: String = lines(&blocks).into_iter().flatten().flat_map(|span| span.text.chars()).collect();
            let words: String = shown.chars().filter(is_word).collect();
            prop_assert_eq!(words, text.chars().filter(is_word).collect::<String>());
            for line in lines(&blocks) {
                prop_assert!(!line.is_empty());
                for span in line {
                    let has_odd = span.text.contains(['\n', '\u{202e}']);
                    prop_assert!(!span.text.is_empty() && !has_odd);
                    prop_assert!(text.contains(&span.text) || text.contains('\u{202e}'), "{:?} was not written", span);
                }
            }
        }
    }
}
