//! What was refused or lost is taken out of what this device shows.
//!
//! **Invariant:** the words of a message that was refused stay with the person who wrote them, as what is typed there.

use linli_contract::Failure;
use linli_shared::circles::ChatContent;
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::parcel::Entry;

use super::asides::Asides;
use super::heads::Head;
use super::marks;
use super::pages::{TAIL, want};
use super::take::{attached, photos_at, refresh};
use super::take_circle::{self, take_out};
use crate::device::outbox::{OutBody, OutState, OutboxItem, StoredReason};
use crate::device::rows::record;
use crate::device::{Device, Turn};
use crate::photos;
use crate::store::Table;
use crate::tickets::rows::Origin;

/// Own work that was refused is taken out; what was written becomes a draft again, and its photos are kept.
///
/// # Errors
/// [`Failure::StoreFailed`], [`Failure::Defect`] if a row was not loaded.
pub(crate) fn undo(
    device: &mut Device,
    item: &OutboxItem,
    reason: StoredReason,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let chat = item.record;
    if item.kind == Kind::Circle {
        return take_circle::undo(device, item, turn);
    }
    let Some(mut head) = device.chat_head(chat, turn)? else { return Ok(()) };
    let mut asides = Asides::of(turn, chat)?;
    head.loose.retain(|said| said.number != Some(item.number));
    asides.list.retain(|said| said.number != Some(item.number));
    asides.keep(chat, turn);
    if let (OutBody::Content(content), true) = (&item.body, reason != StoredReason::Renewed && item.is_pending()) {
        give_back(device, item, content, &mut head, turn);
    }
    refresh(&mut head, &asides, chat, turn)?;
    device.keep_chat_head(chat, head, turn);
    Ok(())
}

/// Takes an own message out that no parcel holds yet; `false` if one does, or if it goes together with other work. Its
/// photos are kept again. The conversation's rows have to be loaded.
///
/// # Errors
/// As [`undo`].
pub(super) fn unsay(device: &mut Device, number: u64, turn: &mut Turn<'_>) -> Result<bool, Failure> {
    let is_it = |item: &&OutboxItem| item.number == number && item.state == OutState::Waiting && item.bundle.is_none();
    let Some(item) = device.outbox().find(is_it).cloned() else { return Ok(false) };
    let (chat, OutBody::Content(content)) = (item.record, &item.body) else { return Ok(false) };
    let Some(mut head) = device.chat_head(chat, turn)? else { return Ok(false) };
    device.drop_item(number, turn);
    head.loose.retain(|said| said.number != Some(number));
    release(device, &item, content, &head, turn);
    refresh(&mut head, &Asides::of(turn, chat)?, chat, turn)?;
    device.keep_chat_head(chat, head, turn);
    turn.durable();
    Ok(true)
}

fn give_back(device: &mut Device, item: &OutboxItem, content: &[u8], head: &mut Head, turn: &mut Turn<'_>) {
    release(device, item, content, head, turn);
    if let Ok(ChatContent::Message(message)) = ChatContent::from_content(content) {
        let parts = [message.words.as_str(), head.draft.as_str()];
        head.draft = parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n");
    }
}

/// Photos of a message that was taken out are kept again, unless another one that waits names them.
fn release(device: &mut Device, item: &OutboxItem, content: &[u8], head: &Head, turn: &mut Turn<'_>) {
    let named = attached(content);
    if !named.is_empty() {
        let still: Vec<_> = head.loose.iter().flat_map(|said| attached(&said.content)).collect();
        photos::release(device, turn, photos_at(device, item.record, item.kind), &named, &still);
    }
}

/// An entry that the relay lost is taken out. The page that held it has to be loaded.
///
/// # Errors
/// As [`undo`].
pub(crate) fn forget(device: &mut Device, entry: &Entry, origin: Origin, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let chat = entry.record;
    if entry.kind != Kind::EstateMessage && take_out(device, chat, None, Some(origin), turn)? {
        device.drop_chat(chat, turn);
        return Ok(());
    }
    let Some(mut head) = device.chat_head(chat, turn)? else { return Ok(()) };
    let mut asides = Asides::of(turn, chat)?;
    let is_it = |said: &crate::square::Said| said.origin() == Some(origin);
    let numbers = head.pages.iter().map(|page| page.number).chain([TAIL]);
    let loaded: Vec<u32> = numbers.filter(|number| turn.rows.has(&want(chat, *number))).collect();
    for number in loaded {
        for gone in head.take_out(chat, number, is_it, turn)? {
            let place = super::pages::place(&gone);
            head.unread.retain(|unread| *unread != place);
        }
    }
    head.loose.retain(|said| !is_it(said));
    asides.list.retain(|said| !is_it(said));
    asides.keep(chat, turn);
    refresh(&mut head, &asides, chat, turn)?;
    device.keep_chat_head(chat, head, turn);
    Ok(())
}

