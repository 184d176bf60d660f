//! What a newcomer asks and what a reviewer answers.

use serde::{Deserialize, Serialize};

use crate::calendar::Millis;
use crate::roster::DeviceKeys;

/// As what somebody wishes to join.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum Wish {
    /// Holds the household's seat 户主席位.
    #[n(0)]
    Seat,
    /// A family member.
    #[n(1)]
    Family,
    /// A grid worker 网格员.
    #[n(2)]
    Worker,
    /// The property company 物业.
    #[n(3)]
    Property,
    /// A department 职能部门.
    #[n(4)]
    Department,
    /// A volunteer 志愿者.
    #[n(5)]
    Volunteer,
    /// A further or new device of somebody who is a member already (phone lost, browser emptied).
    #[n(6)]
    Replacement,
}

/// What the newcomer agreed to (个人信息保护法, art. 13 and 17): the text they were shown and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, minicbor::Encode, minicbor::Decode)]
pub struct Consent {
    /// Number of the text.
    #[n(0)]
    pub text: u16,
    /// When, by the newcomer's clock.
    #[n(1)]
    pub at: Millis,
}

/// The content of a request to join, sealed to the invitation's key.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct JoinRequest {
    /// Name, at most 40 characters.
    #[n(0)]
    pub name: String,
    /// The door in the newcomer's own words, e.g. `3号楼502`; at most 40 characters.
    #[n(1)]
    pub door: String,
    /// Telephone number; may be empty.
    #[n(2)]
    pub phone: String,
    /// The wish.
    #[n(3)]
    pub wish: Wish,
    /// A word to the reviewer; at most 200 characters.
    #[n(4)]
    pub note: String,
    /// What was agreed to.
    #[n(5)]
    pub consent: Consent,
}

impl core::fmt::Debug for JoinRequest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("JoinRequest").field("wish", &self.wish).finish_non_exhaustive()
    }
}

impl JoinRequest {
    /// Whether every text is within its bound and the name is not empty.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        let fits = |text: &str, most: usize| text.chars().count() <= most;
        let name = self.name.trim();
        !name.is_empty() && fits(name, 40) && fits(&self.door, 40) && fits(&self.phone, 20) && fits(&self.note, 200)
    }
}

/// What is sealed to an invitation's key: the request with the newcomer's keys, so that whoever carries it cannot put a
/// sealing key of their own in place of the newcomer's.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct SealedRequest {
    /// What is asked.
    #[n(0)]
    pub request: JoinRequest,
    /// Whose device asks.
    #[n(1)]
    pub keys: DeviceKeys,
}

/// Why a request was returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum ReplyReason {
    /// Nobody here knows this person.
    #[n(0)]
    Unknown,
    /// The door is missing or does not exist.
    #[n(1)]
    WrongDoor,
    /// Somebody holds the household's seat; ask them or choose family member.
    #[n(2)]
    SeatTaken,
    /// Come to the office with a paper.
    #[n(3)]
    ComeToOffice,
    /// Another reason, in words.
    #[n(4)]
    Other,
}

/// The content of a returned request, sealed to the newcomer's device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, minicbor::Encode, minicbor::Decode)]
pub struct Reply {
    /// The reason.
    #[n(0)]
    pub reason: ReplyReason,
    /// In words, at most 200 characters.
    #[n(1)]
    pub words: String,
}
