//! What the papers about a person's rights say, as CBOR: every format is an array that begins with its version.
//!
//! - extract `[1, household, door, [label], made, heads, [value], [person], [line], [answer]]`: value `[field, text,
//!   written]`, person `[id, [value], number?]`, line `[name?, what, at]`, answer `[proposal, is done, words]`;
//! - answered `[1, proposal, is done, words]`;
//! - shown `[1, what, at, [household], person?]`: what is 0 an ID number, 1 a household's page, 2 an export;
//! - erased `[1, household?, [mark]]`: the whole household or, without it, some of its people.
//!
//! What is absent at the end of an array is left out. Fields are named by their keys in documents, times are seconds of the
//! author's clock. What a member wishes is in
//! [`super::wish`], a telephone number in [`super::contact`].
//! **Invariant:** a field is only ever added at the end. A paper of a higher version is told from a damaged one, so that a
//! screen asks for a newer app instead of showing nothing.

use linli_contract::rights::ShownWhat;
use linli_shared::cbor;
use linli_shared::ids::{AreaId, PersonId, RecordId};

/// The version that this release writes.
pub(super) const VERSION: u8 = 1;

/// Why a paper cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unreadable {
    /// A newer release wrote it.
    #[error("a paper of a newer release")]
    Newer,
    /// Not the format.
    #[error("not a paper of this kind")]
    Damaged,
}

/// Reads a paper of this release's version; later fields of a newer release are passed over.
pub(super) fn read<T: for<'b> minicbor::Decode<'b, ()>>(content: &[u8]) -> Result<T, Unreadable> {
    let version = || {
        let mut decoder = minicbor::Decoder::new(content);
        decoder.array().ok()??;
        decoder.u8().ok()
    };
    match version() {
        Some(VERSION) => cbor::from_slice(content).map_err(|_| Unreadable::Damaged),
        Some(_) => Err(Unreadable::Newer),
        None => Err(Unreadable::Damaged),
    }
}

/// What a member may read of a household.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct Extract {
    #[n(0)]
    pub(super) version: u8,
    #[n(1)]
    pub(super) household: RecordId,
    #[n(2)]
    pub(super) door: AreaId,
    /// Building, stair, door.
    #[n(3)]
    pub(super) path: Vec<String>,
    /// When it was made.
    #[n(4)]
    pub(super) made: i64,
    /// A hash of the state of the household's document it was made from.
    #[n(5)]
    pub(super) heads: u64,
    /// Values of the home.
    #[n(6)]
    pub(super) home: Vec<Value>,
    #[n(7)]
    pub(super) people: Vec<Person>,
    /// Who was shown what, newest first.
    #[n(8)]
    pub(super) trail: Vec<Line>,
    /// What became of wishes.
    #[n(9)]
    pub(super) answers: Vec<Answer>,
}

/// One value.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct Value {
    /// The field's key.
    #[n(0)]
    pub(super) field: String,
    #[n(1)]
    pub(super) text: String,
    #[n(2)]
    pub(super) written: i64,
}

/// One person.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct Person {
    #[n(0)]
    pub(super) id: PersonId,
    #[n(1)]
    pub(super) values: Vec<Value>,
    /// The ID number in full.
    #[n(2)]
    pub(super) number: Option<String>,
}

/// One line of the read trail.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct Line {
    #[n(0)]
    pub(super) name: Option<String>,
    #[n(1)]
    pub(super) what: u8,
    #[n(2)]
    pub(super) at: i64,
}

/// What became of one wish.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct Answer {
    #[n(0)]
    pub(super) proposal: RecordId,
    #[n(1)]
    pub(super) is_done: bool,
    #[n(2)]
    pub(super) words: String,
}

/// What became of a wish, for those who keep the register.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct Answered {
    #[n(0)]
    pub(super) version: u8,
    #[n(1)]
    pub(super) proposal: RecordId,
    #[n(2)]
    pub(super) is_done: bool,
    #[n(3)]
    pub(super) words: String,
}

/// Who was shown what: the author, of these households.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct Shown {
    #[n(0)]
    pub(super) version: u8,
    #[n(1)]
    pub(super) what: u8,
    #[n(2)]
    pub(super) at: i64,
    #[n(3)]
    pub(super) households: Vec<RecordId>,
    #[n(4)]
    pub(super) person: Option<PersonId>,
}

/// Marks of the people who were erased ([`super::marks`]).
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct Erased {
    #[n(0)]
    pub(super) version: u8,
    #[n(1)]
    pub(super) household: Option<RecordId>,
    #[n(2)]
    pub(super) marks: Vec<u64>,
}

