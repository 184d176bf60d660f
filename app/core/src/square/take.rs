//! Taking in what others say on the square, and own facts at their places.

use linli_contract::Failure;
use linli_shared::access::RecordMeta;
use linli_shared::ids::RecordId;
use linli_shared::kinds::{Family, Kind};

use super::ballots::{ballot_key, ballot_of};
use super::rows::{Author, Said, Thread, thread};
use crate::device::answer::acts::{At, Miss};
use crate::device::{Device, Turn, VoidReason};
use crate::store::Table;

/// What the log held of a record before an entry of a kind.
///
/// # Errors
/// As [`thread`].
pub(crate) fn known(turn: &Turn<'_>, id: RecordId, kind: Kind) -> Result<Option<RecordMeta>, Failure> {
    let row = thread(turn, id)?.filter(|thread| thread.opening.is_confirmed());
    // The same opening again, after the relay lost it, is no second one.
    Ok(row.filter(|_| !kind.is_once()).map(|thread| thread.meta))
}

/// Takes in an entry of the square; the row of its record (or of its area's votes) has to be loaded.
///
/// # Errors
/// As [`thread`].
pub(crate) fn take(device: &mut Device, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
    // A letter that this device only wrote says nothing that its own row does not.
    let is_closed = at.entry.key.is_none_or(|key| device.secret(&key).is_none());
    let content = if at.entry.kind == Kind::SealedVote && is_closed {
        match own_vote(at, turn)? {
            Some(content) => content,
            None => return Ok(Ok(())),
        }
    } else {
        match device.content(at) {
            Ok(content) => content,
            Err(reason) => return Ok(Err(reason.into())),
        }
    };
    let said = match said(device, at, content) {
        Ok(said) => said,
        Err(reason) => return Ok(Err(reason.into())),
    };
    let id = at.entry.record;
    if at.entry.kind.family() == Family::Ballot {
        let mut ballots = ballot_of(turn, id, at.entry.scope)?;
        if let Err(reason) = judge(device, at, None, &said) {
            return Ok(Err(reason.into()));
        }
        ballots.put(said, at.own);
        turn.rows.write(Table::Square, ballot_key(id, at.entry.scope), &ballots);
        turn.square_changed(id);
        return Ok(Ok(()));
    }
    let row = thread(turn, id)?;
    if let Err(reason) = judge(device, at, row.as_ref(), &said) {
        return Ok(Err(reason.into()));
    }
    let thread = match (row, at.entry.kind.is_once()) {
        // The same again, after the relay lost it or as an own one that was on its way.
        (Some(row), true) if row.opening.is_same(&said) => {
            let time = if row.opening.is_confirmed() { row.opening.time.min(said.time) } else { said.time };
            Thread { meta: device.meta_of(at), opening: Said { time, ..said }, said: row.said }
        }
        (Some(_), true) | (None, false) => return Ok(Err(VoidReason::WrongPlace.into())),
        (None, true) => Thread { meta: device.meta_of(at), opening: said, said: Vec::new() },
        (Some(mut row), false) => {
            super::rows::put(&mut row.said, said, at.own);
            row
        }
    };
    device.keep_thread(id, &thread, turn);
    Ok(Ok(()))
}

/// The content of an own vote that only its tellers can open, as this device wrote it.
fn own_vote(at: &At<'_>, turn: &Turn<'_>) -> Result<Option<Vec<u8>>, Failure> {
    let ballots = ballot_of(turn, at.entry.record, at.entry.scope)?;
    let is_own = |vote: &&Said| vote.number.is_some_and(|number| at.own.contains(&number));
    Ok(ballots.votes.iter().find(is_own).map(|vote| vote.content.clone()))
}

fn said(device: &mut Device, at: &At<'_>, content: Vec<u8>) -> Result<Said, VoidReason> {
    let past = device.past_roster(at.judged);
    let roster = past.as_deref().unwrap_or(device.roster());
    let author = at.parcel.header().device;
    let member = roster.device(author).ok_or(VoidReason::NoRight)?.member;
    let standing = Author { roster, time: at.time, member }.standing();
    Ok(Said {
        kind: at.entry.kind,
        content,
        device: author,
        by: member,
        standing,
        seq: at.seq,
        index: at.index,
        time: at.placed,
        number: None,
    })
}

/// The half of the rights that needs the body, by the roster at its place.
#[allow(clippy::wildcard_enum_match_arm, reason = "no other kind is of the square")]
fn judge(device: &mut Device, at: &At<'_>, thread: Option<&Thread>, said: &Said) -> Result<(), VoidReason> {
    let past = device.past_roster(at.judged);
    let roster = past.as_deref().unwrap_or(device.roster());
    let author = Author { roster, time: at.time, member: said.by };
    let scope = at.entry.scope;
    match at.entry.kind.base() {
        Kind::Post => crate::posts::may_say(&author, thread, said),
        Kind::Topic => crate::topics::may_say(device, &author, thread, said),
        Kind::Vote | Kind::SealedVote | Kind::PaperVote => crate::topics::may_vote(device, &author, scope, said),
        Kind::Activity => crate::activities::may_say(&author, thread, said),
        Kind::Guide => crate::guides::may_say(&author, thread, said),
        Kind::Group => crate::chats::may_group(&author, thread, said),
        _ => Err(VoidReason::Malformed),
    }
}
