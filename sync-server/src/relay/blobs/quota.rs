//! How much room blobs take: of a member and of a community, and what is under way.
//!
//! What was begun counts with its whole size at once, so that it can be finished.

use std::collections::BTreeMap;

use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::MemberId;

use super::BlobRow;

/// Of one community, in bytes: some 50,000 photos of 400 kB, years of a large one, beside an hourly backup on a small disk.
pub(crate) const COMMUNITY: u64 = 20 << 30;
/// Of one member, in bytes: some 5,000 photos, ten on every working day for two years.
pub(crate) const MEMBER: u64 = 2 << 30;
/// What the smallest blob counts: rows and records of their own cost room too, however few bytes they hold.
pub(crate) const LEAST: u64 = 16 << 10;
/// The most blobs that one member sends at the same time: two entries full of photos with thumbnails, from each of two devices.
pub(crate) const UNDER_WAY: usize = 72;

/// What blobs take in one log.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    all: u64,
    members: BTreeMap<MemberId, u64>,
    /// When the last part of each came.
    under_way: BTreeMap<(MemberId, BlobId), Millis>,
}

impl Usage {
    /// Counts a stored row.
    pub(crate) fn see(&mut self, blob: BlobId, under_way: Option<MemberId>, row: &BlobRow) {
        self.count(row.owner, row.size);
        if let Some(member) = under_way {
            self.under_way.insert((member, blob), row.touched);
        }
    }

    /// Whether a member may begin one more.
    pub(crate) fn has_room(&self, member: MemberId, size: u32) -> bool {
        let weight = weight(size);
        let taken = self.members.get(&member).copied().unwrap_or(0);
        let of_member = (member, BlobId([0; 32]))..=(member, BlobId([u8::MAX; 32]));
        self.all + weight <= COMMUNITY
            && taken + weight <= MEMBER
            && self.under_way.range(of_member).count() < UNDER_WAY
    }

    pub(crate) fn begin(&mut self, blob: BlobId, member: MemberId, size: u32, time: Millis) {
        self.count(member, size);
        self.touch(blob, member, time);
    }

    pub(crate) fn touch(&mut self, blob: BlobId, member: MemberId, time: Millis) {
        self.under_way.insert((member, blob), time);
    }

    pub(crate) fn finish(&mut self, blob: BlobId, member: MemberId) {
        self.under_way.remove(&(member, blob));
    }

    pub(crate) fn leave(&mut self, blob: BlobId, member: MemberId, size: u32) {
        let weight = weight(size);
        self.all = self.all.saturating_sub(weight);
        if let Some(taken) = self.members.get_mut(&member) {
            *taken = taken.saturating_sub(weight);
        }
        self.under_way.remove(&(member, blob));
    }

    /// What has not gone on for so long.
    pub(crate) fn abandoned(&self, time: Millis, life: i64) -> Vec<(BlobId, MemberId)> {
        let old = self.under_way.iter().filter(|(_, touched)| time.0.saturating_sub(touched.0) >= life);
        old.map(|((member, blob), _)| (*blob, *member)).collect()
    }

    fn count(&mut self, member: MemberId, size: u32) {
        let weight = weight(size);
        self.all += weight;
        *self.members.entry(member).or_default() += weight;
    }
}

fn weight(size: u32) -> u64 {
    u64::from(size).max(LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: u32 = 8 << 20;

    fn member(number: u8) -> MemberId {
        MemberId([number; 16])
    }

    fn blob(number: u32) -> BlobId {
        let mut id = [0; 32];
        id[..4].copy_from_slice(&number.to_be_bytes());
        BlobId(id)
    }

    /// A member sends blobs, one after the other, until there is no room; how many.
    fn fill(usage: &mut Usage, of: MemberId, size: u32) -> u32 {
        let mut sent = 0;
        while usage.has_room(of, size) {
            usage.begin(blob(sent), of, size, Millis(0));
            usage.finish(blob(sent), of);
            sent += 1;
        }
        sent
    }

    #[test]
    fn a_member_and_a_community_have_their_shares() {
        let mut usage = Usage::default();
        assert_eq!(fill(&mut usage, member(1), SIZE), 256);
        let others: u32 = (2..30).map(|number| fill(&mut usage, member(number), SIZE)).sum();
        assert_eq!(others + 256, 2_560, "all of them together");
        assert!(!usage.has_room(member(40), 1), "whoever comes last");
        usage.leave(blob(0), member(1), SIZE);
        assert!(usage.has_room(member(40), SIZE) && usage.has_room(member(1), SIZE));
    }

    #[test]
    fn empty_ones_count_and_few_are_under_way_at_a_time() {
        let mut usage = Usage::default();
        assert_eq!(fill(&mut usage, member(1), 17), 131_072);
        let mut usage = Usage::default();
        for number in 0..UNDER_WAY as u32 {
            assert!(usage.has_room(member(1), 17));
            usage.begin(blob(number), member(1), 17, Millis(i64::from(number)));
        }
        assert!(!usage.has_room(member(1), 17) && usage.has_room(member(2), 17));
        assert_eq!(usage.abandoned(Millis(1_001), 1_000), [(blob(0), member(1)), (blob(1), member(1))]);
        usage.finish(blob(0), member(1));
        assert!(usage.has_room(member(1), 17));
    }
}
