//! The parcel on the wire: signing, checking, withholding.
//!
//! **Invariant:** a parcel within the bounds stays within them whatever is withheld of it, so what was taken in can
//! always be served.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use minicbor::data::Type;
use minicbor::{Decoder, Encoder, decode, encode};

use super::tables::{Reading, Tables, definite};
use super::{Entry, EntryHash, Header, MAX_ACTS, MAX_BODY, MAX_ENTRIES, MAX_PARCEL, SUITE, VERSION};
use crate::cbor;
use crate::ids::hash32;

/// Names a parcel: the hash of what its signature covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct ParcelHash(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

/// An entry, or its hash where the reader may not have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// The entry.
    Entry(Entry),
    /// The hash of an entry that was left out.
    Withheld(EntryHash),
}

impl Item {
    /// The entry's hash.
    #[must_use]
    pub fn hash(&self) -> EntryHash {
        match self {
            Self::Entry(entry) => entry.hash(),
            Self::Withheld(hash) => *hash,
        }
    }

    /// The entry, if it is there.
    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        match self {
            Self::Entry(entry) => Some(entry),
            Self::Withheld(_) => None,
        }
    }
}

/// Entries that are accepted together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Act(pub Vec<Item>);

impl Act {
    /// The entries that are there, each with its index in the act.
    pub fn entries(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.0.iter().enumerate().filter_map(|(index, item)| item.entry().map(|entry| (index, entry)))
    }

    /// Whether no entry is left out.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.0.iter().all(|item| matches!(item, Item::Entry(_)))
    }
}

/// A signed parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    header: Header,
    header_bytes: Vec<u8>,
    signature: [u8; 64],
    /// The acts.
    acts: Vec<Act>,
}

/// Why bytes are not a parcel that can be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParcelError {
    /// Larger than a bound of the format.
    #[error("the parcel is larger than allowed")]
    TooLarge,
    /// Not the format.
    #[error("the bytes are not a parcel")]
    Malformed,
    /// A version or suite this release does not know.
    #[error("the parcel is of an unknown version or suite")]
    UnknownVersion {
        /// The version.
        version: u8,
        /// The suite.
        suite: u8,
    },
    /// The signature is not the device's.
    #[error("the signature does not fit")]
    BadSignature,
}

impl Parcel {
    /// Forms and signs a parcel.
    #[must_use]
    pub fn sign(header: Header, acts: Vec<Act>, key: &SigningKey) -> Self {
        let header_bytes = cbor::to_vec(&header);
        let message = message(&header_bytes, &acts);
        Self { header, header_bytes, signature: key.sign(&message).to_bytes(), acts }
    }

    /// The header.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The acts.
    #[must_use]
    pub fn acts(&self) -> &[Act] {
        &self.acts
    }

    /// The index of an act's first entry among all entries of the parcel; with the parcel's nonce it gives their keys.
    #[must_use]
    pub fn first_index(&self, act: usize) -> u16 {
        self.acts.iter().take(act).map(|act| act.0.len()).sum::<usize>() as u16
    }

    /// The parcel's name.
    #[must_use]
    pub fn hash(&self) -> ParcelHash {
        ParcelHash(hash32("linli parcel 1", &[&message(&self.header_bytes, &self.acts)]))
    }

