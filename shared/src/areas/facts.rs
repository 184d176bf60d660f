//! What is written about areas: bodies of log entries, in CBOR with numbered fields.
//!
//! A body is `[version, fact]`. Fields a newer release appends are ignored; a fact of a kind or version this release
//! does not know is [`AreaFactError::Newer`], which is kept and shown as such, never as empty.
//! **Invariant:** a decoded fact has been checked: labels are clean, floors and counts within bounds; decoding never panics
//! and never takes more memory than a small multiple of its input.

use minicbor::{Decode, Encode};

use super::label::is_clean;
use super::{BuildingPlan, LabelError, Use, clean_label};
use crate::ids::AreaId;

/// The lowest floor a door may be on.
pub const LOWEST_FLOOR: i16 = -5;
/// The highest floor a door may be on.
pub const HIGHEST_FLOOR: i16 = 60;
/// The longest body, in bytes.
pub const BODY_LENGTH: usize = 64 * 1024;

const VERSION: u8 = 1;
const NAMES_ABOVE: usize = 6;

/// One fact about areas.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum AreaFact {
    /// What the community is called, and the areas above it, nearest first: street, district, city, province.
    #[n(0)]
    Named {
        /// E.g. `宝钢一村居委会`.
        #[n(0)]
        name: String,
        /// E.g. `友谊路街道`, `宝山区`.
        #[n(1)]
        above: Vec<String>,
    },
    /// A grid of the community.
    #[n(1)]
    Grid {
        /// E.g. `第一网格`.
        #[n(0)]
        label: String,
        /// Its place in the list.
        #[n(1)]
        ordinal: u16,
    },
    /// A building with all its stairs and doors.
    #[n(2)]
    Building(#[n(0)] BuildingPlan),
    /// A door that no plan knows, found by a worker.
    #[n(3)]
    Door {
        /// Its stair.
        #[n(0)]
        stair: AreaId,
        /// Its floor, −5 to 60.
        #[n(1)]
        floor: i16,
        /// What stands on it.
        #[n(2)]
        label: String,
    },
    /// Two doors of one building are one door (renumbered, or entered twice).
    #[n(4)]
    SameDoor {
        /// One.
        #[n(0)]
        a: AreaId,
        /// The other.
        #[n(1)]
        b: AreaId,
    },
    /// An area bears another label; its id stays.
    #[n(5)]
    Renamed {
        /// The area; the community's own name is [`AreaFact::Named`].
        #[n(0)]
        area: AreaId,
        /// What stands on it now.
        #[n(1)]
        label: String,
    },
    /// A grid, building or stair has another place among its neighbours.
    #[n(6)]
    Ordered {
        /// The area.
        #[n(0)]
        area: AreaId,
        /// Its order, the lowest first.
        #[n(1)]
        ordinal: i16,
    },
    /// What a door is used for.
    #[n(7)]
    Used {
        /// The door.
        #[n(0)]
        door: AreaId,
        /// For what.
        #[n(1)]
        usage: Use,
    },
    /// An area is out of use, or in use again.
    #[n(8)]
    Retired {
        /// The area.
        #[n(0)]
        area: AreaId,
        /// Whether it is out of use.
        #[n(1)]
        is_retired: bool,
    },
    /// A building, stair or door is another grid's from here on.
    #[n(9)]
    Handed {
        /// The area; where it stands and what it is called does not change.
        #[n(0)]
        area: AreaId,
        /// The grid.
        #[n(1)]
        grid: AreaId,
    },
}

/// Why bytes are not a fact about areas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AreaFactError {
    /// Of a version or kind that this release does not know.
    #[error("an area fact of a newer release")]
    Newer,
    /// Not CBOR of this shape, or bytes behind it.
    #[error("not an area fact")]
    Malformed,
    /// More than [`BODY_LENGTH`] bytes.
    #[error("an area fact of more than 64 KiB")]
    TooLarge,
    /// A label that is empty, too long, or not in its clean form.
    #[error("a label of an area fact is not clean")]
    Label,
    /// A floor outside −5 to 60, or a run that is not one.
    #[error("a floor of an area fact is out of bounds")]
    Floor,
    /// Too many doors, stairs or names.
    #[error("an area fact with too many parts")]
    TooMany,
    /// A door that is said to be the same as itself, or an area handed to itself.
    #[error("an area related to itself")]
    Itself,
}

