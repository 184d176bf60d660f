//! Search: doors and people by characters, pinyin, initials, door in any writing, end of a telephone number.
//!
//! What was typed is taken as it stands; only where that finds little it is taken for what may have been meant.
//! **Invariant:** only what this device holds, within what its member may see, is found.

mod all;
mod door;
mod index;
mod name;
mod near;
mod pinyin;
pub mod speed;
mod typed;

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::areas::DoorState;
use linli_contract::search::{Found, Hit, PersonHit, Search};

use crate::areas::scopes;
use crate::device::doors::DoorRow;
use crate::device::{Device, Turn};
use name::Rank;
use typed::{PersonFit, Typed};

pub use all::speed as all_speed;
pub(crate) use all::{FindIndex, Words};
pub use all::{find_all, find_all_wants};
pub use index::Index;

/// The most hits of one answer.
const HITS: usize = 100;
/// With fewer hits than this, what may have been meant is looked for too.
const FEW: usize = 8;

/// One hit before it is shown; the least is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Scored {
    /// Doors or people first, as what was typed suggests.
    group: u8,
    rank: Rank,
    /// Length of the name: of two that begin alike the shorter is nearer.
    length: u8,
    /// Place of the door in walking order.
    door: u32,
    /// Place of the person at the door.
    person: Option<u16>,
    fit: Option<PersonFit>,
}

/// Finds doors and people; an empty text finds nothing, and gets the index ready.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn search(device: &mut Device, request: &Search, turn: &Turn<'_>) -> Result<Found, Failure> {
    ranked(device, request, turn).map(|(found, _)| found)
}

/// Finds doors and people, and how well the best of them fits.
fn ranked(device: &mut Device, request: &Search, turn: &Turn<'_>) -> Result<(Found, Option<Rank>), Failure> {
    let scopes = scopes(device)?;
    let mut index = match device.take_index() {
        Some(index) if index.is_of(&scopes) => index,
        Some(_) | None => Box::new(Index::build(device.tree(), device.doors(), scopes)),
    };
    index.refresh(device.doors());
    let limit = usize::from(request.limit).min(HITS);
    let mut found = Typed::read(&request.text).map(|typed| scored(&index, &typed)).unwrap_or_default();
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    best(&mut found, limit);
    let hits = found.iter().filter_map(|one| hit(device, &index, one, turn)).collect();
    device.keep_index(index);
    Ok((Found { hits, total }, found.first().map(|best| best.rank)))
}

/// Leaves the best, in order.
fn best(found: &mut Vec<Scored>, limit: usize) {
    if found.len() > limit {
        found.select_nth_unstable(limit);
        found.truncate(limit);
    }
    found.sort_unstable();
}

fn scored(index: &Index, typed: &Typed) -> Vec<Scored> {
    let mut found = pass(index, typed, Typed::person);
    if typed.may_be_misspelled() {
        for meant in [Typed::near as OfPerson, Typed::typo] {
            if found.len() >= FEW {
                break;
            }
            let known: BTreeSet<_> = found.iter().map(|one| (one.door, one.person)).collect();
            let more = pass(index, typed, meant).into_iter();
            found.extend(more.filter(|one| !known.contains(&(one.door, one.person))));
        }
    }
    found
}

type OfPerson = fn(&Typed, &index::IndexedPerson, &door::DoorKeys, &Index) -> Option<(Rank, PersonFit)>;

fn pass(index: &Index, typed: &Typed, of_person: OfPerson) -> Vec<Scored> {
    let (door_group, person_group) = if typed.has_digits() { (0, 1) } else { (1, 0) };
    let mut found = Vec::new();
    for (place, door) in (0..).zip(&index.doors) {
        if let Some(rank) = typed.door(door) {
            found.push(Scored { group: door_group, rank, length: 0, door: place, person: None, fit: None });
        }
        for (at, person) in (0..).zip(&door.people) {
            if let Some((rank, fit)) = of_person(typed, person, &door.keys, index) {
                let length = u8::try_from(person.name.chars().count()).unwrap_or(u8::MAX);
                let person = Some(at);
                found.push(Scored { group: person_group, rank, length, door: place, person, fit: Some(fit) });
            }
        }
    }
    found
}

fn hit(device: &Device, index: &Index, scored: &Scored, turn: &Turn<'_>) -> Option<Hit> {
    let door = index.doors.get(scored.door as usize)?.id;
    let row = device.doors().get(&door);
    let person = match (scored.person, scored.fit) {
        (Some(at), Some(fit)) => Some(person_hit(row?, at, fit)?),
        (None, _) | (_, None) => None,
    };
    let state = row.map_or(DoorState::Unregistered, |row| row.state(turn.today()));
    Some(Hit { door, path: device.tree().path(door), state, person })
}

fn person_hit(row: &DoorRow, at: u16, fit: PersonFit) -> Option<PersonHit> {
    let (household, person) = row.persons().nth(at.into())?;
    let phone = person.phone.as_deref().unwrap_or_default().chars().filter(char::is_ascii_digit);
    let (fits, phone_end) = match fit {
        PersonFit::Name(from, to) => ((from, to), None),
        PersonFit::Phone => {
            let digits: Vec<char> = phone.collect();
            ((0, 0), Some(digits[digits.len().saturating_sub(4)..].iter().collect()))
        }
    };
    Some(PersonHit {
        household: household.record,
        person: person.id,
        name: person.name.to_string(),
        fits,
        born: person.birth().and_then(|birth| i16::try_from(birth.year).ok()),
        phone_end,
    })
}

#[cfg(test)]
mod tests;
