//! What is said in conversations, what a group says of itself, what a member has read and muted.
//!
//! **Invariant:** a message is taken back by its author alone: who takes back names it by a nonce of their own
//! ([`crate::square::said_id`]).

use std::collections::BTreeMap;

use super::{ABOUT, KNOCK, MESSAGE, NAME};
use crate::blobs::Attachment;
use crate::calendar::Millis;
use crate::cbor;
use crate::fit::{Unfit, attached, distinct, line, lines, said};
use crate::ids::{AreaId, LogCode, MemberId, RecordId};
use crate::log::Seq;

/// The version that this release writes.
pub const VERSION: u8 = 1;
/// The longest reason of who hides a message, in characters.
pub const REASON: usize = 200;
/// The most marks of one kind that a member keeps: conversations, posts, notices, muted members.
pub const MARKS: usize = 500;

/// The record of the conversation of everybody in the community.
#[must_use]
pub fn estate_record(log: LogCode) -> RecordId {
    RecordId::derive("linli estate chat", &[&log.0.to_be_bytes()])
}

/// What is said in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum ChatContent {
    /// A message.
    #[n(0)]
    Message(#[n(0)] MessageContent),
    /// Its author takes a message back.
    #[n(1)]
    TakenBack {
        /// Its nonce.
        #[cbor(n(0), with = "minicbor::bytes")]
        nonce: [u8; 8],
        /// Device time.
        #[n(1)]
        at: Millis,
    },
    /// A message is hidden: by a steward in the conversation of everybody, by the owner in a group.
    #[n(2)]
    Hidden {
        /// The message.
        #[n(0)]
        message: RecordId,
        /// Why; empty shows it again.
        #[n(1)]
        reason: String,
        /// Device time.
        #[n(2)]
        at: Millis,
    },
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct MessageContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// Random, so that two alike are told apart.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub nonce: [u8; 8],
    /// Words; may be empty where there is a photo.
    #[n(2)]
    pub words: String,
    /// Photos.
    #[n(3)]
    pub attached: Vec<Attachment>,
    /// The message it answers.
    #[n(4)]
    pub reply_to: Option<RecordId>,
    /// Device time.
    #[n(5)]
    pub at: Millis,
}

/// What a group says of itself, as the community reads it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct GroupContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// Its name; empty of a building's.
    #[n(1)]
    pub name: String,
    /// What it says of itself.
    #[n(2)]
    pub about: String,
    /// The building whose group it is.
    #[n(3)]
    pub building: Option<AreaId>,
    /// Whether who comes later reads what was said before.
    #[n(4)]
    pub shares_history: bool,
    /// Device time.
    #[n(5)]
    pub at: Millis,
}

/// What is said of a group later, by its owner or a steward.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum GroupChange {
    /// It says this of itself now.
    #[n(0)]
    Renamed {
        /// Its name; empty of a building's.
        #[n(0)]
        name: String,
        /// What it says of itself.
        #[n(1)]
        about: String,
        /// Device time.
        #[n(2)]
        at: Millis,
    },
    /// It is over.
    #[n(1)]
    Ended {
        /// Device time.
        #[n(0)]
        at: Millis,
    },
}

/// The words of a knock.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct KnockWords {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// The group it asks to be let into; `None` for a letter.
    #[n(1)]
    pub group: Option<RecordId>,
    /// What one says; may be empty.
    #[n(2)]
    pub words: String,
    /// Device time.
    #[n(3)]
    pub at: Millis,
}

/// Up to where something was read: a place in the log and an index in its parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, minicbor::Encode, minicbor::Decode)]
pub struct ReadPlace {
    /// The place.
    #[n(0)]
    pub seq: Seq,
    /// The index.
    #[n(1)]
    pub index: u16,
}

/// What a member read and said of a notice. Versions are told apart by the corrections before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct NoticeMark {
    /// The newest version that was opened.
    #[n(0)]
    pub read: Option<u16>,
    /// The newest version of which a receipt was written.
    #[n(1)]
    pub told: Option<u16>,
    /// The newest version that was confirmed.
    #[n(2)]
    pub confirmed: Option<u16>,
    /// The version that was answered, when, and the answer that was chosen.
    #[n(3)]
    pub answer: Option<(u16, Millis, u8)>,
    /// When any of this was said last, device time.
    #[n(4)]
    pub at: Millis,
}

/// A choice and when it was made: the newest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
pub struct Chosen<T> {
    /// Device time, by the relay's clock as far as it is known.
    #[n(0)]
    pub at: Millis,
    /// The choice.
    #[n(1)]
    pub what: T,
}

