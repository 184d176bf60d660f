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
