//! Words cut to what fits.

/// The beginning of a text on one line, at most so many characters, with an ellipsis where something is missing.
#[must_use]
pub fn begin_of(text: &str, characters: usize) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(characters) {
        line.truncate(end);
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters_and_says_so() {
        assert_eq!(
            [begin_of("三号楼 漏水", 40), begin_of("三号楼漏水了", 3), begin_of("", 3)],
            ["三号楼 漏水", "三号楼…", ""]
        );
        assert_eq!(begin_of("一\n\n二\u{3000}三", 9), "一 二 三");
    }
}
