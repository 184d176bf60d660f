//! Registering: a form's edits become one change on the state the form was opened on.
//!
//! **Invariant:** what others wrote since stays beside the edits, as a conflict where both touched a field.
//! **Invariant:** edits without effect write nothing.

use super::joined::Joins;
use super::keys::{self, Mark};
use super::texts::Texts;
use super::{Departure, Ending, Place, Source};
use crate::documents::written::Put;
use crate::documents::{Document, Heads, WriteError, Writer, Wrote};
use crate::households::fields::FieldError;
use crate::households::{Field, Subject};
use crate::ids::PersonId;

/// One edit of a household.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum HouseholdEdit {
    /// Sets a field, or clears it with `None`; settles a conflict where it was made on a state that shows one.
    Set {
        /// The home or a person.
        subject: Subject,
        /// The field.
        field: Field,
        /// The text as the field's kind wants it.
        value: Option<String>,
    },
    /// Enters a person under a random id, or takes a removal back.
    AddPerson {
        /// The entry.
        person: PersonId,
    },
    /// Takes an entry out.
    RemovePerson {
        /// The entry.
        person: PersonId,
    },
    /// Takes an entry out and says why.
    Depart {
        /// The entry.
        person: PersonId,
        /// Why.
        why: Departure,
    },
    /// Says that two entries are one person.
    JoinPeople {
        /// The entry that stays.
        keep: PersonId,
        /// The entry that joins it.
        merge: PersonId,
    },
    /// Says that two entries are two people.
    KeepBothPeople {
        /// The entries.
        pair: (PersonId, PersonId),
    },
    /// Ends the household, or takes its ending back with `None`.
    End {
        /// Why.
        why: Option<Ending>,
    },
    /// Says where the values of all edits are known from; without it they were said at the door.
    From {
        /// Where from.
        source: Source,
    },
}

/// Why edits cannot be registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// A field of the home was set for a person, or the other way round.
    #[error("the field does not belong to its subject")]
    WrongSubject {
        /// The field.
        field: Field,
    },
    /// The value cannot stand in its field.
    #[error("the value cannot stand in its field")]
    Value {
        /// The field.
        field: Field,
        /// What it is not.
        #[source]
        because: FieldError,
    },
    /// An entry was joined to itself, or told apart from itself.
    #[error("an entry and itself")]
    SamePerson,
    /// A day that is none, or a text beside the fields that is too long.
    #[error("a mark that cannot stand")]
    Mark,
    /// The change cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl Document {
    /// Registers edits made on the state `base` (none: the form was opened before the document existed).
    ///
    /// `None` if nothing differs from what stood there.
    ///
    /// # Errors
    /// An edit no form makes, a base that is not here, or a change no receiver would admit.
    pub fn register(
        &mut self,
        place: &Place,
        edits: &[HouseholdEdit],
        base: &Heads,
        writer: Writer,
        seconds: i64,
    ) -> Result<Option<Wrote>, EditError> {
        let at = self.known_base(base)?;
        let joins = Joins::read(self, Some(&at));
        let mut wanted = Wanted::default();
        for edit in edits {
            wanted.add(edit)?;
        }
        let source = core::mem::take(&mut wanted.source);
        let mut puts: Vec<Put> = wanted
            .in_order()
            .into_iter()
            .filter(|put| {
                !self.stands_alone(put, &at)
                    || joins.leave_open(self, &put.key, &put.text, &at)
                    || self.says_again(put, &joins, &at)
            })
            .collect();
        if !puts.is_empty() && self.standing(keys::PLACE, Some(&at)).is_empty() {
            puts.insert(0, Put { key: keys::PLACE.into(), text: place.text() });
        }
        if !puts.is_empty() {
            add_source(&mut puts, &source);
        }
        Ok(self.write(&at, writer, seconds, puts)?)
    }

    /// Whether a mark that stands already is said by somebody who knows more than those who said it first.
    fn says_again(&self, put: &Put, joins: &Joins, at: &Heads) -> bool {
        if put.text.is_empty() {
            return false;
        }
        let of_person = keys::read_person(&put.key).filter(|(_, rest)| *rest == Mark::Removed.key());
        match of_person {
            Some((person, _)) => Texts::read(self, Some(at)).is_removal_contested(self, joins, person),
            None => put.key == keys::ENDED && Texts::read(self, Some(at)).is_ending_contested(self),
        }
    }

    fn stands_alone(&self, put: &Put, at: &Heads) -> bool {
        let standing = self.standing(&put.key, Some(at));
        if standing.is_empty() { put.text.is_empty() } else { standing.iter().all(|one| one.text == put.text) }
    }
}

