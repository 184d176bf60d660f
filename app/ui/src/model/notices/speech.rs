//! A text to be read aloud, a breath at a time: for the loudspeaker, from a phone held at arm's length.

/// Letters after which somebody who reads may pause for longer than a comma lasts.
const LONG: usize = 28;

/// Parts a text into what is read in one breath: sentences, long ones at their commas.
#[must_use]
pub fn breaths(text: &str) -> Vec<String> {
    text.lines().flat_map(|line| cut(line, is_end)).flat_map(|sentence| part_long(&sentence)).collect()
}

const fn is_end(letter: char) -> bool {
    matches!(letter, '。' | '！' | '？' | '；' | '!' | '?' | ';')
}

const fn is_comma(letter: char) -> bool {
    matches!(letter, '，' | '：' | ',')
}

fn part_long(sentence: &str) -> Vec<String> {
    if sentence.chars().count() <= LONG {
        return vec![sentence.to_owned()];
    }
    let mut breaths: Vec<String> = Vec::new();
    for part in cut(sentence, is_comma) {
        match breaths.last_mut() {
            Some(last) if last.chars().count() + part.chars().count() <= LONG => last.push_str(&part),
            Some(_) | None => breaths.push(part),
        }
    }
    breaths
}

/// Cuts after each letter that ends a part, together with the quotes that close behind it.
fn cut(text: &str, ends: fn(char) -> bool) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut part = String::new();
    let mut is_ended = false;
    for letter in text.chars() {
        let closes = ends(letter) || matches!(letter, '”' | '’' | '」' | '）' | ')');
        if is_ended && !closes {
            parts.push(core::mem::take(&mut part));
            is_ended = false;
        }
        part.push(letter);
        is_ended |= ends(letter);
    }
    parts.push(part);
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_is_read_sentence_by_sentence() {
        let text = "居民朋友们，大家好！\n明天十四点到十六点停水。请问“要不要送水？”请打电话";
        assert_eq!(
            breaths(text),
            ["居民朋友们，大家好！", "明天十四点到十六点停水。", "请问“要不要送水？”", "请打电话"]
        );
    }

    #[test]
    fn a_long_sentence_is_parted_at_its_commas() {
        let text = "因为小区东门外的供水管道需要抢修，明天上午八点到下午四点，十二号楼和十三号楼全部停水。";
        let breaths = breaths(text);
        assert_eq!(breaths.len(), 2);
        assert_eq!(breaths.concat(), text);
    }

    proptest! {
        #[test]
        fn nothing_is_left_out(text in "[停水，。！？”a \n]{0,80}") {
            let kept = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
            let breaths = breaths(&text);
            prop_assert_eq!(kept(&breaths.concat()), kept(&text));
            prop_assert!(breaths.iter().all(|breath| !breath.is_empty()));
        }
    }
}
