//! Taking in what others say on the square, and own facts at their places.

use linli_contract::Failure;
use linli_shared::access::{RecordAt, RecordMeta};
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::{Family, Kind};

use super::ballots::{ballot_key, ballot_of};
use super::held::{change, hold};
use super::named;
use super::rows::{Author, Said, Thread, put};
use crate::device::answer::acts::{At, Miss};
use crate::device::outbox::{OutBody, OutState, OutboxItem};
use crate::device::{Device, Turn, VoidReason};
use crate::photos;
use crate::store::Table;

/// What the log held of a record before an entry of a kind.
///
/// # Errors
/// As [`super::thread`].
pub(crate) fn known(turn: &mut Turn<'_>, id: RecordId, kind: Kind) -> Result<Option<RecordMeta>, Failure> {
    let row = hold(turn, id)?.filter(|thread| thread.opening.is_confirmed());
    // The same opening again, after the relay lost it, is no second one.
    Ok(row.filter(|_| !kind.is_once()).map(|thread| thread.meta.clone()))
}

/// Takes in an entry of the square; the row of its record (or of its area's votes) has to be loaded.
///
/// # Errors
/// As [`super::thread`].
pub(crate) fn take(device: &mut Device, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
    // A letter that this device only wrote says nothing that its own row does not.
    let is_closed = at.entry.key.is_none_or(|key| device.secret(&key).is_none());
    let is_own_letter = at.entry.kind == Kind::SealedVote && is_closed;
    let content = if is_own_letter {
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
    let cast = is_own_letter.then(|| said.content.clone());
    let taken = take_said(device, at, said, turn)?;
    if let (Some(content), Ok(())) = (cast, &taken) {
        crate::topics::note_sealed(device, &content, at.placed, turn);
    }
    Ok(taken.map_err(Miss::from))
}

/// Takes in what an entry was found to say.
///
/// # Errors
/// As [`super::thread`].
pub(super) fn take_said(
    device: &mut Device,
    at: &At<'_>,
    said: Said,
    turn: &mut Turn<'_>,
) -> Result<Result<(), VoidReason>, Failure> {
    let id = at.entry.record;
    let is_ballot = at.entry.kind.family() == Family::Ballot;
    // A vote on paper is under the building of its door.
    let photos_of = RecordAt { scope: at.entry.scope, ..super::at(device, id, at.entry.kind) };
    let attached = named::attached(at.entry.kind, &said.content);
    let replaced = if is_ballot {
        if let Err(reason) = judge_at(device, at, None, &said) {
            return Ok(Err(reason));
        }
        let mut ballots = ballot_of(turn, id, at.entry.scope)?;
        let replaced = ballots.put(said, at.own);
        turn.rows.write(Table::Square, ballot_key(id, at.entry.scope), &ballots);
        turn.square_changed(id);
        replaced
    } else {
        let joined = change(turn, id, |row| {
            judge_at(device, at, row.as_ref(), &said)?;
            join(device, at, row, said)
        })?;
        match joined {
            Ok(replaced) => replaced,
            Err(reason) => return Ok(Err(reason)),
        }
    };
    photos::note(turn, photos_of, &attached);
    // What keys of this person's before brought to its place is not sent again.
    for number in replaced.into_iter().filter(|number| !at.own.contains(number)) {
        if device.outbox().any(|item| item.number == number && item.state == OutState::Waiting) {
            device.drop_item(number, turn);
        }
    }
    Ok(Ok(()))
}

/// Puts a fact at its place in a record; the outbox numbers that the fact stood for.
fn join(device: &Device, at: &At<'_>, row: &mut Option<Thread>, said: Said) -> Result<Vec<u64>, VoidReason> {
    match (row.as_mut(), at.entry.kind.is_once()) {
        // The same again, after the relay lost it or as an own one that was on its way.
        (Some(row), true) if row.opening.is_now(&said, at.own) => {
            let replaced = row.opening.number.into_iter().collect();
            let time = if row.opening.is_confirmed() { row.opening.time.min(said.time) } else { said.time };
            (row.meta, row.opening) = (device.meta_of(at), Said { time, ..said });
            Ok(replaced)
        }
        (Some(_), true) | (None, false) => Err(VoidReason::WrongPlace),
        (None, true) => {
            let waiting = waiting(device, at.entry.record);
            *row = Some(Thread { meta: device.meta_of(at), opening: said, said: waiting });
            Ok(Vec::new())
        }
        (Some(row), false) => Ok(put(&mut row.said, said, at.own)),
    }
}

/// What this person said in a record that the relay had lost and has again.
fn waiting(device: &Device, id: RecordId) -> Vec<Said> {
    let Ok((member, identity)) = device.member() else { return Vec::new() };
    let author = Author { roster: device.roster(), time: device.sync_state().last_met.unwrap_or_default(), member };
    let (standing, own) = (author.standing(), identity.device);
    let is_of_it = |item: &&OutboxItem| {
        item.record == id && item.kind.family() == Family::Square && !item.kind.is_once() && item.is_pending()
    };
    let said = device.outbox().filter(is_of_it).filter_map(|item| match &item.body {
        OutBody::Content(content) => Some(Said {
            kind: item.kind,
            content: content.clone(),
            device: own,
            by: member,
            standing,
            seq: 0,
            index: 0,
            time: item.saved,
            number: Some(item.number),
            device_seq: 0,
        }),
        OutBody::Changes(_) | OutBody::Act(_) => None,
    });
    said.collect()
}

/// The content of an own vote that only its tellers can open, as this device wrote it.
fn own_vote(at: &At<'_>, turn: &Turn<'_>) -> Result<Option<Vec<u8>>, Failure> {
    let ballots = ballot_of(turn, at.entry.record, at.entry.scope)?;
    let origin = at.origin();
    let is_own = |vote: &&Said| match vote.number {
        Some(number) => at.own.contains(&number),
        None => vote.origin() == Some(origin),
    };
    Ok(ballots.votes.iter().find(is_own).map(|vote| vote.content.clone()))
}

/// What was said, with who said it and what they were at its place.
///
/// # Errors
/// [`VoidReason::NoRight`] of a device that the roster does not know there.
pub(crate) fn said(device: &mut Device, at: &At<'_>, content: Vec<u8>) -> Result<Said, VoidReason> {
    let past = device.past_roster(at.judged);
    let roster = past.as_deref().unwrap_or(device.roster());
    let header = at.parcel.header();
    let member = roster.device(header.device).ok_or(VoidReason::NoRight)?.member;
    let standing = Author { roster, time: at.time, member }.standing();
    Ok(Said {
        kind: at.entry.kind,
        content,
        device: header.device,
        by: member,
        standing,
        seq: at.seq,
        index: at.index,
        time: at.placed,
        number: None,
        device_seq: header.device_seq,
    })
}

fn judge_at(device: &mut Device, at: &At<'_>, thread: Option<&Thread>, said: &Said) -> Result<(), VoidReason> {
    let past = device.past_roster(at.judged);
    let roster = past.as_deref().unwrap_or(device.roster());
    let author = Author { roster, time: at.time, member: said.by };
    judge(device, &author, at.entry.scope, thread, said)
}

/// The half of the rights that needs the body, by the roster at its place.
#[allow(clippy::wildcard_enum_match_arm, reason = "no other kind is of the square")]
pub(super) fn judge(
    device: &Device,
    author: &Author<'_>,
    scope: AreaId,
    thread: Option<&Thread>,
    said: &Said,
) -> Result<(), VoidReason> {
    if thread.is_some_and(|thread| !thread.has_room(said)) {
        return Err(VoidReason::Malformed);
    }
    match said.kind.base() {
        Kind::Post => crate::posts::may_say(author, thread, said),
        Kind::Topic => crate::topics::may_say(device, author, thread, said),
        Kind::Vote | Kind::SealedVote | Kind::PaperVote => crate::topics::may_vote(device, author, scope, said),
        Kind::Activity => crate::activities::may_say(author, thread, said),
        Kind::Guide => crate::guides::may_say(author, thread, said),
        Kind::Group => crate::chats::may_group(author, thread, said),
        _ => Err(VoidReason::Malformed),
    }
}
