//! The index in memory: what is compared of each door and person, in walking order.
//!
//! It is built at the first search and again after the tree or the person's roles changed; a door whose summary is
//! written is looked at again before the next search.
//! **Invariant:** a search never shows what the summaries no longer say.

use std::collections::{BTreeMap, BTreeSet};

use linli_shared::areas::{AreaKind, Tree};
use linli_shared::ids::AreaId;

use super::door::DoorKeys;
use super::name::Letters;
use super::pinyin::Pinyin;
use crate::device::doors::DoorRow;

/// What is searched.
#[derive(Debug)]
pub struct Index {
    pub(super) pinyin: Pinyin,
    /// In walking order.
    pub(super) doors: Vec<IndexedDoor>,
    places: BTreeMap<AreaId, usize>,
    stale: BTreeSet<AreaId>,
    scopes: BTreeSet<AreaId>,
}

/// A door with its people.
pub(super) struct IndexedDoor {
    pub(super) id: AreaId,
    pub(super) keys: DoorKeys,
    /// In the order of [`DoorRow::persons`].
    pub(super) people: Box<[IndexedPerson]>,
    /// Digits of landlords' telephones.
    pub(super) landlords: Box<[Box<str>]>,
}

/// A person.
pub(super) struct IndexedPerson {
    pub(super) name: Box<str>,
    pub(super) letters: Letters,
    /// Digits of the telephone.
    pub(super) phone: Box<str>,
}

impl core::fmt::Debug for IndexedDoor {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("IndexedDoor").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Index {
    /// Indexes every door within the scopes.
    pub(super) fn build(tree: &Tree, rows: &BTreeMap<AreaId, DoorRow>, scopes: BTreeSet<AreaId>) -> Self {
        let pinyin = Pinyin::new();
        let mut doors = Vec::new();
        // Neighbours share their stair and building, and keys take longer to make than to copy.
        let mut stair = (None, DoorKeys::default());
        for id in crate::lists::scope::doors(tree, &scopes) {
            let parent = tree.parent(id);
            if stair.0 != parent {
                let label = |kind| tree.ancestor(id, kind).map_or("", |area| tree.label(area));
                stair = (parent, DoorKeys::of(label(AreaKind::Building), label(AreaKind::Stair), ""));
            }
            let keys = stair.1.with_door(tree.label(id));
            let mut door = IndexedDoor { id, keys, people: Box::default(), landlords: Box::default() };
            door.look(rows.get(&id), &pinyin);
            doors.push(door);
        }
        let places = doors.iter().enumerate().map(|(place, door)| (door.id, place)).collect();
        Self { pinyin, doors, places, stale: BTreeSet::new(), scopes }
    }

    /// A door's summary was written.
    pub(crate) fn door_changed(&mut self, door: AreaId) {
        self.stale.insert(door);
    }

    /// Whether it is of these scopes.
    pub(super) fn is_of(&self, scopes: &BTreeSet<AreaId>) -> bool {
        self.scopes == *scopes
    }

    /// Looks again at doors whose summaries were written.
    pub(super) fn refresh(&mut self, rows: &BTreeMap<AreaId, DoorRow>) {
        for id in core::mem::take(&mut self.stale) {
            if let Some(door) = self.places.get(&id).and_then(|place| self.doors.get_mut(*place)) {
                door.look(rows.get(&id), &self.pinyin);
            }
        }
    }
}

impl IndexedDoor {
    fn look(&mut self, row: Option<&DoorRow>, pinyin: &Pinyin) {
        let people = row.into_iter().flat_map(DoorRow::persons).map(|(_, person)| IndexedPerson {
            name: person.name.clone(),
            letters: Letters::of(&person.name, pinyin),
            phone: person.phone.as_deref().map(digits).unwrap_or_default(),
        });
        self.people = people.collect();
        let landlords = row.into_iter().flat_map(DoorRow::standing).filter_map(|home| home.landlord_phone.as_deref());
        self.landlords = landlords.map(digits).collect();
    }
}

fn digits(phone: &str) -> Box<str> {
    phone.chars().filter(char::is_ascii_digit).collect()
}
