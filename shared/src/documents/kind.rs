//! The kinds of documents: their first change and the keys their bodies name by number.
//!
//! **Invariant:** a kind's genesis bytes and key tables never change; a new key travels as text until a new body form.

use automerge::{Automerge, Change, ChangeHash};
use sha2::{Digest, Sha256};

use super::actor::Actor;
use crate::ids::hash32;

/// What a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A household 户: its home and its people.
    Household,
    /// What a member shows of themselves.
    Profile,
    /// A covenant 公约: lines that several people write.
    Covenant,
}

/// Mark and checksum of a chunk; what follows is hashed.
const CHUNK_HEAD: usize = 8;

const HOUSEHOLD_GENESIS: &[u8] = &[
    133, 111, 74, 131, 95, 234, 13, 194, 1, 58, 0, 16, 28, 204, 85, 255, 223, 238, 25, 4, 84, 133, 235, 235, 3, 2, 1,
    35, 1, 1, 0, 0, 0, 6, 21, 3, 52, 1, 66, 2, 86, 3, 87, 11, 112, 2, 127, 1, 118, 1, 127, 1, 127, 182, 1, 104, 111,
    117, 115, 101, 104, 111, 108, 100, 32, 49, 127, 0,
];
const PROFILE_GENESIS: &[u8] = &[
    133, 111, 74, 131, 88, 184, 5, 182, 1, 56, 0, 16, 154, 5, 104, 2, 91, 175, 4, 202, 36, 174, 26, 242, 172, 172, 171,
    138, 1, 1, 0, 0, 0, 6, 21, 3, 52, 1, 66, 2, 86, 3, 87, 9, 112, 2, 127, 1, 118, 1, 127, 1, 127, 150, 1, 112, 114,
    111, 102, 105, 108, 101, 32, 49, 127, 0,
];

const COVENANT_GENESIS: &[u8] = &[
    133, 111, 74, 131, 109, 5, 200, 23, 1, 57, 0, 16, 34, 87, 64, 198, 157, 135, 80, 203, 145, 112, 179, 232, 64, 81,
    232, 236, 1, 1, 0, 0, 0, 6, 21, 3, 52, 1, 66, 2, 86, 3, 87, 10, 112, 2, 127, 1, 118, 1, 127, 1, 127, 166, 1, 99,
    111, 118, 101, 110, 97, 110, 116, 32, 49, 127, 0,
];

