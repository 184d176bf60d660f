//! The feed: posts with the newest word first.

use core::cmp::Reverse;
use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_contract::posts::{PostRow, PostsView, ReadPosts};
use linli_contract::sync::RecordSync;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::square::Standing;

use super::summing::PostSum;
use super::{complaints, draft, send};
use crate::chats::marks;
use crate::device::outbox::{OutState, OutboxItem};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::notices::excerpt;
use crate::photos;
use crate::square::{self, Author, SquareSum};
use crate::store::Table;

/// The most rows of one part.
const MOST: u32 = 100;

/// The rows that `read_posts` needs.
#[must_use]
pub fn read_posts_wants(device: &Device, _: &ReadPosts) -> Vec<Want> {
    let mut wants = square::sum_wants(device);
    wants.push(Want::All(Table::Draft));
    wants.extend(complaints::count_wants(device));
    wants
}

/// A part of the posts. Those of members whom this person muted are left out, but not of what they follow.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn read_posts(device: &mut Device, request: &ReadPosts, turn: &mut Turn<'_>) -> Result<PostsView, Failure> {
    device.member()?;
    device.square_sums(turn)?;
    let complaints = complaints::open_count(device, turn)?;
    let device = &*device;
    let reader = Reader::of(device)?;
    let wanted = request.text.trim().to_lowercase();
    let sums = device.square_in_memory().ok_or(Failure::Defect)?;
    let mut found: Vec<(RecordId, &PostSum)> = sums
        .iter()
        .filter_map(|(id, sum)| if let SquareSum::Post(sum) = sum { Some((*id, sum)) } else { None })
        .filter(|(_, sum)| request.section.is_none_or(|section| section == sum.section))
        .filter(|(_, sum)| !request.mine || sum.is_followed || sum.by == reader.me)
        .filter(|(_, sum)| request.mine || !reader.is_muted(sum.by))
        .filter(|(_, sum)| wanted.is_empty() || reader.finds(sum, &wanted))
        .collect();
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let syncs = syncs(device);
    let (from, count) = (request.from as usize, request.count.min(MOST) as usize);
    let part = sorted_part(&mut found, from, count, |(id, sum)| (Reverse(sum.changed), *id));
    Ok(PostsView {
        rows: part.iter().map(|(id, sum)| reader.row(*id, sum, sync(&syncs, *id))).collect(),
        total,
        may_post: send::may_post(device),
        has_draft: draft::has_any(turn),
        complaints,
    })
}

/// A part of a list as sorting all of it would give it; what comes before and after it stays in no order.
fn sorted_part<T, K: Ord>(list: &mut [T], from: usize, count: usize, key: impl Fn(&T) -> K) -> &[T] {
    let from = from.min(list.len());
    let count = count.min(list.len() - from);
    if from > 0 && from < list.len() {
        list.select_nth_unstable_by_key(from, &key);
    }
    let rest = list.get_mut(from..).unwrap_or_default();
    if count > 0 && count < rest.len() {
        rest.select_nth_unstable_by_key(count - 1, &key);
    }
    let part = rest.get_mut(..count).unwrap_or_default();
    part.sort_unstable_by_key(&key);
    part
}

/// Who looks at posts.
pub(super) struct Reader<'a> {
    device: &'a Device,
    /// This person.
    pub(super) me: MemberId,
    /// What they are now.
    pub(super) standing: Standing,
}

impl<'a> Reader<'a> {
    /// This person.
    ///
    /// # Errors
    /// [`Failure::Stranger`].
    pub(super) fn of(device: &'a Device) -> Result<Self, Failure> {
        let me = device.member()?.0;
        let time = device.sync_state().last_met.unwrap_or_default();
        let standing = Author { roster: device.roster(), time, member: me }.standing();
        Ok(Self { device, me, standing })
    }

    /// Whether they may see what the committee hid of somebody.
    pub(super) fn sees_hidden(&self, by: MemberId) -> bool {
        by == self.me || self.standing.has(Standing::STEWARD)
    }

    /// Whether they muted somebody.
    pub(super) fn is_muted(&self, member: MemberId) -> bool {
        marks::is_muted(self.device, member)
    }

    fn finds(&self, sum: &PostSum, wanted: &str) -> bool {
        let is_shown = !sum.is_hidden || self.sees_hidden(sum.by);
        let name = self.device.member_name(sum.by).unwrap_or_default();
        let of_text = || [&sum.title, &sum.text].into_iter().any(|text| text.to_lowercase().contains(wanted));
        name.to_lowercase().contains(wanted) || (is_shown && of_text())
    }

    /// A post as a list shows it.
    pub(super) fn row(&self, post: RecordId, sum: &PostSum, sync: RecordSync) -> PostRow {
        let is_shown = !sum.is_hidden || self.sees_hidden(sum.by);
        let thumb = sum.thumb.filter(|_| is_shown);
        PostRow {
            post,
            section: sum.section,
            title: if is_shown { sum.title.clone() } else { String::new() },
            excerpt: if is_shown { excerpt(&sum.text) } else { String::new() },
            by: square::speaker(self.device, sum.by, sum.standing),
            at: sum.time,
            changed: sum.changed,
            thumb: thumb.inspect(|id| photos::listed(self.device, *id, post)),
            attached: sum.attached,
            comments: sum.comments,
            likes: sum.likes,
            is_liked: sum.is_liked,
            is_followed: sum.is_followed,
            has_new: sum.heard > marks::post_read(self.device, post),
            goods: sum.goods,
            is_edited: sum.is_edited,
            is_withdrawn: sum.is_withdrawn,
            is_rumour: sum.is_rumour,
            is_hidden: sum.is_hidden,
            sync,
        }
    }
}

/// Where the posts are that are not with the relay as a whole.
pub(super) fn syncs(device: &Device) -> BTreeMap<RecordId, RecordSync> {
    let mut syncs = BTreeMap::new();
    let is_of_posts = |item: &&OutboxItem| item.kind.base() == Kind::Post;
    for item in device.outbox().filter(is_of_posts) {
        let here =
            if matches!(item.state, OutState::Refused(_)) { RecordSync::Refused } else { RecordSync::OnThisDevice };
        let worst = syncs.entry(item.record).or_insert(here);
        *worst = (*worst).max(here);
    }
    syncs
}

/// Where a post is.
pub(super) fn sync(syncs: &BTreeMap<RecordId, RecordSync>, post: RecordId) -> RecordSync {
    syncs.get(&post).copied().unwrap_or(RecordSync::WithRelay)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_part_is_what_sorting_everything_would_give(
            list in proptest::collection::vec((0..9_u8, any::<u16>()), 0..60),
            from in 0..70_usize,
            count in 0..70_usize,
        ) {
            let (mut parted, mut sorted) = (list.clone(), list);
            sorted.sort_unstable();
            let expected: Vec<_> = sorted.into_iter().skip(from).take(count).collect();
            prop_assert_eq!(sorted_part(&mut parted, from, count, |one| *one), expected);
        }
    }
}
