//! What a locked device still sends: a signed request with sealed work, formed before the device was locked.
//!
//! **Invariant:** nothing in it opens anything: it is what goes over the network anyway, and where to. Sending it twice is
//! harmless: the relay answers that it has it already.

use linli_shared::cbor;
use linli_shared::ids::hash32;

/// A request that lies ready.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Ready {
    /// Address of the relay.
    #[n(0)]
    pub relay: String,
    /// The request.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub request: Vec<u8>,
    /// Pieces of work in it or behind it.
    #[n(2)]
    pub unsent: u32,
    /// Whether the relay has answered it.
    #[n(3)]
    pub is_sent: bool,
}

impl core::fmt::Debug for Ready {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Ready").field("unsent", &self.unsent).field("is_sent", &self.is_sent).finish_non_exhaustive()
    }
}

impl Ready {
    /// Reads one; none if it cannot be read, since the work itself is in the store.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        cbor::from_slice(bytes).ok()
    }

    /// Its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        cbor::to_vec(self)
    }

    /// A name for what it holds, to see whether it is on the disk already.
    #[must_use]
    pub fn mark(&self) -> [u8; 32] {
        hash32("linli ready request", &[&self.to_bytes()])
    }

    /// Pieces of work that the relay does not have.
    #[must_use]
    pub fn left(&self) -> usize {
        if self.is_sent { 0 } else { self.unsent as usize }
    }
}
