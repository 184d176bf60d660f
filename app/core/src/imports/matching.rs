//! Families of a sheet beside households of the register: which is which, and what would change.
//!
//! **Invariant:** somebody who is registered elsewhere, or who is known to be gone, is never entered anew.

use std::collections::BTreeSet;

use linli_contract::imports::{CellNote, ImportHousehold, ImportPerson, Noticed};
use linli_shared::calendar::Date;
use linli_shared::households::Field;
use linli_shared::identity::IdNumber;
use linli_shared::ids::{AreaId, PersonId, RecordId};

use super::families::{Family, Member};
use super::known::{Effect, Known, KnownPerson, Register, bare};
use super::lines::Entry;

/// What would become of a family.
#[derive(Debug)]
pub(super) struct Matched {
    pub(super) work: ImportHousehold,
    pub(super) is_new: bool,
    pub(super) home: Effect,
    /// What would become of each member, in the family's order.
    pub(super) members: Vec<Fate>,
}

/// What would become of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    New,
    Known(Effect),
    /// Cannot be entered, for this reason.
    Not(Noticed),
}

/// Slots of a door that families of the sheet have taken.
pub(super) type Taken = BTreeSet<(AreaId, u8)>;

/// Finds what a family is in the register, and what it would change there.
pub(super) fn matched(
    family: &Family,
    register: &Register<'_>,
    taken: &mut Taken,
    new_person: &mut dyn FnMut() -> PersonId,
) -> Matched {
    let here = register.doors.get(&family.door).map_or(&[][..], Vec::as_slice);
    let household = choose(family, here, taken);
    let slot = household.map_or_else(|| free_slot(family.door, here, taken), |known| known.slot);
    taken.insert((family.door, slot));
    let mut work = ImportHousehold { door: family.door, slot, home: Vec::new(), people: Vec::new() };
    let mut home = Effect::Nothing;
    for (field, value) in &family.home {
        let effect = household.map_or(Effect::Fills, |known| known.effect_on_home(*field, value));
        home = home.max(effect);
        if effect != Effect::Nothing {
            work.home.push((*field, value.clone()));
        }
    }
    let mut used: BTreeSet<PersonId> = BTreeSet::new();
    let mut members = Vec::new();
    for member in &family.members {
        let known = household.and_then(|known| person(known, &member.entry, &used).map(|person| (known, person)));
        let fate = match known {
            Some((household, known)) => {
                used.insert(known.id);
                let (effect, change) = compare(household, known, &member.entry);
                work.people.extend(Some(change).filter(|_| effect != Effect::Nothing));
                Fate::Known(effect)
            }
            None => match elsewhere(&member.entry, family.door, household, here, register) {
                Some(why) => Fate::Not(why),
                None => {
                    work.people.push(entered(member, new_person()));
                    Fate::New
                }
            },
        };
        members.push(fate);
    }
    // Of people who are registered elsewhere or gone nothing is said at this door.
    if !members.is_empty() && members.iter().all(|fate| matches!(fate, Fate::Not(_))) {
        work.home.clear();
        home = Effect::Nothing;
    }
    Matched { work, is_new: household.is_none(), home, members }
}

/// The household of the door that has most of the family's people; one without people takes any family.
fn choose<'k, 'a>(family: &Family, here: &'k [Known<'a>], taken: &Taken) -> Option<&'k Known<'a>> {
    let free = || here.iter().filter(|known| !known.is_ended && !taken.contains(&(family.door, known.slot)));
    let common = |known: &Known<'_>| {
        family.members.iter().filter(|member| person(known, &member.entry, &BTreeSet::new()).is_some()).count()
    };
    let best = free().map(|known| (common(known), known)).max_by_key(|(common, known)| (*common, u8::MAX - known.slot));
    match best {
        Some((1.., known)) => Some(known),
        _ if family.members.is_empty() => free().min_by_key(|known| known.slot),
        _ => free().find(|known| known.people.is_empty()),
    }
}

