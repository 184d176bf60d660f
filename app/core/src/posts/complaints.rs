//! Complaints: posts and comments that somebody asks the committee to look at. Nobody else learns who did.

use core::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use linli_contract::Failure;
use linli_contract::posts::{ComplaintRow, ReadComplaints};
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::posts::{ComplaintContent, Post, Read, VERSION};
use linli_shared::square::Standing;

use super::list::{Reader, sync, syncs};
use super::post;
use super::summing::sum_of;
use crate::device::rows::{FactRow, Want};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::square::{self, SquareSum, Thread, speaker};

/// Whether this person can write to the committee.
pub(super) fn may_complain(device: &Device) -> bool {
    about(device, RecordId::default()).is_ok_and(|about| device.check_right(&about, None).is_ok())
}

fn about(device: &Device, record: RecordId) -> Result<About, Failure> {
    let scope: AreaId = device.log().ok_or(Failure::Stranger)?.area();
    Ok(About { record, kind: Kind::Complaint, scope, area: None })
}

/// Writes a complaint.
///
/// # Errors
/// [`Failure::InvalidInput`] without a reason, [`Failure::NoRight`].
pub(super) fn complain(
    device: &mut Device,
    (post, comment): (RecordId, Option<RecordId>),
    words: &str,
    turn: &mut Turn<'_>,
) -> Result<RecordId, Failure> {
    let author = device.member()?.1.device;
    let words = words.trim().to_owned();
    let content = ComplaintContent { version: VERSION, post, comment, words, at: turn.now.time };
    content.check().map_err(|_| Failure::InvalidInput)?;
    let mut random = [0; 16];
    random.copy_from_slice(&turn.now.entropy[..16]);
    let record = RecordId::derive("linli complaint", &[&random, &author.0]);
    device.write_paper(None, about(device, record)?, content.to_content(), turn)?;
    Ok(record)
}

/// Whether this person decides on complaints.
fn is_decider(device: &Device) -> bool {
    Reader::of(device).is_ok_and(|reader| reader.standing.has(Standing::STEWARD))
}

/// The complaints that this person decides on.
fn all(device: &Device) -> impl Iterator<Item = (RecordId, &FactRow, ComplaintContent)> {
    let papers = is_decider(device).then(|| device.papers(Kind::Complaint)).into_iter().flatten();
    papers.filter_map(|(id, row)| {
        let content: ComplaintContent = Read::from_content(&row.content).ok()?.here()?;
        content.check().is_ok().then_some((id, row, content))
    })
}

/// The rows that [`open_count`] needs: of posts whose summary does not say it, and that were not asked since they changed.
pub(super) fn count_wants(device: &Device) -> Vec<Want> {
    let unknown = all(device).filter(|(_, _, content)| {
        // Of a post the summary says it, which comes into memory with this.
        content.comment.is_some() && known(device, content.post, content.comment).is_none()
    });
    unknown.map(|(_, _, content)| square::want(content.post)).collect()
}

/// How many complaints wait; `None` for who does not decide on them. The rows are [`count_wants`], and the summaries are in
/// memory.
pub(super) fn open_count(device: &mut Device, turn: &Turn<'_>) -> Result<Option<u32>, Failure> {
    if !is_decider(device) {
        return Ok(None);
    }
    let about: Vec<_> = all(device).map(|(_, _, content)| (content.post, content.comment)).collect();
    let (mut found, mut count) = (Found::default(), 0);
    for (id, comment) in about {
        let is_settled = match known(device, id, comment) {
            Some(is_settled) => is_settled,
            None => {
                let is_settled = is_settled(found.post(id, turn)?.map(|(_, post)| post), comment);
                if let Some(comment) = comment {
                    device.note_comment(id, comment, !is_settled);
                }
                is_settled
            }
        };
        count += u32::from(!is_settled);
    }
    Ok(Some(count))
}

/// Whether a complaint is settled, as far as that is in memory: as [`is_settled`] says of the row.
fn known(device: &Device, post: RecordId, comment: Option<RecordId>) -> Option<bool> {
    let Some(SquareSum::Post(sum)) = device.square_in_memory()?.get(&post) else { return Some(true) };
    match comment {
        _ if sum.is_hidden || sum.is_withdrawn => Some(true),
        None => Some(sum.is_rumour),
        Some(comment) => device.comment_stands(post, comment).map(|stands| !stands),
    }
}

/// The posts that complaints speak of, each read and folded once, however many speak of it.
#[derive(Default)]
struct Found(BTreeMap<RecordId, Option<(Thread, Post)>>);

impl Found {
    /// A post; `None` where it is not here.
    fn post(&mut self, id: RecordId, turn: &Turn<'_>) -> Result<Option<(&Thread, &Post)>, Failure> {
        let found = match self.0.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(match post::open(id, turn) {
                Ok(found) => Some(found),
                Err(Failure::NotHere) => None,
                Err(failure) => return Err(failure),
            }),
        };
        Ok(found.as_ref().map(|(thread, post)| (thread, post)))
    }
}

/// Whether what a complaint is about is hidden already, called a rumour, taken back or gone.
fn is_settled(post: Option<&Post>, comment: Option<RecordId>) -> bool {
    let Some(post) = post else { return true };
    let is_post_settled = post.hidden.is_some() || post.withdrawn.is_some();
    match comment {
        None => is_post_settled || post.rumour.is_some(),
        Some(comment) => is_post_settled || post.comment(comment).is_none_or(|comment| !comment.stands()),
    }
}

/// The rows that `read_complaints` needs.
#[must_use]
pub fn read_complaints_wants(device: &Device, _: &ReadComplaints) -> Vec<Want> {
    all(device).map(|(_, _, content)| square::want(content.post)).collect()
}

/// The complaints, those that wait first, then the newest.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NoRight`] for who does not decide on them.
pub fn read_complaints(
    device: &mut Device,
    _: &ReadComplaints,
    turn: &mut Turn<'_>,
) -> Result<Vec<ComplaintRow>, Failure> {
    let device = &*device;
    let reader = Reader::of(device)?;
    if !is_decider(device) {
        return Err(Failure::NoRight);
    }
    let (syncs, mut found) = (syncs(device), Found::default());
    let mut rows = Vec::new();
    for (complaint, row, content) in all(device) {
        let both = found.post(content.post, turn)?;
        let at = square::at(device, content.post, Kind::Post);
        let comment = both.zip(content.comment).and_then(|((thread, folded), comment)| {
            folded.comment(comment).map(|comment| post::comment(&reader, device, at, thread, comment))
        });
        let is_settled = is_settled(both.map(|(_, post)| post), content.comment);
        let post = both.map(|(thread, folded)| {
            reader.row(content.post, &sum_of(folded, thread, reader.me), sync(&syncs, content.post))
        });
        let by = device.roster().device(row.device).map_or_else(MemberId::default, |author| author.member);
        rows.push(ComplaintRow {
            complaint,
            post,
            comment,
            by: speaker(device, by, Standing::default()),
            words: content.words,
            at: content.at,
            is_settled,
        });
    }
    rows.sort_by_key(|row| (row.is_settled, Reverse(row.at), row.complaint));
    Ok(rows)
}
