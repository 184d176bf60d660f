//! The square: records that everybody in the community reads and answers. Each begins with one fact of its author; what is said
//! later are further facts, in the order of places, and the state is a pure fold over them.
//!
//! Posts, topics, activities, things to look up and groups have their contents and folds in modules of their own; here is what
//! they share: a fact at its place, who said it, and the name of something that was said.
//! **Invariant:** every device that reads the same log folds the same state.

use crate::calendar::Millis;
use crate::ids::{DeviceId, MemberId, RecordId};
use crate::kinds::Kind;

/// A fact at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<'a> {
    /// Its kind.
    pub kind: Kind,
    /// The content of its entry.
    pub content: &'a [u8],
    /// The device it was written on.
    pub device: DeviceId,
    /// Who says it.
    pub by: MemberId,
    /// What they were when they said it.
    pub standing: Standing,
    /// The relay's time; the device's own while it is not confirmed.
    pub time: Millis,
    /// Whether the log holds it.
    pub is_confirmed: bool,
}

/// Which roles somebody held at the place of what they said: a set of bits, so that it is stored in one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct Standing(#[n(0)] pub u16);

impl Standing {
    /// A steward of the whole community.
    pub const STEWARD: Self = Self(1);
    /// A grid worker.
    pub const WORKER: Self = Self(1 << 1);
    /// A building leader.
    pub const LEADER: Self = Self(1 << 2);
    /// The property company's.
    pub const PROPERTY: Self = Self(1 << 3);
    /// A volunteer.
    pub const VOLUNTEER: Self = Self(1 << 4);
    /// A resident.
    pub const RESIDENT: Self = Self(1 << 5);

    /// Whether it has all of another's.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The most entries of a kind that one member may place in one record; `None` where nothing is counted. Who takes them in
/// keeps a record as one row.
#[must_use]
#[allow(clippy::wildcard_enum_match_arm, reason = "of other kinds nothing is counted")]
pub const fn most_in_record(kind: Kind) -> Option<u32> {
    match kind {
        Kind::Remark | Kind::TopicSaid | Kind::SignUp | Kind::PostChange | Kind::GuideChange | Kind::GroupChange => {
            Some(400)
        }
        // The last one counts.
        Kind::Vote | Kind::SealedVote => Some(100),
        // One for each neighbour who came, each comment that is hidden.
        Kind::ActivityStep | Kind::TopicStep | Kind::PostMark => Some(4_000),
        // A steward may take down the votes of a whole community.
        Kind::PaperVote => Some(20_000),
        _ => None,
    }
}

/// The most bytes of contents of a kind that readers keep of one member in one record.
#[must_use]
#[allow(clippy::wildcard_enum_match_arm, reason = "of others only the number is bounded")]
pub const fn most_bytes(kind: Kind) -> usize {
    match kind {
        Kind::Remark | Kind::TopicSaid | Kind::SignUp | Kind::GroupChange => 512 << 10,
        _ => 2 << 20,
    }
}

/// The most entries of a kind that one member may place on one day by the relay's clock; `None` where nothing is counted.
#[must_use]
#[allow(clippy::wildcard_enum_match_arm, reason = "of other kinds nothing is counted")]
pub const fn most_on_day(kind: Kind) -> Option<u32> {
    match kind {
        Kind::Post | Kind::Topic | Kind::Activity | Kind::Group | Kind::Complaint | Kind::Knock => Some(100),
        // A shelf is filled in one go, and everybody's conversation is one.
        Kind::Guide | Kind::EstateMessage => Some(1_000),
        _ => None,
    }
}

/// The name of something that was said in a record: a comment, a message. Its author chooses the nonce; the member makes it
/// impossible to take another's name, and stays the same where a device goes on under new keys.
#[must_use]
pub fn said_id(record: RecordId, by: MemberId, nonce: &[u8; 8]) -> RecordId {
    RecordId::derive("linli said", &[&record.0, &by.0, nonce])
}