/// What a member has read and muted. An entry holds what changed since the one before; what is known of several is merged.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct MarksContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// Up to where conversations were read.
    #[n(1)]
    pub chats: BTreeMap<RecordId, ReadPlace>,
    /// Up to where records of the square were read.
    #[n(2)]
    pub posts: BTreeMap<RecordId, ReadPlace>,
    /// What was read and said of notices.
    #[n(3)]
    pub notices: BTreeMap<RecordId, NoticeMark>,
    /// Members who are muted, or no longer.
    #[n(4)]
    pub members: BTreeMap<MemberId, Chosen<bool>>,
    /// Conversations that are muted, or no longer.
    #[n(5)]
    pub quiet: BTreeMap<RecordId, Chosen<bool>>,
    /// Quiet hours: from and to, in minutes of the day.
    #[n(6)]
    pub hush: Option<Chosen<(u16, u16)>>,
    /// Whether neighbours may knock.
    #[n(7)]
    pub reachable: Option<Chosen<bool>>,
    /// Knocks that were answered, or are not to be.
    #[n(9)]
    pub knocks: BTreeMap<RecordId, Chosen<bool>>,
    /// What was left out for want of room lies at or before this place, and counts as read.
    #[n(8)]
    pub read_before: Seq,
}

cbor::contents! { ChatContent GroupContent GroupChange KnockWords MarksContent }

impl ChatContent {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        match self {
            Self::Message(message) => message.check(),
            Self::Hidden { reason, .. } => lines(reason, REASON),
            Self::TakenBack { .. } => Ok(()),
        }
    }
}

impl MessageContent {
    /// Whether it may be said: it has words or a photo.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        lines(&self.words, MESSAGE)?;
        attached(&self.attached)?;
        if self.words.trim().is_empty() && self.attached.is_empty() { Err(Unfit::NoWords) } else { Ok(()) }
    }
}

/// A group's name and words: a building's is named for its building.
fn group(name: &str, about: &str, is_building: bool) -> Result<(), Unfit> {
    lines(about, ABOUT)?;
    match (is_building, name.is_empty()) {
        (true, true) => Ok(()),
        (true, false) => Err(Unfit::Contradiction),
        (false, _) => said(name, NAME),
    }
}

impl GroupContent {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        group(&self.name, &self.about, self.building.is_some())
    }
}

impl GroupChange {
    /// Whether it may be said of a group.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self, is_building: bool) -> Result<(), Unfit> {
        match self {
            Self::Renamed { name, about, .. } => group(name, about, is_building),
            Self::Ended { .. } => Ok(()),
        }
    }
}

impl KnockWords {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        line(&self.words, KNOCK)
    }
}

impl MarksContent {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        const DAY: u16 = 24 * 60;
        distinct(self.chats.keys(), 0..=MARKS)?;
        distinct(self.posts.keys(), 0..=MARKS)?;
        distinct(self.notices.keys(), 0..=MARKS)?;
        distinct(self.members.keys(), 0..=MARKS)?;
        distinct(self.quiet.keys(), 0..=MARKS)?;
        distinct(self.knocks.keys(), 0..=MARKS)?;
        let is_time = self.hush.is_none_or(|hush| hush.what.0 < DAY && hush.what.1 < DAY);
        if is_time { Ok(()) } else { Err(Unfit::Number) }
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { version: self.version, ..Self::default() }
    }

    /// Takes in what another says: of each the newest counts, whatever order they come in.
    pub fn merge(&mut self, other: &Self) {
        fn newest<K: Ord + Copy, T: Ord + Copy>(own: &mut BTreeMap<K, T>, other: &BTreeMap<K, T>) {
            for (key, value) in other {
                own.entry(*key).and_modify(|known| *known = (*known).max(*value)).or_insert(*value);
            }
        }
        newest(&mut self.chats, &other.chats);
        newest(&mut self.posts, &other.posts);
        newest(&mut self.members, &other.members);
        newest(&mut self.quiet, &other.quiet);
        newest(&mut self.knocks, &other.knocks);
        for (notice, mark) in &other.notices {
            self.notices.entry(*notice).or_default().merge(mark);
        }
        self.hush = self.hush.max(other.hush);
        self.reachable = self.reachable.max(other.reachable);
        self.read_before = self.read_before.max(other.read_before);
        self.bound();
    }

    /// Keeps what is newest: of the rest everything that was said by then counts as read.
    fn bound(&mut self) {
        fn oldest<K: Ord + Copy, T: Ord + Copy>(map: &BTreeMap<K, T>) -> Option<(K, T)> {
            map.iter().map(|(key, value)| (*key, *value)).min_by_key(|(key, value)| (*value, *key))
        }
        while self.posts.len() > MARKS {
            let Some((post, place)) = oldest(&self.posts) else { break };
            self.posts.remove(&post);
            self.read_before = self.read_before.max(place.seq);
        }
        while self.chats.len() > MARKS {
            let Some((chat, _)) = oldest(&self.chats) else { break };
            self.chats.remove(&chat);
        }
        while self.notices.len() > MARKS {
            let oldest = self.notices.iter().min_by_key(|(notice, mark)| (mark.at, **notice));
            let Some(notice) = oldest.map(|(notice, _)| *notice) else { break };
            self.notices.remove(&notice);
        }
        while self.members.len() > MARKS {
            let Some((member, _)) = oldest(&self.members) else { break };
            self.members.remove(&member);
        }
        while self.quiet.len() > MARKS {
            let Some((chat, _)) = oldest(&self.quiet) else { break };
            self.quiet.remove(&chat);
        }
        while self.knocks.len() > MARKS {
            let Some((knock, _)) = oldest(&self.knocks) else { break };
            self.knocks.remove(&knock);
        }
    }
}

