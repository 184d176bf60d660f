//! CBOR (RFC 8949) as this project uses it: definite lengths, fields numbered by position, nothing after the value.

/// The bytes are not the value that was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bytes are not the CBOR value expected here")]
pub struct NotReadable;

/// Encodes a value.
pub fn to_vec<T: minicbor::Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).expect("encoding into memory cannot fail")
}

/// Decodes a value that fills `bytes` to the end.
///
/// # Errors
/// [`NotReadable`] for anything else; memory used is bounded by the length of `bytes`.
pub fn from_slice<'b, T: minicbor::Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, NotReadable> {
    let mut decoder = minicbor::Decoder::new(bytes);
    let value = decoder.decode().map_err(|_| NotReadable)?;
    if decoder.position() == bytes.len() { Ok(value) } else { Err(NotReadable) }
}

/// Whether bytes that this release cannot read may be a newer one's: a list that begins with a number, nothing after it.
#[must_use]
pub fn may_be_newer(bytes: &[u8]) -> bool {
    let begins = || {
        let mut decoder = minicbor::Decoder::new(bytes);
        decoder.array()?;
        decoder.u64()
    };
    let mut decoder = minicbor::Decoder::new(bytes);
    begins().is_ok() && decoder.skip().is_ok() && decoder.position() == bytes.len()
}

/// Gives types the methods that write them as the content of an entry and read them back.
macro_rules! contents {
    ($($name:ident)+) => {$(
        impl $name {
            /// The content of an entry.
            #[must_use]
            pub fn to_content(&self) -> Vec<u8> {
                $crate::cbor::to_vec(self)
            }

            /// Reads the content of an entry.
            ///
            /// # Errors
            /// [`NotReadable`](crate::cbor::NotReadable).
            pub fn from_content(content: &[u8]) -> Result<Self, $crate::cbor::NotReadable> {
                $crate::cbor::from_slice(content)
            }
        }
    )+};
}

pub(crate) use contents;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_newer_release_may_have_written_is_a_list_with_a_number_first() {
        for newer in [&[0x82, 9, 0x80][..], &[0x81, 0x18, 200], &[0x83, 0, 0x41, 7, 0xf6]] {
            assert!(may_be_newer(newer), "{newer:x?}");
        }
        for never in [&[][..], &[0xff], &[0x80], &[7], &[0x82, 9], &[0x81, 9, 0], &[0x81, 0x61, 0x61], &[0x9f, 9]] {
            assert!(!may_be_newer(never), "{never:x?}");
        }
    }
}
