//! Taking in what is said in conversations, and own messages at their places.

use linli_contract::Failure;
use linli_shared::access::{RecordAt, RecordMeta};
use linli_shared::blobs::Attachment;
use linli_shared::calendar::Millis;
use linli_shared::circles::{ChatContent, ReadPlace, estate_record};
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::square::{Standing, said_id};

use super::asides::{Asides, Read, read};
use super::heads::{Head, Last};
use super::marks;
use super::pages::{TAIL, page, place};
use super::take_circle::{self, Heard};
use crate::device::answer::acts::{At, Miss};
use crate::device::outbox::OutState;
use crate::device::{Device, Turn, VoidReason};
use crate::photos;
use crate::square::{Said, put, said};

/// How much of a message a list shows, in characters.
const EXCERPT: usize = 40;

/// Takes in an entry of a conversation; its rows are [`super::wants`] and those of the pages that hold its place.
///
/// # Errors
/// [`Failure::StoreFailed`], [`Failure::Defect`] if a row was not loaded.
pub(crate) fn take(
    device: &mut Device,
    at: &At<'_>,
    known: Option<&RecordMeta>,
    turn: &mut Turn<'_>,
) -> Result<Result<(), Miss>, Failure> {
    if at.entry.kind != Kind::EstateMessage {
        let heard = match take_circle::take(device, at, known, turn)? {
            Ok(heard) => heard,
            Err(miss) => return Ok(Err(miss)),
        };
        for Heard { said, may_hide } in heard {
            let is_this = (said.seq, said.index) == (at.seq, at.index);
            let entered = enter(device, at.entry.record, said, may_hide, at.own, turn)?;
            // What came before its secret was somebody's word then; nobody is told now.
            if let (true, Err(reason)) = (is_this, entered) {
                return Ok(Err(reason.into()));
            }
        }
        return Ok(Ok(()));
    }
    if at.entry.record != estate_record(at.parcel.header().log) {
        return Ok(Err(VoidReason::WrongPlace.into()));
    }
    let content = match device.content(at) {
        Ok(content) => content,
        Err(reason) => return Ok(Err(reason.into())),
    };
    let said = match said(device, at, content) {
        Ok(said) => said,
        Err(reason) => return Ok(Err(reason.into())),
    };
    let may_hide = said.standing.has(Standing::STEWARD);
    Ok(enter(device, at.entry.record, said, may_hide, at.own, turn)?.map_err(Miss::from))
}

/// Takes in what was said in a conversation at its place. `may_hide` says whether its author may hide messages there.
///
/// # Errors
/// As [`take`].
pub(crate) fn enter(
    device: &mut Device,
    chat: RecordId,
    said: Said,
    may_hide: bool,
    own: &[u64],
    turn: &mut Turn<'_>,
) -> Result<Result<(), VoidReason>, Failure> {
    let Ok(read) = read(&said.content) else { return Ok(Err(VoidReason::Malformed)) };
    if let Err(reason) = may_say(&read, may_hide) {
        return Ok(Err(reason));
    }
    let mut head = device.chat_head(chat, turn)?.unwrap_or_default();
    let mut asides = Asides::of(turn, chat)?;
    let kind = said.kind;
    let replaced = match read {
        Read::Here(ChatContent::TakenBack { .. }) if !asides.has_room(&said) => return Ok(Err(VoidReason::Malformed)),
        Read::Here(ChatContent::TakenBack { .. } | ChatContent::Hidden { .. }) => {
            let replaced = put(&mut asides.list, said, own);
            asides.keep(chat, turn);
            replaced
        }
        Read::Here(ChatContent::Message(message)) => {
            photos::note(turn, photos_at(device, chat, kind), &message.attached);
            message_in(device, chat, &mut head, said, own, turn)?
        }
        Read::Newer => message_in(device, chat, &mut head, said, own, turn)?,
    };
    refresh(&mut head, &asides, chat, turn)?;
    device.keep_chat_head(chat, head, turn);
    // What keys of this person's before brought to its place is not sent again.
    for number in replaced.into_iter().filter(|number| !own.contains(number)) {
        if device.outbox().any(|item| item.number == number && item.state == OutState::Waiting) {
            device.drop_item(number, turn);
        }
    }
    Ok(Ok(()))
}

