//! What the screens of notices compute: reading the text, writing it, choosing whom it is for, knocking, news.

pub mod area;
pub mod edit;
pub mod form;
pub mod format;
pub mod news;
pub mod order;
pub mod reach;
pub mod speech;

pub use linli_contract::notices::NoticeKind;

/// The word for a kind in the markup of the page.
#[must_use]
pub const fn kind_word(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Outage => "outage",
        NoticeKind::Safety => "safety",
        NoticeKind::Health => "health",
        NoticeKind::Activity => "activity",
        NoticeKind::Affairs => "affairs",
        NoticeKind::Property => "property",
        NoticeKind::LostFound => "lost",
    }
}

/// The kind of a word.
#[must_use]
pub fn kind_of(word: &str) -> Option<NoticeKind> {
    NoticeKind::ALL.into_iter().find(|kind| kind_word(*kind) == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_word_of_its_own() {
        assert!(NoticeKind::ALL.into_iter().all(|kind| kind_of(kind_word(kind)) == Some(kind)));
        assert_eq!(kind_of(""), None);
    }
}