impl AreaFact {
    /// The fact as the body of an entry.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        minicbor::to_vec((VERSION, self)).expect("writing to a vector cannot fail")
    }

    /// Reads and checks the body of an entry.
    ///
    /// # Errors
    /// The [`AreaFactError`] that says what the bytes are not.
    pub fn decode(bytes: &[u8]) -> Result<Self, AreaFactError> {
        if bytes.len() > BODY_LENGTH {
            return Err(AreaFactError::TooLarge);
        }
        let mut decoder = minicbor::Decoder::new(bytes);
        let parts = decoder.array().map_err(|_| AreaFactError::Malformed)?;
        if parts.is_none_or(|parts| parts < 2) {
            return Err(AreaFactError::Malformed);
        }
        if decoder.u8().map_err(|_| AreaFactError::Malformed)? != VERSION {
            return Err(AreaFactError::Newer);
        }
        let fact: Self = decoder.decode().map_err(|error| {
            if error.is_unknown_variant() { AreaFactError::Newer } else { AreaFactError::Malformed }
        })?;
        for _ in 2..parts.unwrap_or(2).min(BODY_LENGTH as u64) {
            decoder.skip().map_err(|_| AreaFactError::Malformed)?;
        }
        if decoder.position() != bytes.len() {
            return Err(AreaFactError::Malformed);
        }
        fact.check().map(|()| fact)
    }

    /// A door found by a worker, its label brought into clean form.
    ///
    /// # Errors
    /// The [`LabelError`] of a text that cannot be a label.
    pub fn door(stair: AreaId, floor: i16, label: &str) -> Result<Self, LabelError> {
        Ok(Self::Door { stair, floor, label: clean_label(label)? })
    }

    /// Checks what [`AreaFact::decode`] checks, for a fact that was put together here.
    ///
    /// # Errors
    /// The [`AreaFactError`] that says what is out of bounds.
    pub fn check(&self) -> Result<(), AreaFactError> {
        match self {
            Self::Named { name, above } => {
                if above.len() > NAMES_ABOVE {
                    return Err(AreaFactError::TooMany);
                }
                above.iter().chain([name]).try_for_each(|name| label(name))
            }
            Self::Grid { label: text, .. } => label(text),
            Self::Building(plan) => plan.check(),
            Self::Door { floor: number, label: text, .. } => floor(*number).and_then(|()| label(text)),
            Self::SameDoor { a, b } | Self::Handed { area: a, grid: b } => {
                (a != b).then_some(()).ok_or(AreaFactError::Itself)
            }
            Self::Renamed { label: text, .. } => label(text),
            Self::Ordered { .. } | Self::Used { .. } | Self::Retired { .. } => Ok(()),
        }
    }

    /// The areas that a right to write this fact is judged by; each must lie in the writer's scope.
    #[must_use]
    pub fn touches(&self, community: AreaId) -> Vec<AreaId> {
        match self {
            Self::Named { .. } | Self::Grid { .. } => vec![community],
            Self::Building(plan) => vec![plan.grid],
            Self::Door { stair, .. } => vec![*stair],
            Self::SameDoor { a, b } | Self::Handed { area: a, grid: b } => vec![*a, *b],
            Self::Renamed { area, .. }
            | Self::Ordered { area, .. }
            | Self::Used { door: area, .. }
            | Self::Retired { area, .. } => vec![*area],
        }
    }
}

pub(super) fn label(text: &str) -> Result<(), AreaFactError> {
    is_clean(text).then_some(()).ok_or(AreaFactError::Label)
}