    /// Checks the signature against the author's key.
    ///
    /// # Errors
    /// [`ParcelError::BadSignature`].
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), ParcelError> {
        let message = message(&self.header_bytes, &self.acts);
        key.verify_strict(&message, &Signature::from_bytes(&self.signature)).map_err(|_| ParcelError::BadSignature)
    }

    /// The same parcel with only the entries for which `keep` holds, the others as hashes. `keep` gets act and entry.
    #[must_use]
    pub fn withhold(&self, mut keep: impl FnMut(usize, &Entry) -> bool) -> Self {
        let acts = self.acts.iter().enumerate().map(|(index, act)| {
            Act(act
                .0
                .iter()
                .map(|item| match item {
                    Item::Entry(entry) if keep(index, entry) => item.clone(),
                    Item::Entry(_) | Item::Withheld(_) => Item::Withheld(item.hash()),
                })
                .collect())
        });
        Self {
            header: self.header.clone(),
            header_bytes: self.header_bytes.clone(),
            signature: self.signature,
            acts: acts.collect(),
        }
    }

    /// Fills withheld entries from another copy of the same parcel.
    #[must_use]
    pub fn merged_with(mut self, other: &Self) -> Self {
        for (mine, theirs) in self.acts.iter_mut().zip(&other.acts) {
            for (mine, theirs) in mine.0.iter_mut().zip(&theirs.0) {
                if matches!(mine, Item::Withheld(_)) && mine.hash() == theirs.hash() {
                    *mine = theirs.clone();
                }
            }
        }
        self
    }

    /// The bytes on the wire.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        cbor::to_vec(self)
    }

    /// Reads a parcel; the signature is checked by [`Parcel::verify`], once the author's key is known.
    ///
    /// # Errors
    /// [`ParcelError`]; memory used is bounded by the length of `bytes`.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ParcelError> {
        if bytes.len() > MAX_PARCEL + MAX_ENTRIES * WITHHELD_BYTES {
            return Err(ParcelError::TooLarge);
        }
        let mut decoder = Decoder::new(bytes);
        let parcel = Self::read(&mut decoder).map_err(|_| ParcelError::Malformed)?;
        if decoder.position() != bytes.len() {
            return Err(ParcelError::Malformed);
        }
        let Header { version, suite, .. } = parcel.header;
        if version != VERSION || suite != SUITE {
            return Err(ParcelError::UnknownVersion { version, suite });
        }
        parcel.check(bytes.len())?;
        Ok(parcel)
    }

    /// Checks the bounds of the format. A hash may be longer than the entry it stands for, so hashes count beside
    /// [`MAX_PARCEL`]: whatever is withheld of a parcel within its bounds is within them too.
    fn check(&self, length: usize) -> Result<(), ParcelError> {
        let items = || self.acts.iter().flat_map(|act| &act.0);
        let withheld = items().filter(|item| matches!(item, Item::Withheld(_))).count();
        let bodies_fit = items().filter_map(Item::entry).all(|entry| entry.body.len() <= MAX_BODY);
        let fits = length.saturating_sub(withheld * WITHHELD_BYTES) <= MAX_PARCEL && bodies_fit;
        if self.acts.len() > MAX_ACTS || items().count() > MAX_ENTRIES || !fits {
            return Err(ParcelError::TooLarge);
        }
        if self.acts.is_empty() || self.acts.iter().any(|act| act.0.is_empty()) || self.header.device_seq == 0 {
            return Err(ParcelError::Malformed);
        }
        Ok(())
    }

    fn read(d: &mut Decoder<'_>) -> Result<Self, decode::Error> {
        if d.array()? != Some(5) {
            return Err(decode::Error::message("a parcel has five parts"));
        }
        let header_bytes = d.bytes()?.to_vec();
        let header = cbor::from_slice(&header_bytes).map_err(|_| decode::Error::message("not a header"))?;
        let signature = d.bytes()?.try_into().map_err(|_| decode::Error::message("a signature is 64 bytes"))?;
        let mut reading = Reading::new(d)?;
        let mut acts = Vec::new();
        for _ in 0..definite(d)? {
            let mut act = Act::default();
            for _ in 0..definite(d)? {
                let is_withheld = d.datatype()? == Type::Bytes;
                act.0.push(if is_withheld { Item::Withheld(d.decode()?) } else { Item::Entry(reading.entry(d)?) });
            }
            acts.push(act);
        }
        reading.finish()?;
        Ok(Self { header, header_bytes, signature, acts })
    }
}

/// Bytes of a withheld entry on the wire.
const WITHHELD_BYTES: usize = 34;

fn message(header: &[u8], acts: &[Act]) -> Vec<u8> {
    let entries: usize = acts.iter().map(|act| act.0.len()).sum();
    let mut message = Vec::with_capacity(32 + header.len() + acts.len() * 4 + entries * 32);
    message.extend_from_slice(b"linli parcel signature 1\0");
    message.extend_from_slice(&(header.len() as u32).to_be_bytes());
    message.extend_from_slice(header);
    message.extend_from_slice(&(acts.len() as u32).to_be_bytes());
    for act in acts {
        message.extend_from_slice(&(act.0.len() as u32).to_be_bytes());
        for item in &act.0 {
            message.extend_from_slice(&item.hash().0);
        }
    }
    message
}

impl<C> minicbor::Encode<C> for Parcel {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        let tables = Tables::of(&self.acts);
        e.array(5)?.bytes(&self.header_bytes)?.bytes(&self.signature)?;
        e.encode(&tables.keys)?.encode(&tables.scopes)?;
        e.array(self.acts.len() as u64)?;
        for act in &self.acts {
            e.array(act.0.len() as u64)?;
            for item in &act.0 {
                match item {
                    Item::Entry(entry) => tables.encode(entry, e)?,
                    Item::Withheld(hash) => {
                        e.bytes(&hash.0)?;
                    }
                }
            }
        }
        Ok(())
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Parcel {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        let start = d.position();
        let parcel = Self::read(d)?;
        parcel.check(d.position() - start).map_err(|_| decode::Error::message("a parcel out of bounds"))?;
        Ok(parcel)
    }
}

#[cfg(test)]
mod tests;
