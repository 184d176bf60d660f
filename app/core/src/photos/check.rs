//! Whether bytes are the photo or file they are said to be, and what of them is kept.
//!
//! Headers and structure are read, nothing is decoded: how large a picture claims to be is known before anybody gives it
//! memory. What is no picture (where and with what it was taken, comments, what lies behind its end) is left out.
//! **Invariant:** nothing here allocates more than the bytes it was given, whatever they claim.

mod jpeg;
mod pdf;
mod png;
mod webp;

use linli_shared::blobs::{BlobType, MAX_BLOB, MAX_THUMB, PHOTO_SIDE, THUMB_SIDE};
use zeroize::Zeroizing;

/// Bytes that sealing adds.
const SEAL: usize = 16;

/// What a picture says of itself, and the bytes of it that are kept.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Checked {
    /// Width in pixels; 0 of a file.
    pub(super) width: u32,
    /// Height in pixels; 0 of a file.
    pub(super) height: u32,
    /// The bytes that are kept.
    pub(super) bytes: Zeroizing<Vec<u8>>,
}

/// Why bytes are not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unfit {
    /// Not of the type they are said to be.
    #[error("not of the type it is said to be")]
    OtherType,
    /// Damaged, cut short or put together in a way no camera does.
    #[error("damaged or cut short")]
    Damaged,
    /// More bytes or pixels than can be sent.
    #[error("too large")]
    TooLarge,
    /// It carries programs or other files.
    #[error("it carries programs or other files")]
    Active,
}

/// Checks a whole photo or file.
pub(super) fn whole(kind: BlobType, bytes: &[u8]) -> Result<Checked, Unfit> {
    if bytes.len() > MAX_BLOB as usize - SEAL {
        return Err(Unfit::TooLarge);
    }
    let checked = match kind {
        BlobType::Jpeg => jpeg::check(bytes)?,
        BlobType::Png => png::check(bytes)?,
        BlobType::WebP => webp::check(bytes)?,
        BlobType::Pdf => return pdf::check(bytes),
    };
    fits_within(checked, PHOTO_SIDE)
}

/// Checks a thumbnail.
pub(super) fn thumb(bytes: &[u8]) -> Result<Checked, Unfit> {
    if bytes.len() > MAX_THUMB as usize - SEAL {
        return Err(Unfit::TooLarge);
    }
    fits_within(jpeg::check(bytes)?, THUMB_SIDE)
}

fn fits_within(checked: Checked, side: u32) -> Result<Checked, Unfit> {
    if checked.width == 0 || checked.height == 0 {
        return Err(Unfit::Damaged);
    }
    if checked.width.max(checked.height) > side { Err(Unfit::TooLarge) } else { Ok(checked) }
}

/// Reads bytes from front to back.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Unfit> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Unfit::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Unfit> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(Unfit::Damaged)?;
        self.0 = rest;
        Ok(*taken)
    }
}

#[cfg(test)]
pub(super) mod samples;
#[cfg(test)]
mod tests;
