//! Identifiers: opaque 16-byte values, typed so that they cannot be mixed up.
//!
//! **Invariant:** an id never carries a name, a number or anything else about a person; it is random or a hash.
//! On screen contracts an id is 32 lower-case hexadecimal digits, on the wire 16 bytes.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// The text was not 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is 32 hexadecimal digits")]
pub struct ParseIdError;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub [u8; 16]);

        impl $name {
            /// Takes the first 16 bytes of SHA-256 over `domain`, a zero byte and each length-prefixed part.
            #[must_use]
            pub fn derive(domain: &str, parts: &[&[u8]]) -> Self {
                Self(hash16(domain, parts))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for byte in self.0 {
                    write!(f, "{byte:02x}")?;
                }
                Ok(())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({:02x}{:02x}{:02x}{:02x})"), self.0[0], self.0[1], self.0[2], self.0[3])
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;
            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                Ok(Self(unhex(text).ok_or(ParseIdError)?))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                encoder: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                encoder.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(decoder: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                let bytes = decoder.bytes()?;
                bytes.try_into().map(Self).map_err(|_| minicbor::decode::Error::message("an id is 16 bytes"))
            }
        }
    )+};
}

ids! {
    /// A place in the tree district → street → community → grid → building → unit → door.
    AreaId
    /// A household, a profile, a visit, a roster fact: whatever a parcel's entry belongs to.
    RecordId
    /// A person known to the community's roster 成员.
    MemberId
    /// One phone, browser or sheet of paper: the first 16 bytes of the hash of its signing key.
    DeviceId
    /// A chain of secrets that seals records for its recipients.
    RingId
    /// A person inside a household document; random, made when the person is entered.
    PersonId
}

/// The 12-digit national code of a log's area (统计用区划代码), as a number.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(transparent)]
pub struct LogCode(#[n(0)] pub u64);

impl fmt::Display for LogCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}

impl LogCode {
    /// The root of the log's area tree.
    #[must_use]
    pub fn area(self) -> AreaId {
        AreaId::derive("linli area code", &[&self.0.to_be_bytes()])
    }
}

/// Takes SHA-256 over `domain`, a zero byte and each length-prefixed part (u32, big endian).
#[must_use]
pub fn hash32(domain: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(domain.as_bytes());
    hasher.update([0]);
    for part in parts {
        hasher.update((part.len() as u32).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

fn hash16(domain: &str, parts: &[&[u8]]) -> [u8; 16] {
    let full = hash32(domain, parts);
    let mut short = [0; 16];
    short.copy_from_slice(&full[..16]);
    short
}

fn unhex(text: &str) -> Option<[u8; 16]> {
    let digits = text.as_bytes();
    if digits.len() != 32 {
        return None;
    }
    let mut bytes = [0; 16];
    for (index, pair) in digits.chunks_exact(2).enumerate() {
        let high = (pair[0] as char).to_digit(16)?;
        let low = (pair[1] as char).to_digit(16)?;
        bytes[index] = (high * 16 + low) as u8;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text() {
        let id = AreaId::derive("test", &[b"a", b"b"]);
        assert_eq!(id.to_string().parse::<AreaId>(), Ok(id));
        assert_eq!("xyz".parse::<AreaId>(), Err(ParseIdError));
    }

    #[test]
    fn parts_cannot_run_into_each_other() {
        assert_ne!(RecordId::derive("t", &[b"ab", b"c"]), RecordId::derive("t", &[b"a", b"bc"]));
    }
}