pub(super) fn floor(number: i16) -> Result<(), AreaFactError> {
    (LOWEST_FLOOR..=HIGHEST_FLOOR).contains(&number).then_some(()).ok_or(AreaFactError::Floor)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::areas::{ExtraDoor, FloorRun, StairPlan};
    use proptest::prelude::*;

    fn plan() -> BuildingPlan {
        let extras = vec![ExtraDoor::home(-1, "地下室1")];
        let runs = vec![FloorRun { from: 1, to: 18, first: 1, doors: 2 }];
        BuildingPlan {
            grid: AreaId([7; 16]),
            label: "12号楼".into(),
            ordinal: 12,
            stairs: vec![StairPlan { label: "1单元".into(), runs, extras }],
        }
    }

    fn facts() -> Vec<AreaFact> {
        vec![
            AreaFact::Named {
                name: "宝钢一村居委会".into(), above: vec!["友谊路街道".into(), "宝山区".into()]
            },
            AreaFact::Grid { label: "第一网格".into(), ordinal: 1 },
            AreaFact::Building(plan()),
            AreaFact::door(AreaId([1; 16]), -1, " 地下室２ ").unwrap(),
            AreaFact::SameDoor { a: AreaId([1; 16]), b: AreaId([2; 16]) },
            AreaFact::Renamed { area: AreaId([1; 16]), label: "12栋".into() },
            AreaFact::Ordered { area: AreaId([1; 16]), ordinal: -3 },
            AreaFact::Used { door: AreaId([1; 16]), usage: Use::Shop },
            AreaFact::Retired { area: AreaId([1; 16]), is_retired: true },
            AreaFact::Handed { area: AreaId([1; 16]), grid: AreaId([2; 16]) },
            AreaFact::Building(BuildingPlan { stairs: vec![shops()], ..plan() }),
        ]
    }

    fn shops() -> StairPlan {
        let extras = vec![ExtraDoor { floor: 1, label: "a".into(), usage: Some(Use::Shop) }, ExtraDoor::home(1, "b")];
        StairPlan { label: "1".into(), runs: Vec::new(), extras }
    }

    #[test]
    fn facts_read_back_as_written() {
        for fact in facts() {
            assert_eq!(AreaFact::decode(&fact.encode()), Ok(fact));
        }
    }

    #[test]
    fn the_bytes_of_every_kind_are_frozen() {
        let hex = |fact: &AreaFact| fact.encode().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let id = |byte: &str| format!("50{}", byte.repeat(16));
        assert_eq!(
            facts().iter().map(hex).collect::<Vec<_>>(),
            [
                "8201820082".to_owned()
                    + "75e5ae9de992a2e4b880e69d91e5b185e5a794e4bc9a"
                    + "82"
                    + "6fe58f8be8b08ae8b7afe8a197e98193"
                    + "69e5ae9de5b1b1e58cba",
                "8201820182".to_owned() + "6ce7acace4b880e7bd91e6a0bc" + "01",
                "820182028184".to_owned()
                    + &id("07")
                    + "683132e58fb7e6a5bc"
                    + "0c"
                    + "81836731e58d95e58583"
                    + "818401120102"
                    + "8182206ae59cb0e4b88be5aea431",
                "8201820383".to_owned() + &id("01") + "20" + "6ae59cb0e4b88be5aea432",
                "8201820482".to_owned() + &id("01") + &id("02"),
                "8201820582".to_owned() + &id("01") + "653132e6a08b",
                "8201820682".to_owned() + &id("01") + "22",
                "8201820782".to_owned() + &id("01") + "01",
                "8201820882".to_owned() + &id("01") + "f5",
                "8201820982".to_owned() + &id("01") + &id("02"),
                "820182028184".to_owned() + &id("07") + "683132e58fb7e6a5bc" + "0c" + "818361318082830161610182016162",
            ]
        );
    }

    #[test]
    fn what_a_newer_release_appends_is_ignored() {
        let mut bytes = vec![0x83, VERSION, 0x82, 1, 0x83];
        minicbor::encode(("第一网格", 1u16, "more"), &mut bytes).unwrap();
        bytes.remove(5);
        bytes.push(0xf6);
        assert_eq!(AreaFact::decode(&bytes), Ok(AreaFact::Grid { label: "第一网格".into(), ordinal: 1 }));
    }

    #[test]
    fn newer_kinds_and_versions_are_told_from_garbage() {
        assert_eq!(AreaFact::decode(&[0x82, 9, 0x82, 0, 0x80]), Err(AreaFactError::Newer));
        assert_eq!(AreaFact::decode(&[0x82, 1, 0x82, 17, 0x80]), Err(AreaFactError::Newer));
        assert_eq!(AreaFact::decode(b"hello"), Err(AreaFactError::Malformed));
        assert_eq!(AreaFact::decode(&[]), Err(AreaFactError::Malformed));
        let mut behind = facts()[1].encode();
        behind.push(0);
        assert_eq!(AreaFact::decode(&behind), Err(AreaFactError::Malformed));
        assert_eq!(AreaFact::decode(&vec![0; BODY_LENGTH + 1]), Err(AreaFactError::TooLarge));
    }

    #[test]
    fn bounds_hold_for_what_arrives() {
        let refuse = |fact: AreaFact, why| assert_eq!(AreaFact::decode(&fact.encode()), Err(why), "{fact:?}");
        let stair = |runs, extras| {
            AreaFact::Building(BuildingPlan {
                stairs: vec![StairPlan { label: "1单元".into(), runs, extras }],
                ..plan()
            })
        };
        let run = FloorRun { from: 1, to: 6, first: 1, doors: 4 };
        refuse(AreaFact::Grid { label: "网\u{7}格".into(), ordinal: 0 }, AreaFactError::Label);
        refuse(AreaFact::Grid { label: "格".repeat(21), ordinal: 0 }, AreaFactError::Label);
        refuse(AreaFact::Door { stair: AreaId::default(), floor: 61, label: "6101".into() }, AreaFactError::Floor);
        refuse(AreaFact::Door { stair: AreaId::default(), floor: 1, label: " 101".into() }, AreaFactError::Label);
        refuse(AreaFact::SameDoor { a: AreaId::default(), b: AreaId::default() }, AreaFactError::Itself);
        refuse(AreaFact::Handed { area: AreaId::default(), grid: AreaId::default() }, AreaFactError::Itself);
        refuse(AreaFact::Renamed { area: AreaId::default(), label: " ".into() }, AreaFactError::Label);
        refuse(stair(vec![FloorRun { to: 61, ..run }], vec![]), AreaFactError::Floor);
        refuse(stair(vec![FloorRun { from: 7, ..run }], vec![]), AreaFactError::Floor);
        refuse(stair(vec![FloorRun { first: 99, ..run }], vec![]), AreaFactError::Floor);
        refuse(stair(vec![FloorRun { doors: 84, ..run }], vec![]), AreaFactError::TooMany);
        refuse(stair(vec![run; 21], vec![]), AreaFactError::TooMany);
        refuse(stair(vec![], vec![ExtraDoor::home(-6, "a")]), AreaFactError::Floor);
        refuse(stair(vec![], vec![ExtraDoor::home(1, "a"); 501]), AreaFactError::TooMany);
        assert_eq!(stair(vec![FloorRun { doors: 83, ..run }], vec![]).check(), Ok(()));
    }

    proptest! {
        #[test]
        fn bytes_from_anywhere_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = AreaFact::decode(&bytes);
        }

        #[test]
        fn a_changed_byte_does_not_panic(kind in 0usize..11, at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let mut bytes = facts()[kind].encode();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let Ok(fact) = AreaFact::decode(&bytes) {
                prop_assert_eq!(fact.check(), Ok(()));
            }
        }
    }
}
