//! What one looks up 办事指南.

use linli_contract::Failure;
use linli_contract::guides::{GuideView, GuidesView, ReadGuide, ReadGuides, SaveGuide};
use linli_shared::ids::{MemberId, RecordId};

use crate::device::rows::Want;
use crate::device::{Device, Turn, VoidReason};
use crate::square::{Author, Said, Thread};

/// The rows that `read_guides` needs.
#[must_use]
pub fn read_guides_wants(_: &Device, _: &ReadGuides) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn read_guides(_: &mut Device, _: &ReadGuides, _: &mut Turn<'_>) -> Result<GuidesView, Failure> {
    Err(Failure::Defect)
}

/// The rows that `read_guide` needs.
#[must_use]
pub fn read_guide_wants(_: &Device, _: &ReadGuide) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn read_guide(_: &mut Device, _: &ReadGuide, _: &mut Turn<'_>) -> Result<GuideView, Failure> {
    Err(Failure::Defect)
}

/// The rows that `save_guide` needs.
#[must_use]
pub fn save_guide_wants(_: &Device, _: &SaveGuide) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn save_guide(_: &mut Device, _: &SaveGuide, _: &mut Turn<'_>) -> Result<RecordId, Failure> {
    Err(Failure::Defect)
}

/// Something to look up in short.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct GuideSum {
    /// Who wrote it.
    #[n(0)]
    pub by: MemberId,
}

/// Sums an entry up; `None` while nothing of it can be read.
pub(crate) fn sum(_: &Device, _: RecordId, thread: &Thread) -> Option<GuideSum> {
    Some(GuideSum { by: thread.opening.by })
}

/// The half of the rights that needs the body.
///
/// # Errors
/// [`VoidReason`].
pub(crate) fn may_say(_: &Author<'_>, _: Option<&Thread>, _: &Said) -> Result<(), VoidReason> {
    Ok(())
}

/// The photos and files that a content of this feature names.
pub(crate) fn attached(_: linli_shared::kinds::Kind, _: &[u8]) -> Vec<linli_shared::blobs::Attachment> {
    Vec::new()
}

/// What a refused content of this feature says in words; `None` for none.
pub(crate) fn words(_: linli_shared::kinds::Kind, _: &[u8]) -> Option<Vec<String>> {
    None
}