fn free_slot(door: AreaId, here: &[Known<'_>], taken: &Taken) -> u8 {
    let is_free = |slot: &u8| here.iter().all(|known| known.slot != *slot) && !taken.contains(&(door, *slot));
    (0..u8::MAX).find(is_free).unwrap_or(u8::MAX)
}

/// The entry of a household that a person is: by ID number, by name and birth date, by name.
pub(super) fn person<'k>(known: &'k Known<'_>, entry: &Entry, used: &BTreeSet<PersonId>) -> Option<&'k KnownPerson> {
    let free = || known.people.iter().filter(|person| !used.contains(&person.id));
    if let Some(number) = entry.number
        && let Some(found) = free().find(|person| person.numbers.contains(number.as_str()))
    {
        return Some(found);
    }
    let name = bare(entry.name());
    if name.is_empty() {
        return None;
    }
    let birth = entry.fields.get(&Field::BirthDate).map_or("", String::as_str);
    let named = || free().filter(|person| bare(person.text(Field::Name)) == name);
    let same_birth = named().find(|person| !birth.is_empty() && person.text(Field::BirthDate) == birth);
    same_birth.or_else(|| named().find(|person| birth.is_empty() || person.text(Field::BirthDate).is_empty()))
}

/// What a row changes of somebody who is registered.
pub(super) fn compare(household: &Known<'_>, known: &KnownPerson, entry: &Entry) -> (Effect, ImportPerson) {
    let mut change = ImportPerson { person: known.id, is_new: false, fields: Vec::new(), id_number: None };
    let mut worst = Effect::Nothing;
    for (field, value) in &entry.fields {
        // Written with spaces or without, it is the same name.
        if *field == Field::Name && bare(known.text(Field::Name)) == bare(value) {
            continue;
        }
        let effect = household.effect_on(known, *field, value);
        if effect != Effect::Nothing {
            change.fields.push((*field, value.clone()));
        }
        worst = worst.max(effect);
    }
    if let Some(number) = entry.number {
        let effect = known.effect_of_number(number.as_str());
        change.id_number = Some(number.as_str().to_owned()).filter(|_| effect != Effect::Nothing);
        worst = worst.max(effect);
    }
    (worst, change)
}

fn entered(member: &Member, person: PersonId) -> ImportPerson {
    ImportPerson {
        person,
        is_new: true,
        fields: member.entry.fields.iter().map(|(field, value)| (*field, value.clone())).collect(),
        id_number: member.entry.number.map(|number| number.as_str().to_owned()),
    }
}

/// Why somebody cannot be entered here: registered elsewhere, or known to be gone.
fn elsewhere(
    entry: &Entry,
    door: AreaId,
    household: Option<&Known<'_>>,
    here: &[Known<'_>],
    register: &Register<'_>,
) -> Option<Noticed> {
    if register.is_erased(door, entry) {
        return Some(Noticed::Erased);
    }
    let name = bare(entry.name());
    let is_gone = |known: &Known<'_>| {
        let left = known.departed.iter().map(|gone| (&gone.name[..], &gone.numbers));
        let ended =
            known.people.iter().filter(|_| known.is_ended).map(|person| (person.text(Field::Name), &person.numbers));
        left.chain(ended).any(|(gone, numbers)| match entry.number {
            Some(number) if !numbers.is_empty() => numbers.contains(number.as_str()),
            Some(_) | None => !name.is_empty() && bare(gone) == name,
        })
    };
    let own: Option<RecordId> = household.map(|known| known.record);
    let birth = entry.fields.get(&Field::BirthDate).and_then(|birth| Date::parse(birth));
    let number = entry.number.as_ref().map(IdNumber::as_str);
    let found = register.whereabouts(number, &name, birth).filter(|at| Some(at.record) != own || at.door != door);
    if let Some(at) = found {
        return Some(Noticed::RegisteredElsewhere { path: register.tree.path(at.door), door: at.door });
    }
    here.iter().any(is_gone).then_some(Noticed::Departed)
}

/// A note about a person's row.
pub(super) fn note(what: Noticed) -> CellNote {
    CellNote { column: None, what }
}
