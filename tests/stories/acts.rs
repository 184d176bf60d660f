//! What the stories' people do again and again.

use linli_contract::households::{Edit, HouseholdView, ReadDoor, SaveHousehold, Version};
use linli_contract::registers::Source;
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, PersonId};
use tests::cast::{Person, Town};

/// A person's entry.
pub(crate) fn entry(number: u8) -> PersonId {
    let mut id = [0; 16];
    id[0] = number;
    PersonId(id)
}

/// Sets a field.
pub(crate) fn set(subject: Subject, field: Field, value: &str) -> Edit {
    Edit::Set { subject, field, value: Some(value.to_owned()) }
}

/// A note about the home.
pub(crate) fn note(text: &str) -> Vec<Edit> {
    vec![set(Subject::Household, Field::HomeNote, text)]
}

/// One person with a name.
pub(crate) fn named(number: u8, name: &str) -> Vec<Edit> {
    vec![Edit::AddPerson { person: entry(number) }, set(Subject::Person(entry(number)), Field::Name, name)]
}

/// The first household of a door, as a person sees it.
pub(crate) fn see(town: &mut Town, who: Person, door: AreaId) -> Option<HouseholdView> {
    town.ask(who, ReadDoor { door }).households.into_iter().next()
}

/// The note in sight.
pub(crate) fn noted(town: &mut Town, who: Person, door: AreaId) -> Option<String> {
    let view = see(town, who, door)?;
    view.fields.into_iter().find(|field| field.field == Field::HomeNote).map(|field| field.value)
}

/// What saving edits on what is in sight asks for.
pub(crate) fn saving(town: &mut Town, who: Person, door: AreaId, edits: Vec<Edit>) -> SaveHousehold {
    let base = see(town, who, door).map_or_else(Version::default, |household| household.version);
    SaveHousehold { door, slot: 0, base, edits, source: Source::AtTheDoor }
}

/// Registers edits on what is in sight.
pub(crate) fn register(town: &mut Town, who: Person, door: AreaId, edits: Vec<Edit>) {
    let save = saving(town, who, door, edits);
    town.ask(who, save);
}
