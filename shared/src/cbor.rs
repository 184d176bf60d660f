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
