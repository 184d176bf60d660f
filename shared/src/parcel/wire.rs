//! The parcel on the wire: signing, checking, withholding.
//!
//! Scopes and key references repeat from entry to entry; on the wire they stand once in two tables and entries point
//! into them. Hash and signature are over the resolved entries, so the tables carry no meaning of their own.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use minicbor::data::Type;
use minicbor::{Decoder, Encoder, decode, encode};

use super::{Entry, EntryHash, Header, KeyRef, MAX_ACTS, MAX_BODY, MAX_ENTRIES, MAX_PARCEL, SUITE, VERSION};
use crate::cbor;
use crate::ids::{AreaId, RecordId, hash32};
use crate::kinds::Kind;

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
        if bytes.len() > MAX_PARCEL {
            return Err(ParcelError::TooLarge);
        }
        let parcel: Self = cbor::from_slice(bytes).map_err(|_| ParcelError::Malformed)?;
        let Header { version, suite, .. } = parcel.header;
        if version != VERSION || suite != SUITE {
            return Err(ParcelError::UnknownVersion { version, suite });
        }
        let entries: usize = parcel.acts.iter().map(|act| act.0.len()).sum();
        let bodies_fit = parcel.acts.iter().flat_map(Act::entries).all(|(_, entry)| entry.body.len() <= MAX_BODY);
        if parcel.acts.len() > MAX_ACTS || entries > MAX_ENTRIES || !bodies_fit {
            return Err(ParcelError::TooLarge);
        }
        if parcel.acts.is_empty() || parcel.acts.iter().any(|act| act.0.is_empty()) || parcel.header.device_seq == 0 {
            return Err(ParcelError::Malformed);
        }
        Ok(parcel)
    }
}

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

/// The repeated parts of the entries, each once, in the order of first use.
#[derive(Default)]
struct Tables {
    keys: Vec<KeyRef>,
    scopes: Vec<AreaId>,
}

impl Tables {
    fn of(acts: &[Act]) -> Self {
        let mut tables = Self::default();
        for (_, entry) in acts.iter().flat_map(Act::entries) {
            if let Some(key) = entry.key
                && !tables.keys.contains(&key)
            {
                tables.keys.push(key);
            }
            if !tables.scopes.contains(&entry.scope) {
                tables.scopes.push(entry.scope);
            }
        }
        tables
    }

    fn encode<W: encode::Write>(&self, entry: &Entry, e: &mut Encoder<W>) -> Result<(), encode::Error<W::Error>> {
        let key = entry.key.and_then(|key| self.keys.iter().position(|known| *known == key)).map_or(0, |at| at + 1);
        let scope = self.scopes.iter().position(|known| *known == entry.scope).unwrap_or_default();
        e.array(5)?.bytes(&entry.record.0)?.u16(entry.kind.number())?.u16(scope as u16)?.u16(key as u16)?;
        e.bytes(&entry.body)?.ok()
    }

    fn decode(&self, d: &mut Decoder<'_>) -> Result<Entry, decode::Error> {
        if d.array()? != Some(5) {
            return Err(decode::Error::message("an entry has five parts"));
        }
        let record: RecordId = d.decode()?;
        let kind: Kind = d.decode()?;
        let scope = *self.scopes.get(usize::from(d.u16()?)).ok_or(decode::Error::message("no such scope"))?;
        let key = match d.u16()? {
            0 => None,
            at => Some(*self.keys.get(usize::from(at) - 1).ok_or(decode::Error::message("no such key"))?),
        };
        Ok(Entry { record, kind, scope, key, body: d.bytes()?.to_vec() })
    }
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
        if d.array()? != Some(5) {
            return Err(decode::Error::message("a parcel has five parts"));
        }
        let header_bytes = d.bytes()?.to_vec();
        let header = cbor::from_slice(&header_bytes).map_err(|_| decode::Error::message("not a header"))?;
        let signature = d.bytes()?.try_into().map_err(|_| decode::Error::message("a signature is 64 bytes"))?;
        let tables = Tables { keys: d.decode()?, scopes: d.decode()? };
        let mut acts = Vec::new();
        for _ in 0..definite(d)? {
            let mut act = Act::default();
            for _ in 0..definite(d)? {
                let is_withheld = d.datatype()? == Type::Bytes;
                act.0.push(if is_withheld { Item::Withheld(d.decode()?) } else { Item::Entry(tables.decode(d)?) });
            }
            acts.push(act);
        }
        Ok(Self { header, header_bytes, signature, acts })
    }
}

fn definite(d: &mut Decoder<'_>) -> Result<u64, decode::Error> {
    d.array()?.ok_or(decode::Error::message("lengths are definite"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::calendar::Millis;
    use crate::ids::{DeviceId, LogCode, RingId};
    use crate::log::Seen;

    fn parcel() -> (Parcel, SigningKey) {
        let key = SigningKey::from_bytes(&[3; 32]);
        let header = Header {
            version: VERSION,
            suite: SUITE,
            log: LogCode(310_113_007_001),
            home_log: None,
            device: DeviceId([1; 16]),
            device_seq: 1,
            prev: None,
            seen: Seen::default(),
            nonce: [9; 16],
            time: Millis(1_700_000_000_000),
        };
        let entry = |record: u8, kind, key| Entry {
            record: RecordId([record; 16]),
            kind,
            scope: AreaId([4; 16]),
            key,
            body: vec![record; 40],
        };
        let sealed = Some(KeyRef { ring: RingId([5; 16]), generation: 1, commitment: [6; 16] });
        let acts = vec![
            Act(vec![Item::Entry(entry(1, Kind::Household, sealed)), Item::Entry(entry(2, Kind::IdRecord, sealed))]),
            Act(vec![Item::Entry(entry(3, Kind::Roster, None))]),
        ];
        (Parcel::sign(header, acts, &key), key)
    }

    #[test]
    fn a_parcel_reads_back_and_keeps_its_name_when_entries_are_withheld() {
        let (parcel, key) = parcel();
        let read = Parcel::from_bytes(&parcel.to_bytes()).unwrap();
        assert_eq!(read, parcel);
        let partial = parcel.withhold(|_, entry| entry.kind == Kind::IdRecord);
        let partial = Parcel::from_bytes(&partial.to_bytes()).unwrap();
        assert_eq!(partial.hash(), parcel.hash());
        assert_eq!(partial.verify(&key.verifying_key()), Ok(()));
        assert_eq!(partial.acts()[0].entries().count(), 1);
        assert_eq!(partial.merged_with(&parcel), parcel);
    }

    #[test]
    fn a_changed_byte_is_not_the_same_parcel() {
        let (parcel, key) = parcel();
        let bytes = parcel.to_bytes();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            if let Ok(read) = Parcel::from_bytes(&changed) {
                assert!(read.verify(&key.verifying_key()).is_err() || read == parcel, "byte {at}");
            }
        }
    }

    #[test]
    fn unknown_versions_and_large_parcels_are_told_apart() {
        let (parcel, key) = parcel();
        let mut header = parcel.header().clone();
        header.version = 9;
        let newer = Parcel::sign(header, parcel.acts().to_vec(), &key);
        assert_eq!(
            Parcel::from_bytes(&newer.to_bytes()),
            Err(ParcelError::UnknownVersion { version: 9, suite: SUITE })
        );
        assert_eq!(Parcel::from_bytes(&vec![0; MAX_PARCEL + 1]), Err(ParcelError::TooLarge));
        assert_eq!(Parcel::from_bytes(&[0x85, 0x40]), Err(ParcelError::Malformed));
    }
}
