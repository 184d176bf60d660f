//! What a member wishes of their record, as CBOR sealed to the register.
//!
//! `[1, household, wish, words, at]`: wish is `[0, []]` a fresh extract, `[1, [[change]]]` corrections, `[2, [[person]]]`
//! erasure; a change is `[0, [person?, field, text?]]` a value, `[1, [person]]` somebody to enter, `[2, [person]]` to take
//! out, `[3, [person, number?]]` an ID number. Fields are named by their keys in documents.
//! What is absent at the end of an array is left out.
//! **Invariant:** a wish that this release cannot read stays in sight as one for a newer app.

use linli_contract::households::Edit;
use linli_contract::rights::RecordWish;
use linli_shared::cbor;
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{PersonId, RecordId};

use super::content::{Unreadable, VERSION, read};

/// The longest words, in characters.
pub(super) const WORDS: usize = 200;
/// The most changes or people of one wish.
pub(super) const CHANGES: usize = 64;

/// A wish as written.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct Proposal {
    #[n(0)]
    version: u8,
    #[n(1)]
    pub(super) household: RecordId,
    #[n(2)]
    wish: Wish,
    #[n(3)]
    pub(super) words: String,
    /// When, in seconds of the member's clock.
    #[n(4)]
    pub(super) at: i64,
}

#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
enum Wish {
    #[n(0)]
    Fresh,
    #[n(1)]
    Correct(#[n(0)] Vec<Change>),
    #[n(2)]
    Erase(#[n(0)] Vec<PersonId>),
}

#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
enum Change {
    #[n(0)]
    Set(#[n(0)] Option<PersonId>, #[n(1)] String, #[n(2)] Option<String>),
    #[n(1)]
    Enter(#[n(0)] PersonId),
    #[n(2)]
    TakeOut(#[n(0)] PersonId),
    #[n(3)]
    Number(#[n(0)] PersonId, #[n(1)] Option<String>),
}

impl core::fmt::Debug for Proposal {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Proposal").field("household", &self.household).finish_non_exhaustive()
    }
}

impl Proposal {
    /// A wish; `None` if it is longer than a wish may be.
    pub(super) fn new(household: RecordId, wish: &RecordWish, words: &str, at: i64) -> Option<Self> {
        let wish = match wish {
            RecordWish::Fresh => Wish::Fresh,
            RecordWish::Correct(edits) => Wish::Correct(edits.iter().map(change).collect()),
            RecordWish::Erase(people) => Wish::Erase(people.clone()),
        };
        let proposal = Self { version: VERSION, household, wish, words: words.trim().to_owned(), at };
        Some(proposal).filter(Self::can_stand)
    }

    fn can_stand(&self) -> bool {
        let count = match &self.wish {
            Wish::Fresh => 0,
            Wish::Correct(changes) => changes.len(),
            Wish::Erase(people) => people.len(),
        };
        let is_text = self.words.chars().all(|letter| !letter.is_control() || letter == '\n');
        let is_empty = matches!(&self.wish, Wish::Correct(changes) if changes.is_empty());
        count <= CHANGES && is_text && self.words.chars().count() <= WORDS && !is_empty
    }

    /// The content of the entry's body.
    pub(super) fn to_content(&self) -> Vec<u8> {
        cbor::to_vec(self)
    }

    /// Reads the content of an entry's body.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub(super) fn from_content(content: &[u8]) -> Result<Self, Unreadable> {
        let read: Self = read(content)?;
        if read.can_stand() { Ok(read) } else { Err(Unreadable::Damaged) }
    }

    /// The wish as a screen names it; `None` if it speaks of a field of a newer release.
    pub(super) fn wish(&self) -> Option<RecordWish> {
        Some(match &self.wish {
            Wish::Fresh => RecordWish::Fresh,
            Wish::Correct(changes) => RecordWish::Correct(changes.iter().map(edit).collect::<Option<_>>()?),
            Wish::Erase(people) => RecordWish::Erase(people.clone()),
        })
    }
}

fn change(edit: &Edit) -> Change {
    match edit {
        Edit::Set { subject, field, value } => {
            let person = match subject {
                Subject::Household => None,
                Subject::Person(person) => Some(*person),
            };
            Change::Set(person, field.key().to_owned(), value.clone())
        }
        Edit::AddPerson { person } => Change::Enter(*person),
        Edit::RemovePerson { person } => Change::TakeOut(*person),
        Edit::SetIdNumber { person, number } => Change::Number(*person, number.clone()),
    }
}

fn edit(change: &Change) -> Option<Edit> {
    Some(match change {
        Change::Set(person, field, value) => Edit::Set {
            subject: person.map_or(Subject::Household, Subject::Person),
            field: Field::from_key(field)?,
            value: value.clone(),
        },
        Change::Enter(person) => Edit::AddPerson { person: *person },
        Change::TakeOut(person) => Edit::RemovePerson { person: *person },
        Change::Number(person, number) => Edit::SetIdNumber { person: *person, number: number.clone() },
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const HOUSEHOLD: RecordId = RecordId([0x11; 16]);
    const LI: PersonId = PersonId([0x33; 16]);

    fn written(wish: &RecordWish) -> String {
        let bytes = Proposal::new(HOUSEHOLD, wish, "w", 7).unwrap().to_content();
        let read = Proposal::from_content(&bytes).unwrap();
        assert_eq!((read.wish().as_ref(), read.words.as_str(), read.at), (Some(wish), "w", 7));
        bytes[19..].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn wishes_are_written_as_ever_and_read_back() {
        let li = "33".repeat(16);
        assert_eq!(written(&RecordWish::Fresh), "820080617707");
        assert_eq!(written(&RecordWish::Erase(vec![LI])), format!("820281 8150{li}617707").replace(' ', ""));
        let correct = RecordWish::Correct(vec![
            Edit::Set { subject: Subject::Person(LI), field: Field::Name, value: Some("L".into()) },
            Edit::AddPerson { person: LI },
            Edit::RemovePerson { person: LI },
            Edit::SetIdNumber { person: LI, number: None },
        ]);
        let key = Field::Name.key();
        let key: String = [0x60 + key.len() as u8].iter().chain(key.as_bytes()).map(|b| format!("{b:02x}")).collect();
        let changes = format!("84 82008350{li}{key}614c 82018150{li} 82028150{li} 82038150{li}").replace(' ', "");
        assert_eq!(written(&correct), format!("820181{changes}617707"));
    }

    #[test]
    fn a_wish_longer_than_a_wish_may_be_is_none() {
        let too_many = RecordWish::Erase(vec![LI; CHANGES + 1]);
        assert_eq!(Proposal::new(HOUSEHOLD, &too_many, "", 0), None);
        assert_eq!(Proposal::new(HOUSEHOLD, &RecordWish::Fresh, &"字".repeat(WORDS + 1), 0), None);
        assert_eq!(Proposal::new(HOUSEHOLD, &RecordWish::Correct(Vec::new()), "", 0), None);
    }

    #[test]
    fn a_field_of_a_newer_release_asks_for_a_newer_app() {
        let mut proposal = Proposal::new(HOUSEHOLD, &RecordWish::Fresh, "", 0).unwrap();
        proposal.wish = Wish::Correct(vec![Change::Set(None, "zz".into(), None)]);
        assert_eq!(Proposal::from_content(&proposal.to_content()).unwrap().wish(), None);
    }
}
