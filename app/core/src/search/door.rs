//! Doors: whether a typed text means a door, in any writing people use for it.
//!
//! **Invariant:** labels and typed texts are compared by the one key of [`linli_shared::areas::writing`].

use linli_shared::areas::writing::{DoorText, key};

use super::name::Rank;

/// The fewest characters that can be a building and a door in one go.
const JOINED: usize = 4;

/// The labels of a door as keys.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct DoorKeys {
    /// Of its building.
    pub(super) building: Box<str>,
    /// Of its stair.
    pub(super) stair: Box<str>,
    /// Its own.
    pub(super) door: Box<str>,
}

/// A typed text as the addresses it can mean.
#[derive(Debug, Clone)]
pub(super) struct DoorTyped {
    parts: DoorText,
    /// Without anything between its parts, for numbers typed in one go: `12301`.
    joined: Option<String>,
}

impl DoorKeys {
    /// The keys of labels.
    pub(super) fn of(building: &str, stair: &str, door: &str) -> Self {
        Self { building: key(building).into(), stair: key(stair).into(), door: key(door).into() }
    }

    /// Another door of the same stair.
    pub(super) fn with_door(&self, door: &str) -> Self {
        Self { door: key(door).into(), ..self.clone() }
    }
}

impl DoorTyped {
    /// Reads what was typed; `None` if it cannot be an address.
    pub(super) fn read(text: &str) -> Option<Self> {
        let parts = DoorText::parse(text)?;
        let compact: String = text.split_whitespace().collect();
        let is_plain = compact.len() >= JOINED && compact.chars().all(|one| one.is_ascii_alphanumeric());
        let joined = Some(key(&compact)).filter(|_| is_plain && compact.chars().any(|one| one.is_ascii_digit()));
        Some(Self { parts, joined })
    }

    /// How well a door fits.
    pub(super) fn fit(&self, keys: &DoorKeys) -> Option<Rank> {
        self.by_parts(keys).into_iter().chain(self.by_joined(keys)).min()
    }

    fn by_parts(&self, keys: &DoorKeys) -> Option<Rank> {
        let DoorText { building, stair, door } = &self.parts;
        let Some(door) = door else {
            let is_there = building.as_deref().is_none_or(|typed| is_same(&keys.building, typed))
                && stair.as_deref().is_none_or(|typed| is_same(&keys.stair, typed));
            return is_there.then_some(Rank::Start);
        };
        if building.as_deref().is_some_and(|typed| !is_same(&keys.building, typed))
            || stair.as_deref().is_some_and(|typed| !is_same(&keys.stair, typed))
        {
            return None;
        }
        if is_same(&keys.door, door) {
            Some(Rank::Whole)
        } else if building.is_none() && stair.is_none() && *keys.building == **door {
            Some(Rank::Start)
        } else if keys.door.starts_with(&**door) {
            Some(Rank::Inside)
        } else {
            // `12-1`: building 12, and a stair so far.
            (building.is_some() && stair.is_none() && is_same(&keys.stair, door)).then_some(Rank::Mixed)
        }
    }

    fn by_joined(&self, keys: &DoorKeys) -> Option<Rank> {
        let after_building = self.joined.as_deref()?.strip_prefix(&*keys.building)?;
        let after_stair = after_building.strip_prefix(&*keys.stair);
        let rests = [Some(after_building), after_stair].into_iter().flatten().filter(|rest| !rest.is_empty());
        let rank = |rest: &str| {
            let is_whole = *keys.door == *rest;
            keys.door.starts_with(rest).then_some(if is_whole { Rank::Initials } else { Rank::MixedInside })
        };
        rests.filter_map(rank).min()
    }
}

/// `0301` may stand for `301`.
fn is_same(key: &str, typed: &str) -> bool {
    key == typed || (!key.is_empty() && key.trim_start_matches('0') == typed.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(typed: &str, door: (&str, &str, &str)) -> Option<Rank> {
        DoorTyped::read(typed)?.fit(&DoorKeys::of(door.0, door.1, door.2))
    }

    #[test]
    fn a_door_is_found_in_every_writing() {
        let door = ("12号楼", "1单元", "301");
        for typed in [
            "12-301",
            "12号楼301",
            "12栋1单元301",
            "12-1-301",
            "12#301",
            "301",
            "１２－１－３０１",
            "十二号楼301",
            "12幢301室",
            "12号301室",
            "12 1 301",
            "12-01-0301",
            "十二号楼一单元301",
            "1单元301",
        ] {
            assert_eq!(fit(typed, door), Some(Rank::Whole), "{typed}");
        }
        for typed in ["12301", "121301"] {
            assert_eq!(fit(typed, door), Some(Rank::Initials), "{typed}");
        }
        for (typed, rank) in [
            ("12号楼", Rank::Start),
            ("12", Rank::Start),
            ("12-3", Rank::Inside),
            ("12-1-3", Rank::Inside),
            ("30", Rank::Inside),
            ("12-1", Rank::Mixed),
            ("1230", Rank::MixedInside),
        ] {
            assert_eq!(fit(typed, door), Some(rank), "{typed}");
        }
        for typed in ["123", "13-301", "12-2-301", "12-302", "3012", "李清", "2", "1号楼", "号楼"] {
            assert_eq!(fit(typed, door), None, "{typed}");
        }
    }

    #[test]
    fn cellars_and_named_buildings_are_found() {
        assert_eq!(fit("地下室2", ("12号楼", "2单元", "地下室2")), Some(Rank::Whole));
        assert_eq!(fit("地下室", ("12号楼", "2单元", "地下室2")), Some(Rank::Inside));
        assert_eq!(fit("12号楼地下室2", ("12号楼", "2单元", "地下室2")), Some(Rank::Whole));
        assert_eq!(fit("地下室3", ("12号楼", "2单元", "地下室2")), None);
        assert_eq!(fit("a座1801", ("A座", "1单元", "1801")), Some(Rank::Whole));
        assert_eq!(fit("a1801", ("A座", "1单元", "1801")), Some(Rank::Initials));
        assert_eq!(fit("综合楼301", ("综合楼", "1单元", "301")), Some(Rank::Whole));
    }
}
