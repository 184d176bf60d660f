//! What a fact about a post may say, whoever takes it in.
//!
//! Who may write which kind the header's rights say; what makes sense where the post stands is the fold's matter.

use linli_shared::blobs::Attachment;
use linli_shared::cbor::NotReadable;
use linli_shared::fit::Unfit;
use linli_shared::kinds::Kind;
use linli_shared::posts::{
    ComplaintContent, PostChange, PostChangeContent, PostContent, PostMark, Read, Remark, RemarkContent,
};

use crate::device::VoidReason;
use crate::square::{Author, Said, Thread};

/// A content of one of the kinds.
enum Content {
    Post(PostContent),
    Change(PostChangeContent),
    Remark(RemarkContent),
    Mark(PostMark),
    Complaint(ComplaintContent),
}

impl Content {
    /// Reads a content; `None` of a newer release's.
    #[allow(clippy::wildcard_enum_match_arm, reason = "no other kind is of posts")]
    fn read(kind: Kind, content: &[u8]) -> Result<Option<Self>, NotReadable> {
        Ok(match kind {
            Kind::Post => Read::from_content(content)?.here().map(Self::Post),
            Kind::PostChange => Read::from_content(content)?.here().map(Self::Change),
            Kind::Remark => Read::from_content(content)?.here().map(Self::Remark),
            Kind::PostMark => Read::from_content(content)?.here().map(Self::Mark),
            Kind::Complaint => Read::from_content(content)?.here().map(Self::Complaint),
            _ => return Err(NotReadable),
        })
    }

    fn check(&self) -> Result<(), Unfit> {
        match self {
            Self::Post(content) => content.check(),
            Self::Change(content) => content.check(),
            Self::Remark(content) => content.check(),
            Self::Mark(content) => content.check(),
            Self::Complaint(content) => content.check(),
        }
    }

    fn attached(self) -> Vec<Attachment> {
        match self {
            Self::Post(PostContent { attached, .. })
            | Self::Change(PostChangeContent { change: PostChange::Edited(PostContent { attached, .. }), .. })
            | Self::Remark(RemarkContent { remark: Remark::Comment { attached, .. }, .. }) => attached,
            Self::Change(_) | Self::Remark(_) | Self::Mark(_) | Self::Complaint(_) => Vec::new(),
        }
    }

    fn words(self) -> Vec<String> {
        match self {
            Self::Post(content) | Self::Change(PostChangeContent { change: PostChange::Edited(content), .. }) => {
                vec![content.title, content.text]
            }
            Self::Change(PostChangeContent { change: PostChange::Withdrawn { reason }, .. }) => vec![reason],
            Self::Remark(RemarkContent { remark: Remark::Comment { words, .. }, .. }) => vec![words],
            Self::Mark(mark) => vec![mark.reason],
            Self::Complaint(complaint) => vec![complaint.words],
            Self::Change(_) | Self::Remark(_) => Vec::new(),
        }
    }
}

/// The half of the rights that needs the body. What a newer release says is kept: its header was judged.
///
/// # Errors
/// [`VoidReason::Malformed`] for what is no content, or out of bounds.
pub(crate) fn may_say(_: &Author<'_>, _: Option<&Thread>, said: &Said) -> Result<(), VoidReason> {
    let content = Content::read(said.kind, &said.content).map_err(|_| VoidReason::Malformed)?;
    content.map_or(Ok(()), |content| content.check().map_err(|_| VoidReason::Malformed))
}

/// The photos and files that a content of this feature names.
pub(crate) fn attached(kind: Kind, content: &[u8]) -> Vec<Attachment> {
    Content::read(kind, content).ok().flatten().map(Content::attached).unwrap_or_default()
}

/// What a refused content of this feature says in words; `None` for none.
pub(crate) fn words(kind: Kind, content: &[u8]) -> Option<Vec<String>> {
    Content::read(kind, content).ok().flatten().map(Content::words)
}
