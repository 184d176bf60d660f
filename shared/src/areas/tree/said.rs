//! What was said of an area after it was first written: its label, order, use, whether it is in use, its grid.
//!
//! **Invariant:** of two statements about one thing the later in the log holds, whatever the order they arrive in.

use std::collections::BTreeMap;

use super::Place;
use crate::areas::Use;
use crate::ids::AreaId;

/// A statement's place; own ones without a place are counted in the order they were made.
pub(super) type Stamp = (Place, u32);

/// Statements about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Series<T>(BTreeMap<Stamp, T>);

impl<T> Default for Series<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Ord> Series<T> {
    /// Takes in a statement, the `count`th of all this tree was told; `false` if it was known.
    pub(super) fn say(&mut self, place: Place, count: u32, value: T) -> bool {
        if place == Place::Unconfirmed {
            let last = self.0.last_key_value().filter(|((place, _), _)| *place == Place::Unconfirmed);
            if last.is_some_and(|(_, known)| *known == value) {
                return false;
            }
            self.0.insert((place, count), value);
            return true;
        }
        // An own statement is applied once more when it gets its place.
        let own = self.0.range((Place::Unconfirmed, 0)..).find(|(_, known)| **known == value).map(|(stamp, _)| *stamp);
        let was_own = own.is_some_and(|stamp| self.0.remove(&stamp).is_some());
        match self.0.get_mut(&(place, 0)) {
            // Two statements of one act: any rule does, as long as all devices have the same.
            Some(known) if *known < value => *known = value,
            Some(_) => return was_own,
            None => drop(self.0.insert((place, 0), value)),
        }
        true
    }

    /// What holds at a place.
    pub(super) fn at(&self, place: Place) -> Option<&T> {
        self.up_to(place).next().map(|(_, value)| value)
    }

    /// What holds now.
    pub(super) fn now(&self) -> Option<&T> {
        self.at(Place::Unconfirmed)
    }

    /// Statements up to a place, the last first.
    pub(super) fn up_to(&self, place: Place) -> impl Iterator<Item = (Stamp, &T)> {
        self.0.range(..=(place, u32::MAX)).rev().map(|(stamp, value)| (*stamp, value))
    }
}

/// Everything said of one area.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) label: Series<String>,
    pub(super) order: Series<i16>,
    pub(super) usage: Series<Use>,
    pub(super) retired: Series<bool>,
    pub(super) grid: Series<AreaId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_in_the_log_holds_and_an_own_statement_stands_above_it_until_it_has_a_place() {
        let mut series = Series::default();
        assert!(series.say(Place::Confirmed(9), 0, 9));
        assert!(series.say(Place::Confirmed(4), 1, 4));
        assert!(!series.say(Place::Confirmed(4), 2, 4));
        assert_eq!(
            [3, 4, 8, 9].map(|seq| series.at(Place::Confirmed(seq)).copied()),
            [None, Some(4), Some(4), Some(9)]
        );
        series.say(Place::Unconfirmed, 3, 1);
        series.say(Place::Unconfirmed, 4, 2);
        assert_eq!(series.now(), Some(&2));
        series.say(Place::Confirmed(10), 5, 1);
        series.say(Place::Confirmed(11), 5, 2);
        series.say(Place::Confirmed(12), 5, 3);
        assert_eq!((series.now(), series.at(Place::Confirmed(11))), (Some(&3), Some(&2)));
    }
}
