//! Every sentence of the screens, by typed keys.
//!
//! **Invariant:** a text missing in a language is an error of the compiler: [`Texts`] is a struct, and each language a
//! complete value of it.

macro_rules! texts {
    ($(#[$doc:meta])* $name:ident { $($key:ident $(: $kind:ty)?,)+ }) => {
        $(#[$doc])*
        #[derive(Debug)]
        #[expect(missing_docs, reason = "a key is named for what it says; the sentence itself is its documentation")]
        pub struct $name { $(pub $key: texts!(@kind $($kind)?),)+ }
    };
    (@kind) => { &'static str };
    (@kind $kind:ty) => { $kind };
}

mod activities;
mod buildings;
mod chats;
mod communities;
mod drafts;
mod en;
mod exports;
mod guides;
mod home;
mod imports;
mod joining;
mod lists;
mod lock;
mod members;
mod nav;
mod notices;
mod photos;
mod posts;
mod progress;
mod protection;
mod registers;
mod rights;
mod search;
mod storage;
mod texts;
mod tickets;
mod topics;
mod tour;
mod zh;

pub use activities::ActivityTexts;
pub use buildings::BuildingTexts;
pub use chats::ChatTexts;
pub use communities::CommunityTexts;
pub use drafts::DraftTexts;
pub use exports::ExportTexts;
pub use guides::GuideTexts;
pub use home::HomeTexts;
pub use imports::ImportTexts;
pub use joining::JoiningTexts;
pub use lists::ListTexts;
pub use lock::LockTexts;
pub use members::MemberTexts;
pub use nav::NavTexts;
pub use notices::NoticeTexts;
pub use photos::PhotoTexts;
pub use posts::{PostTexts, TalkTexts};
pub use progress::ProgressTexts;
pub use protection::{ProtectionTexts, Sight};
pub use registers::RegisterTexts;
pub use rights::RightTexts;
pub use search::SearchTexts;
pub use storage::StorageTexts;
pub use texts::{
    AreaTexts, DoorTexts, FormTexts, NameTexts, Said, SettingTexts, ShellTexts, StartTexts, SyncTexts, Texts,
};
pub use tickets::{ActTexts, BoardTexts, CardTexts, PublicTexts, ReportTexts, TableTexts, TicketTexts};
pub use topics::{BallotTexts, OneTopicTexts, ProposeTexts, RecountTexts, RuleTexts, TopicActTexts, TopicTexts};
pub use tour::TourTexts;

/// A language of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// 简体中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Lang {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// Its tag, as written into the page and kept among the settings.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-Hans",
            Self::English => "en",
        }
    }

    /// The language's own name.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Chinese => "中文",
            Self::English => "English",
        }
    }

    /// The language of a tag such as a browser tells; Chinese for any other than English.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or("");
        if primary.eq_ignore_ascii_case("en") { Self::English } else { Self::Chinese }
    }

    /// Its texts.
    #[must_use]
    pub const fn texts(self) -> &'static Texts {
        match self {
            Self::Chinese => &zh::TEXTS,
            Self::English => &en::TEXTS,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use linli_shared::households::{CodeList, Field, FieldKind};

    use super::*;

    #[test]
    fn every_code_of_every_list_has_a_name_of_its_own_in_every_language() {
        let lists: BTreeSet<CodeList> = Field::ALL
            .iter()
            .filter_map(|field| match field.kind() {
                FieldKind::Code(list) => Some(list),
                FieldKind::Text | FieldKind::Date | FieldKind::Phone | FieldKind::SquareMetres | FieldKind::Flag => {
                    None
                }
            })
            .collect();
        assert_eq!(lists.len(), 11);
        for lang in Lang::ALL {
            for list in &lists {
                let named: BTreeSet<_> =
                    list.codes().iter().filter_map(|code| (lang.texts().name.code)(*list, code)).collect();
                assert_eq!(named.len(), list.codes().len(), "{} {list:?}", lang.tag());
            }
        }
    }

    #[test]
    fn a_code_of_a_newer_list_has_no_name() {
        assert_eq!((Lang::Chinese.texts().name.code)(CodeList::Ethnicity, "57"), None);
    }

    #[test]
    fn the_browsers_language_chooses() {
        assert_eq!(
            ["zh-CN", "en-GB", "en", "fr"].map(Lang::of_tag),
            [Lang::Chinese, Lang::English, Lang::English, Lang::Chinese]
        );
    }
}
