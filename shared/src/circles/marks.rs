//! What a member has read, muted and voted in, as a letter to their own ring.
//!
//! Of a sealed vote it says that and when it was cast, never what was chosen: that only its tellers open, and no device that
//! is added later, or lost, tells it.
//! **Invariant:** whatever order marks come in, the same is known: of places and numbers the greatest, of choices the newest.

use std::collections::BTreeMap;

use crate::calendar::Millis;
use crate::cbor;
use crate::fit::{Unfit, distinct};
use crate::ids::{MemberId, RecordId};
use crate::log::Seq;

/// The most marks of one kind that a member keeps: conversations, posts, notices, muted members, sealed votes.
pub const MARKS: usize = 500;

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

/// What a member has read, muted and voted in. An entry holds what changed since the one before; what is known of several is
/// merged.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct MarksContent {
    /// [`super::VERSION`].
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
    /// Sealed votes that the log holds ([`vote_mark`]), with the relay's time of the last.
    #[cbor(n(10), default, skip_if = "BTreeMap::is_empty")]
    pub voted: BTreeMap<RecordId, Millis>,
    /// Conversations that are over and were taken off the list, or put back.
    #[cbor(n(11), default, skip_if = "BTreeMap::is_empty")]
    pub unlisted: BTreeMap<RecordId, Chosen<bool>>,
}

cbor::contents! { MarksContent }

/// The name of a mark that says of a seat, or of a person where persons vote, that it voted in a ballot.
#[must_use]
pub fn vote_mark(ballot: RecordId, household: Option<RecordId>) -> RecordId {
    let seat: &[u8] = household.as_ref().map_or(&[], |household| &household.0);
    RecordId::derive("linli vote mark", &[&ballot.0, seat])
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
        distinct(self.voted.keys(), 0..=MARKS)?;
        distinct(self.unlisted.keys(), 0..=MARKS)?;
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
        newest(&mut self.voted, &other.voted);
        newest(&mut self.unlisted, &other.unlisted);
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
        while self.voted.len() > MARKS {
            let Some((vote, _)) = oldest(&self.voted) else { break };
            self.voted.remove(&vote);
        }
        while self.unlisted.len() > MARKS {
            let Some((chat, _)) = oldest(&self.unlisted) else { break };
            self.unlisted.remove(&chat);
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

    #[test]
    fn a_vote_of_each_seat_has_a_mark_of_its_own_and_so_many_are_kept() {
        let [ballot, other, household] = [1, 2, 3].map(|id| RecordId([id; 16]));
        let all = [(ballot, None), (ballot, Some(household)), (ballot, Some(other)), (other, Some(household))];
        let names: std::collections::BTreeSet<_> = all.map(|(ballot, seat)| vote_mark(ballot, seat)).into();
        assert_eq!(names.len(), all.len());
        let mut marks = MarksContent::default();
        for number in 0..MARKS as i64 + 2 {
            let vote = RecordId::derive("test", &[&number.to_be_bytes()]);
            marks.merge(&MarksContent { voted: BTreeMap::from([(vote, Millis(number))]), ..MarksContent::default() });
        }
        assert_eq!((marks.voted.len(), marks.voted.values().min()), (MARKS, Some(&Millis(2))));
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
        let voted = proptest::collection::btree_map((0..3_u8).prop_map(|id| RecordId([id; 16])), 0..5_i64, 0..3);
        let chats = proptest::collection::btree_map((0..3_u8).prop_map(|id| RecordId([id; 16])), place, 0..3);
        let members = proptest::collection::btree_map((0..3_u8).prop_map(|id| MemberId([id; 16])), chosen, 0..3);
        let notices = proptest::collection::btree_map((0..2_u8).prop_map(|id| RecordId([id; 16])), mark, 0..2);
        (chats, members, notices, 0..3_u64, voted).prop_map(|(chats, members, notices, read_before, voted)| {
            MarksContent {
                posts: chats.clone(),
                chats,
                members,
                notices,
                read_before,
                voted: voted.into_iter().map(|(vote, at)| (vote, Millis(at))).collect(),
                ..MarksContent::default()
            }
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
