//! Which posts are shown.

use linli_contract::posts::Section;

/// Which posts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// All.
    #[default]
    All,
    /// Those of a section.
    Of(Section),
    /// The person's own and those they follow.
    Mine,
}

impl Shown {
    /// As they are offered.
    pub const ALL: [Self; 5] =
        [Self::All, Self::Of(Section::Around), Self::Of(Section::Help), Self::Of(Section::Goods), Self::Mine];

    /// The word for tests and chips.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Of(section) => section_word(section),
            Self::Mine => "mine",
        }
    }

    /// What a word stands for; everything for an unknown one.
    #[must_use]
    pub fn of_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.word() == word).unwrap_or_default()
    }

    /// The section, if one is chosen.
    #[must_use]
    pub const fn section(self) -> Option<Section> {
        match self {
            Self::Of(section) => Some(section),
            Self::All | Self::Mine => None,
        }
    }
}

/// The word of a section.
const fn section_word(section: Section) -> &'static str {
    match section {
        Section::Around => "around",
        Section::Help => "help",
        Section::Goods => "goods",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_has_a_word_of_its_own_that_leads_back_to_it() {
        for one in Shown::ALL {
            assert_eq!(Shown::of_word(one.word()), one);
        }
        assert_eq!(Shown::of_word("elsewhere"), Shown::All);
        assert_eq!(
            Section::ALL.map(|section| Shown::of_word(Shown::Of(section).word()).section()),
            Section::ALL.map(Some)
        );
    }
}
