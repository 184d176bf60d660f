//! What is said in conversations, what a group says of itself.
//!
//! **Invariant:** a message is taken back by its author alone: who takes back names it by a nonce of their own
//! ([`crate::square::said_id`]).

use super::{ABOUT, KNOCK, MESSAGE, NAME};
use crate::blobs::Attachment;
use crate::calendar::Millis;
use crate::cbor;
use crate::fit::{Unfit, attached, line, lines, said};
use crate::ids::{AreaId, LogCode, MemberId, RecordId};

/// The version that this release writes.
pub const VERSION: u8 = 1;
/// The longest reason of who hides a message, in characters.
pub const REASON: usize = 200;

/// The record of the conversation of everybody in the community.
#[must_use]
pub fn estate_record(log: LogCode) -> RecordId {
    RecordId::derive("linli estate chat", &[&log.0.to_be_bytes()])
}

/// What is said in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum ChatContent {
    /// A message.
    #[n(0)]
    Message(#[n(0)] MessageContent),
    /// Its author takes a message back.
    #[n(1)]
    TakenBack {
        /// Its nonce.
        #[cbor(n(0), with = "minicbor::bytes")]
        nonce: [u8; 8],
        /// Device time.
        #[n(1)]
        at: Millis,
    },
    /// A message is hidden: by a steward in the conversation of everybody, by the owner in a group.
    #[n(2)]
    Hidden {
        /// The message.
        #[n(0)]
        message: RecordId,
        /// Why; empty shows it again.
        #[n(1)]
        reason: String,
        /// Device time.
        #[n(2)]
        at: Millis,
    },
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct MessageContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// Random, so that two alike are told apart.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub nonce: [u8; 8],
    /// Words; may be empty where there is a photo.
    #[n(2)]
    pub words: String,
    /// Photos.
    #[n(3)]
    pub attached: Vec<Attachment>,
    /// The message it answers.
    #[n(4)]
    pub reply_to: Option<RecordId>,
    /// Device time.
    #[n(5)]
    pub at: Millis,
}

/// What a group says of itself, as the community reads it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct GroupContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// Its name; empty of a building's.
    #[n(1)]
    pub name: String,
    /// What it says of itself.
    #[n(2)]
    pub about: String,
    /// The building whose group it is.
    #[n(3)]
    pub building: Option<AreaId>,
    /// Whether who comes later reads what was said before.
    #[n(4)]
    pub shares_history: bool,
    /// Device time.
    #[n(5)]
    pub at: Millis,
}

/// What is said of a group later, by its owner or a steward ([`super::may_group`]).
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum GroupChange {
    /// It says this of itself now.
    #[n(0)]
    Renamed {
        /// Its name; empty of a building's.
        #[n(0)]
        name: String,
        /// What it says of itself.
        #[n(1)]
        about: String,
        /// Device time.
        #[n(2)]
        at: Millis,
        /// Who owns it from now on, where that is somebody else than was said before: who applies knocks at their door.
        #[n(3)]
        owner: Option<MemberId>,
    },
    /// It is over.
    #[n(1)]
    Ended {
        /// Device time.
        #[n(0)]
        at: Millis,
    },
}

/// The words of a knock.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct KnockWords {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// The group it asks to be let into; `None` for a letter.
    #[n(1)]
    pub group: Option<RecordId>,
    /// What one says; may be empty.
    #[n(2)]
    pub words: String,
    /// Device time.
    #[n(3)]
    pub at: Millis,
}

cbor::contents! { ChatContent GroupContent GroupChange KnockWords }

impl ChatContent {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        match self {
            Self::Message(message) => message.check(),
            Self::Hidden { reason, .. } => lines(reason, REASON),
            Self::TakenBack { .. } => Ok(()),
        }
    }
}

impl MessageContent {
    /// Whether it may be said: it has words or a photo.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        lines(&self.words, MESSAGE)?;
        attached(&self.attached)?;
        if self.words.trim().is_empty() && self.attached.is_empty() { Err(Unfit::NoWords) } else { Ok(()) }
    }
}

/// A group's name and words: a building's is named for its building.
fn group(name: &str, about: &str, is_building: bool) -> Result<(), Unfit> {
    lines(about, ABOUT)?;
    match (is_building, name.is_empty()) {
        (true, true) => Ok(()),
        (true, false) => Err(Unfit::Contradiction),
        (false, _) => said(name, NAME),
    }
}

impl GroupContent {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        group(&self.name, &self.about, self.building.is_some())
    }
}

impl GroupChange {
    /// Whether it may be said of a group.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self, is_building: bool) -> Result<(), Unfit> {
        match self {
            Self::Renamed { name, about, .. } => group(name, about, is_building),
            Self::Ended { .. } => Ok(()),
        }
    }
}

impl KnockWords {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        line(&self.words, KNOCK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(words: &str) -> MessageContent {
        let words = words.to_owned();
        MessageContent { version: VERSION, nonce: [1; 8], words, attached: Vec::new(), reply_to: None, at: Millis(1) }
    }

    #[test]
    fn a_message_says_something_and_not_too_much() {
        assert_eq!(message("水来了\n好").check(), Ok(()));
        assert_eq!(message(" \n").check(), Err(Unfit::NoWords));
        assert_eq!(message(&"水".repeat(MESSAGE)).check(), Ok(()));
        assert_eq!(message(&"水".repeat(MESSAGE + 1)).check(), Err(Unfit::TooLong));
        assert_eq!(message("\u{1b}[2J").check(), Err(Unfit::Control));
    }

    #[test]
    fn a_group_is_named_and_a_buildings_is_not() {
        let group = |name: &str, building: Option<AreaId>| {
            let (name, about) = (name.to_owned(), String::new());
            GroupContent { version: VERSION, name, about, building, shares_history: false, at: Millis(0) }.check()
        };
        let building = Some(AreaId([1; 16]));
        assert_eq!([group("书友", None), group("", building)], [Ok(()); 2]);
        assert_eq!(group("", None), Err(Unfit::NoWords));
        assert_eq!(group("书友", building), Err(Unfit::Contradiction));
        assert_eq!(group(&"书".repeat(NAME + 1), None), Err(Unfit::TooLong));
        let knock = |length| KnockWords { version: 1, group: None, words: "水".repeat(length), at: Millis(0) }.check();
        assert_eq!([knock(KNOCK), knock(KNOCK + 1)], [Ok(()), Err(Unfit::TooLong)]);
    }
}
