//! Texts without their formatting: the beginning for a list, sentences for a loudspeaker.

/// The longest beginning, in characters.
const EXCERPT: usize = 80;

/// A line without the marks that format it.
fn plain(line: &str) -> String {
    let line = line.trim();
    let line = line.strip_prefix("# ").or_else(|| line.strip_prefix("- ")).unwrap_or(line);
    line.replace("**", "").trim().to_owned()
}

/// The beginning of a text, in one line.
#[must_use]
pub(crate) fn excerpt(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(plain).filter(|line| !line.is_empty()).collect();
    let whole = lines.join(" ");
    let mut beginning: String = whole.chars().take(EXCERPT).collect();
    if whole.chars().nth(EXCERPT).is_some() {
        beginning.push('…');
    }
    beginning
}

/// Title and text to be read out: one sentence a line, without formatting.
#[must_use]
pub(crate) fn loudspeaker(title: &str, text: &str) -> String {
    let lines = core::iter::once(title).chain(text.lines()).map(plain);
    let sentences: Vec<String> = lines.flat_map(|line| sentences(&line)).collect();
    sentences.join("\n")
}

/// The sentences of a line, each with a stop at its end.
fn sentences(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut sentence = String::new();
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        sentence.push(letter);
        let next = letters.peek().copied();
        let ends = match letter {
            '。' | '！' | '？' | '；' => !next.is_some_and(|next| matches!(next, '”' | '’' | '」' | '』' | '）')),
            '.' | '!' | '?' | ';' => next.is_some_and(char::is_whitespace),
            '”' | '’' | '」' | '』' | '）' => {
                sentence.chars().rev().nth(1).is_some_and(|before| matches!(before, '。' | '！' | '？'))
            }
            _ => false,
        };
        if ends {
            found.push(core::mem::take(&mut sentence).trim().to_owned());
        }
    }
    let rest = sentence.trim();
    if !rest.is_empty() {
        let has_stop = rest.ends_with(['。', '！', '？', '；', '：', '…', '.', '!', '?', ';', ':']);
        let is_chinese = rest.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
        let stop = if has_stop {
            ""
        } else if is_chinese {
            "。"
        } else {
            "."
        };
        found.push(format!("{rest}{stop}"));
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loudspeaker_says_one_sentence_after_the_other_without_marks() {
        let text = "# 停水时间\n明天**14点到16点**停水。请提前储水！\n\n- 关好水龙头\n- 有事打电话：6688\nThe water is off. Fill a pot";
        let said = [
            "12号楼停水。",
            "停水时间。",
            "明天14点到16点停水。",
            "请提前储水！",
            "关好水龙头。",
            "有事打电话：6688。",
            "The water is off.",
            "Fill a pot.",
        ];
        assert_eq!(loudspeaker("12号楼停水", text), said.join("\n"));
        assert_eq!(loudspeaker("", "他说“今天停电。”请注意"), "他说“今天停电。”\n请注意。");
        assert_eq!(loudspeaker("3.5元", ""), "3.5元。");
    }

    #[test]
    fn the_beginning_of_a_text_is_one_plain_line() {
        assert_eq!(excerpt("# 停水\n\n**明天**14点\n- 储水"), "停水 明天14点 储水");
        let long = "水".repeat(200);
        assert_eq!(excerpt(&long).chars().count(), EXCERPT + 1);
        assert!(excerpt(&long).ends_with('…'));
    }
}
