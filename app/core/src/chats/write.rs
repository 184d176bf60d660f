//! Saying something in a conversation: it is shown at once and goes out with the next meeting.

use linli_contract::Failure;
use linli_contract::chats::ChatId;
use linli_shared::blobs::BlobId;
use linli_shared::circles::{ChatContent, MESSAGE, MessageContent, REASON, VERSION, estate_record};
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::seal::rand_core::Rng as _;
use linli_shared::square::Standing;

use super::asides::{Asides, Read};
use super::take::{may_say, photos_at, refresh};
use super::undoing::unsay;
use super::{circle, find};
use crate::device::outbox::{Command, OutBody};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::photos;
use crate::square::{Author, Said, put};

/// The use of a step's randomness that tells messages apart.
const NONCE: u64 = 0x6368_6174;
/// The longest draft, in characters: more than can be sent may be typed, but not without end.
const DRAFT: usize = 4 * MESSAGE;

/// The record of a conversation.
///
/// # Errors
/// [`Failure::Stranger`].
pub(super) fn record_of(device: &Device, chat: ChatId) -> Result<RecordId, Failure> {
    match chat {
        ChatId::Estate => Ok(estate_record(device.log().ok_or(Failure::Stranger)?)),
        ChatId::Circle(record) => Ok(record),
    }
}

/// The kind of what is said in a conversation.
pub(super) const fn kind_of(chat: ChatId) -> Kind {
    match chat {
        ChatId::Estate => Kind::EstateMessage,
        ChatId::Circle(_) => Kind::Message,
    }
}

/// Says something.
///
/// # Errors
/// [`Failure::InvalidInput`] for words that are too long or none at all, [`Failure::TooManyPhotos`], [`Failure::BadPhoto`],
/// [`Failure::NoRight`], [`Failure::NotHere`].
pub(super) fn send(
    device: &mut Device,
    chat: ChatId,
    words: &str,
    attached: &[BlobId],
    reply_to: Option<RecordId>,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let record = record_of(device, chat)?;
    may_write(device, chat, turn)?;
    let mut nonce = [0; 8];
    turn.rng(NONCE).fill_bytes(&mut nonce);
    let words = words.trim().to_owned();
    let at = turn.now.time;
    let mut message = MessageContent { version: VERSION, nonce, words, attached: Vec::new(), reply_to, at };
    if message.words.chars().count() > MESSAGE || (message.words.is_empty() && attached.is_empty()) {
        return Err(Failure::InvalidInput);
    }
    if !attached.is_empty() {
        message.attached = photos::attach(device, turn, attached, photos_at(device, record, kind_of(chat)))?;
    }
    say(device, chat, ChatContent::Message(message), turn)
}

/// Takes an own message back. One that no parcel holds yet was said to nobody: it is gone, and its photos are kept again. Of
/// any other everybody is told that it was taken back.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`] for another's.
pub(super) fn take_back(
    device: &mut Device,
    chat: ChatId,
    message: RecordId,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let record = record_of(device, chat)?;
    let head = device.chat_head(record, turn)?.ok_or(Failure::NotHere)?;
    let said = find::message(&head, record, message, turn)?.ok_or(Failure::NotHere)?;
    if said.by != device.member()?.0 {
        return Err(Failure::NoRight);
    }
    if let Some(number) = said.number
        && unsay(device, number, turn)?
    {
        return Ok(());
    }
    let Ok(ChatContent::Message(content)) = ChatContent::from_content(&said.content) else {
        return Err(Failure::NotHere);
    };
    say(device, chat, ChatContent::TakenBack { nonce: content.nonce, at: turn.now.time }, turn)
}

/// Hides a message with a reason; an empty one shows it again.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::NotHere`], [`Failure::InvalidInput`] for too long a reason.
pub(super) fn hide(
    device: &mut Device,
    chat: ChatId,
    message: RecordId,
    reason: &str,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let record = record_of(device, chat)?;
    if !may_hide(device, chat, turn)? {
        return Err(Failure::NoRight);
    }
    let head = device.chat_head(record, turn)?.ok_or(Failure::NotHere)?;
    find::message(&head, record, message, turn)?.ok_or(Failure::NotHere)?;
    let reason = reason.trim().to_owned();
    if reason.chars().count() > REASON {
        return Err(Failure::InvalidInput);
    }
    let hidden = Asides::of(turn, record)?.fates(record).remove(&message).and_then(|fate| fate.hidden);
    if reason.is_empty() && hidden.is_none() {
        return Ok(());
    }
    say(device, chat, ChatContent::Hidden { message, reason, at: turn.now.time }, turn)
}

