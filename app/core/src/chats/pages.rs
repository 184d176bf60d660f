//! Messages of a conversation in pages, in the order of their places, so that one that is taken in rewrites one page.
//!
//! The newest page lies under a key of its own; when it is full its older half becomes a page with a number.
//! **Invariant:** whatever order messages arrive in, they stand in the order of their places.

use linli_contract::Failure;
use linli_shared::circles::ReadPlace;
use linli_shared::ids::RecordId;
use linli_shared::log::Seq;

use super::heads::{Head, PageRef};
use crate::device::Turn;
use crate::device::rows::{Rows, Want, record};
use crate::square::Said;
use crate::store::Table;

/// Messages of a page when it is cut off; a page holds fewer than twice as many.
pub(super) const PAGE: usize = 64;
/// The number that stands for the newest page.
pub(super) const TAIL: u32 = u32::MAX;

/// A page.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Page {
    /// Its messages, in the order of their places.
    #[n(0)]
    pub(super) messages: Vec<Said>,
}

/// The place of a message that has one.
pub(super) const fn place(said: &Said) -> ReadPlace {
    ReadPlace { seq: said.seq, index: said.index }
}

/// The key of a page.
fn key(id: RecordId, number: u32) -> Vec<u8> {
    [&id.0[..], b"p", &number.to_be_bytes()].concat()
}

/// The row of a page.
pub(super) fn want(id: RecordId, number: u32) -> Want {
    Want::Row(Table::Chat, key(id, number))
}

/// The rows of the full pages that hold places; the row of the conversation in short has to be there first.
pub(crate) fn page_wants(id: RecordId, places: &[Seq], rows: &Rows) -> Vec<Want> {
    let head: Option<Head> = rows.read(Table::ChatSum, &record(id)).ok().flatten();
    let Some(head) = head else { return Vec::new() };
    let mut numbers: Vec<u32> = Vec::new();
    for seq in places {
        // An act holds several entries at one place.
        let first = head.page_of(ReadPlace { seq: *seq, index: 0 });
        let last = head.page_of(ReadPlace { seq: *seq, index: u16::MAX });
        for number in [first, last] {
            if number != TAIL && !numbers.contains(&number) {
                numbers.push(number);
            }
        }
    }
    numbers.into_iter().map(|number| want(id, number)).collect()
}

/// A page of a conversation.
///
/// # Errors
/// [`Failure::StoreFailed`], [`Failure::Defect`] if it was not loaded.
pub(super) fn page(turn: &Turn<'_>, id: RecordId, number: u32) -> Result<Page, Failure> {
    Ok(turn.rows.read(Table::Chat, &key(id, number))?.unwrap_or_default())
}

impl Head {
    /// The number of the page that holds a place.
    pub(super) fn page_of(&self, place: ReadPlace) -> u32 {
        let at = self.pages.partition_point(|page| page.last < place);
        self.pages.get(at).map_or(TAIL, |page| page.number)
    }

    /// The numbers of the pages that hold messages from one index to before another, each with the index of its first.
    pub(super) fn pages_between(&self, from: u32, to: u32) -> Vec<(u32, u32)> {
        let mut first = 0;
        let mut all: Vec<(u32, u32)> = Vec::new();
        for (number, count) in self.counts() {
            if first < to && first + count > from {
                all.push((number, first));
            }
            first += count;
        }
        all
    }

    /// The index of the first message of a page.
    pub(super) fn first_of(&self, number: u32) -> u32 {
        self.counts().take_while(|(page, _)| *page != number).map(|(_, count)| count).sum()
    }

    fn counts(&self) -> impl Iterator<Item = (u32, u32)> {
        self.pages.iter().map(|page| (page.number, page.count)).chain([(TAIL, self.tail)])
    }

    /// Puts a message at its place; tells whether it was not there. Its page has to be loaded.
    ///
    /// # Errors
    /// As [`page`].
    pub(super) fn put(&mut self, id: RecordId, said: Said, turn: &mut Turn<'_>) -> Result<bool, Failure> {
        let number = self.page_of(place(&said));
        let mut page = page(turn, id, number)?;
        let is_new = match page.messages.binary_search_by_key(&place(&said), place) {
            Ok(at) => {
                page.messages[at] = said;
                false
            }
            Err(at) => {
                page.messages.insert(at, said);
                true
            }
        };
        self.keep_page(id, number, page, turn);
        Ok(is_new)
    }

    /// Takes messages out of a loaded page; gives them.
    ///
    /// # Errors
    /// As [`page`].
    pub(super) fn take_out(
        &mut self,
        id: RecordId,
        number: u32,
        is_it: impl Fn(&Said) -> bool,
        turn: &mut Turn<'_>,
    ) -> Result<Vec<Said>, Failure> {
        let mut page = page(turn, id, number)?;
        let (out, left): (Vec<Said>, Vec<Said>) = page.messages.into_iter().partition(|said| is_it(said));
        if !out.is_empty() {
            page = Page { messages: left };
            self.keep_page(id, number, page, turn);
        }
        Ok(out)
    }

