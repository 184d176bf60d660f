//! Messages of conversations as they are compared: the newest, part by part as they lie on the disk, so that a new one costs the
//! folding of one part.
//!
//! A message takes about 220 bytes and, for each of its characters, 3 of text and, of the first [`super::entry::TITLE`], 8 more to
//! be found by pinyin; twice the text where it has capital letters or line breaks. That is half a kilobyte for a usual one of 30
//! characters, 7 KB at most; of more messages than [`crate::chats::parts`] names none is held.
//! **Invariant:** after [`Messages::refresh`] what is held is what the parts hold now: nothing of a conversation that this person
//! left, nothing that was taken back or hidden.

use std::collections::{BTreeMap, BTreeSet, btree_map};

use linli_contract::Failure;
use linli_shared::ids::RecordId;

use super::super::pinyin::Pinyin;
use super::entry::Entry;
use crate::chats::{self, Part, Spoken, Written};
use crate::device::rows::{Rows, Want};
use crate::device::{Device, Turn};

/// The messages.
#[derive(Debug, Default)]
pub(super) struct Messages {
    parts: BTreeMap<Part, Vec<Entry>>,
    /// Of each conversation, what is not shown.
    hidden: BTreeMap<RecordId, BTreeSet<RecordId>>,
    is_current: bool,
}

impl Messages {
    /// Other conversations may be looked through from now on.
    pub(super) fn changed(&mut self) {
        self.is_current = false;
    }

    /// Forgets what a step wrote anew.
    pub(super) fn heard(&mut self, written: Written) {
        self.changed();
        match written {
            Written::Page(part) | Written::Head(part) => drop(self.parts.remove(&part)),
            Written::Asides(chat) => drop(self.hidden.remove(&chat)),
        }
    }

    /// The rows that [`Self::refresh`] needs; those of the conversations in short come first.
    pub(super) fn wants(of: Option<&Self>, device: &Device, rows: &Rows) -> Vec<Want> {
        if of.is_some_and(|messages| messages.is_current) {
            return Vec::new();
        }
        let parts = chats::parts(device, rows).unwrap_or_default();
        let has_part = |part: &Part| of.is_some_and(|messages| messages.parts.contains_key(part));
        let has_hidden = |chat: &RecordId| of.is_some_and(|messages| messages.hidden.contains_key(chat));
        let of_chats: BTreeSet<RecordId> = parts.iter().map(|(chat, _)| *chat).collect();
        let new = parts.into_iter().filter(|part| !has_part(part)).filter_map(chats::spoken_want);
        new.chain(of_chats.into_iter().filter(|chat| !has_hidden(chat)).map(chats::hidden_want)).collect()
    }

    /// Looks again at what changed; the conversations in short have to be in memory.
    ///
    /// # Errors
    /// [`Failure::StoreFailed`], [`Failure::Defect`] if a row was not loaded.
    pub(super) fn refresh(&mut self, device: &Device, pinyin: &Pinyin, turn: &Turn<'_>) -> Result<(), Failure> {
        if self.is_current {
            return Ok(());
        }
        let parts = chats::parts(device, &turn.rows).ok_or(Failure::Defect)?;
        let of_chats: BTreeSet<RecordId> = parts.iter().map(|(chat, _)| *chat).collect();
        self.parts.retain(|part, _| parts.contains(part));
        self.hidden.retain(|chat, _| of_chats.contains(chat));
        for chat in of_chats {
            if let btree_map::Entry::Vacant(free) = self.hidden.entry(chat) {
                free.insert(chats::hidden(chat, turn)?);
            }
        }
        for part in parts {
            if !self.parts.contains_key(&part) {
                self.put(part, chats::spoken(device, part, turn)?, pinyin);
            }
        }
        self.is_current = true;
        Ok(())
    }

    /// Puts the messages of a part, in place of what was there.
    pub(super) fn put(&mut self, part: Part, spoken: Vec<Spoken>, pinyin: &Pinyin) {
        let entries = spoken.into_iter().map(|one| Entry::spoken(part.0, one, pinyin)).collect();
        self.parts.insert(part, entries);
    }

    /// Sets which messages of a conversation are not shown.
    #[cfg(test)]
    pub(super) fn hide(&mut self, chat: RecordId, messages: BTreeSet<RecordId>) {
        self.hidden.insert(chat, messages);
    }

    /// Every message that is shown.
    pub(super) fn all(&self) -> impl Iterator<Item = &Entry> {
        self.parts.iter().flat_map(|((chat, _), entries)| {
            let hidden = self.hidden.get(chat).filter(|hidden| !hidden.is_empty());
            entries.iter().filter(move |entry| hidden.is_none_or(|hidden| !hidden.contains(&entry.id)))
        })
    }
}
