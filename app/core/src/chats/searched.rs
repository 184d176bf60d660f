//! What was said in conversations, as search looks through it: the newest messages, part by part as they lie on the disk.
//!
//! **Invariant:** only conversations this person is in and has not taken off the list are looked through, and of them only what a
//! screen would show: what was taken back or hidden is known by [`hidden`].

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use linli_contract::Failure;
use linli_contract::chats::ChatId;
use linli_contract::search::SaidIn;
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::circles::{ChatContent, ReadPlace, estate_record};
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::square::{Standing, said_id};

use super::asides::{self, Asides, Fate, Read, read};
use super::heads::{CircleSum, Head};
use super::pages::{self, TAIL, page};
use super::{list, marks};
use crate::device::rows::{Rows, Want};
use crate::device::{Device, Turn};
use crate::square::{self, Said};
use crate::store::Table;

/// The most messages that are looked through, the newest of all conversations together; a page more may be.
const MOST: usize = 10_000;
/// The number that stands for what has no place yet.
const LOOSE: u32 = TAIL - 1;

/// A part of a conversation that is read as one: a page, or what has no place yet.
pub(crate) type Part = (RecordId, u32);

/// A part by the place and the time of its last message, the newest first, and how many are in it.
type Ranked = (Reverse<(ReadPlace, Millis)>, Part, usize);

/// A message with words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spoken {
    /// Its name.
    pub(crate) id: RecordId,
    /// Who said it.
    pub(crate) by: MemberId,
    /// When.
    pub(crate) at: Millis,
    /// What.
    pub(crate) words: String,
}

/// What a step wrote of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// A page.
    Page(Part),
    /// The conversation in short, and with it what has no place yet.
    Head(Part),
    /// What is said of messages.
    Asides(RecordId),
}

/// What a step wrote of conversations.
pub(crate) fn written(rows: &Rows) -> impl Iterator<Item = Written> {
    let heads =
        rows.written(Table::ChatSum).filter_map(|key| Some(Written::Head((RecordId(key.try_into().ok()?), LOOSE))));
    heads.chain(rows.written(Table::Chat).filter_map(of_key))
}

fn of_key(key: &[u8]) -> Option<Written> {
    let (id, rest) = key.split_at_checked(16)?;
    let id = RecordId(id.try_into().ok()?);
    match rest {
        b"a" => Some(Written::Asides(id)),
        [b'p', number @ ..] => Some(Written::Page((id, u32::from_be_bytes(number.try_into().ok()?)))),
        _ => None,
    }
}

/// The parts that are looked through; `None` before the conversations in short are loaded.
pub(crate) fn parts(device: &Device, rows: &Rows) -> Option<BTreeSet<Part>> {
    let estate = estate_record(device.log()?);
    let heads = heads(device, rows)?;
    let is_read = |(id, head): &(&RecordId, &Head)| {
        let is_listed = |circle: &CircleSum| circle.is_in && !marks::is_unlisted(device, **id, circle.at);
        **id == estate || head.circle.as_ref().is_some_and(is_listed)
    };
    Some(newest(heads.iter().filter(is_read)))
}

fn heads<'a>(device: &'a Device, rows: &Rows) -> Option<Cow<'a, BTreeMap<RecordId, Head>>> {
    if let Some(heads) = &device.chat_heads {
        return Some(Cow::Borrowed(heads));
    }
    let read = |(key, value): (&[u8], &[u8])| Some((RecordId(key.try_into().ok()?), cbor::from_slice(value).ok()?));
    rows.has(&Want::All(Table::ChatSum)).then(|| Cow::Owned(rows.all(Table::ChatSum).filter_map(read).collect()))
}

/// The parts with the newest messages.
fn newest<'a>(heads: impl Iterator<Item = (&'a RecordId, &'a Head)>) -> BTreeSet<Part> {
    // Where the newest page ends is not known without it, but when its last word was said.
    const LAST: ReadPlace = ReadPlace { seq: u64::MAX, index: u16::MAX };
    let mut all: Vec<Ranked> = Vec::new();
    for (id, head) in heads {
        let at = head.last.as_ref().map_or(Millis(0), |last| last.at);
        for (number, count) in [(TAIL, head.tail as usize), (LOOSE, head.loose.len())] {
            all.push((Reverse((LAST, at)), (*id, number), count));
        }
        let full = head.pages.iter();
        all.extend(full.map(|page| (Reverse((page.last, Millis(0))), (*id, page.number), page.count as usize)));
    }
    all.retain(|(_, _, count)| *count > 0);
    all.sort_unstable();
    let mut sum = 0;
    let taken = all.into_iter().take_while(|(_, _, count)| {
        let has_room = sum < MOST;
        sum += count;
        has_room
    });
    taken.map(|(_, part, _)| part).collect()
}

/// The row of a part; what has no place yet is in memory.
pub(crate) fn spoken_want((chat, number): Part) -> Option<Want> {
    (number != LOOSE).then(|| pages::want(chat, number))
}

