//! The history of a household: each change with who wrote it, when, where from and what it did.
//!
//! **Invariant:** what stood before is what the author of the change saw, whatever others wrote at the same time.

use std::collections::BTreeMap;

use automerge::ReadDoc;

use super::keys::{self, Mark};
use super::{Author, Departure, Ending, Source};
use crate::documents::text::read_id;
use crate::documents::written::{Put, Written};
use crate::documents::{ChangeHash, Document, Heads};
use crate::households::{Field, Subject};
use crate::ids::PersonId;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The change.
    pub change: ChangeHash,
    /// Who, when, and where from.
    pub by: Author,
    /// What, in the order it was written.
    pub what: Vec<What>,
}

/// One thing a change did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The household was registered.
    Registered,
    /// A field was set or cleared.
    Set {
        /// The home or a person.
        subject: Subject,
        /// The field.
        field: Field,
        /// What its author saw there.
        before: Option<String>,
        /// What they wrote.
        after: Option<String>,
    },
    /// A person was entered.
    Entered(PersonId),
    /// A person was taken out.
    Gone(PersonId, Departure),
    /// A removal was taken back.
    Back(PersonId),
    /// The second entry became part of the first.
    Joined(PersonId, PersonId),
    /// Two entries are two people.
    ToldApart(PersonId, PersonId),
    /// The household ended.
    Ended(Ending),
    /// Its ending was taken back.
    Reopened,
    /// Something of a newer release.
    Unknown,
}

impl Document {
    /// The newest changes of a household, the last in causal order first.
    #[must_use]
    pub fn told(&self, most: usize) -> Vec<Told> {
        let newest = self.graph().order().iter().rev().filter(|hash| **hash != self.genesis_hash()).take(most);
        newest.filter_map(|hash| self.tell(*hash)).collect()
    }

    fn tell(&self, hash: ChangeHash) -> Option<Told> {
        let written = Written::read(&self.automerge().get_change_by_hash(&hash)?)?;
        let before = Heads::new(written.deps.iter().copied().collect());
        let source = written.puts.iter().find(|put| put.key == keys::SOURCE);
        let source = source.map(|put| Source::read(&put.text)).unwrap_or_default();
        let mut what: Vec<What> = Vec::new();
        for put in &written.puts {
            let seen = self.standing(&put.key, Some(&before)).into_iter().next().map(|one| one.text);
            let seen = seen.filter(|text| !text.is_empty());
            what.extend(read(put, seen).filter(|new| *new != What::Unknown || !what.contains(new)));
        }
        let device = self.writer(written.actor).map(|writer| writer.device);
        Some(Told { change: hash, by: Author { device, seconds: written.seconds, source }, what })
    }

    /// What each person was last called, whoever they are now.
    #[must_use]
    pub fn names(&self) -> BTreeMap<PersonId, String> {
        let mut names = BTreeMap::new();
        for told in self.told(usize::MAX).into_iter().rev() {
            for what in told.what {
                if let What::Set { subject: Subject::Person(person), field: Field::Name, after: Some(name), .. } = what
                {
                    names.insert(person, name);
                }
            }
        }
        names
    }
}

fn read(put: &Put, before: Option<String>) -> Option<What> {
    let after = Some(put.text.clone()).filter(|text| !text.is_empty());
    let set = |subject, field| Some(What::Set { subject, field, before: before.clone(), after: after.clone() });
    if let Some((person, rest)) = keys::read_person(&put.key) {
        return match rest {
            rest if rest == Mark::Entered.key() && after.is_some() => Some(What::Entered(person)),
            rest if rest == Mark::Entered.key() => Some(What::Gone(person, Departure::Mistake)),
            rest if rest == Mark::Removed.key() => match after {
                Some(why) => Some(What::Gone(person, Departure::read(&why))),
                None => before.map(|_| What::Back(person)),
            },
            rest if rest == Mark::Joined.key() => match (after, before) {
                (Some(keep), _) => read_id(&keep).map(|keep| What::Joined(PersonId(keep), person)),
                (None, before) => read_id(&before?).map(|keep| What::ToldApart(PersonId(keep), person)),
            },
            rest => Field::from_key(rest).map_or(Some(What::Unknown), |field| set(Subject::Person(person), field)),
        };
    }
    if let Some((one, other)) = keys::read_pair(&put.key) {
        return after.map(|_| What::ToldApart(one, other));
    }
    match put.key.as_str() {
        keys::PLACE => Some(What::Registered),
        keys::SOURCE => None,
        keys::ENDED => match after {
            Some(why) => Some(What::Ended(Ending::read(&why))),
            None => before.map(|_| What::Reopened),
        },
        other => match keys::read_home(other).and_then(Field::from_key) {
            Some(field) => set(Subject::Household, field),
            None => Some(What::Unknown),
        },
    }
}
