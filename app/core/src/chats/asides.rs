//! What is said of messages: that their author took them back, that they are hidden.
//!
//! There are few, so all of a conversation's are one row. Each was judged when it was taken in.
//! **Invariant:** of one member so many are kept and no more, by their places.

use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_shared::cbor::NotReadable;
use linli_shared::circles::{ChatContent, VERSION};
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::square::{Standing, said_id};

use crate::device::Turn;
use crate::device::rows::Want;
use crate::square::Said;
use crate::store::Table;

/// The most messages that one member takes back in one conversation.
const TAKEN_BACK: usize = 500;

/// What is said of messages, in the order of places, own that waits last.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Asides {
    /// The facts.
    #[n(0)]
    pub(super) list: Vec<Said>,
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Fate {
    /// Its author took it back.
    pub(super) is_withdrawn: bool,
    /// It is hidden.
    pub(super) hidden: Option<Hiding>,
}

/// Why a message is hidden and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hiding {
    pub(super) reason: String,
    pub(super) by: MemberId,
    pub(super) standing: Standing,
    pub(super) at: linli_shared::calendar::Millis,
}

impl Fate {
    /// Whether its words are shown.
    pub(super) const fn is_shown(&self) -> bool {
        !self.is_withdrawn && self.hidden.is_none()
    }
}

/// What bytes that were said in a conversation are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Read {
    /// This.
    Here(ChatContent),
    /// A newer release's.
    Newer,
}

/// Reads what was said.
///
/// # Errors
/// [`NotReadable`] for what is no content of any release.
pub(super) fn read(content: &[u8]) -> Result<Read, NotReadable> {
    const KINDS: u64 = 3;
    let first = || {
        let mut decoder = minicbor::Decoder::new(content);
        decoder.array().ok()?;
        decoder.u64().ok()
    };
    match ChatContent::from_content(content) {
        Ok(ChatContent::Message(message)) if message.version > VERSION => Ok(Read::Newer),
        Ok(content) => Ok(Read::Here(content)),
        Err(_) if first().is_some_and(|kind| kind >= KINDS) => Ok(Read::Newer),
        Err(error) => Err(error),
    }
}

/// The name of a message; `None` for what is none, or cannot be read here.
pub(super) fn message_id(chat: RecordId, said: &Said) -> Option<RecordId> {
    match ChatContent::from_content(&said.content).ok()? {
        ChatContent::Message(message) => Some(said_id(chat, said.by, &message.nonce)),
        ChatContent::TakenBack { .. } | ChatContent::Hidden { .. } => None,
    }
}

fn key(chat: RecordId) -> Vec<u8> {
    [&chat.0[..], b"a"].concat()
}

/// The row of what is said of messages.
pub(super) fn want(chat: RecordId) -> Want {
    Want::Row(Table::Chat, key(chat))
}

impl Asides {
    /// Those of a conversation; the row is [`want`].
    ///
    /// # Errors
    /// [`Failure::StoreFailed`], [`Failure::Defect`] if it was not loaded.
    pub(super) fn of(turn: &Turn<'_>, chat: RecordId) -> Result<Self, Failure> {
        Ok(turn.rows.read(Table::Chat, &key(chat))?.unwrap_or_default())
    }

    /// Whether a member may take back one more message, or this is one that is known.
    pub(super) fn has_room(&self, new: &Said) -> bool {
        let counts = |known: &&Said| known.by == new.by && known.is_confirmed() && known.origin() != new.origin();
        self.list.iter().filter(counts).count() < TAKEN_BACK
    }

    /// Writes them.
    pub(super) fn keep(&self, chat: RecordId, turn: &mut Turn<'_>) {
        turn.rows.write(Table::Chat, key(chat), self);
    }

    /// What became of each message that something is said of.
    pub(super) fn fates(&self, chat: RecordId) -> BTreeMap<RecordId, Fate> {
        let mut fates: BTreeMap<RecordId, Fate> = BTreeMap::new();
        for said in &self.list {
            match ChatContent::from_content(&said.content) {
                Ok(ChatContent::TakenBack { nonce, .. }) => {
                    fates.entry(said_id(chat, said.by, &nonce)).or_default().is_withdrawn = true;
                }
                Ok(ChatContent::Hidden { message, reason, .. }) => {
                    let hiding = Hiding { reason, by: said.by, standing: said.standing, at: said.time };
                    let is_hidden = !hiding.reason.trim().is_empty();
                    fates.entry(message).or_default().hidden = is_hidden.then_some(hiding);
                }
                Ok(ChatContent::Message(_)) | Err(_) => {}
            }
        }
        fates
    }
}

#[cfg(test)]
mod tests {
    use linli_shared::calendar::Millis;
    use linli_shared::ids::DeviceId;
    use linli_shared::kinds::Kind;

    use super::*;

    #[test]
    fn one_member_takes_back_so_many_messages_and_others_have_their_own_room() {
        let taken_back = |by: u8, seq: u64| Said {
            kind: Kind::EstateMessage,
            content: ChatContent::TakenBack { nonce: seq.to_be_bytes(), at: Millis(1) }.to_content(),
            device: DeviceId([by; 16]),
            by: MemberId([by; 16]),
            standing: Standing::RESIDENT,
            seq,
            index: 0,
            time: Millis(1),
            number: None,
            device_seq: seq,
        };
        let full = Asides { list: (1..=TAKEN_BACK as u64).map(|seq| taken_back(1, seq)).collect() };
        assert!(!full.has_room(&taken_back(1, 9_000)));
        assert!(full.has_room(&taken_back(2, 9_000)));
        assert!(full.has_room(&Said { seq: 9_000, ..taken_back(1, 7) }), "the same at another place");
    }
}
