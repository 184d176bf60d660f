//! Everything that is compared, by kind.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::Event;
use linli_contract::search::FoundKind;
use linli_shared::ids::RecordId;

use super::super::pinyin::Pinyin;
use super::entry::Entry;
use super::messages::Messages;
use super::words::Words;

/// The kinds that are held here; doors and people have an index of their own.
pub(super) const KINDS: [FoundKind; 10] = [
    FoundKind::Guide,
    FoundKind::Notice,
    FoundKind::Ticket,
    FoundKind::Public,
    FoundKind::Post,
    FoundKind::Topic,
    FoundKind::Activity,
    FoundKind::Member,
    FoundKind::Chat,
    FoundKind::Message,
];

/// What is searched.
#[derive(Debug)]
pub(crate) struct FindIndex {
    pub(super) pinyin: Pinyin,
    kinds: BTreeMap<FoundKind, Entries>,
    /// Records of the square to be looked at again.
    pub(super) square: Stale,
    /// Tickets and public versions.
    pub(super) tickets: Stale,
    /// Whether notices are to be looked at again.
    pub(super) notices: bool,
    /// Members.
    pub(super) members: bool,
    /// Conversations.
    pub(super) chats: bool,
    /// What was said in them.
    pub(super) messages: Messages,
}

/// What is to be looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stale {
    /// These.
    Some(BTreeSet<RecordId>),
    /// All.
    All,
}

#[derive(Debug, Default)]
struct Entries {
    list: Vec<Entry>,
    places: BTreeMap<RecordId, usize>,
}

impl Default for FindIndex {
    fn default() -> Self {
        let kinds = KINDS.into_iter().map(|kind| (kind, Entries::default())).collect();
        let (square, tickets) = (Stale::All, Stale::All);
        let messages = Messages::default();
        Self { pinyin: Pinyin::new(), kinds, square, tickets, notices: true, members: true, chats: true, messages }
    }
}

impl Stale {
    /// Nothing, after it was looked at.
    pub(super) fn take(&mut self) -> Self {
        core::mem::replace(self, Self::Some(BTreeSet::new()))
    }

    /// Adds what an event names; none means all.
    fn hear(&mut self, records: &[RecordId]) {
        match self {
            Self::Some(stale) if !records.is_empty() => stale.extend(records),
            Self::Some(_) | Self::All => *self = Self::All,
        }
    }
}

impl FindIndex {
    /// Something was told to screens.
    pub(super) fn heard(&mut self, event: &Event) {
        match event {
            Event::SquareChanged(records) => self.square.hear(records),
            Event::TicketsChanged(records) => self.tickets.hear(records),
            Event::NoticesChanged => self.notices = true,
            // Names, and who is a member.
            Event::StandingChanged => (self.members, self.chats) = (true, true),
            Event::ChatsChanged => {
                self.chats = true;
                self.messages.changed();
            }
            Event::DoorsChanged(_)
            | Event::AreasChanged
            | Event::SyncChanged
            | Event::DeskChanged
            | Event::PhotosChanged(_) => {}
        }
    }

    /// The records of a kind.
    pub(super) fn entries(&self, kind: FoundKind) -> impl Iterator<Item = &Entry> {
        let messages = (kind == FoundKind::Message).then(|| self.messages.all());
        let entries = self.kinds.get(&kind).map(|entries| entries.list.as_slice()).unwrap_or_default();
        entries.iter().chain(messages.into_iter().flatten())
    }

    /// Of what a record's words were made.
    pub(super) fn stamp(&self, kind: FoundKind, id: RecordId) -> Option<u64> {
        let entries = self.kinds.get(&kind)?;
        Some(entries.list.get(*entries.places.get(&id)?)?.stamp)
    }

    /// The records of a kind by name.
    pub(super) fn ids(&self, kind: FoundKind) -> BTreeSet<RecordId> {
        self.kinds.get(&kind).map(|entries| entries.places.keys().copied().collect()).unwrap_or_default()
    }

    /// Puts a record, in place of what was there; `None` takes it out.
    pub(super) fn put(&mut self, kind: FoundKind, id: RecordId, words: Option<Words>, stamp: u64) {
        let entry = words.map(|words| Entry { stamp, ..Entry::new(id, words, &self.pinyin) });
        let entries = self.kinds.entry(kind).or_default();
        match (entries.places.get(&id).copied(), entry) {
            (Some(at), Some(entry)) => entries.list[at] = entry,
            (None, Some(entry)) => {
                entries.places.insert(id, entries.list.len());
                entries.list.push(entry);
            }
            (Some(at), None) => {
                entries.places.remove(&id);
                entries.list.swap_remove(at);
                if let Some(moved) = entries.list.get(at) {
                    entries.places.insert(moved.id, at);
                }
            }
            (None, None) => {}
        }
    }

    /// Takes out every record of a kind.
    pub(super) fn clear(&mut self, kind: FoundKind) {
        self.kinds.insert(kind, Entries::default());
    }
}
