//! Conversations in short: one row each, so that lists and badges never load messages.
//!
//! They come into memory when they are asked for the first time, so that a start costs nothing.
//! **Invariant:** what is unread is known by its places alone, so that a place that was read on another device takes it away
//! without a message being loaded.

use std::collections::BTreeMap;

use linli_contract::{Event, Failure};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::circles::{CircleKind, ReadPlace};
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::square::Standing;

use crate::device::rows::{Want, record};
use crate::device::{Device, Turn};
use crate::square::Said;
use crate::store::Table;

/// More unread messages than this are told as so many.
const UNREAD: usize = 1_000;

/// A conversation in short.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Head {
    /// Who reads it; `None` of the estate's.
    #[n(0)]
    pub(super) circle: Option<CircleSum>,
    /// Its full pages, in the order of their places.
    #[n(1)]
    pub(super) pages: Vec<PageRef>,
    /// Messages in the newest page, which is not full.
    #[n(2)]
    pub(super) tail: u32,
    /// The number of the next page.
    #[n(3)]
    pub(super) next: u32,
    /// Messages without a place, after all others: those that the relay lost, then own ones that wait.
    #[n(4)]
    pub(super) loose: Vec<Said>,
    /// Places of others' messages that this person has not read.
    #[n(5)]
    pub(super) unread: Vec<ReadPlace>,
    /// The newest message.
    #[n(6)]
    pub(super) last: Option<Last>,
    /// What is typed and not sent.
    #[n(7)]
    pub(super) draft: String,
}

/// A full page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct PageRef {
    /// Its number.
    #[n(0)]
    pub(super) number: u32,
    /// The place of its last message.
    #[n(1)]
    pub(super) last: ReadPlace,
    /// Messages in it.
    #[n(2)]
    pub(super) count: u32,
}

/// The newest message, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Last {
    /// Who.
    #[n(0)]
    pub(super) by: MemberId,
    /// What they were.
    #[n(1)]
    pub(super) standing: Standing,
    /// The beginning of it; empty of one that was hidden or taken back.
    #[n(2)]
    pub(super) excerpt: String,
    /// Photos.
    #[n(3)]
    pub(super) attached: u8,
    /// When.
    #[n(4)]
    pub(super) at: Millis,
    /// Its number in the outbox, while it is there.
    #[n(5)]
    pub(super) number: Option<u64>,
}

/// Who reads a circle, in short.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct CircleSum {
    /// What it is.
    #[n(0)]
    pub(crate) kind: CircleKind,
    /// Whether who comes later reads what was said before.
    #[n(1)]
    pub(crate) shares_history: bool,
    /// The building whose group it is.
    #[n(2)]
    pub(crate) building: Option<AreaId>,
    /// How many are in it.
    #[n(3)]
    pub(crate) members: u32,
    /// Who owns it; nobody owns a letter.
    #[n(4)]
    pub(crate) owner: Option<MemberId>,
    /// The other one of a letter, also after they went.
    #[n(5)]
    pub(crate) with: Option<MemberId>,
    /// Whether this person is in it.
    #[n(6)]
    pub(crate) is_in: bool,
    /// When it began or this person came.
    #[n(7)]
    pub(crate) at: Millis,
}

impl Head {
    /// Messages in all.
    pub(super) fn total(&self) -> u32 {
        self.placed() + self.loose.len() as u32
    }

    /// Messages that have a place.
    pub(super) fn placed(&self) -> u32 {
        self.pages.iter().map(|page| page.count).sum::<u32>() + self.tail
    }

    /// A message of somebody else has its place.
    pub(super) fn note_unread(&mut self, place: ReadPlace) {
        if let Err(at) = self.unread.binary_search(&place) {
            self.unread.insert(at, place);
            let over = self.unread.len().saturating_sub(UNREAD);
            self.unread.drain(..over);
        }
    }

