//! Words that go back into the field they were typed in.

/// What was said, with what was typed since after it on lines of its own.
#[must_use]
pub fn before(said: &str, typed: &str) -> String {
    [said, typed].into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_since_stays() {
        assert_eq!(before("水来了吗", ""), "水来了吗");
        assert_eq!(before("水来了吗", "喂"), "水来了吗\n喂");
        assert_eq!(before("", "喂"), "喂", "a photo without words");
        assert_eq!(before("", " \n"), "");
    }
}
