//! A community's log: places, the chain of heads, eras.
//!
//! The relay gives each accepted act a place. The head of a place is a hash chain over all places up to it, so two
//! devices that were shown different histories find out when they compare heads at one place.
//! **Invariant:** places start at 1 and have no holes; relay time never decreases.

use crate::calendar::Millis;
use crate::ids::{LogCode, hash32};
use crate::parcel::ParcelHash;

/// A place in a log; 0 is before the first.
pub type Seq = u64;

/// A count of restores: a log restored from a backup goes on in the next era.
pub type Era = u32;

/// The hash chain up to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct Head(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

/// The first half of a [`Head`], as headers and answers carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct ShortHead(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 16]);

impl Head {
    /// The head before the first place.
    #[must_use]
    pub fn genesis(log: LogCode) -> Self {
        Self(hash32("linli head 1", &[&log.0.to_be_bytes()]))
    }

    /// The head after one more act.
    #[must_use]
    pub fn next(self, era: Era, seq: Seq, time: Millis, parcel: &ParcelHash, act: u16) -> Self {
        Self(hash32(
            "linli head 1",
            &[&self.0, &era.to_be_bytes(), &seq.to_be_bytes(), &time.0.to_be_bytes(), &parcel.0, &act.to_be_bytes()],
        ))
    }

    /// Its first 16 bytes.
    #[must_use]
    pub fn short(self) -> ShortHead {
        let mut short = [0; 16];
        short.copy_from_slice(&self.0[..16]);
        ShortHead(short)
    }
}

/// A place with its head: what a device has seen of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct Seen {
    /// The era.
    #[n(0)]
    pub era: Era,
    /// The place.
    #[n(1)]
    pub seq: Seq,
    /// The head there.
    #[n(2)]
    pub head: ShortHead,
}

/// Where an era began: everything up to `after` was kept from the era before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct EraStart {
    /// The era.
    #[n(0)]
    pub era: Era,
    /// The last place kept from before.
    #[n(1)]
    pub after: Seq,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_place_changes_the_head() {
        let start = Head::genesis(LogCode(1));
        let parcel = ParcelHash([7; 32]);
        let base = start.next(1, 1, Millis(5), &parcel, 0);
        for other in [
            start.next(2, 1, Millis(5), &parcel, 0),
            start.next(1, 2, Millis(5), &parcel, 0),
            start.next(1, 1, Millis(6), &parcel, 0),
            start.next(1, 1, Millis(5), &ParcelHash([8; 32]), 0),
            start.next(1, 1, Millis(5), &parcel, 1),
            Head::genesis(LogCode(2)).next(1, 1, Millis(5), &parcel, 0),
        ] {
            assert_ne!(base, other);
        }
    }
}
