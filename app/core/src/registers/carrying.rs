//! Carrying people from one household to another, with all that stands of them.
//!
//! **Invariant:** what was in conflict at the source is in conflict at the target, and what the target says otherwise of a
//! person who lives there already stays beside it.
//! **Invariant:** the target says of everybody carried what the source said, also where others said so before.
//! **Invariant:** both ends are written by one act.

use linli_contract::Failure;
use linli_shared::documents::household::{
    Departure, Ending, FieldState, Household, HouseholdEdit, PersonEntry, Place, Source,
};
use linli_shared::documents::{self, Heads};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::PersonId;

use super::act::{Act, Here};
use super::writing::{self, Base, Writing};
use crate::device::outbox::StoredPlace;
use crate::device::{Device, Turn};
use crate::households::id_record::IdNumbers;

/// What becomes of the values of the home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// They stay where they are.
    Stays,
    /// They are written at the target.
    Goes,
    /// They fill what the target lacks.
    Fills,
}

/// The code of the householder 户主 in [`Field::Relation`].
const HOUSEHOLDER: &str = "0";

/// What becomes of the relation to the householder, who may be another one at the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// The householder comes along, or the whole household does.
    Stays,
    /// One person in a household of their own is its householder.
    Alone,
    /// Nobody has said.
    Open,
}

impl Relation {
    fn of(from: &Household, people: &[&PersonEntry], there: &Household, home: Home) -> Self {
        let is_whole = from.people.iter().all(|known| people.iter().any(|person| person.id == known.id));
        let is_householder = |person: &&&PersonEntry| {
            person
                .fields
                .iter()
                .any(|state| state.field == Field::Relation && state.value.as_deref() == Some(HOUSEHOLDER))
        };
        if home != Home::Stays
            || (there.people.is_empty() && (is_whole || people.iter().any(|one| is_householder(&one))))
        {
            Self::Stays
        } else if there.people.is_empty() && people.len() == 1 {
            Self::Alone
        } else {
            Self::Open
        }
    }
}

/// Carries people over; with the last of them the source ends.
///
/// # Errors
/// [`Failure::NoRight`] at either end, [`Failure::NotHere`].
pub(super) fn carry(
    act: &mut Act,
    device: &mut Device,
    from: &Here,
    to: StoredPlace,
    people: &[&PersonEntry],
    home: Home,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let numbers_here = bring(act, device, from, to, people, home, turn)?;
    let stay = from.read.people.iter().any(|known| people.iter().all(|person| person.id != known.id));
    leave(act, device, from, to, people, Leaving { numbers_here, ends: !stay || home == Home::Fills }, turn)
}

/// What a household is left with.
pub(super) struct Leaving {
    /// ID numbers that are cleared.
    pub(super) numbers_here: Vec<(PersonId, Option<String>)>,
    /// Whether it ends.
    pub(super) ends: bool,
}

/// The half of carrying that writes the target; gives the ID numbers to be cleared at the source.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::NotHere`].
pub(super) fn bring(
    act: &mut Act,
    device: &mut Device,
    from: &Here,
    to: StoredPlace,
    people: &[&PersonEntry],
    home: Home,
    turn: &mut Turn<'_>,
) -> Result<Vec<(PersonId, Option<String>)>, Failure> {
    let target = device.about(to)?.record;
    let (_, document) = Device::document(turn, documents::Kind::Household, target)?;
    let there = Household::of(&document);
    let numbers_there = writing::shown_numbers(device, target, turn)?;
    let mut carried = Carried::default();
    let relation = Relation::of(&from.read, people, &there, home);
    for person in people {
        carried.person(person, &there, relation);
        carried.numbers(person, from.numbers.as_ref(), numbers_there.as_ref());
    }
    for state in &from.read.fields {
        let is_set = there.fields.iter().any(|known| known.field == state.field);
        if home == Home::Goes || (home == Home::Fills && !is_set) {
            carried.layers(state, Subject::Household);
        }
    }
    // ID numbers are written with the first layer, also where nothing else is.
    carried.layer(0);
    let heads: Heads = document.heads();
    let source = Source::Moved;
    let numbers = core::mem::take(&mut carried.numbers_there);
    for (at, edits) in carried.layers.into_iter().enumerate() {
        let numbers = if at == 0 { numbers.clone() } else { Vec::new() };
        let writing = Writing { edits, numbers, source: source.clone() };
        act.write(device, to, &writing, Base::At(&heads), turn)?;
    }
    let beside = Writing { edits: carried.beside, numbers: Vec::new(), source };
    act.write(device, to, &beside, Base::Beginning, turn)?;
    Ok(carried.numbers_here)
}

