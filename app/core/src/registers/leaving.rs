//! People who died, left or were entered by mistake, and those who come back.

use linli_contract::Failure;
use linli_contract::registers::{Departure, Done, PeopleLeft, PersonBack};
use linli_shared::documents::household::{self, HouseholdEdit, Source};

use super::act::{Act, Here};
use super::writing::{Base, Writing};
use crate::device::{Device, Turn};

/// People died, left or were a mistake.
///
/// # Errors
/// [`Failure::NotHere`] for an unknown household or person, [`Failure::NoRight`], [`Failure::InvalidInput`] for nobody, for a
/// day that is none, and for a move, which says where to.
pub fn people_left(device: &mut Device, request: &PeopleLeft, turn: &mut Turn<'_>) -> Result<Done, Failure> {
    let here = Here::open(device, request.household, turn)?;
    let base = here.state(&request.version)?;
    let why = match &request.why {
        Departure::Died { on } => household::Departure::Died { on: on.clone() },
        Departure::Left { on, to } => household::Departure::Left { on: on.clone(), to: to.trim().to_owned() },
        Departure::Mistake => household::Departure::Mistake,
        Departure::Moved { .. } => return Err(Failure::InvalidInput),
    };
    if request.people.is_empty() {
        return Err(Failure::InvalidInput);
    }
    if request.people.iter().any(|person| here.read.people.iter().all(|known| known.id != *person)) {
        return Err(Failure::NotHere);
    }
    let edits =
        request.people.iter().map(|person| HouseholdEdit::Depart { person: *person, why: why.clone() }).collect();
    write(device, &here, edits, Base::At(&base), turn)
}

/// A departed person is back, or had not left; a household that had ended goes on with them.
///
/// # Errors
/// [`Failure::NotHere`] for an unknown household or someone who had not left, [`Failure::NoRight`].
pub fn person_back(device: &mut Device, request: &PersonBack, turn: &mut Turn<'_>) -> Result<Done, Failure> {
    let here = Here::open(device, request.household, turn)?;
    here.read.departed.iter().find(|one| one.id == request.person).ok_or(Failure::NotHere)?;
    let edits = vec![HouseholdEdit::AddPerson { person: request.person }, HouseholdEdit::End { why: None }];
    write(device, &here, edits, Base::Now, turn)
}

/// Writes edits to one household, as an act.
pub(super) fn write(
    device: &mut Device,
    here: &Here,
    edits: Vec<HouseholdEdit>,
    base: Base<'_>,
    turn: &mut Turn<'_>,
) -> Result<Done, Failure> {
    let mut act = Act::begin(device);
    let writing = Writing { edits, numbers: Vec::new(), source: Source::AtTheDoor };
    act.write(device, here.place, &writing, base, turn)?;
    Ok(act.done(device, turn))
}
