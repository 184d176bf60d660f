//! The texts of a household document, sorted by what they speak of, and who knew of which mark.
//!
//! **Invariant:** a mark hides what its authors knew and what was written by somebody who knew the mark, nothing else.
//! **Invariant:** a mark that was taken back hides nothing, also where two take back each other's at the same time.

use std::collections::{BTreeMap, BTreeSet};

use super::joined::Joins;
use super::keys::{self, Mark};
use crate::documents::document::Standing;
use crate::documents::written::Written;
use crate::documents::{ChangeHash, Document, Heads};
use crate::ids::PersonId;

/// What stands under each key of one person.
pub(super) type Entries = BTreeMap<String, Vec<Standing>>;

/// What stands in a document.
#[derive(Default)]
pub(super) struct Texts {
    /// Keys that speak of nobody and no pair.
    pub(super) home: Entries,
    pub(super) people: BTreeMap<PersonId, Entries>,
    /// Pairs said to be two people.
    pub(super) told_apart: Vec<(PersonId, PersonId)>,
    /// The newest device time of all of it, in seconds.
    pub(super) seconds: i64,
}

impl Texts {
    pub(super) fn read(document: &Document, at: Option<&Heads>) -> Self {
        let mut texts = Self::default();
        for key in document.keys(at) {
            let standing = document.standing(&key, at);
            texts.seconds = standing.iter().map(|one| one.seconds).fold(texts.seconds, i64::max);
            if let Some((person, rest)) = keys::read_person(&key) {
                texts.people.entry(person).or_default().insert(rest.into(), standing);
            } else if let Some(pair) = keys::read_pair(&key) {
                texts.told_apart.extend(standing.first().filter(|first| !first.text.is_empty()).map(|_| pair));
            } else {
                texts.home.insert(key, standing);
            }
        }
        texts
    }

    pub(super) fn of_home(&self, key: &str) -> &[Standing] {
        self.home.get(key).map_or(&[], Vec::as_slice)
    }

    pub(super) fn of_person(&self, person: PersonId, rest: &str) -> &[Standing] {
        self.people.get(&person).and_then(|entries| entries.get(rest)).map_or(&[], Vec::as_slice)
    }

    /// What is written of a person and of the entries that joined them.
    pub(super) fn group<'a>(&'a self, joins: &'a Joins, shown: PersonId) -> impl Iterator<Item = &'a Entries> + Clone {
        joins.members(shown).iter().copied().chain([shown]).filter_map(|person| self.people.get(&person))
    }

    /// Whether anything is left of a person beside marks that speak of nobody.
    pub(super) fn is_entered(&self, joins: &Joins, shown: PersonId) -> bool {
        let mut texts = self.group(joins, shown).flatten().filter(|(rest, _)| !is_mark_alone(rest));
        texts.any(|(_, standing)| standing.iter().any(|one| !one.text.is_empty()))
    }

    /// Whether something is written of a person that those who took them out did not know, or they took it back.
    pub(super) fn is_removal_contested(&self, document: &Document, joins: &Joins, shown: PersonId) -> bool {
        let marks = self.of_person(shown, Mark::Removed.key());
        let written = self.group(joins, shown).flatten().filter(|(rest, _)| rest.as_str() != Mark::Removed.key());
        let key = keys::of_mark(shown, Mark::Removed);
        is_contested(document, &key, marks, written.flat_map(|(_, standing)| standing))
    }

    /// Whether something is written of the home or its people that those who ended the household did not know, or they
    /// took it back.
    pub(super) fn is_ending_contested(&self, document: &Document) -> bool {
        let home = self.home.iter().filter(|(key, _)| keys::read_home(key).is_some());
        let people = self.people.values().flatten().filter(|(rest, _)| !is_mark_alone(rest));
        let written = home.chain(people).flat_map(|(_, standing)| standing);
        is_contested(document, keys::ENDED, self.of_home(keys::ENDED), written)
    }
}

fn is_mark_alone(rest: &str) -> bool {
    rest == Mark::Removed.key() || rest == Mark::Joined.key()
}

/// The mark every device shows, if any stands.
pub(super) fn mark(standing: &[Standing]) -> Option<&Standing> {
    standing.iter().find(|one| !one.text.is_empty())
}

fn is_contested<'a>(
    document: &Document,
    key: &str,
    standing: &[Standing],
    mut written: impl Iterator<Item = &'a Standing>,
) -> bool {
    let (marks, denials): (Vec<&Standing>, Vec<&Standing>) = standing.iter().partition(|one| !one.text.is_empty());
    if marks.is_empty() || !denials.is_empty() {
        return !marks.is_empty();
    }
    let of_marks: BTreeSet<ChangeHash> = marks.iter().map(|mark| mark.change).collect();
    let known = document.graph().ancestry(of_marks.iter().copied());
    let knowing = document.graph().descendants(&of_marks);
    written.any(|one| !known.contains(&one.change) && !knowing.contains(&one.change))
        || are_taken_back(document, key, &marks)
}

/// Whether each mark only says again what another device knew and says no more: taking an own mark back leaves the other's
/// alone, and where both do so at once, what each leaves is what the other took back.
fn are_taken_back(document: &Document, key: &str, marks: &[&Standing]) -> bool {
    if marks.len() < 2 {
        return false;
    }
    let written = written_under(document, key);
    let known: Vec<BTreeSet<&str>> = marks
        .iter()
        .map(|mark| {
            let before = document.graph().ancestry([mark.change]);
            let known = written.iter().filter(|(change, _)| *change != mark.change && before.contains(change));
            known.map(|(_, text)| text.as_str()).collect()
        })
        .collect();
    marks.iter().zip(&known).all(|(mark, own)| {
        let says = |device| marks.iter().any(|one| one.device == device && one.text == mark.text);
        let mut others = marks.iter().zip(&known);
        let text = mark.text.as_str();
        own.contains(text) && others.any(|(other, known)| known.contains(text) && !says(other.device))
    })
}

/// Everything that was ever written under a key.
fn written_under(document: &Document, key: &str) -> Vec<(ChangeHash, String)> {
    let changes = document.automerge().get_changes(&[]);
    let put = |change: &automerge::Change| {
        let put = Written::read(change)?.puts.into_iter().find(|put| put.key == key)?;
        Some((change.hash(), put.text))
    };
    changes.iter().filter_map(put).collect()
}