macro_rules! nameless {
    ($($paper:ident)+) => {$(
        impl core::fmt::Debug for $paper {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_struct(stringify!($paper)).finish_non_exhaustive()
            }
        }
    )+};
}
nameless!(Extract Value Person Line Answer Answered Shown Erased);

/// The number of what was shown.
pub(super) const fn number(what: ShownWhat) -> u8 {
    match what {
        ShownWhat::IdNumber => 0,
        ShownWhat::Opened => 1,
        ShownWhat::Exported => 2,
    }
}

/// Reads [`number`]; one of a newer release reads as the plainest, never as nothing.
pub(super) const fn what(number: u8) -> ShownWhat {
    match number {
        0 => ShownWhat::IdNumber,
        2 => ShownWhat::Exported,
        _ => ShownWhat::Opened,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    const HOUSEHOLD: RecordId = RecordId([0x11; 16]);
    const PROPOSAL: RecordId = RecordId([0x22; 16]);
    const PERSON: PersonId = PersonId([0x33; 16]);

    fn extract() -> Extract {
        let value = |field: &str, text: &str| Value { field: field.into(), text: text.into(), written: 10 };
        Extract {
            version: VERSION,
            household: HOUSEHOLD,
            door: AreaId([0x44; 16]),
            path: vec!["1".into()],
            made: 20,
            heads: 3,
            home: vec![value("a", "b")],
            people: vec![Person { id: PERSON, values: vec![value("n", "L")], number: Some("1".into()) }],
            trail: vec![Line { name: None, what: number(ShownWhat::Opened), at: 5 }],
            answers: vec![Answer { proposal: PROPOSAL, is_done: true, words: "ok".into() }],
        }
    }

    #[test]
    fn papers_are_written_as_ever_and_read_back() {
        let (h, p, q) = ("11".repeat(16), "22".repeat(16), "33".repeat(16));
        let bytes = cbor::to_vec(&extract());
        let door = "44".repeat(16);
        assert_eq!(
            hex(&bytes),
            format!(
                "8a0150{h}50{door}8161311403818361616162\
                 0a8183 50{q}818361 6e614c0a6131 8183f60105 818350{p}f5626f6b"
            )
            .replace(' ', "")
        );
        assert_eq!(read::<Extract>(&bytes), Ok(extract()));
        let answered = Answered { version: VERSION, proposal: PROPOSAL, is_done: false, words: "no".into() };
        let bytes = cbor::to_vec(&answered);
        assert_eq!(hex(&bytes), format!("840150{p}f4626e6f"));
        assert_eq!(read::<Answered>(&bytes), Ok(answered));
        let shown = Shown { version: VERSION, what: 0, at: 7, households: vec![HOUSEHOLD], person: Some(PERSON) };
        let bytes = cbor::to_vec(&shown);
        assert_eq!(hex(&bytes), format!("850100078150{h}50{q}"));
        assert_eq!(read::<Shown>(&bytes), Ok(shown));
        let erased = Erased { version: VERSION, household: None, marks: vec![9] };
        let bytes = cbor::to_vec(&erased);
        assert_eq!(hex(&bytes), "8301f68109");
        assert_eq!(read::<Erased>(&bytes), Ok(erased));
    }

    #[test]
    fn a_paper_of_a_newer_release_is_told_from_a_damaged_one() {
        let newer = [0x82, 0x02, 0x01];
        assert_eq!(read::<Erased>(&newer), Err(Unreadable::Newer));
        assert_eq!(read::<Erased>(&[0x82, 0x01, 0x01]), Err(Unreadable::Damaged));
        assert_eq!(read::<Erased>(&[]), Err(Unreadable::Damaged));
        let with_more = [0x84, 0x01, 0xf6, 0x81, 0x09, 0x01];
        assert_eq!(read::<Erased>(&with_more).unwrap().marks, [9], "what was added later is passed over");
    }

    #[test]
    fn what_was_shown_has_a_number_for_ever() {
        for (shown, code) in [(ShownWhat::IdNumber, 0), (ShownWhat::Opened, 1), (ShownWhat::Exported, 2)] {
            assert_eq!((number(shown), what(code)), (code, shown));
        }
        assert_eq!(what(9), ShownWhat::Opened);
    }

    #[test]
    fn nothing_of_a_person_is_shown_by_debug() {
        assert_eq!(format!("{:?}", extract()), "Extract { .. }");
    }
}