/// Says where the texts of a change are known from.
pub(super) fn add_source(puts: &mut Vec<Put>, source: &Source) {
    if *source != Source::AtTheDoor {
        puts.push(Put { key: keys::SOURCE.into(), text: source.text() });
    }
}

/// What the edits come to: for each key its last text, people in the order in which they are first spoken of.
#[derive(Default)]
struct Wanted {
    people: Vec<PersonId>,
    puts: Vec<(Option<PersonId>, Put)>,
    source: Source,
}

impl Wanted {
    fn add(&mut self, edit: &HouseholdEdit) -> Result<(), EditError> {
        match edit {
            HouseholdEdit::Set { subject, field, value } => {
                if field.is_home() != (*subject == Subject::Household) {
                    return Err(EditError::WrongSubject { field: *field });
                }
                if let Some(value) = value {
                    field.check(value).map_err(|because| EditError::Value { field: *field, because })?;
                }
                let person = if let Subject::Person(person) = subject { Some(*person) } else { None };
                self.put(person, keys::of_field(*subject, *field), value.as_deref().unwrap_or_default());
            }
            HouseholdEdit::AddPerson { person } => {
                self.put(Some(*person), keys::of_mark(*person, Mark::Entered), "1");
                self.put(Some(*person), keys::of_mark(*person, Mark::Removed), "");
            }
            HouseholdEdit::RemovePerson { person } => {
                self.put(Some(*person), keys::of_mark(*person, Mark::Removed), &Departure::Mistake.text());
            }
            HouseholdEdit::Depart { person, why } if why.can_stand() => {
                self.put(Some(*person), keys::of_mark(*person, Mark::Removed), &why.text());
            }
            HouseholdEdit::End { why } => {
                self.put(None, keys::ENDED.into(), &why.map(Ending::text).unwrap_or_default());
            }
            HouseholdEdit::From { source } if source.can_stand() => self.source = source.clone(),
            HouseholdEdit::JoinPeople { keep, merge } if keep != merge => {
                self.put(Some(*merge), keys::of_mark(*merge, Mark::Joined), &keep.to_string());
            }
            HouseholdEdit::KeepBothPeople { pair: (one, other) } if one != other => {
                self.put(None, keys::of_pair(*one, *other), "1");
            }
            HouseholdEdit::JoinPeople { .. } | HouseholdEdit::KeepBothPeople { .. } => {
                return Err(EditError::SamePerson);
            }
            HouseholdEdit::Depart { .. } | HouseholdEdit::From { .. } => return Err(EditError::Mark),
        }
        Ok(())
    }

    fn put(&mut self, person: Option<PersonId>, key: String, text: &str) {
        if let Some(person) = person.filter(|person| !self.people.contains(person)) {
            self.people.push(person);
        }
        match self.puts.iter_mut().find(|(_, put)| put.key == key) {
            Some((_, put)) => put.text = text.into(),
            None => self.puts.push((person, Put { key, text: text.into() })),
        }
    }

    fn in_order(mut self) -> Vec<Put> {
        let people = self.people;
        self.puts.sort_by_key(|(person, _)| person.and_then(|person| people.iter().position(|known| *known == person)));
        self.puts.into_iter().map(|(_, put)| put).collect()
    }
}
