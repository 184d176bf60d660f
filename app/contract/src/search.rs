//! Search: doors and people by characters, pinyin, initials, door in any writing, end of a phone number.

use linli_shared::ids::{AreaId, PersonId, RecordId};
use serde::{Deserialize, Serialize};

use crate::areas::DoorState;
use crate::chats::{ChatId, CircleKind};
use crate::posts::Speaker;

/// Searches everything on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// What was typed; at most 64 characters count.
    pub text: String,
    /// The most hits wanted, at most 100.
    pub limit: u16,
}

/// What was found, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Hits, at most as many as were wanted.
    pub hits: Vec<Hit>,
    /// All that fit.
    pub total: u32,
}

/// One door or person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The door.
    pub door: AreaId,
    /// Building, stair, door.
    pub path: Vec<String>,
    /// What is known of the door.
    pub state: DoorState,
    /// The person; `None` for a hit on the door itself.
    pub person: Option<PersonHit>,
}

/// A person who was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonHit {
    /// The household.
    pub household: RecordId,
    /// The entry.
    pub person: PersonId,
    /// Name; empty if none is registered.
    pub name: String,
    /// Range of the name's characters (from, to) that fit; equal where another thing than the name fits.
    pub fits: (u16, u16),
    /// Year of birth, if registered.
    pub born: Option<i16>,
    /// Last four digits of the phone that fit, if it was the phone.
    pub phone_end: Option<String>,
}

/// Searches everything this person may see: doors and people of the register, notices, tickets, posts, topics, activities, what
/// is looked up, members, conversations, messages in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindAll {
    /// What was typed; at most 64 characters count.
    pub text: String,
    /// The most hits wanted of one kind, at most 50.
    pub limit: u16,
}

/// What was found, by kind, the kind with the best hit first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AllFound {
    /// Kinds with their hits.
    pub groups: Vec<FoundGroup>,
}

/// Hits of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundGroup {
    /// Which kind.
    pub kind: FoundKind,
    /// Hits, the best first, at most as many as were wanted; empty of [`FoundKind::Register`].
    pub rows: Vec<FoundRow>,
    /// Of [`FoundKind::Register`]: doors and people.
    pub doors: Vec<Hit>,
    /// All that fit.
    pub total: u32,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FoundKind {
    /// Doors and people of the register.
    Register,
    /// Something to look up.
    Guide,
    /// A notice.
    Notice,
    /// An own or handled ticket.
    Ticket,
    /// A ticket's public version.
    Public,
    /// A post.
    Post,
    /// A topic.
    Topic,
    /// An activity.
    Activity,
    /// A member.
    Member,
    /// A conversation.
    Chat,
    /// A message of a conversation.
    Message,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundRow {
    /// The record; of a member their id, of the estate's group zeroes.
    pub id: RecordId,
    /// Title, name, or the beginning of the words; empty of a message, which is shown by its excerpt.
    pub title: String,
    /// The part of a longer text that fits; empty where the title does.
    pub excerpt: String,
    /// Range of the characters (from, to) that fit, in the excerpt if there is one, else in the title; equal where pinyin of
    /// something else fits.
    pub fits: (u16, u16),
    /// When it was last changed.
    pub at: Option<linli_shared::calendar::Millis>,
    /// A number to call, of a guide.
    pub phone: String,
    /// Of a message: where it was said, and by whom.
    pub said: Option<SaidIn>,
}

/// Where a message was said, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidIn {
    /// The conversation.
    pub chat: ChatId,
    /// What it is; `None` of the estate's.
    pub kind: Option<CircleKind>,
    /// Its name, as in the list of conversations.
    pub name: String,
    /// Who said it; without an office.
    pub by: Speaker,
}
