//! Deflate with a preset dictionary: short bodies of one kind share most of their bytes.
//!
//! The compressor is fed the dictionary and flushed to a byte boundary; only what follows is kept. The other side puts
//! the dictionary into its window and goes on from there, which is plain deflate (RFC 1951) with history.

use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, TDEFLStatus, compress};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use miniz_oxide::{DataFormat, deflate::core::CompressionStrategy};

/// Why bytes cannot be brought back to their length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SqueezeError {
    /// Not a squeezed body.
    #[error("the bytes are not deflated")]
    Malformed,
    /// Longer than the reader allows.
    #[error("the content is longer than allowed")]
    TooLong,
}

const STORED: u8 = 0;
const DEFLATED: u8 = 1;

/// Makes bytes shorter, or leaves them as they are where that is no gain; the first byte says which.
#[must_use]
pub fn squeeze(dictionary: &[u8], content: &[u8]) -> Vec<u8> {
    let deflated = deflate(dictionary, content);
    let (tag, bytes) = match &deflated {
        Some(deflated) if deflated.len() < content.len() => (DEFLATED, &deflated[..]),
        Some(_) | None => (STORED, content),
    };
    let mut squeezed = Vec::with_capacity(bytes.len() + 1);
    squeezed.push(tag);
    squeezed.extend_from_slice(bytes);
    squeezed
}

/// Brings bytes back, at most `limit` of them.
///
/// # Errors
/// [`SqueezeError`]; never allocates more than `limit` plus the dictionary.
pub fn unsqueeze(dictionary: &[u8], squeezed: &[u8], limit: usize) -> Result<Vec<u8>, SqueezeError> {
    match squeezed.split_first() {
        Some((&STORED, content)) if content.len() <= limit => Ok(content.to_vec()),
        Some((&STORED, _)) => Err(SqueezeError::TooLong),
        Some((&DEFLATED, deflated)) => inflate(dictionary, deflated, limit),
        Some(_) | None => Err(SqueezeError::Malformed),
    }
}

fn deflate(dictionary: &[u8], content: &[u8]) -> Option<Vec<u8>> {
    let mut state = CompressorOxide::with_params(DataFormat::Raw, 9, CompressionStrategy::Default, 15);
    if !dictionary.is_empty() {
        feed(&mut state, dictionary, TDEFLFlush::Sync)?;
    }
    feed(&mut state, content, TDEFLFlush::Finish)
}

fn feed(state: &mut CompressorOxide, mut input: &[u8], flush: TDEFLFlush) -> Option<Vec<u8>> {
    let mut output = vec![0; input.len() + input.len() / 8 + 128];
    let mut written = 0;
    loop {
        let (status, read, wrote) = compress(state, input, &mut output[written..], flush);
        input = &input[read..];
        written += wrote;
        match status {
            TDEFLStatus::Done => break,
            TDEFLStatus::Okay if flush == TDEFLFlush::Sync && input.is_empty() && written < output.len() => break,
            TDEFLStatus::Okay => output.resize(output.len() * 2, 0),
            TDEFLStatus::BadParam | TDEFLStatus::PutBufFailed => return None,
        }
    }
    output.truncate(written);
    Some(output)
}

fn inflate(dictionary: &[u8], deflated: &[u8], limit: usize) -> Result<Vec<u8>, SqueezeError> {
    let most = dictionary.len() + limit;
    let mut output = dictionary.to_vec();
    output.resize(most.min(dictionary.len() + deflated.len() * 4 + 256), 0);
    let (mut read, mut position) = (0, dictionary.len());
    let mut state = DecompressorOxide::new();
    loop {
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, took, wrote) = decompress(&mut state, &deflated[read..], &mut output, position, flags);
        read += took;
        position += wrote;
        if status == TINFLStatus::Done && read == deflated.len() {
            break;
        }
        if status != TINFLStatus::HasMoreOutput {
            return Err(SqueezeError::Malformed);
        }
        if output.len() == most {
            return Err(SqueezeError::TooLong);
        }
        output.resize(most.min(output.len() * 2), 0);
    }
    output.truncate(position);
    Ok(output.split_off(dictionary.len()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_dictionary_makes_short_bodies_shorter() {
        let dictionary = b"householder spouse residence local migrant telephone";
        let content = b"spouse local telephone";
        let with = squeeze(dictionary, content);
        assert!(with.len() < squeeze(&[], content).len());
        assert_eq!(unsqueeze(dictionary, &with, 100).unwrap(), content);
    }

    #[test]
    fn a_small_body_cannot_fill_the_memory() {
        let bomb = squeeze(&[], &vec![0; 10_000_000]);
        assert!(bomb.len() < 20_000);
        assert_eq!(unsqueeze(&[], &bomb, 100_000), Err(SqueezeError::TooLong));
    }

    proptest! {
        #[test]
        fn any_content_comes_back(dictionary: Vec<u8>, content: Vec<u8>) {
            prop_assert_eq!(unsqueeze(&dictionary, &squeeze(&dictionary, &content), content.len()).unwrap(), content);
        }

        #[test]
        fn bytes_from_anywhere_do_not_panic(dictionary: Vec<u8>, bytes: Vec<u8>) {
            let _ = unsqueeze(&dictionary, &bytes, 1_000);
        }
    }
}