/// The relay lost every place after one: messages from there stay in sight, after all others, until they come again. Every row
/// of conversations has to be loaded.
///
/// # Errors
/// As [`undo`].
pub(crate) fn lose(device: &mut Device, fork: Seq, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let ids = turn.rows.all(Table::ChatSum).filter_map(|(key, _)| key.try_into().ok().map(RecordId));
    let ids: Vec<RecordId> = ids.collect();
    for chat in ids {
        let Some(mut head) = turn.rows.read::<Head>(Table::ChatSum, &record(chat))? else { continue };
        let after = |page: &&super::heads::PageRef| page.last.seq > fork;
        let numbers: Vec<u32> = head.pages.iter().filter(after).map(|page| page.number).chain([TAIL]).collect();
        let mut lost = Vec::new();
        for number in numbers {
            lost.extend(head.take_out(chat, number, |said| said.seq > fork, turn)?);
        }
        if lost.is_empty() {
            continue;
        }
        head.pages.retain(|page| page.count > 0);
        for page in head.pages.iter_mut().filter(|page| page.last.seq > fork) {
            page.last = linli_shared::circles::ReadPlace { seq: fork, index: u16::MAX };
        }
        head.unread.retain(|unread| unread.seq <= fork);
        head.loose.extend(lost);
        head.loose.sort_by_key(|known| (known.number, known.seq, known.index));
        device.keep_chat_head(chat, head, turn);
    }
    take_circle::lose(device, fork, turn)?;
    marks::lose(device, fork, turn);
    Ok(())
}

/// A message of this person that has a place already, because keys it had before brought it, is not sent twice.
///
/// # Errors
/// As [`undo`].
pub(crate) fn drop_if_placed(device: &mut Device, item: &OutboxItem, turn: &mut Turn<'_>) -> Result<(), Failure> {
    if item.kind == Kind::Circle {
        return take_circle::drop_if_placed(device, item, turn);
    }
    let Some(head) = device.chat_head(item.record, turn)? else { return Ok(()) };
    let asides = Asides::of(turn, item.record)?;
    let waits = head.loose.iter().chain(&asides.list).any(|said| said.number == Some(item.number));
    if !waits {
        device.drop_item(item.number, turn);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_shared::calendar::Millis;
    use linli_shared::circles::{MessageContent, VERSION};
    use linli_shared::ids::AreaId;
    use linli_shared::square::Standing;

    use super::*;
    use crate::device::Now;
    use crate::device::outbox::Command;
    use crate::device::rows::Rows;
    use crate::device::write::About;
    use crate::square::Said;

    const CHAT: RecordId = RecordId([1; 16]);

    /// A message that waits, refused for a reason, under what was typed since.
    fn refused(reason: StoredReason, typed: &str) -> Head {
        let mut device = Device::new();
        let now = Now { time: Millis(5), entropy: [1; 32] };
        let mut rows = Rows::default();
        [Table::Chat, Table::ChatSum].into_iter().for_each(|table| rows.load_all(table, Vec::new()));
        let mut turn = Turn::new(rows, &now);
        let words = "水来了吗?".to_owned();
        let message = MessageContent {
            version: VERSION,
            nonce: [1; 8],
            words,
            attached: Vec::new(),
            reply_to: None,
            at: Millis(5),
        };
        let content = ChatContent::Message(message).to_content();
        let about = About { record: CHAT, kind: Kind::EstateMessage, scope: AreaId([2; 16]), area: None };
        let number = device.enqueue(about, Command::Fact, OutBody::Content(content.clone()), &mut turn);
        let said = Said {
            kind: Kind::EstateMessage,
            content,
            device: linli_shared::ids::DeviceId([3; 16]),
            by: linli_shared::ids::MemberId([4; 16]),
            standing: Standing::RESIDENT,
            seq: 0,
            index: 0,
            time: Millis(5),
            number: Some(number),
            device_seq: 0,
        };
        let mut head = Head { loose: vec![said], draft: typed.into(), ..Head::default() };
        refresh(&mut head, &Asides::default(), CHAT, &turn).unwrap();
        assert_eq!((head.total(), head.last.as_ref().map(|last| last.excerpt.as_str())), (1, Some("水来了吗?")));
        device.keep_chat_head(CHAT, head, &mut turn);
        let item = device.outbox().next().cloned().unwrap();
        undo(&mut device, &item, reason, &mut turn).unwrap();
        device.chat_head(CHAT, &turn).unwrap().unwrap()
    }

    #[test]
    fn the_words_of_a_refused_message_are_typed_again() {
        let head = refused(StoredReason::NoRight, "");
        assert_eq!((head.total(), head.draft.as_str(), head.last), (0, "水来了吗?", None));
        let head = refused(StoredReason::TooLate, "喂");
        assert_eq!(head.draft, "水来了吗?\n喂", "what was typed since stays");
        assert_eq!(refused(StoredReason::Renewed, "").draft, "", "what was erased is not kept");
    }
}