    /// Messages after a place that this person has not read.
    pub(super) fn unread_after(&self, place: ReadPlace) -> &[ReadPlace] {
        self.unread.get(self.unread.partition_point(|unread| *unread <= place)..).unwrap_or_default()
    }
}

/// The row of a conversation in short.
pub(super) fn want(id: RecordId) -> Want {
    Want::Row(Table::ChatSum, record(id))
}

/// The rows that [`Device::chat_heads`] needs.
pub(crate) fn head_wants(device: &Device) -> Vec<Want> {
    if device.chat_heads.is_some() { Vec::new() } else { vec![Want::All(Table::ChatSum)] }
}

impl Device {
    /// Every conversation in short; the rows are [`head_wants`].
    ///
    /// # Errors
    /// [`Failure::StoreFailed`] if a row cannot be read, [`Failure::Defect`] if they were not loaded.
    pub(super) fn chat_heads(&mut self, turn: &Turn<'_>) -> Result<&BTreeMap<RecordId, Head>, Failure> {
        if self.chat_heads.is_none() {
            if !turn.rows.has(&Want::All(Table::ChatSum)) {
                return Err(Failure::Defect);
            }
            let mut heads = BTreeMap::new();
            for (key, value) in turn.rows.all(Table::ChatSum) {
                let id = RecordId(key.try_into().map_err(|_| Failure::StoreFailed)?);
                heads.insert(id, cbor::from_slice(value).map_err(|_| Failure::StoreFailed)?);
            }
            self.chat_heads = Some(heads);
        }
        self.chat_heads.as_ref().ok_or(Failure::Defect)
    }

    /// A conversation in short; its row is among [`super::wants`].
    ///
    /// # Errors
    /// As [`Self::chat_heads`].
    pub(crate) fn chat_head(&self, id: RecordId, turn: &Turn<'_>) -> Result<Option<Head>, Failure> {
        match &self.chat_heads {
            Some(heads) => Ok(heads.get(&id).cloned()),
            None => turn.rows.read(Table::ChatSum, &record(id)),
        }
    }

    /// Writes a conversation in short, and tells of it.
    pub(crate) fn keep_chat_head(&mut self, id: RecordId, head: Head, turn: &mut Turn<'_>) {
        self.keep_chat_quietly(id, head, turn);
        turn.tell(Event::ChatsChanged);
    }

    /// Writes a conversation of which nothing changed that lists or badges show.
    pub(super) fn keep_chat_quietly(&mut self, id: RecordId, head: Head, turn: &mut Turn<'_>) {
        turn.rows.write(Table::ChatSum, record(id), &head);
        if let Some(heads) = &mut self.chat_heads {
            heads.insert(id, head);
        }
    }

    /// Keeps who reads a circle, in short; its rows are [`super::wants`].
    ///
    /// # Errors
    /// As [`Self::chat_head`].
    pub(crate) fn keep_circle_sum(&mut self, id: RecordId, sum: CircleSum, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let mut head = self.chat_head(id, turn)?.unwrap_or_default();
        if head.circle.as_ref() != Some(&sum) {
            head.circle = Some(sum);
            self.keep_chat_head(id, head, turn);
        }
        Ok(())
    }

    /// Forgets a conversation. Of its pages, those that are loaded go with it.
    pub(crate) fn drop_chat(&mut self, id: RecordId, turn: &mut Turn<'_>) {
        let of_it = |(key, _): &(&[u8], &[u8])| key.starts_with(&id.0);
        let keys: Vec<Vec<u8>> = turn.rows.all(Table::Chat).filter(of_it).map(|(key, _)| key.to_vec()).collect();
        keys.into_iter().for_each(|key| turn.rows.delete(Table::Chat, key));
        turn.rows.delete(Table::ChatSum, record(id));
        if let Some(heads) = &mut self.chat_heads {
            heads.remove(&id);
        }
        turn.tell(Event::ChatsChanged);
    }
}