const HOUSEHOLD_KEYS: &[&str] = &["at", "h.use", "h.area", "h.landlord", "h.landlord_phone", "h.booklet", "h.note"];
const PERSON_KEYS: &[&str] = &[
    "+",
    "-",
    ">",
    "name",
    "relation",
    "phone",
    "sex",
    "birth",
    "former_name",
    "ethnicity",
    "marital",
    "residence",
    "native_place",
    "registered_address",
    "inflow",
    "dwelling",
    "permit",
    "permit_from",
    "permit_until",
    "education",
    "occupation",
    "workplace",
    "politics",
    "care_alone_elder",
    "care_very_old",
    "care_disabled",
    "care_seriously_ill",
    "care_child_in_need",
    "care_left_behind",
];
const PROFILE_KEYS: &[&str] = &["name"];

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Household, Self::Profile, Self::Covenant];

    /// What an entry of a kind carries changes of; those of households are all others.
    #[must_use]
    #[allow(clippy::wildcard_enum_match_arm, reason = "nothing else is a document")]
    pub const fn of(kind: crate::kinds::Kind) -> Self {
        match kind {
            crate::kinds::Kind::Profile => Self::Profile,
            crate::kinds::Kind::Covenant => Self::Covenant,
            _ => Self::Household,
        }
    }

    /// The number by which a stored document names its kind.
    pub(super) const fn number(self) -> u8 {
        match self {
            Self::Household => 1,
            Self::Profile => 2,
            Self::Covenant => 3,
        }
    }

    pub(super) fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// The chunk of the first change, the same on every device and in every release.
    pub(super) const fn genesis(self) -> &'static [u8] {
        match self {
            Self::Household => HOUSEHOLD_GENESIS,
            Self::Profile => PROFILE_GENESIS,
            Self::Covenant => COVENANT_GENESIS,
        }
    }

    /// The text under `v` in the first change.
    const fn version(self) -> &'static str {
        match self {
            Self::Household => "household 1",
            Self::Profile => "profile 1",
            Self::Covenant => "covenant 1",
        }
    }

    /// The writer of the first change; no device has an actor of this derivation.
    pub(super) fn genesis_actor(self) -> Actor {
        Actor::from_hash(hash32("linli genesis actor", &[self.version().as_bytes()]))
    }

    /// The hash of the first change.
    pub(super) fn genesis_hash(self) -> ChangeHash {
        ChangeHash(
            Sha256::digest(self.genesis().split_at_checked(CHUNK_HEAD).map_or(&[][..], |(_, hashed)| hashed)).into(),
        )
    }

    /// A document with the first change alone.
    pub(super) fn first(self) -> Automerge {
        let change = Change::from_bytes(self.genesis().to_vec()).expect("genesis bytes are checked by a test");
        let mut doc = Automerge::new();
        doc.apply_changes([change]).expect("genesis bytes are checked by a test");
        doc
    }

    /// Keys of the document as a whole, by number.
    pub(super) const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Household => HOUSEHOLD_KEYS,
            Self::Profile => PROFILE_KEYS,
            Self::Covenant => &[],
        }
    }

    /// Keys of one person, by number.
    pub(super) const fn person_keys(self) -> &'static [&'static str] {
        match self {
            Self::Household => PERSON_KEYS,
            Self::Profile | Self::Covenant => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use automerge::transaction::{CommitOptions, Transactable};
    use automerge::{ROOT, ReadDoc};

    use super::*;
    use crate::households::Field;
    use crate::ids::hash32;

    fn made_anew(kind: Kind) -> Vec<u8> {
        let mut doc = Automerge::new().with_actor(kind.genesis_actor().to_automerge());
        let mut transaction = doc.transaction();
        transaction.put(ROOT, "v", kind.version()).unwrap();
        transaction.commit_with(CommitOptions::default().with_time(0));
        doc.get_last_local_change().unwrap().raw_bytes().to_vec()
    }

    #[test]
    fn genesis_bytes_are_what_automerge_makes_and_never_change() {
        for (kind, frozen) in [
            (Kind::Household, 0x22258020a86afcac_u64),
            (Kind::Profile, 0xcf35ae924536373d_u64),
            (Kind::Covenant, 0x7c7cf6d2c3fe790f_u64),
        ] {
            assert_eq!(kind.genesis(), made_anew(kind), "{kind:?}");
            let hash = hash32("test", &[kind.genesis()]);
            assert_eq!(u64::from_be_bytes(hash[..8].try_into().unwrap()), frozen, "{kind:?}");
            assert!(kind.first().get(ROOT, "v").unwrap().is_some());
        }
    }

    #[test]
    fn numbered_keys_are_fields_of_their_subject() {
        let of = |key: &str| Field::from_key(key).map(Field::is_home);
        for key in Kind::Household.keys().iter().filter_map(|key| key.strip_prefix("h.")) {
            assert_eq!(of(key), Some(true), "{key}");
        }
        for key in Kind::Household.person_keys().iter().filter(|key| key.len() > 1) {
            assert_eq!(of(key), Some(false), "{key}");
        }
    }

    #[test]
    fn key_tables_never_change() {
        let joined = [Kind::Household.keys(), Kind::Household.person_keys(), Kind::Profile.keys()].concat().join(" ");
        let hash = hash32("test", &[joined.as_bytes()]);
        assert_eq!(u64::from_be_bytes(hash[..8].try_into().unwrap()), 0x571f9d7582242991);
    }
}
