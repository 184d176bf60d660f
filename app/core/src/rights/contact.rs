//! A member's telephone number with what they agreed to, sealed to the committee ([`linli_shared::kinds::Kind::Contact`]).
//!
//! CBOR `[1, member, phone, consent?]`, consent `[text, at]`: the number of the text that was agreed to and when, by the
//! clock of the device that wrote it down. **Invariant:** a field is only ever added at the end.

use linli_shared::cbor;
use linli_shared::ids::MemberId;

use super::content::{Unreadable, VERSION, read};

/// What the committee knows of a member besides the name.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Contact {
    #[n(0)]
    version: u8,
    /// The member; a contact under another's record is void.
    #[n(1)]
    pub(crate) member: MemberId,
    /// The telephone number; may be empty.
    #[n(2)]
    pub(crate) phone: String,
    /// What the member agreed to on joining; `None` for founders, who wrote the text.
    #[n(3)]
    pub(crate) consent: Option<Agreed>,
}

/// An agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Agreed {
    /// The number of the text.
    #[n(0)]
    pub(crate) text: u16,
    /// When, in seconds.
    #[n(1)]
    pub(crate) at: i64,
}

impl core::fmt::Debug for Contact {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Contact").field("member", &self.member).finish_non_exhaustive()
    }
}

impl Contact {
    /// A contact.
    pub(crate) const fn new(member: MemberId, phone: String, consent: Option<Agreed>) -> Self {
        Self { version: VERSION, member, phone, consent }
    }

    /// The content of the entry's body.
    pub(crate) fn to_content(&self) -> Vec<u8> {
        cbor::to_vec(self)
    }

    /// Reads the content of the entry's body.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub(crate) fn from_content(content: &[u8]) -> Result<Self, Unreadable> {
        read(content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_written_as_ever_and_read_back() {
        let agreed = Agreed { text: 2, at: 30 };
        let contact = Contact::new(MemberId([0x11; 16]), "139".into(), Some(agreed));
        let bytes = contact.to_content();
        assert_eq!(bytes[..3], [0x84, 0x01, 0x50]);
        assert_eq!(bytes[19..], [0x63, b'1', b'3', b'9', 0x82, 0x02, 0x18, 0x1e]);
        assert_eq!(Contact::from_content(&bytes), Ok(contact));
        assert_eq!(Contact::from_content(&[0x81, 0x07]), Err(Unreadable::Newer));
    }
}
