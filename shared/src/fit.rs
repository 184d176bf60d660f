//! Bounds of what people write and attach, for whoever writes it and whoever takes it in.
//!
//! **Invariant:** a bound is only ever widened: what was written once is always read.

use std::collections::BTreeSet;

use crate::blobs::{Attachment, BlobType, MAX_ATTACHED, MAX_BLOB, MAX_SIDE, MAX_THUMB};
use crate::kinds::Kind;

/// The longest name of a file, in characters.
pub const FILE_NAME: usize = 120;

/// The longest content of one entry of a kind, unpacked, in bytes; `None` where only the parcel bounds it.
///
/// It holds for contents of newer releases too: nobody can make a reader keep more by calling it new.
#[must_use]
#[allow(clippy::wildcard_enum_match_arm, reason = "what any member may write has a bound of its own, nothing else")]
pub const fn max_content(kind: Kind) -> Option<usize> {
    match kind {
        Kind::Case | Kind::Step | Kind::PublicReport => Some(32 << 10),
        Kind::Post | Kind::PostChange | Kind::Remark => Some(32 << 10),
        Kind::Topic | Kind::TopicStep | Kind::TopicSaid | Kind::Activity | Kind::ActivityStep => Some(64 << 10),
        Kind::Notice | Kind::NoticeChange | Kind::Guide | Kind::GuideChange => Some(64 << 10),
        Kind::PaperVote | Kind::OwnMarks => Some(16 << 10),
        Kind::Voice | Kind::Receipt | Kind::PropertyReceipt | Kind::Vote | Kind::SealedVote => Some(4 << 10),
        // All that a message may hold are ten thousand bytes.
        Kind::Message | Kind::EstateMessage => Some(12 << 10),
        Kind::PostMark | Kind::Complaint | Kind::SignUp | Kind::Group | Kind::GroupChange | Kind::Knock => {
            Some(8 << 10)
        }
        _ => None,
    }
}

/// Why something may not be said as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// A text has too many characters.
    #[error("a text is too long")]
    TooLong,
    /// A text holds control characters.
    #[error("a text holds control characters")]
    Control,
    /// What has to be said is not.
    #[error("words are missing")]
    NoWords,
    /// Neither an area nor a place in words.
    #[error("the place is missing")]
    NoPlace,
    /// More of them than there may be, or fewer.
    #[error("too many or too few")]
    Count,
    /// The same one twice.
    #[error("something stands twice")]
    Twice,
    /// A number, a size or an hour outside its bounds.
    #[error("a number is out of bounds")]
    Number,
    /// Two things are said of which only one can be.
    #[error("one thing contradicts another")]
    Contradiction,
    /// A photo or file that cannot be one.
    #[error("an attachment is not one")]
    Attachment,
}

/// A text of one line with at most `max` characters.
pub(crate) fn line(text: &str, max: usize) -> Result<(), Unfit> {
    bounded(text, max, |letter| letter.is_control())
}

/// A text of several lines with at most `max` characters.
pub(crate) fn lines(text: &str, max: usize) -> Result<(), Unfit> {
    bounded(text, max, |letter| letter.is_control() && !matches!(letter, '\n' | '\t'))
}

/// A text of one line that says something.
pub(crate) fn said(text: &str, max: usize) -> Result<(), Unfit> {
    line(text, max)?;
    if text.trim().is_empty() { Err(Unfit::NoWords) } else { Ok(()) }
}

/// Distinct things, so many of them.
pub(crate) fn distinct<T: Ord>(
    things: impl ExactSizeIterator<Item = T>,
    count: core::ops::RangeInclusive<usize>,
) -> Result<(), Unfit> {
    let number = things.len();
    if !count.contains(&number) {
        return Err(Unfit::Count);
    }
    if things.collect::<BTreeSet<T>>().len() == number { Ok(()) } else { Err(Unfit::Twice) }
}

/// Photos and files of one entry.
pub(crate) fn attached(attached: &[Attachment]) -> Result<(), Unfit> {
    if attached.len() > MAX_ATTACHED {
        return Err(Unfit::Count);
    }
    attached.iter().try_for_each(attachment)
}

fn attachment(attachment: &Attachment) -> Result<(), Unfit> {
    line(&attachment.name, FILE_NAME)?;
    let has_size = (1..=MAX_BLOB).contains(&attachment.full.size);
    let has_thumb_size = attachment.thumb.as_ref().is_none_or(|thumb| (1..=MAX_THUMB).contains(&thumb.size));
    let sides = [attachment.width, attachment.height];
    let has_sides = match attachment.kind {
        BlobType::Jpeg | BlobType::Png | BlobType::WebP => sides.iter().all(|side| (1..=MAX_SIDE).contains(side)),
        BlobType::Pdf => sides == [0, 0],
    };
    let is_plain_name = !attachment.name.contains(['/', '\\']);
    if has_size && has_thumb_size && has_sides && is_plain_name { Ok(()) } else { Err(Unfit::Attachment) }
}

fn bounded(text: &str, max: usize, is_wrong: impl Fn(char) -> bool) -> Result<(), Unfit> {
    // A character has four bytes at most, so that nobody makes a reader count megabytes.
    if text.len() > max * 4 || text.chars().count() > max {
        return Err(Unfit::TooLong);
    }
    if text.chars().any(is_wrong) { Err(Unfit::Control) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blobs::{BlobId, BlobKey, BlobRef};
    use crate::calendar::Millis;
    use crate::circles::{ChatContent, MESSAGE, MessageContent, VERSION};
    use crate::ids::RecordId;

    /// A character of four bytes.
    const WIDE: &str = "𠮷";

    #[test]
    fn the_longest_message_fits_and_there_is_not_room_for_much_more() {
        let blob = |size| BlobRef { id: BlobId([0xff; 32]), key: BlobKey([0xff; 32]), size };
        let attached = Attachment {
            kind: BlobType::Jpeg,
            full: blob(MAX_BLOB),
            thumb: Some(blob(MAX_THUMB)),
            width: MAX_SIDE,
            height: MAX_SIDE,
            name: WIDE.repeat(FILE_NAME),
        };
        let longest = ChatContent::Message(MessageContent {
            version: VERSION,
            nonce: [0xff; 8],
            words: WIDE.repeat(MESSAGE),
            attached: vec![attached; MAX_ATTACHED],
            reply_to: Some(RecordId([0xff; 16])),
            at: Millis(i64::MAX),
        });
        assert_eq!(longest.check(), Ok(()));
        let bytes = longest.to_content().len();
        for kind in [Kind::Message, Kind::EstateMessage] {
            assert_eq!(max_content(kind), Some(12 << 10), "{kind:?}");
        }
        assert!((9 << 10..=12 << 10).contains(&bytes), "{bytes} bytes");
    }
}
