//! Photos before they are decoded: what a file is by its first bytes, whether it can be taken, how large it becomes.
//!
//! **Invariant:** nothing is given to a decoder that is not known by its bytes, and nothing whose header tells of more
//! points than a phone can hold; a name or a type that a sender claims counts for nothing.

pub mod header;
pub mod network;
pub mod state;

use linli_shared::blobs::{BlobType, MAX_BLOB};

use header::{Found, Heads};

/// The largest photo that is looked at, in bytes: the best cameras of phones stay below it.
pub const LARGEST_PHOTO: f64 = 41_943_040.0;
/// The largest file that can be sent, in bytes: a blob with room for its seal.
pub const LARGEST_FILE: f64 = (MAX_BLOB - 1_024) as f64;
/// The most points of a photo that is decoded here.
pub const MOST_POINTS: u64 = 64_000_000;
/// The longest side of a photo that is decoded here: canvases end there.
pub const LONGEST_SIDE: u32 = 16_384;
/// The most points of a photo that somebody sent; those of this app have fewer.
pub const MOST_SENT_POINTS: u64 = 16_000_000;
/// How much of a file is read to find its header, in turn.
pub const HEADS: [f64; 2] = [65_536.0, 4_194_304.0];
/// Quality of the JPEG that is sent, from 0 to 1.
pub const QUALITY: f64 = 0.8;

/// Why a photo or file was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoWrong {
    /// More bytes than a photo has.
    PhotoTooLarge,
    /// More bytes than can be sent.
    FileTooLarge,
    /// Neither a photo nor a PDF.
    NotAPhoto,
    /// A photo in a form that browsers do not open.
    Heic,
    /// It says it is a photo and is none, or is damaged.
    Damaged,
    /// More points than a phone can hold.
    TooManyPoints,
    /// As many as may be attached.
    Enough,
}

/// A photo that may be decoded, or a file that is sent as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// Decode it.
    Photo,
    /// Send it.
    File(BlobType),
}

/// Judges a file by its size and first bytes; `None` asks for more of it.
///
/// # Errors
/// [`PhotoWrong`].
pub fn judge(size: f64, head: &[u8]) -> Result<Option<Taken>, PhotoWrong> {
    let is_all = head.len() as f64 >= size;
    match header::find(head) {
        Heads::Found(Found::Pdf) if size > LARGEST_FILE => Err(PhotoWrong::FileTooLarge),
        Heads::Found(Found::Pdf) => Ok(Some(Taken::File(BlobType::Pdf))),
        Heads::Found(Found::Photo { width, height, .. }) => {
            check_points(width, height, MOST_POINTS)?;
            Ok(Some(Taken::Photo))
        }
        Heads::Heic => Err(PhotoWrong::Heic),
        Heads::Unknown => Err(PhotoWrong::NotAPhoto),
        Heads::Damaged => Err(PhotoWrong::Damaged),
        Heads::More if is_all || head.len() as f64 >= HEADS[1] => Err(PhotoWrong::Damaged),
        Heads::More => Ok(None),
    }
}

/// Whether what somebody sent is what they say, and small enough to be shown.
#[must_use]
pub fn may_show(kind: BlobType, bytes: &[u8]) -> bool {
    match header::find(bytes) {
        Heads::Found(Found::Pdf) => kind == BlobType::Pdf,
        Heads::Found(Found::Photo { kind: found, width, height }) => {
            kind == found && check_points(width, height, MOST_SENT_POINTS).is_ok()
        }
        Heads::Heic | Heads::Unknown | Heads::Damaged | Heads::More => false,
    }
}

/// Whether a photo of this size may be decoded.
///
/// # Errors
/// [`PhotoWrong::Damaged`] of one without points, [`PhotoWrong::TooManyPoints`].
pub fn check_points(width: u32, height: u32, most: u64) -> Result<(), PhotoWrong> {
    if width == 0 || height == 0 {
        return Err(PhotoWrong::Damaged);
    }
    let is_too_long = width > LONGEST_SIDE || height > LONGEST_SIDE;
    if is_too_long || u64::from(width) * u64::from(height) > most {
        return Err(PhotoWrong::TooManyPoints);
    }
    Ok(())
}

/// Width and height once the long side is no longer than `side`; never larger than it was, never without points.
#[must_use]
pub fn fit(width: u32, height: u32, side: u32) -> (u32, u32) {
    let longest = width.max(height).max(1);
    if longest <= side {
        return (width.max(1), height.max(1));
    }
    let shrink = |length: u32| {
        let scaled = (u64::from(length) * u64::from(side) + u64::from(longest) / 2) / u64::from(longest);
        u32::try_from(scaled).unwrap_or(side).clamp(1, side.max(1))
    };
    (shrink(width), shrink(height))
}

/// The end of a file's name without its folder, at most 80 characters, and without what could lead astray.
#[must_use]
pub fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|letter| !is_hidden(*letter)).collect();
    let kept = kept.trim().trim_start_matches('.');
    let skip = kept.chars().count().saturating_sub(80);
    kept.chars().skip(skip).collect()
}

/// Letters that are not seen, or turn the writing of those after them around.
#[must_use]
pub fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_side_is_shrunk_and_small_photos_stay() {
        assert_eq!(fit(4_000, 3_000, 2_000), (2_000, 1_500));
        assert_eq!(fit(3_000, 4_000, 2_000), (1_500, 2_000));
        assert_eq!(fit(800, 600, 2_000), (800, 600));
        assert_eq!(fit(16_000, 1, 240), (240, 1), "a strip keeps a point of height");
        assert_eq!(fit(0, 0, 240), (1, 1));
        assert_eq!(fit(u32::MAX, u32::MAX, 2_000), (2_000, 2_000));
    }

    #[test]
    fn points_have_a_bound_in_area_and_in_length() {
        assert_eq!(check_points(8_000, 8_000, MOST_POINTS), Ok(()));
        assert_eq!(check_points(8_001, 8_000, MOST_POINTS), Err(PhotoWrong::TooManyPoints));
        assert_eq!(check_points(16_385, 1, MOST_POINTS), Err(PhotoWrong::TooManyPoints));
        assert_eq!(check_points(0, 10, MOST_POINTS), Err(PhotoWrong::Damaged));
    }

    #[test]
    fn a_name_loses_its_folder_and_hidden_letters() {
        assert_eq!(file_name("C:\\家\\停水通知.pdf"), "停水通知.pdf");
        assert_eq!(file_name("../../.x/\u{202e}fdp.exe\n"), "fdp.exe");
        assert_eq!(file_name(&"长".repeat(100)).chars().count(), 80);
        assert_eq!(file_name("///"), "");
    }
}
