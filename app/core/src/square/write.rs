//! Writing on the square.

use linli_contract::Failure;
use linli_contract::posts::{Office, Speaker};
use linli_contract::sync::RecordSync;
use linli_shared::access::RecordAt;
use linli_shared::blobs::{Attachment, BlobId, MAX_ATTACHED};
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::square::Standing;

use super::named;
use super::rows::{Author, Said, Thread, put, thread};
use super::take::judge;
use crate::device::outbox::{Command, OutBody};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::photos;

/// What a record begins with.
pub(crate) struct Opening {
    /// The record.
    pub record: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// Its content.
    pub content: Vec<u8>,
}

/// Begins a record; it is shown at once and goes out with the next meeting.
///
/// # Errors
/// [`Failure::NoRight`].
pub(crate) fn open(device: &mut Device, opening: Opening, turn: &mut Turn<'_>) -> Result<(), Failure> {
    open_in(device, opening, None, turn)
}

/// Begins a record, alone or in a bundle.
///
/// # Errors
/// [`Failure::NoRight`].
pub(crate) fn open_in(
    device: &mut Device,
    opening: Opening,
    bundle: Option<u64>,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let Opening { record, kind, content } = opening;
    let about = about(device, record, kind)?;
    device.check_right(&about, None)?;
    let meta = device.own_meta(&about)?;
    let opening = own(device, kind, content.clone(), turn)?;
    may_write(device, None, &opening, turn)?;
    let number = device.enqueue_in(bundle, about, Command::Fact, OutBody::Content(content), turn);
    let opening = Said { number: Some(number), ..opening };
    photos::note(turn, at(device, record, kind), &named::attached(kind, &opening.content));
    device.keep_thread(record, &Thread { meta, opening, said: Vec::new() }, turn);
    Ok(())
}

/// Says something in a record, alone or in a bundle; its row has to be loaded. The answer is its number in the outbox.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`].
pub(crate) fn say(
    device: &mut Device,
    record: RecordId,
    kind: Kind,
    content: Vec<u8>,
    bundle: Option<u64>,
    turn: &mut Turn<'_>,
) -> Result<u64, Failure> {
    let mut row = thread(turn, record)?.ok_or(Failure::NotHere)?;
    let about = about(device, record, kind)?;
    device.check_right(&about, Some(&row.meta))?;
    let new = own(device, kind, content.clone(), turn)?;
    may_write(device, Some(&row), &new, turn)?;
    let number = device.enqueue_in(bundle, about, Command::Fact, OutBody::Content(content), turn);
    photos::note(turn, at(device, record, kind), &named::attached(kind, &new.content));
    put(&mut row.said, Said { number: Some(number), ..new }, &[]);
    device.keep_thread(record, &row, turn);
    Ok(number)
}

fn about(device: &Device, record: RecordId, kind: Kind) -> Result<About, Failure> {
    let scope = device.log().ok_or(Failure::Stranger)?.area();
    Ok(About { record, kind, scope, area: None })
}

/// A fact of this person's before it has a number in the outbox.
pub(super) fn own(device: &Device, kind: Kind, content: Vec<u8>, turn: &Turn<'_>) -> Result<Said, Failure> {
    let (member, identity) = device.member()?;
    let time = turn.now.time;
    let standing = Author { roster: device.roster(), time: device.clock(time), member }.standing();
    let device = identity.device;
    Ok(Said { kind, content, device, by: member, standing, seq: 0, index: 0, time, number: None, device_seq: 0 })
}

/// Nothing is written that every reader would refuse.
fn may_write(device: &Device, thread: Option<&Thread>, new: &Said, turn: &Turn<'_>) -> Result<(), Failure> {
    let author = Author { roster: device.roster(), time: device.clock(turn.now.time), member: new.by };
    let scope = device.log().ok_or(Failure::Stranger)?.area();
    judge(device, &author, scope, thread, new).map_err(|_| Failure::NoRight)
}

/// Photos and files of a form: those the record has already stay as they are, new ones become its.
///
/// # Errors
/// [`Failure::TooManyPhotos`], [`Failure::BadPhoto`].
pub(crate) fn attach(
    device: &mut Device,
    at: RecordAt,
    wanted: &[BlobId],
    known: &[Attachment],
    turn: &mut Turn<'_>,
) -> Result<Vec<Attachment>, Failure> {
    if wanted.len() > MAX_ATTACHED {
        return Err(Failure::TooManyPhotos);
    }
    let is_known = |id| known.iter().find(|one| one.full.id == id);
    let new: Vec<_> = wanted.iter().copied().filter(|id| is_known(*id).is_none()).collect();
    let new = if new.is_empty() { Vec::new() } else { photos::attach(device, turn, &new, at)? };
    let find = |id| is_known(id).or_else(|| new.iter().find(|one| one.full.id == id)).cloned();
    wanted.iter().map(|id| find(*id).ok_or(Failure::BadPhoto)).collect()
}

/// Under what a record's photos are kept and asked for.
pub(crate) fn at(device: &Device, record: RecordId, kind: Kind) -> RecordAt {
    let scope = device.log().map_or_else(AreaId::default, |log| log.area());
    RecordAt { record, kind: kind.base(), scope }
}

/// Somebody as a screen shows them.
pub(crate) fn speaker(device: &Device, member: MemberId, standing: Standing) -> Speaker {
    let offices = [
        (Standing::STEWARD, Office::Committee),
        (Standing::WORKER, Office::Worker),
        (Standing::LEADER, Office::Leader),
        (Standing::PROPERTY, Office::Property),
        (Standing::VOLUNTEER, Office::Volunteer),
    ];
    let office = offices.into_iter().find(|(held, _)| standing.has(*held)).map(|(_, office)| office);
    let is_me = device.member().is_ok_and(|(me, _)| me == member);
    Speaker { member, name: device.member_name(member).map(str::to_owned), office, is_me }
}

/// Where a fact is.
pub(crate) fn sync_of(device: &Device, said: &Said) -> RecordSync {
    let Some(number) = said.number else { return RecordSync::WithRelay };
    match device.outbox().find(|item| item.number == number) {
        Some(item) if item.is_pending() => RecordSync::OnThisDevice,
        Some(_) => RecordSync::Refused,
        None => RecordSync::WithRelay,
    }
}