/// The half of the rights that needs the body.
pub(super) fn may_say(read: &Read, may_hide: bool) -> Result<(), VoidReason> {
    match read {
        Read::Here(content) if content.check().is_err() => Err(VoidReason::Malformed),
        Read::Here(ChatContent::Hidden { .. }) if !may_hide => Err(VoidReason::NoRight),
        Read::Here(_) | Read::Newer => Ok(()),
    }
}

/// Puts a message where it belongs, in place of the same one that was on its way; the outbox numbers that it stood for.
fn message_in(
    device: &Device,
    chat: RecordId,
    head: &mut Head,
    said: Said,
    own: &[u64],
    turn: &mut Turn<'_>,
) -> Result<Vec<u64>, Failure> {
    let replaced = head.loose.iter().filter(|known| known.is_now(&said, own)).filter_map(|known| known.number);
    let replaced: Vec<u64> = replaced.collect();
    head.loose.retain(|known| !known.is_now(&said, own));
    let (place, by, time) = (place(&said), said.by, said.time);
    let number = head.page_of(place);
    if !turn.rows.has(&super::pages::want(chat, number)) {
        // Its page is not at hand: it is shown last until it comes again.
        head.loose.push(said);
        head.loose.sort_by_key(|known| (known.number, known.seq, known.index));
        return Ok(replaced);
    }
    let is_new = head.put(chat, said, turn)?;
    if is_new && is_news(device, chat, place, by, time) {
        head.note_unread(place);
    }
    Ok(replaced)
}

/// Whether a message is one that this person has not read: not their own, and not from before they came.
fn is_news(device: &Device, chat: RecordId, place: ReadPlace, by: MemberId, time: Millis) -> bool {
    let Ok((me, _)) = device.member() else { return false };
    let came = device.roster().devices_of(me).filter_map(|(id, _)| device.added(id)).min();
    by != me
        && !marks::is_muted(device, by)
        && place > marks::chat_read(device, chat)
        && came.is_none_or(|came| time >= came)
}

/// Under what photos of a conversation are kept and asked for.
pub(crate) fn photos_at(device: &Device, chat: RecordId, kind: Kind) -> RecordAt {
    crate::square::at(device, chat, kind)
}

/// Sets what lists show of the newest message; the newest page has to be loaded.
///
/// # Errors
/// As [`take`].
pub(super) fn refresh(head: &mut Head, asides: &Asides, chat: RecordId, turn: &Turn<'_>) -> Result<(), Failure> {
    let newest = match head.loose.last() {
        Some(said) => Some(said.clone()),
        None => page(turn, chat, TAIL)?.messages.pop(),
    };
    head.last = newest.map(|said| last(&said, asides, chat));
    Ok(())
}

fn last(said: &Said, asides: &Asides, chat: RecordId) -> Last {
    let message = match read(&said.content) {
        Ok(Read::Here(ChatContent::Message(message))) => Some(message),
        Ok(Read::Here(ChatContent::TakenBack { .. } | ChatContent::Hidden { .. }) | Read::Newer) | Err(_) => None,
    };
    let is_shown = message.as_ref().is_none_or(|message| {
        let id = said_id(chat, said.by, &message.nonce);
        asides.fates(chat).get(&id).is_none_or(super::asides::Fate::is_shown)
    });
    let message = message.filter(|_| is_shown);
    Last {
        by: said.by,
        standing: said.standing,
        excerpt: message.as_ref().map(|message| excerpt(&message.words)).unwrap_or_default(),
        attached: message.map_or(0, |message| message.attached.len() as u8),
        at: said.time,
        number: said.number,
    }
}

/// The beginning of a text, in one line.
pub(super) fn excerpt(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= EXCERPT {
        return line;
    }
    line.chars().take(EXCERPT).chain(['…']).collect()
}

/// The photos that what is said names.
pub(crate) fn attached(content: &[u8]) -> Vec<Attachment> {
    match read(content) {
        Ok(Read::Here(ChatContent::Message(message))) => message.attached,
        Ok(Read::Here(ChatContent::TakenBack { .. } | ChatContent::Hidden { .. }) | Read::Newer) | Err(_) => Vec::new(),
    }
}