    /// Writes a page; of one that is full the older half becomes a page of its own.
    fn keep_page(&mut self, id: RecordId, number: u32, mut page: Page, turn: &mut Turn<'_>) {
        let at = self.pages.iter().position(|known| known.number == number);
        if page.messages.len() >= 2 * PAGE {
            let newer = page.messages.split_off(PAGE);
            let cut = self.next;
            self.next += 1;
            if let Some(last) = page.messages.last().map(place) {
                let older = PageRef { number: cut, last, count: page.messages.len() as u32 };
                self.pages.insert(at.unwrap_or(self.pages.len()), older);
            }
            turn.rows.write(Table::Chat, key(id, cut), &page);
            page = Page { messages: newer };
        }
        let count = page.messages.len() as u32;
        match self.pages.iter_mut().find(|known| known.number == number) {
            Some(known) => known.count = count,
            None => self.tail = count,
        }
        turn.rows.write(Table::Chat, key(id, number), &page);
    }

    /// The place of the newest message that has one; the newest page has to be loaded.
    ///
    /// # Errors
    /// As [`page`].
    pub(super) fn newest(&self, id: RecordId, turn: &Turn<'_>) -> Result<Option<ReadPlace>, Failure> {
        let tail = page(turn, id, TAIL)?.messages.last().map(place);
        Ok(tail.or_else(|| self.pages.last().map(|page| page.last)))
    }

    /// The message with an index among those that have a place; its page has to be loaded.
    ///
    /// # Errors
    /// As [`page`].
    pub(super) fn at(&self, id: RecordId, index: u32, turn: &Turn<'_>) -> Result<Option<Said>, Failure> {
        let Some((number, first)) = self.pages_between(index, index + 1).pop() else { return Ok(None) };
        let mut page = page(turn, id, number)?;
        let at = (index - first) as usize;
        Ok(if at < page.messages.len() { Some(page.messages.swap_remove(at)) } else { None })
    }

    /// The index of the first message that has a place at or after one; its page has to be loaded.
    ///
    /// # Errors
    /// As [`page`].
    pub(super) fn index_of(&self, id: RecordId, wanted: ReadPlace, turn: &Turn<'_>) -> Result<u32, Failure> {
        let number = self.page_of(wanted);
        let page = page(turn, id, number)?;
        let before = page.messages.partition_point(|said| place(said) < wanted) as u32;
        Ok(self.first_of(number) + before)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_shared::calendar::Millis;
    use linli_shared::ids::{DeviceId, MemberId};
    use linli_shared::kinds::Kind;
    use linli_shared::square::Standing;
    use proptest::prelude::*;

    use super::*;
    use crate::device::Now;

    const CHAT: RecordId = RecordId([1; 16]);

    fn said(seq: Seq, index: u16) -> Said {
        Said {
            kind: Kind::EstateMessage,
            content: seq.to_be_bytes().to_vec(),
            device: DeviceId([1; 16]),
            by: MemberId([1; 16]),
            standing: Standing::RESIDENT,
            seq,
            index,
            time: Millis(1),
            number: None,
            device_seq: seq,
        }
    }

    fn taken(places: &[(Seq, u16)]) -> (Head, Vec<ReadPlace>) {
        let now = Now { time: Millis(0), entropy: [1; 32] };
        let mut rows = Rows::default();
        rows.load_all(Table::Chat, Vec::new());
        let mut turn = Turn::new(rows, &now);
        let mut head = Head::default();
        for (seq, index) in places {
            head.put(CHAT, said(*seq, *index), &mut turn).unwrap();
        }
        let all = (0..head.placed()).map(|index| place(&head.at(CHAT, index, &turn).unwrap().unwrap())).collect();
        for (index, place) in (0..).zip(&all as &Vec<ReadPlace>) {
            assert_eq!(head.index_of(CHAT, *place, &turn).unwrap(), index);
        }
        (head, all)
    }

    #[test]
    fn a_message_rewrites_one_page_however_many_there_are() {
        let places: Vec<(Seq, u16)> = (1..=1_000).map(|seq| (seq, 0)).collect();
        let (head, all) = taken(&places);
        assert_eq!((head.placed(), all.len()), (1_000, 1_000));
        assert!(head.pages.iter().all(|page| page.count as usize == PAGE));
        assert!((head.tail as usize) < 2 * PAGE);
        assert_eq!(head.pages_between(100, 200).len(), 3);
        assert_eq!(head.page_of(ReadPlace { seq: 1, index: 0 }), 0);
        assert_eq!(head.page_of(ReadPlace { seq: 1_000, index: 0 }), TAIL);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn whatever_order_messages_arrive_in_they_stand_by_their_places(
            places in proptest::collection::vec((1..300_u64, 0..2_u16), 0..400)
        ) {
            let (head, all) = taken(&places);
            let mut expected: Vec<ReadPlace> =
                places.iter().map(|(seq, index)| ReadPlace { seq: *seq, index: *index }).collect();
            expected.sort();
            expected.dedup();
            prop_assert_eq!(&all, &expected);
            prop_assert!(head.pages.is_sorted_by_key(|page| page.last));
            prop_assert!(head.pages.iter().all(|page| (page.count as usize) < 2 * PAGE));
        }
    }
}