/// The half of carrying that writes the source.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::NotHere`].
pub(super) fn leave(
    act: &mut Act,
    device: &mut Device,
    from: &Here,
    to: StoredPlace,
    people: &[&PersonEntry],
    leaving: Leaving,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let to: Place = to.into();
    let gone = people.iter().map(|person| HouseholdEdit::Depart { person: person.id, why: Departure::Moved { to } });
    let end = leaving.ends.then_some(HouseholdEdit::End { why: Some(Ending::Moved { to }) });
    let edits = gone.chain(end).collect();
    let writing = Writing { edits, numbers: leaving.numbers_here, source: Source::AtTheDoor };
    act.write(device, from.place, &writing, Base::Now, turn)
}

/// The ID numbers of people, to be cleared where they leave.
pub(super) fn cleared(people: &[&PersonEntry], here: Option<&IdNumbers>) -> Vec<(PersonId, Option<String>)> {
    let mut carried = Carried::default();
    for person in people {
        carried.numbers(person, here, None);
    }
    carried.numbers_here
}

/// What is written to carry people over.
#[derive(Default)]
struct Carried {
    /// The values shown, then, each by a change of its own, what conflicts with them.
    layers: Vec<Vec<HouseholdEdit>>,
    /// What the target says otherwise of people who live there already.
    beside: Vec<HouseholdEdit>,
    numbers_there: Vec<(PersonId, Option<String>)>,
    numbers_here: Vec<(PersonId, Option<String>)>,
}

impl Carried {
    fn person(&mut self, person: &PersonEntry, there: &Household, relation: Relation) {
        let subject = Subject::Person(person.id);
        if let Some(known) = there.people.iter().find(|known| known.id == person.id) {
            // Whoever said that they left the target knew less.
            if known.removed.is_some() {
                self.layer(0).push(HouseholdEdit::AddPerson { person: person.id });
            }
            // What stands there already too: who takes it back at the same time would leave them nowhere.
            let known = person.fields.iter().filter(|state| state.value.is_some());
            self.beside.extend(known.map(|state| set(subject, state.field, state.value.clone())));
            return;
        }
        self.layer(0).push(HouseholdEdit::AddPerson { person: person.id });
        for field in Field::ALL.iter().filter(|field| !field.is_home()) {
            if *field == Field::Relation && relation != Relation::Stays {
                let householder = (relation == Relation::Alone).then(|| HOUSEHOLDER.to_owned());
                self.layer(0).push(set(subject, *field, householder));
                continue;
            }
            match person.fields.iter().find(|state| state.field == *field) {
                Some(state) => self.layers(state, subject),
                // Known from an earlier stay, and not so any more.
                None => self.layer(0).push(set(subject, *field, None)),
            }
        }
    }

    fn layers(&mut self, state: &FieldState, subject: Subject) {
        self.layer(0).push(set(subject, state.field, state.value.clone()));
        for (at, one) in state.conflict.iter().enumerate().skip(1) {
            self.layer(at).push(set(subject, state.field, one.value.clone()));
        }
    }

    fn layer(&mut self, at: usize) -> &mut Vec<HouseholdEdit> {
        if self.layers.len() <= at {
            self.layers.resize_with(at + 1, Vec::new);
        }
        &mut self.layers[at]
    }

    fn numbers(&mut self, person: &PersonEntry, here: Option<&IdNumbers>, there: Option<&IdNumbers>) {
        let Some(here) = here else { return };
        let entries = [person.id].into_iter().chain(person.joined.iter().copied());
        let mut numbers: Vec<String> = Vec::new();
        for entry in entries {
            let standing = here.numbers_of(entry);
            if standing.iter().any(|number| !number.is_empty()) {
                self.numbers_here.push((entry, None));
            }
            numbers.extend(standing.into_iter().filter(|number| !number.is_empty()));
        }
        if numbers.is_empty() {
            return;
        }
        let known = there.map(|there| there.numbers_of(person.id)).unwrap_or_default();
        numbers.extend(known.into_iter().filter(|number| !number.is_empty()));
        numbers.sort_unstable();
        numbers.dedup();
        self.numbers_there.extend(numbers.into_iter().map(|number| (person.id, Some(number))));
    }
}

fn set(subject: Subject, field: Field, value: Option<String>) -> HouseholdEdit {
    HouseholdEdit::Set { subject, field, value }
}
