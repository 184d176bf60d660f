//! What a member shows of themselves: for now their name.
//!
//! **Invariant:** a profile holds nothing that not everybody in the community may read.

use super::written::Put;
use super::{Document, Heads, WriteError, Writer, Wrote};

const NAME: &str = "name";
/// The longest name, in characters.
pub const NAME_LENGTH: usize = 64;

/// A member's profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// The name; `None` before it was written.
    pub name: Option<String>,
}

/// Why a name cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Empty, too long, or with line breaks or control characters.
    #[error("not one line of 1 to 64 characters")]
    NotOneLine,
    /// The change cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl Profile {
    /// Reads a profile document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let standing = document.standing(NAME, None).into_iter().next();
        Self { name: standing.map(|one| one.text).filter(|name| !name.is_empty()) }
    }
}

impl Document {
    /// Writes the name of a profile; `None` if it stands there already.
    ///
    /// # Errors
    /// Not a name, a base that is not here, or a change no receiver would admit.
    pub fn set_name(
        &mut self,
        name: &str,
        base: &Heads,
        writer: Writer,
        seconds: i64,
    ) -> Result<Option<Wrote>, NameError> {
        if name.trim().is_empty() || name.chars().count() > NAME_LENGTH || name.chars().any(char::is_control) {
            return Err(NameError::NotOneLine);
        }
        let at = self.known_base(base)?;
        let standing = self.standing(NAME, Some(&at));
        if !standing.is_empty() && standing.iter().all(|one| one.text == name) {
            return Ok(None);
        }
        Ok(self.write(&at, writer, seconds, vec![Put { key: NAME.into(), text: name.into() }])?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::documents::Kind;
    use crate::ids::{DeviceId, RecordId};

    #[test]
    fn a_name_is_written_once_and_read_elsewhere() {
        let writer = Writer { device: DeviceId([1; 16]), incarnation: 0 };
        let mut mine = Document::genesis(Kind::Profile, RecordId([7; 16]));
        let wrote = mine.set_name("王芳", &Heads::default(), writer, 1_800_000_000).unwrap().unwrap();
        assert_eq!(mine.set_name("王芳", &mine.heads(), writer, 1_800_000_001), Ok(None));

        let mut theirs = Document::genesis(Kind::Profile, RecordId([7; 16]));
        theirs.admit(&mine.pack(&[wrote.change], writer.device).unwrap(), writer.device, |_| true).unwrap();
        assert_eq!(Profile::of(&theirs).name.as_deref(), Some("王芳"));
        assert_eq!(theirs.heads(), mine.heads());
    }

    #[test]
    fn what_is_no_name_is_refused() {
        let writer = Writer { device: DeviceId([1; 16]), incarnation: 0 };
        let mut profile = Document::genesis(Kind::Profile, RecordId([7; 16]));
        for wrong in ["", " ", "王\n芳", &"芳".repeat(65)] {
            assert_eq!(profile.set_name(wrong, &Heads::default(), writer, 0), Err(NameError::NotOneLine));
        }
    }
}