/// The messages of a part that have words.
///
/// # Errors
/// [`Failure::StoreFailed`], [`Failure::Defect`] if the row was not loaded.
pub(crate) fn spoken(device: &Device, (chat, number): Part, turn: &Turn<'_>) -> Result<Vec<Spoken>, Failure> {
    let words = |said: &Said| one(chat, said);
    if number == LOOSE {
        let head = device.chat_heads.as_ref().and_then(|heads| heads.get(&chat));
        return Ok(head.into_iter().flat_map(|head| &head.loose).filter_map(words).collect());
    }
    Ok(page(turn, chat, number)?.messages.iter().filter_map(words).collect())
}

fn one(chat: RecordId, said: &Said) -> Option<Spoken> {
    let Ok(Read::Here(ChatContent::Message(message))) = read(&said.content) else { return None };
    let id = said_id(chat, said.by, &message.nonce);
    (!message.words.trim().is_empty()).then_some(Spoken { id, by: said.by, at: said.time, words: message.words })
}

/// The row that [`hidden`] needs.
pub(crate) fn hidden_want(chat: RecordId) -> Want {
    asides::want(chat)
}

/// The messages of a conversation that were taken back or hidden.
///
/// # Errors
/// As [`spoken`].
pub(crate) fn hidden(chat: RecordId, turn: &Turn<'_>) -> Result<BTreeSet<RecordId>, Failure> {
    let fates = Asides::of(turn, chat)?.fates(chat);
    Ok(fates.into_iter().filter(|(_, fate)| !Fate::is_shown(fate)).map(|(id, _)| id).collect())
}

/// Where a message was said and by whom, as a screen shows it.
pub(crate) fn said_in(device: &Device, chat: RecordId, by: MemberId) -> SaidIn {
    let is_estate = device.log().map(estate_record) == Some(chat);
    let circle = device.chat_heads.as_ref().and_then(|heads| heads.get(&chat)).and_then(|head| head.circle.as_ref());
    let circle = circle.filter(|_| !is_estate);
    SaidIn {
        chat: if is_estate { ChatId::Estate } else { ChatId::Circle(chat) },
        kind: circle.map(|circle| circle.kind),
        name: list::name(device, chat, circle),
        by: square::speaker(device, by, Standing::default()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::super::heads::{Last, PageRef};
    use super::*;
    use crate::chats::pages::PAGE;

    fn head(pages: &[(u32, u64)], tail: u32, at: i64) -> Head {
        let page = |(number, seq): &(u32, u64)| PageRef {
            number: *number,
            last: ReadPlace { seq: *seq, index: 0 },
            count: PAGE as u32,
        };
        let last = Last {
            by: MemberId([1; 16]),
            standing: Standing::RESIDENT,
            excerpt: String::new(),
            attached: 0,
            at: Millis(at),
            number: None,
        };
        Head { pages: pages.iter().map(page).collect(), tail, last: Some(last), ..Head::default() }
    }

    #[test]
    fn of_more_messages_than_are_looked_through_the_newest_of_all_conversations_are() {
        let (loud, quiet, empty) = (RecordId([1; 16]), RecordId([2; 16]), RecordId([3; 16]));
        let many: Vec<(u32, u64)> = (0..200).map(|number| (number, 1_000 + 64 * u64::from(number))).collect();
        let heads = BTreeMap::from([
            (loud, head(&many, 5, 9)),
            (quiet, head(&[(0, 10), (1, 9_000)], 3, 1)),
            (empty, Head::default()),
        ]);
        let taken = newest(heads.iter());
        assert!(taken.contains(&(loud, TAIL)) && taken.contains(&(quiet, TAIL)) && taken.contains(&(loud, 199)));
        assert!(taken.contains(&(quiet, 1)) && !taken.contains(&(quiet, 0)), "by place, whatever the conversation");
        assert!(!taken.contains(&(loud, 0)) && taken.iter().all(|(chat, _)| *chat != empty));
        let count = (taken.len() - 2) * PAGE + 8;
        assert!((MOST..MOST + PAGE).contains(&count), "{count}");
    }

    #[test]
    fn what_was_written_is_told_by_its_keys() {
        let chat = RecordId([7; 16]);
        let mut rows = Rows::default();
        rows.put(Table::ChatSum, chat.0.to_vec(), vec![1]);
        rows.put(Table::Chat, [&chat.0[..], b"p", &TAIL.to_be_bytes()].concat(), vec![1]);
        rows.delete(Table::Chat, [&chat.0[..], b"p", &3_u32.to_be_bytes()].concat());
        rows.put(Table::Chat, [&chat.0[..], b"a"].concat(), vec![1]);
        rows.put(Table::Chat, chat.0.to_vec(), vec![1]);
        rows.load(Table::Chat, [&[8; 16][..], b"a"].concat(), None);
        let all: Vec<Written> = written(&rows).collect();
        let expected = [
            Written::Head((chat, LOOSE)),
            Written::Asides(chat),
            Written::Page((chat, 3)),
            Written::Page((chat, TAIL)),
        ];
        assert_eq!(all, expected);
    }
}