/// What this person is, now.
fn standing(device: &Device, turn: &Turn<'_>) -> Result<(MemberId, Standing), Failure> {
    let (member, _) = device.member()?;
    let time = device.clock(turn.now.time);
    Ok((member, Author { roster: device.roster(), time, member }.standing()))
}

/// Whether this person may hide what others say in a conversation: the committee in everybody's, the owner in a group.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::StoreFailed`], [`Failure::Defect`] if its rows were not loaded.
pub(super) fn may_hide(device: &Device, chat: ChatId, turn: &Turn<'_>) -> Result<bool, Failure> {
    let (me, standing) = standing(device, turn)?;
    Ok(match chat {
        ChatId::Estate => standing.has(Standing::STEWARD),
        ChatId::Circle(record) => {
            let time = device.clock(turn.now.time);
            circle::circle(turn, record)?.is_some_and(|row| row.owner(device.roster(), time) == Some(me))
        }
    })
}

/// Whether this person may say anything in a conversation.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::NotHere`], and those of [`may_hide`].
pub(super) fn may_write(device: &mut Device, chat: ChatId, turn: &Turn<'_>) -> Result<(), Failure> {
    match chat {
        ChatId::Estate => device.check_right(&about(device, chat)?, None),
        ChatId::Circle(record) => {
            let me = device.member()?.0;
            let row = circle::circle(turn, record)?.ok_or(Failure::NotHere)?;
            let is_over = super::groups::is_over(device, record, &row, turn)?;
            if row.has(me) && !is_over { Ok(()) } else { Err(Failure::NoRight) }
        }
    }
}

fn about(device: &Device, chat: ChatId) -> Result<About, Failure> {
    let scope = device.log().ok_or(Failure::Stranger)?.area();
    Ok(About { record: record_of(device, chat)?, kind: kind_of(chat), scope, area: None })
}

fn say(device: &mut Device, chat: ChatId, content: ChatContent, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let record = record_of(device, chat)?;
    may_write(device, chat, turn)?;
    let read = Read::Here(content);
    may_say(&read, may_hide(device, chat, turn)?).map_err(|_| Failure::InvalidInput)?;
    let Read::Here(content) = read else { return Err(Failure::Defect) };
    let bytes = content.to_content();
    let number = match chat {
        ChatId::Estate => {
            let about = about(device, chat)?;
            device.enqueue(about, Command::Fact, OutBody::Content(bytes.clone()), turn)
        }
        ChatId::Circle(_) => circle::say(device, record, bytes.clone(), turn)?,
    };
    let (by, standing) = standing(device, turn)?;
    let said = Said {
        kind: kind_of(chat),
        content: bytes,
        device: device.member()?.1.device,
        by,
        standing,
        seq: 0,
        index: 0,
        time: turn.now.time,
        number: Some(number),
        device_seq: 0,
    };
    let mut head = device.chat_head(record, turn)?.unwrap_or_default();
    let mut asides = Asides::of(turn, record)?;
    match content {
        ChatContent::Message(message) => {
            photos::note(turn, photos_at(device, record, kind_of(chat)), &message.attached);
            head.loose.push(said);
            head.draft.clear();
        }
        ChatContent::TakenBack { .. } | ChatContent::Hidden { .. } => {
            put(&mut asides.list, said, &[]);
            asides.keep(record, turn);
        }
    }
    refresh(&mut head, &asides, record, turn)?;
    device.keep_chat_head(record, head, turn);
    Ok(())
}

/// Keeps what is typed; empty drops it.
///
/// # Errors
/// [`Failure::InvalidInput`] for more than anybody types, [`Failure::Stranger`].
pub(super) fn draft(device: &mut Device, chat: ChatId, words: &str, turn: &mut Turn<'_>) -> Result<(), Failure> {
    device.member()?;
    if words.chars().count() > DRAFT {
        return Err(Failure::InvalidInput);
    }
    let record = record_of(device, chat)?;
    let mut head = device.chat_head(record, turn)?.unwrap_or_default();
    let words = if words.trim().is_empty() { "" } else { words };
    if head.draft != words {
        words.clone_into(&mut head.draft);
        device.keep_chat_quietly(record, head, turn);
        turn.durable();
    }
    Ok(())
}
