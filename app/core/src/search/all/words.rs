//! What a feature gives search of one of its records.

use linli_shared::calendar::Millis;
use linli_shared::ids::MemberId;

/// The words by which a record is found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Words {
    /// Its title or name: found by characters, pinyin and initials; empty where it has none.
    pub title: String,
    /// Its texts, one below the other: found by characters.
    pub text: String,
    /// A number to call.
    pub phone: String,
    /// When it was last changed.
    pub at: Option<Millis>,
    /// Who wrote it, where muting them hides it.
    pub by: Option<MemberId>,
    /// It no longer holds: withdrawn, called off.
    pub is_last: bool,
}

impl Words {
    /// A record with a title, which may be empty.
    pub(crate) fn new(title: &str, at: Millis) -> Self {
        Self { title: title.to_owned(), at: Some(at), ..Self::default() }
    }

    /// With a text.
    pub(crate) fn text(mut self, text: &str) -> Self {
        if !text.trim().is_empty() {
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            self.text.push_str(text.trim());
        }
        self
    }

    /// With a number to call.
    pub(crate) fn phone(self, phone: &str) -> Self {
        Self { phone: phone.to_owned(), ..self.text(phone) }
    }

    /// Hidden from whoever mutes its author.
    pub(crate) fn by(self, by: MemberId) -> Self {
        Self { by: Some(by), ..self }
    }

    /// Comes last if it no longer holds.
    pub(crate) fn last(self, is_last: bool) -> Self {
        Self { is_last, ..self }
    }
}