impl NoticeMark {
    /// Takes in what another says of the same notice.
    pub fn merge(&mut self, other: &Self) {
        self.read = self.read.max(other.read);
        self.told = self.told.max(other.told);
        self.confirmed = self.confirmed.max(other.confirmed);
        self.answer = self.answer.max(other.answer);
        self.at = self.at.max(other.at);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;

    fn message(words: &str) -> MessageContent {
        let words = words.to_owned();
        MessageContent { version: VERSION, nonce: [1; 8], words, attached: Vec::new(), reply_to: None, at: Millis(1) }
    }

    #[test]
    fn a_message_says_something_and_not_too_much() {
        assert_eq!(message("水来了\n好").check(), Ok(()));
        assert_eq!(message(" \n").check(), Err(Unfit::NoWords));
        assert_eq!(message(&"水".repeat(MESSAGE)).check(), Ok(()));
        assert_eq!(message(&"水".repeat(MESSAGE + 1)).check(), Err(Unfit::TooLong));
        assert_eq!(message("\u{1b}[2J").check(), Err(Unfit::Control));
    }

    #[test]
    fn a_group_is_named_and_a_buildings_is_not() {
        let group = |name: &str, building: Option<AreaId>| {
            let (name, about) = (name.to_owned(), String::new());
            GroupContent { version: VERSION, name, about, building, shares_history: false, at: Millis(0) }.check()
        };
        let building = Some(AreaId([1; 16]));
        assert_eq!([group("书友", None), group("", building)], [Ok(()); 2]);
        assert_eq!(group("", None), Err(Unfit::NoWords));
        assert_eq!(group("书友", building), Err(Unfit::Contradiction));
        assert_eq!(group(&"书".repeat(NAME + 1), None), Err(Unfit::TooLong));
        let knock = |length| KnockWords { version: 1, group: None, words: "水".repeat(length), at: Millis(0) }.check();
        assert_eq!([knock(KNOCK), knock(KNOCK + 1)], [Ok(()), Err(Unfit::TooLong)]);
    }

    #[test]
    fn quiet_hours_lie_in_a_day() {
        let hush = |from, to| {
            let hush = Some(Chosen { at: Millis(0), what: (from, to) });
            MarksContent { hush, ..MarksContent::default() }.check()
        };
        assert_eq!([hush(1_320, 420), hush(0, 0)], [Ok(()); 2]);
        assert_eq!(hush(1_440, 0), Err(Unfit::Number));
    }

    #[test]
    fn beyond_so_many_posts_the_oldest_count_as_read() {
        let mut marks = MarksContent::default();
        for number in 0..MARKS as u64 + 2 {
            let post = RecordId::derive("test", &[&number.to_be_bytes()]);
            let place = ReadPlace { seq: 10 + number, index: 0 };
            marks.merge(&MarksContent { posts: BTreeMap::from([(post, place)]), ..MarksContent::default() });
        }
        assert_eq!((marks.posts.len(), marks.read_before), (MARKS, 11));
        assert_eq!(marks.check(), Ok(()));
    }

    fn marks() -> impl Strategy<Value = MarksContent> {
        let place = (0..5_u64, 0..3_u16).prop_map(|(seq, index)| ReadPlace { seq, index });
        let chosen = (0..4_i64, any::<bool>()).prop_map(|(at, what)| Chosen { at: Millis(at), what });
        let mark = (proptest::option::of(0..4_u16), proptest::option::of((0..3_u16, 0..3_i64, 0..3_u8)), 0..4_i64);
        let mark = mark.prop_map(|(read, answer, at)| {
            let answer = answer.map(|(version, at, answer)| (version, Millis(at), answer));
            NoticeMark { read, answer, at: Millis(at), ..NoticeMark::default() }
        });
        let chats = proptest::collection::btree_map((0..3_u8).prop_map(|id| RecordId([id; 16])), place, 0..3);
        let members = proptest::collection::btree_map((0..3_u8).prop_map(|id| MemberId([id; 16])), chosen, 0..3);
        let notices = proptest::collection::btree_map((0..2_u8).prop_map(|id| RecordId([id; 16])), mark, 0..2);
        (chats, members, notices, 0..3_u64).prop_map(|(chats, members, notices, read_before)| MarksContent {
            posts: chats.clone(),
            chats,
            members,
            notices,
            read_before,
            ..MarksContent::default()
        })
    }

    proptest! {
        #[test]
        fn whatever_order_marks_come_in_the_same_is_known(all in proptest::collection::vec(marks(), 1..5)) {
            let fold = |all: &mut dyn Iterator<Item = &MarksContent>| {
                let mut known = MarksContent::default();
                all.for_each(|one| known.merge(one));
                known
            };
            let known = fold(&mut all.iter());
            prop_assert_eq!(&known, &fold(&mut all.iter().rev()));
            prop_assert_eq!(&known, &fold(&mut all.iter().chain(&all)));
            prop_assert_eq!(MarksContent::from_content(&known.to_content()).unwrap(), known);
        }
    }
}
