//! Neighbour posts 左邻右舍.

use linli_contract::Failure;
use linli_contract::posts::{
    ComplaintRow, DoPost, OpenPostForm, PostFormView, PostView, PostsView, ReadComplaints, ReadPost, ReadPosts,
    SavePostDraft, SendPost,
};
use linli_shared::ids::{MemberId, RecordId};

use crate::device::rows::Want;
use crate::device::{Device, Turn, VoidReason};
use crate::square::{Author, Said, Thread};

/// The rows that `read_posts` needs.
#[must_use]
pub fn read_posts_wants(_: &Device, _: &ReadPosts) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn read_posts(_: &mut Device, _: &ReadPosts, _: &mut Turn<'_>) -> Result<PostsView, Failure> {
    Err(Failure::Defect)
}

/// The rows that `read_post` needs.
#[must_use]
pub fn read_post_wants(_: &Device, _: &ReadPost) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn read_post(_: &mut Device, _: &ReadPost, _: &mut Turn<'_>) -> Result<PostView, Failure> {
    Err(Failure::Defect)
}

/// The rows that `open_post_form` needs.
#[must_use]
pub fn open_post_form_wants(_: &Device, _: &OpenPostForm) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn open_post_form(_: &mut Device, _: &OpenPostForm, _: &mut Turn<'_>) -> Result<PostFormView, Failure> {
    Err(Failure::Defect)
}

/// The rows that `save_post_draft` needs.
#[must_use]
pub fn save_post_draft_wants(_: &Device, _: &SavePostDraft) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn save_post_draft(_: &mut Device, _: &SavePostDraft, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// The rows that `send_post` needs.
#[must_use]
pub fn send_post_wants(_: &Device, _: &SendPost) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn send_post(_: &mut Device, _: &SendPost, _: &mut Turn<'_>) -> Result<RecordId, Failure> {
    Err(Failure::Defect)
}

/// The rows that `do_post` needs.
#[must_use]
pub fn do_post_wants(_: &Device, _: &DoPost) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn do_post(_: &mut Device, _: &DoPost, _: &mut Turn<'_>) -> Result<Option<RecordId>, Failure> {
    Err(Failure::Defect)
}

/// The rows that `read_complaints` needs.
#[must_use]
pub fn read_complaints_wants(_: &Device, _: &ReadComplaints) -> Vec<Want> {
    Vec::new()
}

/// Not written yet.
///
/// # Errors
/// [`Failure`].
pub fn read_complaints(_: &mut Device, _: &ReadComplaints, _: &mut Turn<'_>) -> Result<Vec<ComplaintRow>, Failure> {
    Err(Failure::Defect)
}

/// A post in short.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct PostSum {
    /// Who wrote it.
    #[n(0)]
    pub by: MemberId,
}

/// Sums a post up; `None` while nothing of it can be read.
pub(crate) fn sum(_: &Device, _: RecordId, thread: &Thread) -> Option<PostSum> {
    Some(PostSum { by: thread.opening.by })
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

/// What was refused becomes a draft again.
pub(crate) const fn give_back(_: &mut Device, _: &crate::device::outbox::OutboxItem, _: &mut Turn<'_>) {}
